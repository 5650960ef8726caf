# SPDX-License-Identifier: MIT
"""Plays plans: the real program, through a relay, against a sandbox that records the facts."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Union

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from conftest import environment  # noqa: E402
from relay import Relay  # noqa: E402
from sandbox import GraphError, Sandbox  # noqa: E402
from sandbox.api import Message  # noqa: E402
from schedule import Plan  # noqa: E402

APP_SECRET = "0123456789abcdef" * 2  # in scene/settings.ini, too
SETTLE_SECONDS = 10.0
STUCK_SECONDS = 15.0  # beyond the deadline: then the program is killed
SIGTERM_BIT = 1 << 14


@dataclass(frozen=True)
class Observation:
    """What one run said, how long it took, and the facts."""

    exit_code: int
    stdout: bytes
    stderr: bytes
    seconds: float
    since_signal: float | None  # None: no signal was sent
    accepted: tuple[Message, ...]
    connections: int


class WatchedSandbox(Sandbox):
    """A sandbox that knows when nothing it was sent is left to be judged."""

    def __init__(self) -> None:
        super().__init__(observer=self._settle)
        self._undecided: set[int] = set()
        self._begun = 0
        self._watch = threading.Condition()

    def targets(self, is_secure: bool) -> tuple[str, int]:
        """Host and port."""
        url = self.https_url if is_secure else self.http_url
        return "127.0.0.1", int(url.rpartition(":")[2])

    def connections_settled(self) -> int:
        """How many connections have ended, or have had their request judged; since ever."""
        with self._watch:
            return self._begun - len(self._undecided)

    def _serve_plain(self, sock: Any) -> None:
        with self._undecided_while():
            super()._serve_plain(sock)

    def _serve_tls(self, sock: Any) -> None:
        with self._undecided_while():
            super()._serve_tls(sock)

    @contextmanager
    def _undecided_while(self) -> Iterator[None]:
        with self._watch:
            self._begun += 1
            self._undecided.add(threading.get_ident())
        try:
            yield
        finally:
            self._settle(None)

    def _settle(self, _: object) -> None:
        with self._watch:
            self._undecided.discard(threading.get_ident())


class Stage:
    """One sandbox and one directory, for one run after the other; a context manager."""

    def __init__(self, program: Union[str, Path]) -> None:
        self.program = str(program)
        self.sandbox = WatchedSandbox()
        self._directory = Path(tempfile.mkdtemp(prefix="whatsapp-faults-"))
        self._settled = 0

    def __enter__(self) -> Stage:
        self.sandbox.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self.sandbox.__exit__(*exception)
        shutil.rmtree(self._directory, ignore_errors=True)

    def play(self, plan: Plan, variables: Mapping[str, str] = MappingProxyType({}),
             pass_fds: Sequence[int] = ()) -> Observation:
        """One run, until everything that it sent has been judged by the sandbox.

        `variables` join the program's environment, and it keeps `pass_fds` open.
        """
        self.sandbox.clear()
        self.sandbox.account.app_secret = APP_SECRET
        self.sandbox.account.require_proof = plan.has_app_secret
        for reply in plan.replies:
            if reply.fault:
                self.sandbox.reply_next(fault=reply.fault)
            else:
                headers = {"Retry-After": reply.retry_after} if reply.retry_after else None
                error = GraphError(reply.code, subcode=reply.subcode)
                self.sandbox.reply_next(error=error, headers=headers)
        relay = Relay(self.sandbox.targets(plan.is_secure), plan.lines, plan.is_narrow)
        try:
            said = self._run(plan, relay.port, variables, pass_fds)
            relay.finish()
            self._wait_for_judgement(relay)
        finally:
            relay.close()
        return Observation(*said, tuple(self.sandbox.accepted), relay.connections)

    def _wait_for_judgement(self, relay: Relay) -> None:
        self._settled += relay.connections
        end = time.monotonic() + SETTLE_SECONDS
        while not relay.is_delivered or self.sandbox.connections_settled() < self._settled:
            if time.monotonic() > end:
                raise TimeoutError("the sandbox does not come to rest")
            time.sleep(0.002)

    def _run(self, plan: Plan, port: int, variables: Mapping[str, str],
             pass_fds: Sequence[int]) -> tuple[int, bytes, bytes, float, float | None]:
        folder = self._directory / "results"
        settings = {**self._reach(plan, port), **plan.settings,
                    **{name: self._place(folder, name, place)
                       for name, place in plan.files.items()}}
        command = [*strace(plan), self.program]
        variables_too = {name.encode(): value.encode() for name, value in variables.items()}
        begin = time.monotonic()
        with open("/dev/full", "wb") as full, subprocess.Popen(
                command, env={**environment(settings), **variables_too},
                stdin=subprocess.DEVNULL, pass_fds=pass_fds,
                stdout=full if plan.has_full_stdout else subprocess.PIPE,
                stderr=subprocess.PIPE) as process:
            if "removed" in plan.files.values():
                wait_until_ready(process)
                shutil.rmtree(folder, ignore_errors=True)
            stopped = self._stop(process, plan)
            limit = plan.timeout + STUCK_SECONDS
            try:
                stdout, stderr = process.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                process.kill()
                stdout, stderr = process.communicate()
            end = time.monotonic()
        shutil.rmtree(folder, ignore_errors=True)
        return (process.returncode, stdout or b"", stderr, end - begin,
                None if stopped is None else end - stopped)

    @staticmethod
    def _stop(process: subprocess.Popen[bytes], plan: Plan) -> float | None:
        """Sends the plan's signal at its time; returns when. None: not sent."""
        if plan.stop is None:
            return None
        number, seconds = plan.stop
        wait_until_ready(process)
        try:
            process.wait(seconds)  # what it says fits into the pipes
            return None
        except subprocess.TimeoutExpired:
            process.send_signal(number)
            return time.monotonic()

    def _reach(self, plan: Plan, port: int) -> dict[str, str]:
        """The settings that lead through the relay."""
        settings = {
            "access_token": self.sandbox.token,
            "phone_number_id": self.sandbox.phone_number_id,
            "api_url": f"http://127.0.0.1:{port}",
        }
        if plan.is_secure:
            settings.update(api_url=f"https://localhost:{port}", ca_file=str(self.sandbox.ca_file))
        return settings

    @staticmethod
    def _place(folder: Path, name: str, place: str) -> str:
        """A path for a file of results; see draw_files()."""
        if place == "full":
            return "/dev/full"
        if place == "missing":
            return str(folder / "not" / name)
        folder.mkdir(exist_ok=True)
        path = folder / name
        if place == "crowded":  # not even a newline at its end
            path.write_text("EARLIER=" + "x" * 5000)
        return str(path)


def strace(plan: Plan) -> list[str]:
    """The command before the program's; -D leaves the program our own child."""
    if plan.injection is None:
        return []
    return ["strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e",
            f"trace={plan.injection.row.call}", "-e", f"inject={plan.injection}"]


def wait_until_ready(process: subprocess.Popen[bytes]) -> None:
    """Until the program takes signals as events: before, they end it as they end any process."""
    end = time.monotonic() + 2
    with suppress(OSError):  # it may have ended
        while time.monotonic() < end and process.poll() is None:
            status = Path(f"/proc/{process.pid}/status").read_text()
            blocked = re.search(r"^SigBlk:\s*([0-9a-f]+)$", status, re.M)
            is_strace = status.startswith("Name:\tstrace")
            if blocked and int(blocked[1], 16) & SIGTERM_BIT and not is_strace:
                return
            time.sleep(0.0005)
