# SPDX-License-Identifier: MIT
"""The same sources give the same bytes; `make reproducible` sees to it for the whole release."""

from __future__ import annotations

import pytest
from reproducible import DOWNLOADED, ROOT, SOURCES, copy, make_otherwise

pytestmark = pytest.mark.static_only


def test_another_place_time_and_user_give_the_same_program(tmp_path):
    """The libraries, which take a minute, are taken as they are."""
    place = tmp_path / "elsewhere"
    copy([*SOURCES, *(f"build/{name}" for name in DOWNLOADED), "build/static"], place)
    make_otherwise(place, "--assume-new=Makefile", "all")
    assert len(list((place / "build/static/src").glob("*.o"))) > 50
    assert (place / "build/whatsapp-send").read_bytes() == (
        ROOT / "build/whatsapp-send").read_bytes()
