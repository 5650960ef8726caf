# SPDX-License-Identifier: MIT
"""The sandbox as a server and as a command: TLS, threads, signals, and its README."""

from __future__ import annotations

import http.client
import json
import os
import signal
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from . import FAULTS, Received, Sandbox, certificates
from .client import post, post_tls, text, tls_socket
from .known import KNOWN

HERE = Path(__file__).parent


def test_tls_with_the_ca_file(sandbox: Sandbox) -> None:
    assert post_tls(sandbox) == 200
    assert sandbox.requests[0].secure


@pytest.mark.parametrize("name, reason", [
    ("wrong-host", "Hostname mismatch"),
    ("expired", "certificate has expired"),
    ("not-yet-valid", "not yet valid"),
    ("self-signed", "self-signed certificate"),
])
def test_bad_certificates_are_bad_in_one_way_only(name: str, reason: str) -> None:
    with Sandbox(certificate=name) as bad:
        with pytest.raises(ssl.SSLCertVerificationError, match=reason):
            post_tls(bad)
        assert bad.requests == []
    assert name in certificates.NAMES


def test_tls_versions_can_be_chosen() -> None:
    only = ssl.TLSVersion.TLSv1_2
    with Sandbox(tls_versions=(only, only)) as old, tls_socket(old) as sock:
        assert sock.version() == "TLSv1.2"


def test_many_connections_at_once(sandbox: Sandbox) -> None:
    threads = [threading.Thread(target=post_tls, args=(sandbox,)) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({message.id for message in sandbox.accepted}) == sandbox.connections == 100
    assert {received.connection for received in sandbox.requests} == set(range(1, 101))


def test_the_observer_sees_every_request() -> None:
    seen: list[Received] = []
    with Sandbox(observer=seen.append) as watched:
        post(watched, text())
        assert seen == watched.requests


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_runs_anywhere_and_ends_cleanly(tmp_path: Path, number: int) -> None:
    ready, ca_file = tmp_path / "ready.json", tmp_path / "ca.pem"
    command = subprocess.Popen(
        [sys.executable, HERE, "--ready-file", ready, "--ca-file", ca_file],
        cwd=tmp_path, stdout=subprocess.PIPE, text=True, env={"PYTHONDONTWRITEBYTECODE": "1"})
    assert command.stdout
    shown = "".join(command.stdout.readline() for _ in range(6))
    while not ready.exists() and command.poll() is None:
        pass
    facts = json.loads(ready.read_text())
    assert f"export WHATSAPP_API_URL={facts['https_url']}\n" in shown
    assert facts["ca_file"] == str(ca_file) and "BEGIN CERTIFICATE" in ca_file.read_text()
    address = facts["http_url"].removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=5)
    connection.request("POST", f"/v25.0/{facts['phone_number_id']}/messages",
                       json.dumps(text("one\ntwo\x1b[2J")).encode(),
                       {"Authorization": f"Bearer {facts['token']}",
                        "Content-Type": "application/json"})
    assert connection.getresponse().status == 200
    os.kill(command.pid, number)
    rest, _ = command.communicate(timeout=5)
    assert "  | one\n  | two\\x1b[2J\n  id       wamid." in rest
    assert facts["token"] not in rest and command.returncode == 0


def test_the_readme_names_every_fault_and_template() -> None:
    readme = (HERE / "README.md").read_text()
    for fault in FAULTS:
        assert f"`{fault.name}` | {fault.about}" in readme
        assert not fault.number or f"| `+999{fault.number:04}` | `{fault.name}`" in readme
    for known in KNOWN:
        assert f"| `{known.name}` | `{known.language}` |" in readme
