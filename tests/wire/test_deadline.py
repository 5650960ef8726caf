# SPDX-License-Identifier: MIT
"""It ends: the deadline and signals in every phase, with a true claim, the JSON and the outputs."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import RECIPIENT, TOKEN, Program, check_result, environment, run_program
from proxies import HttpProxy, Server, read_head
from sandbox import GraphError

SIGNALS = [signal.SIGTERM, signal.SIGINT]
FAILED = ("failed", "interrupted", 75)
UNKNOWN = ("unknown", "unknown", 79)


def claim(result):
    return result.json["status"], result.json["class"], result.exit_code


@contextmanager
def at_most(seconds):
    begin = time.monotonic()
    yield
    assert time.monotonic() - begin < seconds


def until(condition, seconds=10):
    """Waits for a condition that must come true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.005)


@contextmanager
def running(settings, wrapper=()):
    """The program with these settings; it does not outlive the test."""
    with subprocess.Popen([*wrapper, Program.path], env=environment(settings),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def finish(process, settings, seconds, said=b""):
    """The result, which must come in time; said: what was read already of standard error."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        pytest.fail(f"still running after {seconds} s")
    return check_result(settings, process.returncode, out, (said + err).decode())


@pytest.fixture
def settings(sandbox, tmp_path):
    """Settings that send through the sandbox once, with both files of results."""
    base = {name.removeprefix("WHATSAPP_").lower(): value
            for name, value in sandbox.environment.items()}
    return {**base, "recipient": RECIPIENT, "text": "Hello", "retries": "0",
            "output_file": tmp_path / "outputs", "summary_file": tmp_path / "summary"}


def check_outputs(result, settings):
    """The files of results say the same."""
    lines = settings["output_file"].read_text().splitlines()
    assert f"status={result.json['status']}" in lines
    assert f"exit_code={result.exit_code}" in lines
    assert len(lines) == 9
    assert settings["summary_file"].read_text().splitlines()[0].endswith(
        f" WhatsApp message: {result.json['status']}")


# A resolver that never answers, alone with the program in namespaces of their own. The socket is
# inherited by the program, which knows nothing of it: nobody ever reads from it.

ALONE = """
import fcntl, os, socket, struct, subprocess, sys
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 1))  # SIOCSIFFLAGS: up
for name in ("resolv.conf", "nsswitch.conf"):
    if os.path.exists(f"/etc/{name}"):
        subprocess.run(["mount", "--bind", f"{sys.argv[1]}/{name}", f"/etc/{name}"], check=True)
resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
resolver.bind(("127.0.0.1", 53))
resolver.set_inheritable(True)
os.execv(sys.argv[2], sys.argv[2:])
"""
UNSHARE = ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"])]


def can_unshare(*options):
    return subprocess.run([*UNSHARE, *options, "true"], check=False,
                          stderr=subprocess.DEVNULL).returncode == 0


@pytest.fixture
def alone(tmp_path):
    """The wrapper that runs the program where no name is ever resolved."""
    if not can_unshare("--net", "--mount"):
        pytest.skip("needs the right to make namespaces")
    (tmp_path / "resolv.conf").write_text("nameserver 127.0.0.1\n")
    (tmp_path / "nsswitch.conf").write_text("hosts: files dns\n")
    return [*UNSHARE, "--net", "--mount", sys.executable, "-c", ALONE, tmp_path]


@pytest.fixture
def unresolved(settings):
    return {**settings, "api_url": "https://api.example", "access_token": TOKEN, "ca_file": None}


@pytest.mark.parametrize("more", [{}, {"proxy": "http://proxy.example:8080"}])
def test_the_deadline_holds_without_dns(alone, unresolved, more):
    settings = {**unresolved, "timeout": "0.4", **more}
    with at_most(1.4):
        result = run_program(settings, wrapper=alone)
    assert claim(result) == FAILED
    assert 400 <= result.json["duration_ms"] < 1000
    check_outputs(result, settings)


def test_a_proxy_that_resolves_is_not_kept_waiting_by_dns(alone, unresolved):
    settings = {**unresolved, "timeout": "5", "proxy": "socks5h://127.0.0.1:1"}
    assert claim(run_program(settings, wrapper=alone)) == ("failed", "network", 75)


def test_the_connect_timeout_holds_without_dns(alone, unresolved):
    settings = {**unresolved, "connect_timeout": "0.3"}
    with at_most(1.3):
        result = run_program(settings, wrapper=alone)
    assert claim(result) == ("failed", "network", 75)
    assert result.json["error"]["retryable"]
    check_outputs(result, settings)


def test_retries_without_dns_end_with_the_deadline(alone, unresolved):
    settings = {**unresolved, "connect_timeout": "0.2", "timeout": "1", "retries": "10"}
    with at_most(2):
        result = run_program(settings, wrapper=alone)
    assert result.json["status"] == "failed" and result.exit_code == 75
    assert result.json["class"] in ("network", "interrupted")
    assert result.json["attempts"] >= 2 or result.json["retry_after_s"]
    check_outputs(result, settings)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_the_wait_for_dns(alone, unresolved, number):
    with running(unresolved, alone) as process:
        until(lambda: len(os.listdir(f"/proc/{process.pid}/task")) > 1)  # somebody resolves
        time.sleep(0.02)
        process.send_signal(number)
        result = finish(process, unresolved, 1)
    assert claim(result) == FAILED
    check_outputs(result, unresolved)


# Signals in the other phases: each prepares one and returns what to change of the settings, when
# the phase is reached, and what may be claimed


def connecting(sandbox, stack):
    """Nobody takes the connection: the queue of the listener is full."""
    listener = stack(socket.socket())
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    port = listener.getsockname()[1]
    stack(socket.create_connection(("127.0.0.1", port)))
    waiting = re.compile(f" 0100007F:{port:04X} 02 ")  # SYN_SENT
    return ({"api_url": f"https://127.0.0.1:{port}"},
            lambda process: until(lambda: waiting.search(Path("/proc/net/tcp").read_text())),
            FAILED)


def shaking_hands(sandbox, stack):
    sandbox.reply_next(fault="hang_on_accept")
    return {}, lambda process: until(lambda: sandbox.connections), FAILED


def asking_the_proxy(sandbox, stack):
    proxy = stack(HttpProxy(answers=[None]))
    return ({"proxy": proxy.url()},
            lambda process: until(lambda: proxy.heard.endswith(b"\r\n\r\n")), FAILED)


def waiting_for_the_answer(sandbox, stack):
    sandbox.reply_next(fault="hang")
    return {}, lambda process: until(lambda: sandbox.requests), UNKNOWN


def reading_the_answer(sandbox, stack):
    sandbox.reply_next(fault="half_hang")
    return {}, lambda process: until(lambda: sandbox.requests), UNKNOWN


def waiting_between_attempts(sandbox, stack):
    sandbox.reply_next(error=GraphError(2), headers={"Retry-After": "20"})
    return {"retries": "2", "verbose": "true"}, until_it_waits, FAILED


def waiting_after_an_unknown_attempt(sandbox, stack):
    sandbox.reply_next(fault="html_503")  # its Retry-After is 2
    return {"retries": "2", "verbose": "true", "retry_unknown": "true"}, until_it_waits, UNKNOWN


def until_it_waits(process):
    said = process.stderr.readline()
    assert b"; again in " in said
    return said


PHASES = [connecting, shaking_hands, asking_the_proxy, waiting_for_the_answer, reading_the_answer,
          waiting_between_attempts, waiting_after_an_unknown_attempt]


@pytest.fixture
def stack():
    """Enters what a phase needs, and leaves it after the test."""
    entered = []

    def enter(thing):
        entered.append(thing)
        return thing.__enter__()
    yield enter
    for thing in reversed(entered):
        thing.__exit__(None, None, None)


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("phase", PHASES)
def test_a_signal_ends_every_phase(sandbox, settings, stack, phase, number):
    more, reached, expected = phase(sandbox, stack)
    settings = {**settings, **more}
    with running(settings) as process:
        said = reached(process) or b""
        process.send_signal(number)
        result = finish(process, settings, 1, said)
    assert claim(result) == expected
    assert result.json["attempts"] == 1 and sandbox.connections <= 1
    assert bool(sandbox.accepted) <= (expected == UNKNOWN)
    check_outputs(result, settings)


def test_many_signals_are_one(sandbox, settings):
    sandbox.reply_next(fault="hang")
    with running(settings) as process:
        until(lambda: sandbox.requests)
        for number in 5 * SIGNALS:
            process.send_signal(number)
        result = finish(process, settings, 1)
    assert claim(result) == UNKNOWN
    check_outputs(result, settings)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_that_was_ignored_still_counts(sandbox, settings, number):
    """A shell without job control starts its background jobs with SIGINT ignored."""
    sandbox.reply_next(fault="hang")
    ignoring = ["env", f"--ignore-signal={number.name.removeprefix('SIG')}"]
    with running(settings, ignoring) as process:
        until(lambda: sandbox.requests)
        process.send_signal(number)
        result = finish(process, settings, 1)
    assert claim(result) == UNKNOWN


# As process 1, as in a container

FIRST = [*UNSHARE, "--pid", "--fork", "--kill-child"]


@pytest.fixture
def first():
    """The wrapper that makes the program process 1."""
    if not can_unshare("--pid", "--fork"):
        pytest.skip("needs the right to make namespaces")
    return FIRST


def child_of(process):
    """The process that the wrapper has started, once it has."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until(lambda: children.read_text().split())
    return int(children.read_text().split()[0])


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("phase", [shaking_hands, waiting_for_the_answer, waiting_between_attempts])
def test_a_signal_ends_process_1(sandbox, settings, stack, first, phase, number):
    more, reached, expected = phase(sandbox, stack)
    settings = {**settings, **more}
    with running(settings, first) as process:
        said = reached(process) or b""
        os.kill(child_of(process), number)
        result = finish(process, settings, 1, said)
    assert claim(result) == expected
    check_outputs(result, settings)


