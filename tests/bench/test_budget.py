# SPDX-License-Identifier: MIT
"""The program stays as small and as quick as it was, and its request takes three round trips.

`make bench` shows the figures beside those of curl, Python and Node.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import budget  # noqa: E402
import measure  # noqa: E402
from clients import PROGRAM, uploads  # noqa: E402
from wire import APPLICATION_DATA  # noqa: E402

DELAY_SECONDS = 0.05
SEND_PEAK_KIB = 1_300_000 // 1024
UPLOAD_PEAK_KIB = 2_000_000 // 1024
PROGRAM_BYTES_MAX = 800_000


@pytest.fixture(scope="module")
def server():
    with measure.server() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def figures(server):
    return budget.take(PROGRAM, server)


@pytest.mark.skipif(not budget.BUDGET, reason="no figures of this architecture")
def test_no_figure_is_a_tenth_above_the_budget(figures):
    assert set(figures) == set(budget.BUDGET)
    assert budget.faults(figures) == []


def test_a_figure_above_the_budget_is_a_fault(monkeypatch):
    monkeypatch.setattr(budget, "BUDGET", {"peak_kib": 1000})
    assert budget.faults({"peak_kib": 1100}) == []
    assert budget.faults({"peak_kib": 1101}) == ["peak_kib: 1101 is more than a tenth above 1000"]


def test_the_program_is_small_and_sends_in_little_memory(figures):
    assert figures["program_bytes"] <= PROGRAM_BYTES_MAX
    assert figures["peak_kib"] <= SEND_PEAK_KIB


def test_a_send_is_one_connection_of_three_round_trips(server):
    talks, _ = measure.converse(PROGRAM, server, DELAY_SECONDS)
    assert [talk.round_trips for talk in talks] == [3]


def test_the_request_goes_out_with_the_end_of_the_handshake(server):
    talks, _ = measure.converse(PROGRAM, server, DELAY_SECONDS)
    second = [flight for flight in talks[0].flights if flight.from_client][1]
    # the client's Finished, and the request in the same flight
    assert second.records().count(APPLICATION_DATA) >= 2
    assert not server.requests[-1].header("Expect")


def test_100_megabytes_are_uploaded_in_little_memory(server, tmp_path):
    document = tmp_path / "report.pdf"
    with document.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(100_000_000)
    ours = uploads(document)[0]
    [run] = measure.run(ours, server, server.https_url)
    assert run.peak_kib <= UPLOAD_PEAK_KIB
