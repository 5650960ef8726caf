# SPDX-License-Identifier: MIT
"""Every row of the error catalogue, walked through the sandbox."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from sandbox import GraphError

# docs/errors.md is made from src/catalogue.c, and test_reference.py sees that it is current.
ROWS = re.findall(
    r"^\| (\d+)(?:/(\d+))? \| (.*?) \| (.*?) \| `(\w+)` \| (\d+) \| (.*?) \|$",
    (ROOT / "docs/errors.md").read_text(), re.M)


def test_the_catalogue_is_all_there():
    assert len(ROWS) >= 90


@pytest.mark.parametrize("code,subcode,title,words,kind,exit_code,again", ROWS)
def test_a_row_of_the_catalogue(send, sandbox, code, subcode, title, words, kind, exit_code, again):
    sandbox.reply_next(error=GraphError(int(code), subcode=int(subcode or 0)))
    result = send()
    error = result.json["error"]
    assert result.json["status"] == "failed"
    assert (result.json["class"], result.exit_code) == (kind, int(exit_code))
    assert (error["code"], error["subcode"]) == (int(code), int(subcode) if subcode else None)
    assert error["retryable"] == (again != "no")
    assert error["hint"] in words
    assert error["hint"] in result.stderr
    assert sandbox.connections == 1


@pytest.mark.parametrize("code,status,kind,retryable", [
    (250, 403, "auth", False), (250, 500, "auth", False), (139999, 400, "rejected", False),
    (132999, 400, "template", False), (133999, 400, "account", False),
    (777777, 400, "rejected", False), (777777, 503, "unavailable", True),
    (777777, 429, "rate_limited", True), (-1, 400, "rejected", False),
])
def test_a_code_without_a_row_falls_back_by_range(send, sandbox, code, status, kind, retryable):
    sandbox.reply_next(error=GraphError(code, status=status))
    result = send()
    assert result.json["class"] == kind
    assert (result.json["error"]["code"], result.json["error"]["retryable"]) == (code, retryable)
