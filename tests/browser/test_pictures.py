# SPDX-License-Identifier: MIT
"""The pictures of README and docs show what the program sends today."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from pictures import PICTURES, SOURCES, digest, source_of

SIZE_MAX = 100 * 1000


@pytest.mark.parametrize("name", SOURCES)
def test_a_picture_shows_what_the_program_sends_today(name: str) -> None:
    png = (PICTURES / f"{name}.png").read_bytes()
    assert source_of(png) == digest(SOURCES[name]()), "make pictures draws it anew"
    assert len(png) < SIZE_MAX


def test_every_picture_is_made_and_shown() -> None:
    made = {f"{name}.png" for name in SOURCES}
    pages = [ROOT / "README.md", ROOT / "tests/sandbox/README.md", *ROOT.glob("docs/**/*.md")]
    shown = {name for page in pages
             for name in re.findall(r"!\[[^\]]+\]\(\S*?pictures/([a-z.]+)\)", page.read_text())}
    assert made == shown == {path.name for path in PICTURES.glob("*.png")}
