# SPDX-License-Identifier: MIT
"""SECURITY.md keeps its word: each threat has a test, and each test is there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import RECIPIENT, ROOT, TOKEN, keeps_secrets, secrets_in

pytestmark = pytest.mark.static_only

PAGE = (ROOT / "SECURITY.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.partition("## What stops it")[2].splitlines()
        if line.startswith("| ") and not line.startswith(("| threat ", "| --- "))]
TEST = re.compile(r"`(tests/[\w/]+\.py::test_\w+)`")


@pytest.fixture(scope="module")
def collected() -> set[str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    return {line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line}


def test_every_threat_has_a_defence_and_a_test():
    assert len(ROWS) > 30
    for row in ROWS:
        assert len(row) == 3 and all(row), row
        assert TEST.findall(row[2]), row


def test_every_test_that_is_named_exists(collected):
    named = set(TEST.findall(PAGE))
    assert len(named) > 50
    assert named <= collected, named - collected


def test_who_can_set_what_has_a_part_of_the_table():
    who = re.findall(r"^\| \*\*([\w' ]+)\*\*", PAGE, re.M)
    parts = " ".join(re.findall(r"^### (.*)", PAGE, re.M)).lower()
    assert who and all(word.lower() in parts for word in who), (who, parts)


APP_SECRET = "0123456789abcdef" * 2


@pytest.mark.parametrize("settings,secret", [
    ({"access_token": TOKEN}, TOKEN), ({"recipient": RECIPIENT}, RECIPIENT.lstrip("+")),
    ({"app_secret": APP_SECRET}, APP_SECRET),
    ({"proxy": "http://joe:hunter2%20is%20long@localhost:1"}, "hunter2 is long"),
    ({"proxy": "joe:hunter2-is-long@localhost:1"}, "hunter2-is-long")])
@pytest.mark.parametrize("where", ["printed", "output_file", "summary_file", "from a file", "INI"])
def test_a_secret_in_what_a_run_says_would_be_noticed(settings, secret, where, tmp_path):
    """The check that every run of every black-box test goes through finds what it looks for."""
    said = f"x {secret} y".encode()
    ((name, value),) = settings.items()
    (tmp_path / "file").write_bytes(said)
    (tmp_path / "value").write_text(f"{value}\n" if where == "from a file" else
                                    f"[whatsapp]\n{name} = {value}\n")
    if where.endswith("_file"):
        settings, said = {**settings, where: tmp_path / "file"}, b""
    elif where == "from a file":
        settings = {f"{name}_file": str(tmp_path / "value")}
    elif where == "INI":
        settings = {"config": tmp_path / "value"}
    assert secret in secrets_in(settings)
    with pytest.raises(AssertionError):
        keeps_secrets(settings, b"{}", said)
    keeps_secrets({**settings, "output_file": None, "summary_file": None}, b"{}", b"Hello")
