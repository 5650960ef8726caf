#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Measures this program beside curl, Python and Node, all with the same request to the same server.

    bench.py [--runs N] [--write PAGE]

Prints a table of each kind of figure, with ratios to curl; --write puts them into a page, between its
two marks. Exit code 1 if a figure of this program has got worse than tests/bench/budget.json allows.
`make bench` builds what this needs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import budget
import measure
from clients import BODY, BUNDLE, CLIENTS, CURL_CLIENT, MB, NODE, PROGRAM, PYTHON, Client, uploads
from measure import Run
from sandbox import Sandbox

BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"
DELAY_SECONDS = 0.05
ROUND_TRIPS = 3
UPLOAD = 100 * MB
UPLOAD_RUNS = 3
Row = list[str]


def ratio(value: float, of: float) -> str:
    """How many times as much as curl; three digits tell enough."""
    return f"{value / of:.3g}"


def table(head: Row, rows: Sequence[Row]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def interleaved(clients: Sequence[Client], sandbox: Sandbox, runs: int) -> dict[str, Run]:
    """The least of each figure but memory, of which the most counts: one run of each, then again."""
    taken: dict[str, list[Run]] = {client.name: [] for client in clients}
    for _ in range(runs):
        for client in clients:
            taken[client.name] += measure.run(client, sandbox, sandbox.https_url)
        sandbox.clear()
    return {name: Run(min(run.cpu_us for run in some), min(run.wall_us for run in some),
                      max(run.peak_kib for run in some)) for name, some in taken.items()}


def count_instructions(client: Client, sandbox: Sandbox) -> int | None:
    try:
        return measure.instructions(client, sandbox)
    except (measure.Failed, subprocess.TimeoutExpired) as error:
        say(f"{client.name}: not counted: {error}")  # V8 writes code while it runs
        return None


def machine_table(clients: Sequence[Client], sandbox: Sandbox, runs: int) -> str:
    """What a send costs the machine it runs on."""
    say(f"time and memory: {runs} runs of each")
    best = interleaved(clients, sandbox, runs)
    rows: list[tuple[str, list[float | None]]] = []
    for client in clients:
        say(f"instructions and disk: {client.name}")
        run = best[client.name]
        counted = count_instructions(client, sandbox)
        rows.append((client.name, [
            counted and counted / 1e6, run.cpu_us / 1e3, run.peak_kib / 1e3 * 1.024,
            measure.disk(client, sandbox) / MB]))
    curl = next(values for name, values in rows if name == CURL_CLIENT.name)
    return table(
        ["", "million instructions", "of curl's", "CPU, ms", "of curl's", "peak memory, MB",
         "of curl's", "files, MB", "of curl's"],
        [[name, *(cell for value, of in zip(values, curl) for cell in (
            ["-", "-"] if value is None or of is None else [f"{value:.3g}", ratio(value, of)]))]
         for name, values in rows])


def wire_table(clients: Sequence[Client], sandbox: Sandbox, runs: int) -> str:
    """What a send costs the network, and how long it takes on a slow one."""
    least = 2 * DELAY_SECONDS * ROUND_TRIPS
    rows = []
    for client in clients:
        say(f"on the wire: {client.name}")
        taken = [measure.converse(client, sandbox, DELAY_SECONDS) for _ in range(runs)]
        talks, _ = taken[0]
        seconds = min(run.wall_us for _, run in taken) / 1e6
        rows.append([
            client.name, str(sum(talk.round_trips for talk in talks)),
            str(sum(talk.bytes for talk in talks)), str(min(
                sum(talk.packets for talk in heard) for heard, _ in taken)),
            f"{seconds * 1e3:.0f}", f"{(seconds / least - 1) * 100:+.0f} %"])
    return table(["", "round trips", "bytes", "packets", "wall time, ms",
                  f"against {ROUND_TRIPS} round trips"], rows)


def upload_table(sandbox: Sandbox) -> str:
    """What 100 MB cost, a send included where the program makes one."""
    with tempfile.TemporaryDirectory() as directory:
        document = Path(directory, "report.pdf")
        with document.open("wb") as file:
            file.write(b"%PDF-1.7\n")
            file.truncate(UPLOAD)
        clients = uploads(document)
        say("upload")
        best = interleaved(clients, sandbox, UPLOAD_RUNS)
    curl = best[CURL_CLIENT.name]
    return table(["", "CPU, ns a byte", "of curl's", "peak memory, MB", "of curl's"], [
        [name, f"{run.cpu_us * 1e3 / UPLOAD:.3g}", ratio(run.cpu_us, curl.cpu_us),
         f"{run.peak_kib * 1024 / MB:.3g}", ratio(run.peak_kib, curl.peak_kib)]
        for name, run in best.items()])


def build_table() -> str:
    """What it costs whoever changes the program."""
    say("build")
    everything, one_file = measure.build()
    return table(["", "seconds"], [
        ["libraries and program, all of them", f"{everything:.0f}"],
        ["the program, after a change of one file", f"{one_file:.1f}"]])


def first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).partition("\n")[0]


def machine(runs: int) -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    versions = ", ".join((
        first_line("curl", "--version").split(" (")[0], first_line(PYTHON, "--version"),
        "Node " + first_line(NODE, "--version"), first_line("valgrind", "--version"),
        first_line("gcc", "--version")))
    return (f"`make bench` on {date.today()}: {system[1] if system else platform.system()}, "
            f"{model[1] if model else platform.machine()}, {os.cpu_count()} processors, "
            f"Linux {platform.release().split('-')[0]}; {versions}. The request's body has "
            f"{len(BODY)} bytes; the least of {runs} runs, taken in turn, counts.\n")


def write(page: Path, text: str) -> None:
    before, rest = page.read_text().split(BEGIN)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.split(END)[1]}")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=31)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    clients = [client for client in CLIENTS if client.is_here()]
    with measure.server() as sandbox:
        parts: list[Callable[[], str]] = [
            lambda: machine_table(clients, sandbox, arguments.runs),
            lambda: wire_table([c for c in clients if c is not BUNDLE], sandbox, 5),
            lambda: upload_table(sandbox), build_table]
        text = "\n".join([machine(arguments.runs), *(part() for part in parts)])
        faults = budget.faults(budget.take(PROGRAM, sandbox))
    print(text)
    if arguments.write:
        write(arguments.write, text)
    for fault in faults:
        say(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
