#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Prints how much of src/ has run in the program of a directory, and each line that has not.

    report.py DIRECTORY

Exit code 1 if a line has not run that unreached.txt does not excuse, or if it excuses one that there
is no more. A line is named by its function and what stands in it, so that moving it changes nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
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
    excused = {line for line in UNREACHED.read_text().splitlines()
               if line and not line.startswith("#")}
    silent = [(name, number) for name, number, has_run in lines if not has_run]
    faults = [f"line {number} has not run: {name}" for name, number in silent
              if name not in excused]
    faults += [f"no such line: {name}" for name in sorted(excused - {name for name, _, _ in lines})]
    print(f"lines that have not run: {len(silent)}, of which {len(silent) - len(faults)} are excused")
    print("".join(f"{fault}\n" for fault in faults), end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