def test_the_deadline_ends_process_1(sandbox, settings, first):
    sandbox.reply_next(fault="hang")
    settings["timeout"] = "0.4"
    with at_most(1.4):
        result = run_program(settings, wrapper=first)
    assert claim(result) == UNKNOWN
    check_outputs(result, settings)


# An answer that comes drop by drop

GOOD = (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n"
        b'{"messages":[{"id":"wamid.HBgLMTIwMj="}]}')
HEAD = GOOD.index(b"{")


def drip(sock, server, raw, whole):
    """Sends the first bytes at once and the others one by one."""
    read_head(sock)
    sock.sendall(raw[:whole])
    for byte in raw[whole:]:
        server.stopping.wait(0.05)
        sock.sendall(bytes([byte]))


@pytest.mark.parametrize("whole", [0, HEAD + 10])
def test_a_slow_answer_is_not_waited_for_beyond_the_deadline(settings, whole):
    with Server(lambda sock: drip(sock, server, GOOD, whole)) as server, at_most(1.4):
        result = run_program({**settings, "timeout": "0.4", "retries": "3",
                              "api_url": f"http://127.0.0.1:{server.port}"})
    assert claim(result) == UNKNOWN
    assert server.connections == 1
    check_outputs(result, settings)


def test_chunks_do_not_stretch_the_deadline(settings):
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + 99 * b"1\r\n \r\n"
    with Server(lambda sock: drip(sock, server, raw, 0)) as server, at_most(1.4):
        result = run_program({**settings, "timeout": "0.4",
                              "api_url": f"http://127.0.0.1:{server.port}"})
    assert claim(result) == UNKNOWN


def test_an_answer_just_in_time_is_taken(settings):
    with Server(lambda sock: drip(sock, server, GOOD.replace(b"40", b"41"), len(GOOD) - 8)
                ) as server:
        result = run_program({**settings, "timeout": "5",
                              "api_url": f"http://127.0.0.1:{server.port}"})
    assert claim(result) == ("accepted", "ok", 0)


# A server that reads nothing


