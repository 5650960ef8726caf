#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds the program again, in other places and circumstances: it has to be the same bytes.

As a program: makes the whole release twice from the downloaded sources, and compares.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# What is built from, and what has been downloaded for it: as the Dockerfile copies it.
SOURCES = ("LICENSE", "Makefile", "deps", "docs/result.schema.json", "entrypoint.sh", "src")
DOWNLOADED = ("sources", "sources.lock", "image-sources", "image-sources.lock")
MACHINES = ("", "x86_64", "aarch64")

# All that must not matter.  The date is a commit's, not that of the build.
PLAIN = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1767225600", "LC_ALL": "C",
         "TZ": "UTC", "HOME": "/root", "USER": "root"}
OTHERWISE = {**PLAIN, "LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu", "HOME": "/nonexistent",
             "USER": "somebody", "CDPATH": "/", "XZ_OPT": "-T2", "NO_FAKE_STAT": "1"}
LATER = ("faketime", "2031-02-03 04:05:06")


def copy(names: Iterable[str], place: Path, tree: Path = ROOT) -> None:
    """Copies parts of a tree with their dates, which tell make what is up to date."""
    for name in names:
        if (tree / name).exists():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-a", tree / name, place / name], check=True)


def make(place: Path, *arguments: str, environment: Mapping[str, str] = PLAIN,
         wrapper: Iterable[str] = (), umask: int = 0o022) -> None:
    """Runs make in a copy of the tree."""
    done = subprocess.run([*wrapper, "make", *arguments], cwd=place, env=environment, umask=umask,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]


def make_otherwise(place: Path, *arguments: str) -> None:
    make(place, *arguments, environment=OTHERWISE, wrapper=LATER, umask=0o077)


def digests(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(folder.rglob("*")) if file.is_file()}


def main() -> int:
    downloaded = [f"build/{machine}/{name}" for machine in MACHINES for name in DOWNLOADED]
    with tempfile.TemporaryDirectory(prefix="here-") as folder:
        here, there = Path(folder, "a"), Path(folder, "somewhere/else/and/deeper")
        copy([*SOURCES, *downloaded], here)
        make(here, "release")  # and what is not here yet is downloaded
        copy(SOURCES, there)
        copy(downloaded, there, here)
        make_otherwise(there, "-j1", "release")
        one, other = digests(here / "build/release"), digests(there / "build/release")
    for name in sorted(one.keys() | other.keys()):
        same = one.get(name) == other.get(name)
        print("same     " if same else "DIFFERENT", name, one.get(name) if same else "")
    return one != other


if __name__ == "__main__":
    sys.exit(main())
