#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The truth test without memory: the n-th allocation fails, for every n until there is none.

    starve.py [--program PATH] [--scene NAME] [--at N [--on]] [--jobs N] [--step N]

The program is linked around an allocator that fails on demand (scarce.c). In each scene first one
allocation fails, then that one and all that follow. Prints how often each claim met each fact, and
every lie and overrun with the command that plays it again. Exit code 1 if there is any.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import json
import os
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

from stage import TESTS, Stage  # first: makes the other tests' modules known

from judge import MARKDOWN, Verdict, judge  # noqa: E402
from schedule import RECIPIENT, Plan, Reply  # noqa: E402
from truth import COMPLAINTS_MAX, Tally, show  # noqa: E402

PROGRAM = TESTS.parent / "build/static/scarce"
JOBS = 2 * (os.cpu_count() or 1)
SCENE = Path(__file__).resolve().parent / "scene"
SEND = {"recipient": RECIPIENT, "timeout": "10", "connect_timeout": "5", "retries": "0"}
FILES = {"output_file": "fine", "summary_file": "fine"}

# What a run does.
SCENES = {
    "text": Plan(0, {**SEND, "text": "xyz " * 50, "text_overflow": "truncate"}, is_secure=False,
                 files=FILES),
    "sources": Plan(0, {**SEND, "config": str(SCENE / "settings.ini"),
                        "text_file": str(SCENE / "text.txt")}, is_secure=False,
                    has_app_secret=True),
    "upload": Plan(0, {**SEND, "text": "x", "media_file": str(SCENE / "text.txt")},
                   is_secure=False),
    "media": Plan(0, {**SEND, "text": "x", "media_url": "https://example.com/a%20b.pdf"},
                  is_secure=False),
    "check": Plan(0, {**SEND, "mode": "check", "business_account_id": "102290129340398",
                      "template_name": "release_notice", "template_header": "api 1.4.0",
                      "template_body": "api\n1.4.0\nnow",
                      "template_buttons": "0 url releases/1.4.0"}, is_secure=False),
    "template": Plan(0, {**SEND, "template_name": "build_status", "template_body": "x\ny",
                         "annotations": "github"}, is_secure=False),
    "raw": Plan(0, {**SEND, "message": json.dumps({"type": "interactive", "interactive": {
        "type": "button", "body": {"text": "?"}, "action": {"buttons": [
            {"type": "reply", "reply": {"id": "1", "title": "Yes"}}]}}})}, is_secure=False),
    "markdown": Plan(0, {**SEND, "text": MARKDOWN, "text_format": "markdown"}, is_secure=False),
    "again": Plan(0, {**SEND, "text": "x", "retries": "1", "verbose": "true"}, is_secure=False,
                  replies=(Reply(code=131016),), fault="unavailable"),
    "unknown": Plan(0, {**SEND, "text": "x", "retries": "1", "retry_unknown": "true"},
                    is_secure=False, replies=(Reply(fault="half_json"),)),
    "refused": Plan(0, {**SEND, "text": "x"}, is_secure=False, files=FILES,
                    replies=(Reply(fault="echo"),), fault="window"),
    "invalid": Plan(0, {**SEND, "text": "x", "retries": "11", "recipient": "1", "wrong": "x"},
                    is_secure=False, files=FILES, fault="config",
                    rules=("retries", "no_plus", "length", "misspelt", "unknown_setting")),
    "validate": Plan(0, {**SEND, "mode": "validate", "message": json.dumps({
        "type": "text", "text": {"body": "x", "more": int(RECIPIENT)}})}, is_secure=False),
    "proxy": Plan(0, {**SEND, "text": "x", "proxy": "user:proxy-password@127.0.0.1:1"},
                  fault="network"),
    "tls": Plan(0, {**SEND, "text": "x"}),
}

# Unless told, every n-th allocation fails. TLS has 13,500, nearly all for numbers of the handshake.
STEPS = {"tls": 11}


