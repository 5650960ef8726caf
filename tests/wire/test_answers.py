# SPDX-License-Identifier: MIT
"""What the program makes of every answer, and of none: DESIGN 5 seen from outside."""

from __future__ import annotations

import json
import signal
import socket
import ssl
import subprocess
import time

import pytest
from conftest import RECIPIENT, TOKEN, Program, environment, run_program
from sandbox import Sandbox
from sandbox.faults import FAULTS

# What each of the sandbox's faults is called: status, class. DESIGN 5.
CLAIMS = {
    "close": ("unknown", "unknown"), "reset": ("unknown", "unknown"),
    "half_head": ("unknown", "unknown"), "half_json": ("unknown", "unknown"),
    "half_hang": ("unknown", "unknown"), "hang": ("unknown", "unknown"),
    "drip": ("unknown", "unknown"), "alert": ("unknown", "unknown"),
    "http09": ("unknown", "unknown"), "huge_body": ("unknown", "unknown"),
    "huge_headers": ("unknown", "unknown"), "many_1xx": None, "bad_chunk": ("unknown", "unknown"),
    "held": ("accepted", "ok"), "paused": ("accepted", "template"),
    "empty_id": ("unknown", "unknown"), "no_messages": ("unknown", "unknown"),
    "duplicate_members": None, "deep_json": ("unknown", "unknown"),
    "error_in_200": ("failed", None), "busy": ("failed", "unavailable"),
    "data_string": ("failed", None), "data_json": ("failed", None),
    "code_string": None, "code_huge": None, "not_utf8": ("failed", None),
    "commands": ("failed", None), "echo": ("failed", None),
    "empty_200": ("unknown", "unknown"), "text_200": ("unknown", "unknown"),
    "redirect_302": ("failed", "protocol"), "redirect_307": ("failed", "protocol"),
    "html_400": ("failed", "protocol"), "proxy_407": None,
    "html_502": ("unknown", "unknown"), "html_503": ("unknown", "unknown"),
    "reset_on_accept": ("failed", "network"), "hang_on_accept": ("failed", "interrupted"),
}


def test_every_fault_of_the_sandbox_has_its_claim_here():
    assert set(CLAIMS) == {fault.name for fault in FAULTS}


@pytest.mark.parametrize("name", sorted(CLAIMS))
def test_the_claim_after_each_fault(send, sandbox, name):
    sandbox.reply_next(fault=name)
    result = send(timeout="1.5")
    status, kind = result.json["status"], result.json["class"]
    if CLAIMS[name] is not None:
        expected_status, expected_kind = CLAIMS[name]
        assert status == expected_status, result
        assert kind == (expected_kind or kind)
    # above all: no claim that the facts contradict
    if sandbox.accepted:
        assert status in ("accepted", "unknown")
    else:
        assert status in ("failed", "unknown")
    assert sandbox.connections == 1
    assert result.json["attempts"] == 1


@pytest.mark.parametrize("code,kind,exit_code", [
    (190, "auth", 77), (10, "auth", 77), (200, "auth", 77), (131030, "recipient", 67),
    (131026, "recipient", 67), (131047, "window", 69), (132001, "template", 69),
    (130472, "policy", 69), (131042, "account", 69), (131009, "rejected", 69),
    (130429, "rate_limited", 75), (131016, "unavailable", 75), (131000, "unavailable", 75),
])
def test_an_error_of_the_api_has_its_class(send, code, kind, exit_code):
    result = send(recipient=f"+999{code:07}")
    assert (result.json["status"], result.json["class"], result.exit_code) == (
        "failed", kind, exit_code)
    assert result.json["error"]["code"] == code
    assert result.json["error"]["retryable"] == (exit_code == 75)
    assert f"error {code}:" in result.stderr


def test_an_error_keeps_all_that_the_api_said(send):
    error = send(access_token="sandbox-expired-token").json["error"]
    assert (error["code"], error["subcode"], error["type"]) == (190, 463, "OAuthException")
    assert error["fbtrace_id"] and error["title"] and error["hint"]


