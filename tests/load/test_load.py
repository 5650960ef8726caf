# SPDX-License-Identifier: MIT
"""A smaller load in which more is refused; `make test-load` plays 500 runs at Meta's limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOAD = Path(__file__).with_name("load.py")


def test_many_at_once_are_each_accepted_once_or_told_when_to_come_back():
    done = subprocess.run(
        [sys.executable, LOAD, "--runs", "120", "--recipients", "12", "--per-second", "20",
         "--timeout", "12"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "120 runs, 0 faults" in done.stdout
    assert "times refused with 130429" in done.stdout