def starved(scene: str, number: int) -> Plan:
    """The plan of a scene in which allocation `number` fails."""
    return Plan(**{**vars(SCENES[scene]), "index": number, "lacks_memory": True})


class Worker:
    """What a worker process keeps between two runs."""

    stage: Stage


def start_worker(program: Path) -> None:
    Worker.stage = Stage(program).__enter__()


def play(work: tuple[str, int, bool]) -> tuple[Verdict, bool]:
    """The verdict, and whether there was an allocation of that number."""
    scene, number, goes_on = work
    plan = starved(scene, number)
    reader, writer = os.pipe()
    variables = {"SCARCE_AT": str(number), "SCARCE_ON": str(int(goes_on)),
                 "SCARCE_FD": str(writer)}
    try:
        seen = Worker.stage.play(plan, variables, [writer])
        os.close(writer)
        writer = -1
        verdict, has_failed = judge(plan, seen), bool(os.read(reader, 1))
        if not has_failed and seen.exit_code != judge_of(scene):
            verdict.lies.append(f"exit code {seen.exit_code} with all its memory")
        return verdict, has_failed
    except Exception:  # the harness is at fault: shown with the run, the others go on
        return Verdict(number, "none", 0, [traceback.format_exc()]), False
    finally:
        os.close(reader)
        if writer >= 0:
            os.close(writer)


def judge_of(scene: str) -> int:
    """The exit code of a scene in which nothing fails."""
    return {"refused": 69, "proxy": 75, "invalid": 78}.get(scene, 0)


def sweep(pool: multiprocessing.pool.Pool, scene: str, goes_on: bool, step: int,
          tally: Tally) -> Iterator[Verdict]:
    """Plays the scene with one number after the other, up to the first without an allocation."""
    batch = 2 * JOBS
    for first in itertools.count(1, step * batch):
        work = [(scene, first + step * i, goes_on) for i in range(batch)]
        results = pool.map(play, work, chunksize=1)
        for verdict, has_failed in results:
            tally.add(verdict)
            if verdict.lies or verdict.overruns:
                yield verdict
        if not all(has_failed for _, has_failed in results):
            return


def run(program: Path, scenes: Iterable[str], step: int | None = None,
        jobs: int = JOBS) -> tuple[Tally, str]:
    """The tally of these scenes, and the complaints."""
    tally, complaints = Tally(), []
    with multiprocessing.get_context("fork").Pool(jobs, start_worker, (program,)) as pool:
        for scene, goes_on in itertools.product(scenes, (False, True)):
            for verdict in sweep(pool, scene, goes_on, step or STEPS.get(scene, 1), tally):
                complaints.append(verdict.complaint(
                    f"tests/faults/starve.py --program {program} --scene {scene} "
                    f"--at {verdict.index}{' --on' * goes_on}"))
    return tally, "\n".join(complaints[:COMPLAINTS_MAX])


def main() -> int:
    parser = argparse.ArgumentParser(description="Lets each allocation of the program fail.")
    parser.add_argument("--program", type=Path, default=PROGRAM)
    parser.add_argument("--scene", choices=SCENES)
    parser.add_argument("--at", type=int, metavar="N", help="play one run, and show it")
    parser.add_argument("--on", action="store_true", help="all that follow fail too")
    parser.add_argument("--jobs", type=int, default=JOBS, help="runs at a time")
    parser.add_argument("--step", type=int, metavar="N", help="only every N-th allocation fails")
    options = parser.parse_args()
    if options.at:
        variables = {"SCARCE_AT": str(options.at), "SCARCE_ON": str(int(options.on)),
                     "SCARCE_FD": "2"}
        return show(starved(options.scene or "text", options.at), options.program, variables)
    begin = time.monotonic()
    scenes = [options.scene] if options.scene else list(SCENES)
    tally, complaints = run(options.program, scenes, options.step, options.jobs)
    print(tally.table())
    if complaints:
        print(complaints)
    print(f"out of memory: {tally.summary()} in {time.monotonic() - begin:.0f} s")
    return 1 if tally.bad else 0


if __name__ == "__main__":
    sys.exit(main())