@pytest.fixture
def deaf():
    """A listener that takes connections but reads nothing, with as little room as there can be."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1000)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener


def received(listener):
    """What arrived, and what the request says is its length."""
    sock = listener.accept()[0]
    sock.settimeout(2)
    data = b"".join(iter(lambda: sock.recv(65536), b""))
    head, _, body = data.partition(b"\r\n\r\n")
    return len(body), int(re.search(rb"Content-Length: (\d+)", head)[1])


LONG = {"text": 4096 * "\U0001f600"}  # 16 KiB: the kernel takes it
TOO_LONG = {  # 80 KiB: it does not
    "text": None, "template_name": "release_notice",
    "template_body": "\n".join(10 * [2000 * "\U0001f600"])}


@pytest.mark.parametrize("content,expected", [(LONG, UNKNOWN), (TOO_LONG, FAILED)],
                         ids=["long", "too_long"])
@pytest.mark.parametrize("number", [None, signal.SIGTERM])
def test_an_upload_that_nobody_reads_ends(settings, deaf, content, expected, number):
    settings = {**settings, **content, "api_url": f"http://127.0.0.1:{deaf.getsockname()[1]}",
                "timeout": "20" if number else "0.4"}
    with running(settings) as process:
        if number:
            until(lambda: settings["output_file"].exists())  # it is about to connect
            time.sleep(0.2)
            process.send_signal(number)
        result = finish(process, settings, 1 if number else 1.4)
    assert claim(result) == expected
    check_outputs(result, settings)
    arrived, length = received(deaf)
    assert (arrived == length) == (expected == UNKNOWN)


# Retries


def test_a_server_that_is_always_busy_costs_no_more_than_the_timeout(sandbox, settings):
    sandbox.reply_next(error=GraphError(2), headers={"Retry-After": "1"}, times=11)
    settings.update(retries="10", timeout="3")
    with at_most(3.5):
        result = run_program(settings)
    assert result.json["attempts"] == sandbox.connections <= 3
    check_outputs(result, settings)
    if result.json["duration_ms"] >= 2990:  # the last attempt came too late to be answered
        assert claim(result) in (UNKNOWN, FAILED)
        return
    assert claim(result) == ("failed", "unavailable", 75)
    assert 1 <= result.json["retry_after_s"] <= 1 + 4 + 1  # the advice, and jitter on top
    assert result.json["error"]["code"] == 2


def test_an_attempt_that_cannot_be_answered_in_time_is_not_begun(settings):
    """It would only make an outcome unknown that is known."""
    answer = (b"HTTP/1.1 503 Busy\r\nContent-Length: 39\r\n\r\n"
              b'{"error":{"code":2,"type":"Exception"}}')

    def busy(sock):
        read_head(sock)
        server.stopping.wait(1.1)
        sock.sendall(answer)

    settings.update(retries="1", timeout="2.15")  # the wait is from 0 to 1 s
    with Server(busy) as server:
        result = run_program({**settings, "api_url": f"http://127.0.0.1:{server.port}"})
    assert claim(result) == ("failed", "unavailable", 75)


def test_a_wait_that_does_not_fit_is_not_begun(sandbox, settings):
    sandbox.reply_next(error=GraphError(2), headers={"Retry-After": "30"}, times=11)
    settings.update(retries="10", timeout="20")
    with at_most(2):
        result = run_program(settings)
    assert claim(result) == ("failed", "unavailable", 75)
    assert 30 <= result.json["retry_after_s"] <= 32
    assert "come back in" in result.stderr and sandbox.connections == 1


# Servers that never pause, so that the libraries below never come up for air


def flood(sock, start, unit):
    """Answers the first bytes at once and then goes on as fast as it can."""
    sock.recv(65536)
    sock.sendall(start)
    while True:
        sock.sendall(20_000 * unit)


WARNING = b"\x15\x03\x03\x00\x02\x01\x70"  # TLS: unrecognized_name (RFC 6066), not fatal
CIPHER = b"\x14\x03\x03\x00\x01\x01"  # change_cipher_spec, which TLS 1.3 ignores
WHO = (b"HTTP/1.1 407 Who\r\nProxy-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n"
       b"Transfer-Encoding: chunked\r\n\r\n")
FLOODS = {
    "warnings": ("https", b"", WARNING),
    "records_behind_a_proxy": ("proxy", HttpProxy.ESTABLISHED, CIPHER),
    "body_of_407": ("proxy", WHO, b"1\r\nx\r\n"),
}


def flooded(settings, server, way):
    """Settings that lead to the server."""
    if way == "https":
        return {**settings, "api_url": f"https://localhost:{server.port}"}
    return {**settings, "proxy": f"http://joe:hunter2@localhost:{server.port}"}


@pytest.mark.parametrize("name", FLOODS)
def test_the_deadline_ends_a_flood(settings, name):
    way, start, unit = FLOODS[name]
    with Server(lambda sock: flood(sock, start, unit)) as server:
        settings = {**flooded(settings, server, way), "timeout": "0.3"}
        with running(settings) as process:
            result = finish(process, settings, 1.3)
    assert result.json["status"] == "failed"
    check_outputs(result, settings)


def test_a_signal_ends_a_flood(settings):
    way, start, unit = FLOODS["warnings"]
    with Server(lambda sock: flood(sock, start, unit)) as server:
        settings = flooded(settings, server, way)
        with running(settings) as process:
            until(lambda: server.connections)
            time.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            result = finish(process, settings, 1)
    assert result.json["status"] == "failed"
    check_outputs(result, settings)
