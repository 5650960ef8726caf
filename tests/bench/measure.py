# SPDX-License-Identifier: MIT
"""What a client costs, one kind of figure after the other.

Exact: instructions (to a few in ten thousand), bytes, packets, round trips. Peak memory moves by a few
pages. Time depends on what else the machine does: of many runs the quickest counts, since others can
only add to it.
"""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clients import BENCH, ROOT, Client
from sandbox import Sandbox
from wire import Conversation, Relay

SECONDS_MAX = 120  # of one run under valgrind, which is fifty times slower


class Failed(Exception):
    """A client has not sent the message, so that its figures mean nothing."""


@dataclass(frozen=True)
class Run:
    """One run of a client: microseconds, and KiB."""

    cpu_us: int
    wall_us: int
    peak_kib: int


@contextmanager
def server() -> Iterator[Sandbox]:
    """The local API behind TLS 1.3 and a chain in the shape of Graph's."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(BENCH / "server.pem")
    with Sandbox(context=context) as sandbox:
        yield sandbox


def port(sandbox: Sandbox) -> int:
    return int(sandbox.https_url.rsplit(":", 1)[1])


def execute(client: Client, sandbox: Sandbox, url: str, wrapper: Sequence[str]) -> str:
    """Runs it once inside another command; what came to stdout."""
    done = subprocess.run(
        [*wrapper, *client.command(sandbox, url)], env=dict(client.environment(sandbox, url)),
        capture_output=True, text=True, check=False, timeout=SECONDS_MAX)
    if done.returncode != 0:
        raise Failed(f"{client.name}: {done.stderr or done.stdout}")
    return done.stdout


def run(client: Client, sandbox: Sandbox, url: str, runs: int = 1) -> list[Run]:
    """Runs it, and takes its times and its peak memory."""
    result = []
    for line in execute(client, sandbox, url, [str(BENCH / "launch"), str(runs)]).splitlines():
        cpu, wall, peak, code = map(int, line.split())
        if code != 0:
            raise Failed(f"{client.name}: exit code {code}")
        result.append(Run(cpu, wall, peak))
    return result


def instructions(client: Client, sandbox: Sandbox) -> int:
    """Counted by valgrind: of all that is done outside the kernel."""
    with tempfile.TemporaryDirectory() as directory:
        log = Path(directory, "log")
        execute(client, sandbox, sandbox.https_url, [
            "/usr/bin/valgrind", "--tool=callgrind", f"--callgrind-out-file={directory}/out",
            f"--log-file={log}"])
        found = re.search(r"Collected : ([0-9]+)", log.read_text())
    if found is None:
        raise Failed(f"{client.name}: valgrind has counted nothing")
    return int(found[1])


def build() -> tuple[float, float]:
    """Seconds that a build of everything from the unpacked sources takes, and of one changed file."""
    target = BENCH.relative_to(ROOT) / "clean"
    make = ["make", f"-j{os.cpu_count()}", "-C", str(ROOT), f"BUILD={target}",
            "SOURCES=build/sources", "LOCK=build/sources.lock"]
    # as if nobody had started make
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    shutil.rmtree(ROOT / target, ignore_errors=True)
    took = []
    for _ in range(2):
        begin = time.monotonic()
        subprocess.run(make, env=environment, capture_output=True, check=True)
        took.append(time.monotonic() - begin)
        (ROOT / target / "static/src/main.o").unlink()
    shutil.rmtree(ROOT / target)
    return took[0], took[1]


def disk(client: Client, sandbox: Sandbox) -> int:
    """The size of all files that one run opens: program, libraries, modules, roots."""
    with tempfile.TemporaryDirectory() as directory:
        log = Path(directory, "log")
        execute(client, sandbox, sandbox.https_url, [
            "/usr/bin/strace", "-f", "-qq", "-e", "trace=execve,open,openat", "-o", str(log)])
        lines = log.read_text().splitlines()
    opened = {os.path.realpath(found[1]) for line in lines if re.search(r" = [0-9]+$", line)
              and (found := re.search(r'"(/[^"]*)"', line))}
    return sum(os.path.getsize(name) for name in opened
               if os.path.isfile(name) and not name.startswith(("/proc/", "/sys/", "/dev/")))


def converse(client: Client, sandbox: Sandbox, delay: float = 0.0) -> tuple[list[Conversation], Run]:
    """What one run says on the wire, and its times there, where a byte takes `delay` seconds."""
    with Relay(port(sandbox), delay) as relay:
        took = run(client, sandbox, f"https://localhost:{relay.port}")[0]
        return relay.heard(), took
