# SPDX-License-Identifier: MIT
"""The YAML that we ship and show: workflows, and the blocks of the README and the docs."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from conftest import ROOT

OURS = re.compile(r"^(\./|whatsapp-send/whatsapp-send@\S+)$")


@dataclass
class Snippet:
    """A piece of YAML and where it stands."""

    name: str
    text: str

    @property
    def value(self) -> Any:
        return yaml.safe_load(self.text)

    @property
    def is_gitlab(self) -> bool:
        return not isinstance(self.value, list) and "jobs" not in self.value

    def pipeline(self) -> str:
        """The whole pipeline that the snippet is a part of: what a job holds, or all of it."""
        if "script" not in self.value:
            return self.text
        return "job:\n" + "".join(f"  {line}\n" for line in self.text.splitlines())

    def workflow(self) -> str:
        """The whole workflow that the snippet is a part of: steps, or all of it."""
        if isinstance(self.value, dict):
            return self.text
        steps = "".join(f"      {line}\n" if line else "\n" for line in self.text.splitlines())
        return ("on: [push, release]\npermissions: {}\njobs:\n  job:\n    runs-on: ubuntu-24.04\n"
                f"    steps:\n{steps}")

    def steps(self) -> list[dict[str, Any]]:
        workflow = yaml.safe_load(self.workflow())
        return [step for job in workflow["jobs"].values() for step in job.get("steps", [])]


def blocks(page: Path) -> list[Snippet]:
    found = re.findall(r"^```ya?ml\n(.*?)^```$", page.read_text(), re.M | re.S)
    return [Snippet(f"{page.relative_to(ROOT)}:{number}", textwrap.dedent(text))
            for number, text in enumerate(found, 1)]


def shipped() -> list[Snippet]:
    return [Snippet(str(path.relative_to(ROOT)), path.read_text())
            for path in sorted((ROOT / ".github/workflows").glob("*.yml"))]


def shown() -> list[Snippet]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [block for page in pages for block in blocks(page)]


GITHUB = [*shipped(), *(block for block in shown() if not block.is_gitlab)]
GITLAB = [block for block in shown() if block.is_gitlab]
