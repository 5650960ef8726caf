#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Prints how much of src/ has run in the program of a directory, and each line that has not.

    report.py DIRECTORY
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    directory = Path(sys.argv[1]).resolve()
    report = directory / "coverage.json"
    subprocess.run(
        ["gcovr", "--root", ROOT, "--object-directory", directory, "--filter", "src/",
         "--json", report, "--print-summary", directory / "src"], cwd=ROOT, check=True)
    for file in json.loads(report.read_text())["files"]:
        source = (ROOT / file["file"]).read_text().splitlines()
        for line in file["lines"]:
            if line["count"] == 0 and not line["gcovr/noncode"]:
                number = line["line_number"]
                print(f"{file['file']}:{number}: {source[number - 1].strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
