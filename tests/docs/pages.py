# SPDX-License-Identifier: MIT
"""The pages that people read, and what stands in them between fences."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "tests/sandbox/README.md"})


@dataclass
class Block:
    """What stands between two fences, and what the opening one says it is."""

    page: Path
    line: int
    language: str  # "sh"
    system: str  # the second word, as in "yaml circleci"; else ""
    text: str

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """All blocks of a page. A fence that nobody closes is an error."""
    found, start, lines = [], None, []
    for number, line in enumerate(page.read_text().splitlines(), 1):
        fence = re.match(r"\s*```\s*(\S*) ?(\S*)$", line)
        if fence and start is None:
            start, lines = (number, *fence.groups()), []
        elif fence:
            found.append(Block(page, *start, textwrap.dedent("".join(lines))))
            start = None
        else:
            lines.append(line + "\n")
    assert start is None, f"{page}:{start} is not closed"
    return found


BLOCKS = [block for page in PAGES for block in blocks(page)]


def anchors(page: Path) -> set[str]:
    """What GitHub makes of the headings of a page (github/markup: letters, digits, - and _)."""
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