def test_a_wrong_token_is_auth(send):
    assert send(access_token="EAAwrongTokenOfSomebodyElse").exit_code == 77


def test_a_wrong_phone_number_id_is_auth(send):
    result = send(phone_number_id="1")
    assert (result.exit_code, result.json["error"]["subcode"]) == (77, 33)


def test_a_percent_encoded_echo_is_scrubbed(send, sandbox):
    body = (b'{"error":{"code":190,"type":"x","message":"bad 1234%7CabcSECRETxyz",'
            b'"fbtrace_id":"1234|abcSECRETxyz"}}')
    sandbox.reply_next(raw=b"HTTP/1.1 400 Bad\r\nContent-Length: %d\r\n\r\n%s" % (
        len(body), body))
    result = send(access_token="1234|abcSECRETxyz")
    assert "SECRET" not in result.stdout.decode() + result.stderr


def test_a_very_long_text_of_the_api_is_cut(send, sandbox):
    body = b'{"error":{"code":100,"type":"x","message":"%s"}}' % ("é" * 100000).encode()
    sandbox.reply_next(raw=b"HTTP/1.1 400 Bad\r\nContent-Length: %d\r\n\r\n%s" % (
        len(body), body))
    title = send().json["error"]["title"]
    assert title.strip("é") == "" and len(title.encode()) <= 4000


def test_what_the_api_echoes_is_scrubbed(send, sandbox):
    sandbox.reply_next(fault="echo")
    result = send()
    said = result.stdout.decode() + result.stderr
    assert sandbox.requests[0].header("Authorization") == f"Bearer {sandbox.token}"
    assert sandbox.token not in said and RECIPIENT[1:] not in said
    assert "***" in result.json["error"]["title"] + (result.json["error"]["details"] or "")


def test_a_message_held_back_is_a_warning(send, sandbox):
    sandbox.reply_next(fault="held")
    result = send(template_name="hello_world")
    assert (result.exit_code, result.warnings()) == (0, [(None, "held")])
    assert result.json["message_status"] == "held_for_quality_assessment"


def test_a_paused_template_is_accepted_but_no_success(send, sandbox):
    sandbox.reply_next(fault="paused")
    result = send(template_name="hello_world")
    assert (result.exit_code, result.json["status"], result.json["class"]) == (
        69, "accepted", "template")
    assert result.json["message_id"]
    assert result.warnings() == [(None, "paused")]


def test_a_redirect_is_not_followed(send, sandbox):
    sandbox.reply_next(fault="redirect_307")
    assert send().exit_code == 76
    assert sandbox.connections == 1


@pytest.mark.parametrize("certificate", ["wrong-host", "expired", "not-yet-valid", "self-signed"])
def test_a_bad_certificate_is_tls_and_nothing_is_sent(certificate):
    with Sandbox(certificate=certificate) as bad:
        result = run_program({
            "api_url": bad.https_url, "ca_file": bad.ca_file, "access_token": bad.token,
            "phone_number_id": bad.phone_number_id, "recipient": RECIPIENT, "text": "x"})
        assert (result.exit_code, result.json["class"]) == (76, "tls")
        assert bad.requests == []


@pytest.mark.parametrize("least,most,kind", [
    (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, "tls"),
    (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2, "ok"),
    (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_3, "ok"),
])
def test_old_versions_of_tls_are_refused(least, most, kind):
    with Sandbox(tls_versions=(least, most)) as old:
        result = run_program({
            "api_url": old.https_url, "ca_file": old.ca_file, "access_token": old.token,
            "phone_number_id": old.phone_number_id, "recipient": RECIPIENT, "text": "x"})
        assert (result.json["class"], result.json["attempts"]) == (kind, 1)


def test_the_built_in_roots_do_not_trust_everybody(send, sandbox):
    result = send(ca_file=None)
    assert (result.exit_code, result.json["class"]) == (76, "tls")
    assert sandbox.requests == []


