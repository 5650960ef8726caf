#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Prints how much of src/ has run in the program of a directory, and each line that has not.

    report.py DIRECTORY

Exit code 1 if a line has not run that unreached.txt does not excuse, or if it excuses one that there
is no more. A line is named by its function and what stands in it, so that moving it changes nothing;
of equal ones in a function as many are excused as are named.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
UNREACHED = Path(__file__).with_name("unreached.txt")


def named(file: dict[str, Any]) -> Iterator[tuple[str, int, bool]]:
    """Of each line with code: its name, its number, and whether it has run."""
    source = (ROOT / file["file"]).read_text().splitlines()
    starts = sorted((function["lineno"], function["name"]) for function in file["functions"])
    for line in file["lines"]:
        number = line["line_number"]
        if not line["gcovr/noncode"]:
            inside = [function for start, function in starts if start <= number][-1:]
            yield (f"{Path(file['file']).name} {''.join(inside)}: {source[number - 1].strip()}",
                   number, line["count"] > 0)


def main() -> int:
    directory = Path(sys.argv[1]).resolve()
    report = directory / "coverage.json"
    subprocess.run(
        ["gcovr", "--root", ROOT, "--object-directory", directory, "--filter", "src/",
         "--json", report, "--print-summary", directory / "src"], cwd=ROOT, check=True)
    lines = [line for file in json.loads(report.read_text())["files"] for line in named(file)]
    excused = Counter(line for line in UNREACHED.read_text().splitlines()
                      if line and not line.startswith("#"))
    silent = Counter(name for name, _, has_run in lines if not has_run)
    where = {name: number for name, number, _ in lines}
    faults = [f"has not run: {name}, line {where[name]}" for name in silent - excused]
    faults += [f"no such line: {name}" for name in excused if name not in where]
    print(f"lines that have not run: {silent.total()}, excused: {(silent & excused).total()}")
    print("".join(f"{fault}\n" for fault in faults), end="")
    for name in excused - silent:
        print(f"needs no excuse this time: {name}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
