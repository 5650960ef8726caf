# SPDX-License-Identifier: MIT
"""Runs the cmocka programs that `make unit-build` made of the files beside this one."""

from __future__ import annotations

import subprocess

import pytest
from conftest import ROOT

SOURCES = sorted((ROOT / "tests/unit").glob("*_test.c"))


@pytest.mark.parametrize("name", [source.stem for source in SOURCES])
def test_unit(name):
    done = subprocess.run([ROOT / "build/debug/unit" / name], capture_output=True, text=True,
                          errors="replace", check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[  PASSED  ]" in done.stderr + done.stdout
