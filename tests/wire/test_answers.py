# SPDX-License-Identifier: MIT
"""What the program makes of every answer, and of none: DESIGN 5 seen from outside."""

from __future__ import annotations

import time

import pytest
from conftest import RECIPIENT, run_program
from sandbox import Sandbox
from sandbox.faults import FAULTS

# What each of the sandbox's faults is called: status, class. DESIGN 5.
CLAIMS = {
    "close": ("unknown", "unknown"), "reset": ("unknown", "unknown"),
    "half_head": ("unknown", "unknown"), "half_json": ("unknown", "unknown"),
    "half_hang": ("unknown", "unknown"), "hang": ("unknown", "unknown"),
    "drip": ("unknown", "unknown"), "alert": ("unknown", "unknown"),
    "http09": ("unknown", "unknown"), "huge_body": ("unknown", "unknown"),
    "huge_headers": ("unknown", "unknown"), "many_1xx": None, "bad_chunk": ("unknown", "unknown"),
    "held": ("accepted", "ok"), "paused": ("accepted", "template"),
    "empty_id": ("unknown", "unknown"), "no_messages": ("unknown", "unknown"),
    "duplicate_members": None, "deep_json": ("unknown", "unknown"),
    "error_in_200": ("failed", None), "busy": ("failed", "unavailable"),
    "data_string": ("failed", None), "data_json": ("failed", None),
    "code_string": None, "code_huge": None, "not_utf8": ("failed", None),
    "commands": ("failed", None), "echo": ("failed", None),
    "empty_200": ("unknown", "unknown"), "text_200": ("unknown", "unknown"),
    "redirect_302": ("failed", "protocol"), "redirect_307": ("failed", "protocol"),
    "html_400": ("failed", "protocol"), "proxy_407": None,
    "html_502": ("unknown", "unknown"), "html_503": ("unknown", "unknown"),
    "reset_on_accept": ("failed", "network"), "hang_on_accept": ("failed", "interrupted"),
}


def test_every_fault_of_the_sandbox_has_its_claim_here():
    assert set(CLAIMS) == {fault.name for fault in FAULTS}


@pytest.mark.parametrize("name", sorted(CLAIMS))
def test_the_claim_after_each_fault(send, sandbox, name):
    sandbox.reply_next(fault=name)
    result = send(timeout="1.5")
    status, kind = result.json["status"], result.json["class"]
    if CLAIMS[name] is not None:
        expected_status, expected_kind = CLAIMS[name]
        assert status == expected_status, result
        assert kind == (expected_kind or kind)
    # above all: no claim that the facts contradict
    if sandbox.accepted:
        assert status in ("accepted", "unknown")
    else:
        assert status in ("failed", "unknown")
    assert sandbox.connections == 1
    assert result.json["attempts"] == 1
