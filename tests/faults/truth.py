#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The truth test: drives the program through random faults and compares claims with facts.

    truth.py [--runs N] [--seed S] [--only I] [--program PATH] [--jobs N] [--kinds]

Prints the seed, how often each claim met each fact, and every lie and overrun with the command
that plays it again. Exit code 1 if there is any.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import secrets
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from stage import TESTS, Stage  # first: makes the other tests' modules known

from judge import Verdict, judge  # noqa: E402
from schedule import Plan, draw  # noqa: E402

PROGRAM = TESTS.parent / "build/whatsapp-send"
JOBS = 5 * (os.cpu_count() or 1)  # most of a run is waiting
COMPLAINTS_MAX = 20
CLAIMS = ("accepted", "unknown", "failed", "invalid", "skipped", "valid", "none")


@dataclass
class Tally:
    """What all runs together have shown."""

    runs: int = 0
    pairs: Counter[tuple[str, int]] = field(default_factory=Counter)
    bad: list[Verdict] = field(default_factory=list)

    @property
    def lies(self) -> int:
        return sum(bool(verdict.lies) for verdict in self.bad)

    @property
    def overruns(self) -> int:
        return sum(bool(verdict.overruns) for verdict in self.bad)

    def add(self, verdict: Verdict) -> None:
        self.runs += 1
        self.pairs[verdict.claim, min(verdict.fact, 2)] += 1
        if verdict.is_bad:
            self.bad.append(verdict)

    def table(self) -> str:
        """Claims against facts."""
        lines = [f"{'claim':<10}{'0 accepted':>12}{'1':>8}{'2 or more':>12}"]
        for claim in CLAIMS:
            counts = [self.pairs[claim, fact] for fact in range(3)]
            if any(counts):
                lines.append(f"{claim:<10}{counts[0]:>12}{counts[1]:>8}{counts[2]:>12}")
        return "\n".join(lines)

    def summary(self) -> str:
        return f"{self.runs} runs, {self.lies} lies, {self.overruns} overruns"


def run_many(seed: int, indices: Iterable[int], program: Path, jobs: int = JOBS) -> Tally:
    """Plays the runs, several at a time, each worker with a sandbox of its own."""
    tally = Tally()
    work = [(seed, index) for index in indices]
    with multiprocessing.get_context("fork").Pool(jobs, start_worker, (program,)) as pool:
        for verdict in pool.imap_unordered(play, work, chunksize=4):
            tally.add(verdict)
    tally.bad.sort(key=lambda verdict: verdict.index)
    return tally


class Worker:
    """What a worker process keeps between two runs."""

    stage: Stage


def start_worker(program: Path) -> None:
    Worker.stage = Stage(program).__enter__()


def play(work: tuple[int, int]) -> Verdict:
    plan = draw(*work)
    try:
        return judge(plan, Worker.stage.play(plan))
    except Exception:  # the harness is at fault: shown with the run, the others go on
        return Verdict(plan.index, "none", 0, [traceback.format_exc()])


def complaints(seed: int, tally: Tally) -> str:
    """The first of them: what goes wrong often need not be read often."""
    return "\n".join(
        verdict.complaint(f"tests/faults/truth.py --seed {seed} --only {verdict.index}")
        for verdict in tally.bad[:COMPLAINTS_MAX])


def count_kinds(seed: int, runs: int) -> str:
    """How often each thing goes wrong."""
    kinds = Counter(kind for index in range(runs) for kind in set(draw(seed, index).kinds()))
    return "\n".join(f"{count:>7}  {kind}" for kind, count in sorted(kinds.items()))


def show(plan: Plan, program: Path, variables: Mapping[str, str] = MappingProxyType({})) -> int:
    """One run in full."""
    with Stage(program) as stage:
        seen = stage.play(plan, variables)
    verdict = judge(plan, seen)
    for name, value in vars(plan).items():
        if name == "settings":
            value = {key: text if len(text) < 60 else f"{text[:50]!r}... ({len(text)})"
                     for key, text in value.items()}
        if name in ("replies", "injection"):
            value = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        print(f"{name:<16} {value}")
    print(f"exit code        {seen.exit_code} after {seen.seconds:.2f} s")
    print(f"since signal     {seen.since_signal}")
    print(f"connections      {seen.connections}, accepted {[m.id for m in seen.accepted]}")
    sys.stdout.write(seen.stdout.decode("utf-8", "replace"))
    sys.stdout.write(seen.stderr.decode("utf-8", "replace"))
    print(verdict)
    return 1 if verdict.lies or verdict.overruns else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares the program's claims with the facts.")
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", type=int, metavar="I", help="play run I alone, and show it")
    parser.add_argument("--program", type=Path, default=PROGRAM)
    parser.add_argument("--jobs", type=int, default=JOBS, help="runs at a time")
    parser.add_argument("--kinds", action="store_true", help="count what went wrong")
    options = parser.parse_args()
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    if options.only is not None:
        return show(draw(seed, options.only), options.program)
    print(f"seed {seed}", flush=True)
    begin = time.monotonic()
    tally = run_many(seed, range(options.runs), options.program, options.jobs)
    print(tally.table())
    if options.kinds:
        print(count_kinds(seed, options.runs))
    if tally.bad:
        print(complaints(seed, tally))
    print(f"{tally.summary()} in {time.monotonic() - begin:.0f} s")
    return 1 if tally.bad else 0


if __name__ == "__main__":
    sys.exit(main())
