# SPDX-License-Identifier: MIT
"""Where a secret may be while the program runs: in its memory until the answer came, nowhere else.

What no run may print or write is checked for every run of every test: conftest.check_result().
"""

from __future__ import annotations

import base64
import fcntl
import os
import re
import resource
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import RECIPIENT, Program, environment, secrets_in
from proxies import HttpProxy

APP_SECRET = "0123456789abcdef0123456789abcdef"
USER, PASSWORD = "joe", "hunter2-is-long-enough"
MASKED = b"+12*******23"
# Others may not look into the program, not even with the same user id: root can.
AS_ROOT = () if os.geteuid() == 0 else ("sudo", "--non-interactive")


@pytest.fixture
def settings(sandbox) -> Iterator[dict[str, str]]:
    """A message with all the secrets that there are."""
    base = {name.removeprefix("WHATSAPP_").lower(): value
            for name, value in sandbox.environment.items()}
    with HttpProxy((USER, PASSWORD)) as proxy:
        yield {**base, "recipient": RECIPIENT, "text": "Hello", "app_secret": APP_SECRET,
               "proxy": proxy.url(f"{USER}:{PASSWORD}"), "timeout": "20"}


@contextmanager
def started(settings: Mapping[str, str], *arguments: str, **options) -> Iterator[subprocess.Popen]:
    """The program with these settings; it does not outlive the test."""
    with subprocess.Popen(
            [Program.path, *arguments], stdin=subprocess.DEVNULL,
            **{"env": environment(settings), "stdout": subprocess.PIPE,
               "stderr": subprocess.PIPE, **options}) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def waiting(sandbox, settings: Mapping[str, str]) -> Iterator[subprocess.Popen]:
    """The program while it waits for an answer that does not come."""
    sandbox.reply_next(fault="hang")
    with started(settings) as process:
        end = time.monotonic() + 10
        while not sandbox.requests:
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.01)
        yield process


