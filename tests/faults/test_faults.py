# SPDX-License-Identifier: MIT
"""A few hundred runs of the truth tests; `make test-faults` plays 10,000 and every allocation."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import starve  # noqa: E402
import truth  # noqa: E402
from schedule import INJECTIONS, draw  # noqa: E402

BUILD = truth.PROGRAM.parent
RUNS = 300
# The sanitizers, which stop the program at an error in what it does without memory, are slow.
SCARCE = {"static": (BUILD / "static/scarce", 7), "debug": (BUILD / "debug/scarce", 61)}


def test_after_random_faults_every_claim_is_true():
    seed = secrets.randbelow(10**9)
    tally = truth.run_many(seed, range(RUNS), truth.PROGRAM)
    assert not tally.bad, f"seed {seed}\n{truth.complaints(seed, tally)}"
    assert tally.runs == RUNS
    assert {claim for claim, fact in tally.pairs} >= {"accepted", "unknown", "failed", "invalid"}


@pytest.mark.parametrize("mode", SCARCE)
def test_without_memory_every_claim_is_true(mode):
    program, step = SCARCE[mode]
    scenes = [name for name in starve.SCENES if name != "tls"]
    tally, complaints = starve.run(program, scenes, step)
    assert not tally.bad, complaints
    # a few allocations in a row decide whether the proxy, or a proof, is left out
    if mode == "static":
        near, complaints = starve.run(program, ["proxy", "sources"], 1)
        assert not near.bad, complaints
    assert {claim for claim, fact in tally.pairs} == {
        "accepted", "unknown", "failed", "invalid", "valid"}


def test_the_schedule_is_the_same_each_time_it_is_drawn():
    assert [draw(7, i) for i in range(200)] == [draw(7, i) for i in range(200)]
    assert draw(7, 0) != draw(8, 0)


def test_every_kind_of_fault_is_drawn_in_ten_thousand_runs():
    drawn = {plan.injection.row.call for plan in (draw(1, i) for i in range(10_000))
             if plan.injection}
    assert drawn == {row.call for row in INJECTIONS}
