#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Many jobs at once: runs the program in parallel against a sandbox with Meta's rate limits.

    load.py [--runs N] [--recipients N] [--timeout S] [--per-second N] [--program PATH]

All start together, as the jobs of a large pipeline do, with the retries that the program has by
default. Prints what became of them and when their requests came. Exit code 1 if a message was
lost, came twice or was claimed wrongly, if a run overran its deadline, or if those that were
refused came back together.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from conftest import environment  # noqa: E402
from sandbox import Account, Received, Sandbox  # noqa: E402

PROGRAM = TESTS.parent / "build/whatsapp-send"
PER_SECOND = 80  # what Meta lets a business number send
GRACE_SECONDS = 1.0  # to end after the deadline
STUCK_SECONDS = 15.0  # after that the program is killed
CROWD_MAX = 0.3  # without chance, all would wait equally long; with it, a tenth, and noise
CROWD_RUNS = 30  # fewer say nothing
BAR = 60  # columns


@dataclass
class Run:
    """One run of the program: its text names it."""

    process: subprocess.Popen[bytes]
    output: BinaryIO
    begin: float
    seconds: float = 0.0
    exit_code: int = -1

    def result(self) -> dict[str, Any]:
        """What it said; empty if that is no JSON."""
        self.output.seek(0)
        try:
            return dict(json.loads(self.output.read()))
        except ValueError:
            return {}


@dataclass
class Arrivals:
    """When the requests of each run came to the sandbox."""

    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: Counter[int] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, received: Received) -> None:
        """The sandbox's observer."""
        text = received.json["text"]["body"] if not received.malformed else ""
        with self._lock:
            self.times[text].append(time.monotonic())
            if received.answer and received.answer.error:
                self.refused[received.answer.error.code] += 1

    def histogram(self, begin: float) -> str:
        """A line for each second: first requests, and those that come again."""
        firsts = Counter(int(times[0] - begin) for times in self.times.values())
        again = Counter(int(at - begin) for times in self.times.values() for at in times[1:])
        scale = max(1, max((firsts + again).values(), default=1) / BAR)
        lines = ["second  first  again"]
        for second in sorted(firsts | again):
            bar = "#" * round(firsts[second] / scale) + "+" * round(again[second] / scale)
            lines.append(f"{second:>6}{firsts[second]:>7}{again[second]:>7}  {bar}")
        return "\n".join(lines)

    def waits(self) -> dict[int, list[float]]:
        """The seconds before the n-th time that a run sent again, by n."""
        waits = defaultdict(list)
        for times in self.times.values():
            for n in range(1, len(times)):
                waits[n].append(times[n] - times[n - 1])
        return dict(sorted(waits.items()))


def crowd(waits: list[float]) -> float:
    """The part of all that waited equally long, give or take a twentieth of a second."""
    return max(Counter(int(wait * 10) for wait in waits).values()) / len(waits)


def start_all(options: argparse.Namespace, sandbox: Sandbox, folder: Path) -> dict[int, Run]:
    """All runs by their process ids."""
    base = {"access_token": sandbox.token, "phone_number_id": sandbox.phone_number_id,
            "api_url": sandbox.http_url}  # TLS would keep the processors busy, and them apart
    runs = {}
    for number in range(options.runs):
        settings = {**base, "timeout": str(options.timeout), "text": f"run {number}",
                    "recipient": f"+1202555{number % options.recipients:04}"}
        output = open(folder / str(number), "w+b")  # closed with its Run
        process = subprocess.Popen([options.program], env=environment(settings), stdout=output,
                                   stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        runs[process.pid] = Run(process, output, time.monotonic())
    return runs


def wait_for_all(runs: dict[int, Run], timeout: float) -> None:
    """Until all have ended; those that do not are killed."""
    def kill() -> None:
        for run in runs.values():
            if run.exit_code == -1:
                os.kill(run.process.pid, 9)
    timer = threading.Timer(timeout + STUCK_SECONDS, kill)
    timer.start()
    for _ in runs:
        pid, status = os.wait()
        run = runs[pid]
        run.seconds = time.monotonic() - run.begin
        run.exit_code = run.process.returncode = os.waitstatus_to_exitcode(status)
    timer.cancel()


def check(number: int, run: Run, accepted: Counter[str], timeout: float) -> list[str]:
    """What is wrong with a run."""
    result = run.result()
    status, facts = result.get("status"), accepted[f"run {number}"]
    wrong = []
    if facts > 1:
        wrong.append(f"accepted {facts} times")
    if status == "accepted":
        if facts == 0 or run.exit_code != 0:
            wrong.append(f"claims accepted with exit code {run.exit_code}: {facts} accepted")
    elif status == "failed" and run.exit_code == 75:
        if facts > 0:
            wrong.append("claims failed, but was accepted")
        if not result["retry_after_s"]:
            wrong.append(f"is not told when to come back: {result['error']['details']}")
    else:
        wrong.append(f"claims {status} with exit code {run.exit_code}")
    if run.seconds > timeout + GRACE_SECONDS:
        wrong.append(f"took {run.seconds:.1f} s")
    return wrong


def report(runs: dict[int, Run], arrivals: Arrivals, begin: float) -> None:
    """What became of them."""
    results = [run.result() for run in runs.values()]
    attempts = Counter((r.get("status", "none"), r.get("attempts", 0)) for r in results)
    waits = [r["retry_after_s"] for r in results if r.get("retry_after_s")]
    print(arrivals.histogram(begin))
    for (status, count), number in sorted(attempts.items()):
        print(f"{number:>5} {status} after {count} attempt{'s' * (count > 1)}")
    if waits:
        print(f"{len(waits):>5} told to come back in {min(waits)} to {max(waits)} s")
    for n, seconds in arrivals.waits().items():
        print(f"{len(seconds):>5} waited {min(seconds):.2f} to {max(seconds):.2f} s before retry {n},"
              f" {crowd(seconds):.0%} of them equally long")
    for code, number in sorted(arrivals.refused.items()):
        print(f"{number:>5} times refused with {code}")
    print(f"the longest run took {max(run.seconds for run in runs.values()):.1f} s")


def play(options: argparse.Namespace) -> list[str]:
    """All runs, told about; what is wrong with them."""
    arrivals, account = Arrivals(), Account()
    account.limits.per_second, account.limits.pairs = options.per_second, True
    with tempfile.TemporaryDirectory(prefix="whatsapp-load-") as folder, \
            Sandbox(account, observer=arrivals.note) as sandbox:
        begin = time.monotonic()
        runs = start_all(options, sandbox, Path(folder))
        wait_for_all(runs, options.timeout)
        accepted = Counter(message.text for message in sandbox.accepted)
        report(runs, arrivals, begin)
        wrong = [f"run {number} {what}" for number, run in enumerate(runs.values())
                 for what in check(number, run, accepted, options.timeout)]
        for run in runs.values():
            run.output.close()
    return wrong + [
        f"{crowd(seconds):.0%} of {len(seconds)} runs waited equally long before retry {n}"
        for n, seconds in arrivals.waits().items()
        if len(seconds) >= CROWD_RUNS and crowd(seconds) > CROWD_MAX]


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs many at once against Meta's rate limits.")
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--recipients", type=int, default=50)
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--per-second", type=int, default=PER_SECOND)
    parser.add_argument("--program", type=Path, default=PROGRAM)
    options = parser.parse_args()
    wrong = play(options)
    if wrong:
        print("\n".join(wrong[:20]))
    print(f"{options.runs} runs, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