def test_a_pem_file_that_holds_no_real_certificate_is_config(send, sandbox, tmp_path):
    rubbish = tmp_path / "ca.pem"
    rubbish.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    result = send(ca_file=rubbish)
    assert (result.exit_code, result.problems()) == (78, [("ca_file", "not_pem")])
    assert sandbox.connections == 0


@pytest.mark.parametrize("url,words", [
    ("https://127.0.0.1:1", "Connection refused"),
    ("https://no-such-host.invalid", "the host's name cannot be resolved"),
])
def test_a_host_that_is_not_there_is_network(send, url, words):
    result = send(api_url=url)
    assert (result.exit_code, result.json["status"], result.json["class"]) == (
        75, "failed", "network")
    assert result.json["error"]["details"] == words


def test_an_answer_that_has_arrived_counts_although_a_signal_came():
    """The program is stopped while the API answers, and wakes up to answer and signal at once."""
    body = b'{"messages":[{"id":"wamid.late"}]}'
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings = {"api_url": f"http://127.0.0.1:{listener.getsockname()[1]}", "text": "x",
                    "access_token": TOKEN, "phone_number_id": "1", "recipient": RECIPIENT}
        process = subprocess.Popen([Program.path], env=environment(settings),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        connection = listener.accept()[0]
        with connection:
            received = b""
            while b'"text":{' not in received:
                received += connection.recv(65536)
            process.send_signal(signal.SIGSTOP)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (
                len(body), body))
            process.send_signal(signal.SIGTERM)
            time.sleep(0.1)
            process.send_signal(signal.SIGCONT)
            result = json.loads(process.communicate()[0])
    assert (result["status"], process.returncode) == ("accepted", 0)


@pytest.mark.parametrize("fault,status,kind", [
    ("hang", "unknown", "unknown"), ("drip", "unknown", "unknown"),
    ("half_hang", "unknown", "unknown"), ("hang_on_accept", "failed", "interrupted"),
])
def test_the_timeout_ends_every_phase(send, sandbox, fault, status, kind):
    sandbox.reply_next(fault=fault)
    begin = time.monotonic()
    result = send(timeout="0.7")
    assert 0.6 < time.monotonic() - begin < 1.7
    assert (result.json["status"], result.json["class"]) == (status, kind)


def test_the_connect_timeout_ends_one_attempt(send, sandbox):
    sandbox.reply_next(fault="hang_on_accept")
    begin = time.monotonic()
    result = send(connect_timeout="0.5", timeout="20")
    assert time.monotonic() - begin < 3
    assert (result.exit_code, result.json["class"]) == (75, "network")


def refuse(sandbox, error):
    body = json.dumps({"error": error}).encode()
    sandbox.reply_next(raw=b"HTTP/1.1 400 Bad\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


@pytest.mark.parametrize("before", range(3950, 4010, 4))
def test_a_text_is_scrubbed_before_it_is_cut(send, sandbox, before):
    refuse(sandbox, {"code": 131047, "type": "x", "message": "x", "error_data": {
        "details": "x" * before + " " + sandbox.token + " " + RECIPIENT[1:]}})
    result = send(annotations="github")
    said = result.stdout.decode() + result.stderr
    assert sandbox.token[:6] not in said and RECIPIENT[1:6] not in said
    assert len(result.json["error"]["details"]) <= 4000


def test_an_id_in_an_error_is_not_told(send, sandbox, tmp_path):
    refuse(sandbox, {"code": 100, "type": "x", "message": (
        "Message wamid.HBgLMTIwMjU1NTAxMjMVAgARGBJBQkNERUY= not found, wamid. neither")})
    result = send(annotations="github", summary_file=tmp_path / "summary")
    said = result.stdout.decode() + result.stderr + (tmp_path / "summary").read_text()
    assert "HBgLMTIwMjU1NTAxMjMV" not in said
    assert result.json["error"]["title"] == "Message wamid.*** not found, wamid. neither"