@contextmanager
def reporting(settings: Mapping[str, str]) -> Iterator[subprocess.Popen]:
    """The program while it writes its result into a pipe that nobody reads, stopped there."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    os.write(writer, bytes(fcntl.fcntl(writer, fcntl.F_GETPIPE_SZ)))
    os.set_blocking(writer, True)
    try:
        with started(settings, stdout=writer) as process:
            line = process.stderr.readline()
            process.send_signal(signal.SIGSTOP)
            assert line.startswith(b"whatsapp-send: "), line
            yield process
    finally:
        os.close(reader)
        os.close(writer)


def proc(process: subprocess.Popen, name: str) -> bytes:
    return subprocess.run([*AS_ROOT, "cat", f"/proc/{process.pid}/{name}"], check=True,
                          stdout=subprocess.PIPE).stdout


def core(process: subprocess.Popen, tmp_path: Path) -> bytes:
    """All of its memory, by force."""
    done = subprocess.run([*AS_ROOT, "gcore", "-a", "-o", tmp_path / "core", str(process.pid)],
                          capture_output=True, check=False)
    (file,) = tmp_path.glob("core.*")
    assert done.returncode == 0, done.stderr.decode()
    memory = proc_file(file)
    file.unlink()
    return memory


def proc_file(file: Path) -> bytes:
    return subprocess.run([*AS_ROOT, "cat", file], check=True, stdout=subprocess.PIPE).stdout


def forms(settings: Mapping[str, str]) -> dict[str, bytes]:
    """The secrets as they are set and as they are sent."""
    pair = base64.b64encode(f"{USER}:{PASSWORD}".encode())
    return {**{secret: secret.encode() for secret in secrets_in(settings)},
            "Proxy-Authorization": pair.rstrip(b"=")}


def found(memory: bytes, settings: Mapping[str, str]) -> set[str]:
    return {name for name, secret in forms(settings).items() if secret in memory}


def test_all_secrets_are_looked_for(settings):
    assert set(forms(settings)) == {
        settings["access_token"], APP_SECRET, PASSWORD, RECIPIENT, RECIPIENT.lstrip("+"),
        "Proxy-Authorization"}


def test_neither_environment_nor_command_line_holds_a_setting_while_it_waits(sandbox, settings):
    options = {"env": {**environment(settings), b"OTHER": b"kept"}}
    sandbox.reply_next(fault="hang")
    with started(settings, **options) as process:
        while not sandbox.requests:
            assert process.poll() is None
            time.sleep(0.01)
        environ, command = proc(process, "environ"), proc(process, "cmdline")
    assert b"WHATSAPP_ACCESS_TOKEN=" in environ and b"OTHER=kept" in environ
    for value in settings.values():
        assert value.encode() not in environ
    assert command == os.fsencode(Program.path) + b"\0"


@pytest.mark.static_only
def test_the_memory_holds_the_token_while_it_waits(sandbox, settings, tmp_path):
    """Or else the next test would prove nothing: what is looked for can be found."""
    with waiting(sandbox, settings) as process:
        memory = core(process, tmp_path)
    assert settings["access_token"] in found(memory, settings)
    assert RECIPIENT in found(memory, settings)


@pytest.mark.static_only
@pytest.mark.parametrize("fault", [None, "error_in_200", "echo", "close", "half_json"])
def test_the_memory_holds_no_secret_once_it_reports(sandbox, settings, fault, tmp_path):
    """Whatever the API said, and be it the secrets themselves."""
    sandbox.account.require_proof = True
    if fault is not None:
        sandbox.reply_next(fault=fault)
    with reporting(settings) as process:
        memory = core(process, tmp_path)
    assert sandbox.requests and MASKED in memory
    assert found(memory, settings) == set()


@pytest.mark.static_only
@pytest.mark.parametrize("changes", [
    {"mode": "check"}, {"check_first": "true"}, {"mode": "validate"}, {"text": "x" * 5000},
    {"api_url": "https://localhost:9", "proxy": None}],
    ids=["checked", "checked first", "validated", "invalid", "unreachable"])
def test_nor_does_it_on_another_way_to_the_report(sandbox, settings, changes, tmp_path):
    settings = {**settings, "retries": "0", **changes}
    with reporting(settings) as process:
        memory = core(process, tmp_path)
    assert MASKED in memory
    assert found(memory, settings) == set()


@pytest.mark.static_only
def test_nor_does_it_when_they_came_from_files(sandbox, settings, tmp_path):
    (tmp_path / "ini").write_text(
        f"[whatsapp]\naccess_token = {settings.pop('access_token')}\n"
        f"recipient = {settings['recipient']}\n")
    (tmp_path / "ini").chmod(0o600)
    (tmp_path / "secret").write_text(settings.pop("app_secret") + "\n")
    settings |= {"config": str(tmp_path / "ini"), "app_secret_file": str(tmp_path / "secret")}
    with reporting({**settings, "recipient": None}) as process:
        memory = core(process, tmp_path)
    assert sandbox.accepted
    assert found(memory, {**settings, "access_token": sandbox.token,
                          "app_secret": APP_SECRET}) == set()


def test_a_crash_leaves_no_core(sandbox, settings):
    with waiting(sandbox, settings) as process:
        limits = proc(process, "limits").decode()
        process.send_signal(signal.SIGSEGV)
        process.wait()
    assert re.search(r"^Max core file size +0 +0 ", limits, re.M)
    assert process.returncode == -signal.SIGSEGV or Program.path.parent.name == "debug"


@pytest.mark.static_only
def test_nobody_of_the_same_user_may_look_into_it(sandbox, settings):
    """The kernel gives the process to root as far as /proc and ptrace are concerned."""
    with waiting(sandbox, settings) as process:
        assert os.stat(f"/proc/{process.pid}/mem").st_uid == 0
        done = subprocess.run(
            ["sh", "-c", f"cat /proc/{process.pid}/environ /proc/{process.pid}/maps"],
            capture_output=True, check=False,
            **({"user": 65534, "group": 65534, "extra_groups": []} if AS_ROOT == () else {}))
    assert done.returncode != 0 and done.stdout == b""


def test_no_other_program_is_started(sandbox, settings, tmp_path):
    """Neither fork nor exec, so that nothing can inherit a secret."""
    trace = tmp_path / "trace"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", trace, "-e", "trace=process", Program.path],
        env={**environment(settings), b"ASAN_OPTIONS": b"detect_leaks=0"}, capture_output=True,
        check=False)
    assert done.returncode == 0, done.stderr
    calls = re.findall(r"^\d+ +(\w+)\((.*)", trace.read_text(), re.M)
    assert [name for name, _ in calls if name in ("execve", "execveat")] == ["execve"]
    assert not {name for name, _ in calls} & {"fork", "vfork"}
    assert all("CLONE_THREAD" in rest for name, rest in calls if name.startswith("clone"))
