# SPDX-License-Identifier: MIT
"""What the fuzzers start from, and whatever ever broke one, breaks nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

HERE = Path(__file__).parent
NAMES = sorted(path.stem.removesuffix("_fuzz") for path in HERE.glob("*_fuzz.c"))


def inputs(name: str) -> list[Path]:
    return sorted(path for kind in ("corpus", "crashes") for path in (HERE / kind / name).glob("*"))


@pytest.mark.parametrize("name", NAMES)
def test_every_input_that_is_kept_passes(name: str):
    files = inputs(name)
    assert len(files) >= 3
    done = subprocess.run([ROOT / f"build/debug/{name}_fuzz", *files], capture_output=True,
                          timeout=120, check=False, env={})
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]


def test_each_kept_input_belongs_to_a_fuzzer():
    for kind in ("corpus", "crashes"):
        folders = {path.name for path in (HERE / kind).iterdir() if path.is_dir()}
        assert folders <= set(NAMES)
