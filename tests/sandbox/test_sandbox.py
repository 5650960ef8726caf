# SPDX-License-Identifier: MIT
"""The sandbox does what Meta's pages say: seen from outside, with the standard library's client."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from . import FAULTS, GraphError, Received, Sandbox, certificates
from .errors import CATALOGUE, row_of
from .limits import Limits
from .templates import KNOWN

HERE = Path(__file__).parent
SOMEBODY = "+12025550123"
BSUID = "US.13491208655302741918"
SCRIPTED = [fault for fault in FAULTS if not fault.on_accept]


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    running.clear()
    return running


def post(sandbox: Sandbox, body: Any, **changes: Any) -> tuple[int, Any, dict[str, str]]:
    """Status, JSON and headers of the reply to one request, by default a proper one."""
    path = changes.pop("path", f"/v25.0/{sandbox.phone_number_id}/messages")
    method = changes.pop("method", "POST")
    token = changes.pop("token", sandbox.token)
    headers = {"Content-Type": "application/json", **changes}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    connection = http.client.HTTPConnection(sandbox.http_url.removeprefix("http://"), timeout=5)
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(method, path, raw, headers)
    reply = connection.getresponse()
    answer = reply.status, json.loads(reply.read()), dict(reply.getheaders())
    connection.close()
    return answer


def text(body: str = "Hello", **members: Any) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "to": SOMEBODY, "type": "text",
            "text": {"body": body}, **members}


def message(kind: str, content: Any) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "to": SOMEBODY, "type": kind, kind: content}


def values(*texts: str, **named: str) -> list[dict[str, Any]]:
    positional = [{"type": "text", "text": text} for text in texts]
    return positional + [{"type": "text", "parameter_name": name, "text": text}
                         for name, text in named.items()]


def body(*texts: str, **named: str) -> dict[str, Any]:
    return {"type": "body", "parameters": values(*texts, **named)}


def header(*parameters: dict[str, Any]) -> dict[str, Any]:
    return {"type": "header", "parameters": list(parameters)}


def button(sub_type: str, index: Any, *parameters: dict[str, Any]) -> dict[str, Any]:
    return {"type": "button", "sub_type": sub_type, "index": index, "parameters": list(parameters)}


def template(name: str, *components: Any, language: str = "en_US") -> dict[str, Any]:
    content: dict[str, Any] = {"name": name, "language": {"code": language}}
    return message("template", {**content, "components": list(components)} if components
                   else content)


def refusal(sandbox: Sandbox, body: Any, **changes: Any) -> tuple[int, int]:
    """HTTP status and error code of a request that must be refused."""
    status, reply, _ = post(sandbox, body, **changes)
    assert reply["error"]["type"] in ("OAuthException", "GraphMethodException")
    assert reply["error"]["fbtrace_id"]
    assert sandbox.accepted == []
    return status, reply["error"]["code"]


def code(sandbox: Sandbox, body: Any, **changes: Any) -> int:
    return refusal(sandbox, body, **changes)[1]


RELEASE = (header(*values("api 1.4.0")), body("api", "1.4.0", "fixes"),
           button("url", "0", *values("releases/1.4.0")))


# What is accepted


def test_an_accepted_text_gets_the_documented_reply(sandbox: Sandbox) -> None:
    status, reply, headers = post(sandbox, text("Grüße 🚀"))
    assert status == 200
    assert reply["messaging_product"] == "whatsapp"
    assert reply["contacts"] == [{"input": SOMEBODY, "wa_id": "12025550123"}]
    assert reply["messages"] == [{"id": sandbox.accepted[0].id}]
    assert headers["Content-Type"] == "application/json; charset=UTF-8"
    assert headers["facebook-api-version"] == "v25.0"
    assert headers["x-fb-trace-id"] and headers["x-fb-request-id"]
    assert sandbox.accepted[0].text == "Grüße 🚀"


def test_a_message_id_holds_the_recipient_in_base64(sandbox: Sandbox) -> None:
    _, reply, _ = post(sandbox, text())
    prefix, encoded = reply["messages"][0]["id"].split(".", 1)
    assert prefix == "wamid" and b"12025550123" in base64.b64decode(encoded)


def test_the_record_holds_the_bytes_of_the_wire(sandbox: Sandbox) -> None:
    post(sandbox, raw := b' {"messaging_product":"whatsapp",\n"to":"+12025550123",'
                         b'"text":{"body":"\\u00e9"}}')
    [received] = sandbox.requests
    assert received.body == raw and received.json["text"]["body"] == "é"
    assert received.head.startswith(b"POST /v25.0/106540352242922/messages HTTP/1.1\r\n")
    assert (received.method, received.version, received.status) == ("POST", "1.1", 200)
    assert received.headers[0][0] == "Host" and received.connection == sandbox.connections == 1


@pytest.mark.parametrize("to, wa_id", [
    ("+1 (202) 555-0123", "12025550123"),
    ("(202) 555-0123", "12025550123"),
    ("491701234567", "1491701234567"),
])
def test_a_number_without_plus_gets_the_sender_s_country_code(
    sandbox: Sandbox, to: str, wa_id: str
) -> None:
    assert post(sandbox, text(to=to))[1]["contacts"] == [{"input": to, "wa_id": wa_id}]


def test_business_scoped_ids_and_groups_have_their_own_replies(sandbox: Sandbox) -> None:
    to_user = {**text(), "recipient": BSUID}
    del to_user["to"]
    assert post(sandbox, to_user)[1]["contacts"] == [{"input": BSUID, "user_id": BSUID}]
    assert "wa_id" in post(sandbox, text(recipient=BSUID))[1]["contacts"][0]
    [group] = sandbox.account.groups
    reply = post(sandbox, text(to=group, recipient_type="group"))[1]
    assert reply["messages"][0]["group_id"] == group


OTHER_TYPES = {
    "image": {"link": "https://example.com/a.png", "caption": "c"},
    "video": {"id": "1"},
    "audio": {"id": "1", "voice": True},
    "document": {"id": "1", "filename": "report.pdf", "caption": "c"},
    "sticker": {"id": "1"},
    "location": {"latitude": "37.4", "longitude": -122.1, "name": "n"},
    "contacts": [{"name": {"formatted_name": "On call", "first_name": "On"}, "phones": []}],
    "reaction": {"message_id": "wamid.x", "emoji": ""},
    "interactive": {"type": "cta_url", "body": {"text": "failed"}, "action": {
        "name": "cta_url", "parameters": {"display_text": "Log", "url": "https://example.com"}}},
}


@pytest.mark.parametrize("kind", OTHER_TYPES)
def test_every_other_type_is_taken_in_its_basic_shape(sandbox: Sandbox, kind: str) -> None:
    assert post(sandbox, message(kind, OTHER_TYPES[kind]))[0] == 200


# What is refused before the message is looked at


def test_paths_methods_and_ids_that_do_not_exist(sandbox: Sandbox) -> None:
    own = sandbox.phone_number_id
    assert refusal(sandbox, text(), path="/v25.0/1/messages") == (400, 100)
    assert post(sandbox, text(), path="/v25.0/1/messages")[1]["error"]["error_subcode"] == 33
    assert refusal(sandbox, text(), path=f"/v25.0/{own}/nothing") == (400, 2500)
    assert refusal(sandbox, text(), path=f"/25/{own}/messages") == (400, 2500)
    assert refusal(sandbox, b"", method="GET") == (400, 100)
    assert refusal(sandbox, text(), method="PUT") == (400, 100)


@pytest.mark.parametrize("token, expected", [
    (None, (400, 2500)),
    ("wrong", (401, 190)),
    ("", (401, 190)),
    ("sandbox-expired-token", (401, 190)),
    ("sandbox-unprivileged-token", (403, 10)),
])
def test_tokens_that_do_not_open(
    sandbox: Sandbox, token: str | None, expected: tuple[int, int]
) -> None:
    assert refusal(sandbox, text(), token=token) == expected


def test_a_token_must_not_be_in_the_query(sandbox: Sandbox) -> None:
    path = f"/v25.0/{sandbox.phone_number_id}/messages?access_token={sandbox.token}"
    assert code(sandbox, text(), path=path) == 100


def test_the_app_secret_proof_is_checked(sandbox: Sandbox) -> None:
    sandbox.account.require_proof = True
    path = f"/v25.0/{sandbox.phone_number_id}/messages"
    assert code(sandbox, text()) == 100
    assert code(sandbox, text(), path=f"{path}?appsecret_proof=00") == 100
    secret = sandbox.account.app_secret.encode()
    proof = hmac.new(secret, sandbox.token.encode(), hashlib.sha256).hexdigest()
    assert post(sandbox, text(), path=f"{path}?appsecret_proof={proof}")[0] == 200


@pytest.mark.parametrize("raw", [
    b"", b"{", b"[]", b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":"\xff"}', b'{"a":"\\ud800"}',
    b"[" * 100000,
])
def test_a_body_must_be_one_unambiguous_json_object(sandbox: Sandbox, raw: bytes) -> None:
    assert refusal(sandbox, raw) == (400, 100)


def test_the_content_type_must_be_json(sandbox: Sandbox) -> None:
    assert code(sandbox, text(), **{"Content-Type": "text/plain"}) == 100
    assert post(sandbox, text(), **{"Content-Type": "application/json; charset=UTF-8"})[0] == 200


HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize("raw", [
    b"POST / HTTP/2\r\n\r\n",
    b"POST /\r\n\r\n",
    b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
    HEAD + b"\r\n",
    HEAD + b"Content-Length: 1\r\nContent-Length: 1\r\n\r\na",
    HEAD + b"Content-Length: +1\r\n\r\na",
    HEAD + b"Content-Length: 1\r\n\r\nab",
    HEAD + b"Content-Length: 2\r\n\r\na",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    HEAD + b"X : a\r\nContent-Length: 0\r\n\r\n",
    HEAD + b"X: a\r\n b\r\nContent-Length: 0\r\n\r\n",
    HEAD + b"X: a\nContent-Length: 0\r\n\r\n",
    HEAD + b"X: \xe9\r\nContent-Length: 0\r\n\r\n",
    HEAD,
])
def test_malformed_framing_is_refused_and_recorded(sandbox: Sandbox, raw: bytes) -> None:
    assert exchange(sandbox, raw).startswith(b"HTTP/1.1 400 ")
    assert sandbox.requests[0].malformed and sandbox.requests[0].head in raw


def test_expect_100_continue_is_honoured(sandbox: Sandbox) -> None:
    with plain_socket(sandbox) as sock:
        sock.sendall(HEAD + b"Expect: 100-continue\r\nContent-Length: 1\r\n\r\n")
        assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"x")
        assert sock.recv(12) == b"HTTP/1.1 400"


# What is refused in a message


@pytest.mark.parametrize("changes, expected", [
    ({"messaging_product": "facebook"}, 100),
    ({"to": None}, 100),
    ({"to": 12025550123}, 100),
    ({"to": ""}, 131008),
    ({"to": "+12"}, 131009),
    ({"to": "+1234567890123456"}, 131009),
    ({"to": "+0123456789"}, 131009),
    ({"to": "+1.202.555.0123"}, 131009),
    ({"to": "+15550100000"}, 131021),
    ({"recipient_type": "everybody"}, 100),
    ({"recipient_type": "group"}, 131041),
    ({"type": "telegram"}, 131051),
    ({"type": 1}, 100),
    ({"type": "image"}, 131008),
    ({"unknown": 1}, 100),
    ({"image": {"id": "1"}}, 100),
    ({"context": {}}, 131008),
    ({"biz_opaque_callback_data": "x" * 513}, 100),
    ({"text": "Hello"}, 100),
    ({"text": {}}, 131008),
    ({"text": {"body": ""}}, 131008),
    ({"text": {"body": None}}, 100),
    ({"text": {"body": "x" * 4097}}, 100),
    ({"text": {"body": "x", "preview_url": "true"}}, 100),
    ({"text": {"body": "x", "bold": True}}, 100),
    ({"category": "marketing"}, 100),
    ({"category": "utility"}, 100),
    ({"ttl_seconds": 60}, 100),
])
def test_faulty_texts(sandbox: Sandbox, changes: dict[str, Any], expected: int) -> None:
    assert code(sandbox, text(**changes)) == expected


def test_a_missing_recipient_or_product_is_named(sandbox: Sandbox) -> None:
    for name in ("to", "messaging_product"):
        faulty = text()
        del faulty[name]
        _, reply, _ = post(sandbox, faulty)
        assert reply["error"]["code"] == 131008
        assert f"parameter {name} is" in reply["error"]["error_data"]["details"]


def test_a_bad_business_scoped_id_is_refused(sandbox: Sandbox) -> None:
    faulty = {**text(), "recipient": "us.1"}
    del faulty["to"]
    assert code(sandbox, faulty) == 131009


def test_4096_code_points_fit_whatever_their_length_in_bytes(sandbox: Sandbox) -> None:
    assert post(sandbox, text("🚀" * 4096))[0] == 200


@pytest.mark.parametrize("kind, content, expected", [
    ("image", {}, 100),
    ("image", {"id": "1", "link": "https://example.com"}, 100),
    ("image", {"id": "1", "caption": "x" * 1025}, 100),
    ("audio", {"id": "1", "caption": "x"}, 100),
    ("location", {"latitude": 91, "longitude": 0}, 131009),
    ("location", {"latitude": "north", "longitude": 0}, 100),
    ("contacts", [], 100),
    ("contacts", [{"name": {}}], 131008),
    ("reaction", {"message_id": "wamid.x"}, 131008),
    ("interactive", {"type": "riddle"}, 100),
    ("interactive", {"body": {"text": "x"}}, 131008),
    ("interactive", {"type": "button", "body": {"text": "x"}, "action": {"buttons": []}}, 100),
])
def test_faulty_messages_of_other_types(
    sandbox: Sandbox, kind: str, content: Any, expected: int
) -> None:
    assert code(sandbox, message(kind, content)) == expected


def test_a_test_number_sends_only_to_its_list(sandbox: Sandbox) -> None:
    sandbox.account.allowed_recipients = {"491701234567"}
    assert code(sandbox, text()) == 131030
    assert post(sandbox, text(to="+49 170 1234567"))[0] == 200


def test_direct_send_when_it_is_enabled(sandbox: Sandbox) -> None:
    sandbox.account.direct_send = True
    utility: dict[str, Any] = {"category": "utility", "ttl_seconds": 3600}
    assert code(sandbox, text("x" * 1025, **utility)) == 100
    assert code(sandbox, text(category="authentication", ttl_seconds=901)) == 131009
    assert code(sandbox, text(**utility, text={"body": "x", "preview_url": True})) == 100
    assert code(sandbox, {**message("image", {"id": "1"}), **utility}) == 100
    assert post(sandbox, text(**utility))[0] == 200


# Templates


@pytest.mark.parametrize("sent, shown", [
    (template("hello_world"), "Hello World\n"),
    (template("build_status", body("42", "passed")), "Build 42: passed"),
    (template("build_status", {"type": "BODY", "parameters": [
        {"type": "currency", "currency": {"fallback_value": "$1", "code": "USD",
                                          "amount_1000": 1000}},
        {"type": "date_time", "date_time": {"fallback_value": "today"}}]}), "Build $1: today"),
    (template("release_notice", *RELEASE), "api 1.4.0 is out: fixes\n"),
    (template("release_notice", *RELEASE), "[Read more https://example.com/releases/1.4.0]\n"),
    (template("release_notice", *RELEASE, button("quick_reply", 1, {
        "type": "payload", "payload": "thanks"})), "[Thanks thanks]"),
    (template("release_notice", *RELEASE, language="de"), "api 1.4.0 ist da: fixes\n"),
    (template("deploy_named", body(version="2", service="api")), "api 2 is live."),
    (template("coverage_chart", header({"type": "image", "image": {"id": "7"}}), body("api")),
     "[image 7]\nCoverage of api"),
    (template("coupon", button("COPY_CODE", "0", {"type": "coupon_code",
                                                  "coupon_code": "SAVE20"})), "[Copy code SAVE20]"),
    (template("build_status", body("a    b", "100% {{1}} \\1")), "a    b: 100% {{1}} \\1"),
])
def test_a_template_is_filled_in(sandbox: Sandbox, sent: Any, shown: str) -> None:
    status, reply, _ = post(sandbox, sent)
    assert status == 200 and reply["messages"][0]["message_status"] == "accepted"
    assert shown in sandbox.accepted[0].text


@pytest.mark.parametrize("sent, expected", [
    (template("no_such_template"), 132001),
    (template("hello_world", language="en"), 132001),
    (template("build_status", body("a", "b"), language="de"), 132001),
    (template("pending_notice"), 132001),
    (template("paused_notice"), 132015),
    (template("disabled_notice"), 132016),
    (template("Hello-World"), 131009),
    (template("hello_world", body("surplus")), 132000),
    (template("hello_world", header(*values("surplus"))), 132000),
    (template("build_status"), 132000),
    (template("build_status", body("one")), 132000),
    (template("build_status", body("one", "two", "three")), 132000),
    (template("build_status", body("one", "")), 131008),
    (template("build_status", body("one", "two\nlines")), 132018),
    (template("build_status", body("one", "a\ttab")), 132018),
    (template("build_status", body("one", "five     spaces")), 132018),
    (template("build_status", body("one", "x" * 1024)), 132005),
    (template("build_status", body(a="one", b="two")), 132012),
    (template("build_status", {"type": "body", "parameters": [
        {"type": "image", "image": {"id": "1"}}, *values("two")]}), 132012),
    (template("build_status", body("one", "two"), body("one", "two")), 131009),
    (template("build_status", body("one", "two"), button("url", 0, *values("x"))), 131009),
    (template("build_status", {"type": "tail"}), 100),
    (template("deploy_named", body("api", "2")), 132012),
    (template("deploy_named", body(service="api", release="2")), 132012),
    (template("deploy_named", body(service="api")), 132000),
    (template("deploy_named", {"type": "body", "parameters": 2 * values(service="a")}), 132012),
    (template("coverage_chart", body("api")), 132012),
    (template("coverage_chart", header(*values("x")), body("api")), 132012),
    (template("release_notice", *RELEASE[1:]), 132000),
    (template("release_notice", header(*values("x" * 61)), *RELEASE[1:]), 132005),
    (template("release_notice", header({"type": "image", "image": {"id": "1"}}),
              *RELEASE[1:]), 132012),
    (template("release_notice", *RELEASE[:2]), 132000),
    (template("release_notice", *RELEASE[:2], button("url", 0)), 132000),
    (template("release_notice", *RELEASE[:2], button("url", 0, *values("a", "b"))), 132000),
    (template("release_notice", *RELEASE[:2], button("url", 0, *values("a\nb"))), 132018),
    (template("release_notice", *RELEASE[:2], button("url", 0, *values("a" * 2000))), 132005),
    (template("release_notice", *RELEASE[:2], button("quick_reply", 0, *values("a"))), 132012),
    (template("release_notice", *RELEASE[:2], button("url", 0, {
        "type": "payload", "payload": "a"})), 132012),
    (template("release_notice", *RELEASE, button("url", 2, *values("a"))), 131009),
    (template("release_notice", *RELEASE, button("url", 10, *values("a"))), 131009),
    (template("release_notice", *RELEASE, button("url", "first", *values("a"))), 100),
    (template("coupon"), 132000),
    (template("coupon", button("copy_code", 0, {"type": "coupon_code",
                                                "coupon_code": "SAVE-20"})), 131009),
])
def test_templates_that_do_not_fit(sandbox: Sandbox, sent: Any, expected: int) -> None:
    assert code(sandbox, sent) == expected


def test_a_wrong_count_of_parameters_tells_both_counts(sandbox: Sandbox) -> None:
    _, reply, _ = post(sandbox, template("build_status", body("one")))
    assert "(1)" in reply["error"]["error_data"]["details"]
    assert "(2)" in reply["error"]["error_data"]["details"]


def test_authentication_templates_do_not_go_to_business_scoped_ids(sandbox: Sandbox) -> None:
    sent = template("verification_code", body("123"), button("url", 0, *values("123")))
    to_user = {**sent, "recipient": BSUID}
    del to_user["to"]
    assert code(sandbox, to_user) == 131062
    assert post(sandbox, sent)[0] == 200


# Magic recipients and scripted replies


@pytest.mark.parametrize(
    # a number has no room for a subcode of more than four digits
    "row", [row for row in CATALOGUE if row.subcode < 10000],
    ids=lambda row: f"{row.code}-{row.subcode}")
def test_every_error_has_a_recipient(sandbox: Sandbox, row: Any) -> None:
    subcode = f"{row.subcode:04}" if row.subcode else ""
    status, reply, _ = post(sandbox, text(to=f"+999{row.code:07}{subcode}"))
    error = reply["error"]
    assert (status, error["code"], error.get("error_subcode", 0)) == (
        row.status, row.code, row.subcode)
    assert row.title in error["message"]
    assert error.get("error_data", {}).get("details", "") == row.details


def test_codes_outside_the_catalogue_are_answered_too(sandbox: Sandbox) -> None:
    assert refusal(sandbox, text(to="+9990000270")) == (403, 270)
    assert refusal(sandbox, text(to="+9990138002")) == (400, 138002)
    assert refusal(sandbox, text(to="+9998888888")) == (400, 8888888)
    assert refusal(sandbox, text(to="+9999999")) == (400, 131026)
    assert refusal(sandbox, text(to="+99912345")) == (400, 131026)


def test_no_code_is_listed_twice() -> None:
    assert len({(row.code, row.subcode) for row in CATALOGUE}) == len(CATALOGUE)
    assert len({f.number for f in FAULTS if f.number}) == sum(f.number > 0 for f in FAULTS)
    assert row_of(190, 999).code == 190


def test_throttling_errors_tell_the_usage(sandbox: Sandbox) -> None:
    assert "x-app-usage" in post(sandbox, text(to="+9990000004"))[2]
    usage = json.loads(post(sandbox, text(to="+9990080007"))[2]["x-business-use-case-usage"])
    [[entry]] = usage.values()
    assert entry["estimated_time_to_regain_access"] == 5


# The first bytes of each fault; None: the client gets nothing within a short while.
BEGINNINGS: dict[str, bytes | None] = {
    "close": b"", "reset": b"", "hang": None, "alert": b"\x15\x03\x03",
    "http09": b"wamid.", "many_1xx": b"HTTP/1.1 103 ", "drip": b"H",
    "redirect_302": b"HTTP/1.1 302 ", "redirect_307": b"HTTP/1.1 307 ", "busy": b"HTTP/1.1 503 ",
    "proxy_407": b"HTTP/1.1 407 ", "html_502": b"HTTP/1.1 502 ", "html_503": b"HTTP/1.1 503 ",
    **dict.fromkeys(("html_400", "data_string", "data_json", "code_string", "code_huge",
                     "not_utf8", "commands", "echo"), b"HTTP/1.1 400 "),
}


@pytest.mark.parametrize("fault", SCRIPTED, ids=attrgetter("name"))
def test_every_fault_starts_as_it_should(sandbox: Sandbox, fault: Any) -> None:
    beginning = BEGINNINGS.get(fault.name, b"HTTP/1.1 200 ")
    with plain_socket(sandbox) as sock:
        sock.settimeout(0.1 if beginning is None else 5)
        sock.sendall(raw_request(sandbox, f"+999{fault.number:04}"))
        try:
            got: bytes | None = sock.recv(4096)
        except TimeoutError:
            got = None
        except ConnectionResetError:
            assert fault.name == "reset"
            got = b""
    assert got == beginning if not beginning else got and got.startswith(beginning)
    assert (len(sandbox.accepted) == 1) == fault.accepts
    assert sandbox.requests[0].fault == fault


def test_faults_that_are_json_hold_what_they_promise(sandbox: Sandbox) -> None:
    held = post(sandbox, text(to="+9990020"))[1]["messages"][0]
    assert held["message_status"] == "held_for_quality_assessment"
    assert post(sandbox, text(to="+9990021"))[1]["messages"][0]["message_status"] == "paused"
    assert post(sandbox, text(to="+9990022"))[1]["messages"] == [{"id": ""}]
    assert post(sandbox, text(to="+9990030"))[1]["error"]["code"] == 131047
    assert "::error::" in post(sandbox, text(to="+9990037"))[1]["error"]["message"]
    echoed = json.dumps(post(sandbox, text(to="+9990038"))[1])
    assert sandbox.token in echoed and "9990038" in echoed
    assert len(post(sandbox, text(to="+9990011"))[1]["filler"]) == 20 * 1024 * 1024


def test_half_an_answer_is_less_than_it_announces(sandbox: Sandbox) -> None:
    head, _, rest = exchange(sandbox, raw_request(sandbox, "+9990006")).partition(b"\r\n\r\n")
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
    assert 0 < len(rest) < int(length.split()[1])


def test_scripted_replies_come_in_order_and_then_end(sandbox: Sandbox) -> None:
    sandbox.reply_next(error=131047, times=2)
    sandbox.reply_next(error=GraphError(190, subcode=463, status=500), headers={"Retry-After": "7"})
    sandbox.reply_next(raw=b'HTTP/1.1 418 Teapot\r\nContent-Length: 2\r\n\r\n{}')
    sandbox.reply_next(fault="html_502")
    assert [post(sandbox, text())[1]["error"]["code"] for _ in range(2)] == [131047, 131047]
    status, reply, headers = post(sandbox, text())
    assert (status, reply["error"]["error_subcode"], headers["Retry-After"]) == (500, 463, "7")
    assert post(sandbox, text())[:2] == (418, {})
    assert exchange(sandbox, raw_request(sandbox, SOMEBODY)).startswith(b"HTTP/1.1 502 ")
    assert post(sandbox, text())[0] == 200
    assert [r.status for r in sandbox.requests] == [400, 400, 500, 418, 502, 200]


def test_a_scripted_reply_does_not_hide_the_verdict(sandbox: Sandbox) -> None:
    sandbox.reply_next(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    assert post(sandbox, text(""))[0] == 200
    answer = sandbox.requests[0].answer
    assert answer and answer.error and answer.error.code == 131008


def test_a_fault_can_end_a_connection_before_the_request(sandbox: Sandbox) -> None:
    sandbox.reply_next(fault="reset_on_accept")
    with pytest.raises(OSError):
        post_tls(sandbox)
    sandbox.reply_next(fault="hang_on_accept")
    with pytest.raises(TimeoutError):
        post_tls(sandbox, timeout=0.2)
    assert sandbox.requests == [] and sandbox.connections == 2
    assert post_tls(sandbox) == 200


def test_clear_starts_over(sandbox: Sandbox) -> None:
    sandbox.account.tokens.clear()
    sandbox.reply_next(error=1)
    post(sandbox, text())
    sandbox.clear()
    assert (sandbox.requests, sandbox.connections) == ([], 0)
    assert post(sandbox, text())[0] == 200


# Limits


def test_a_pair_may_borrow_a_burst_and_pays_for_it() -> None:
    now = [0.0]
    limits = Limits(pairs=True, clock=lambda: now[0])
    for _ in range(20):
        limits.count("1")
    limits.count("2")
    for now[0] in (7.0, 119.0):
        with pytest.raises(GraphError, match="131056"):
            limits.count("1")
    now[0] = 120.0
    limits.count("1")
    for _ in range(45):
        limits.count("3")
    with pytest.raises(GraphError, match="131056"):
        limits.count("3")


def test_throughput_is_counted_per_second(sandbox: Sandbox) -> None:
    now = [0.0]
    sandbox.account.limits = Limits(per_second=2, clock=lambda: now[0])
    codes = [post(sandbox, text())[1].get("error", {}).get("code") for _ in range(3)]
    now[0] = 1.0
    assert codes == [None, None, 130429] and post(sandbox, text())[0] == 200


# TLS, threads, the command


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


# The clients


def plain_socket(sandbox: Sandbox) -> socket.socket:
    host, port = sandbox.http_url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=5)


def tls_socket(sandbox: Sandbox, timeout: float = 10) -> ssl.SSLSocket:
    port = int(sandbox.https_url.rpartition(":")[2])
    context = ssl.create_default_context(cafile=str(sandbox.ca_file))
    sock = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    return context.wrap_socket(sock, server_hostname="localhost")


def raw_request(sandbox: Sandbox, to: str) -> bytes:
    content = json.dumps(text(to=to)).encode()
    return (f"POST /v25.0/{sandbox.phone_number_id}/messages HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {sandbox.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(content)}\r\n\r\n").encode() + content


def exchange(sandbox: Sandbox, raw: bytes) -> bytes:
    """All that comes back for some bytes."""
    with plain_socket(sandbox) as sock:
        sock.sendall(raw)
        sock.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: sock.recv(65536), b""))


def post_tls(sandbox: Sandbox, timeout: float = 10) -> int:
    """The status of one proper request over TLS."""
    with tls_socket(sandbox, timeout) as sock:
        sock.sendall(raw_request(sandbox, SOMEBODY))
        return int(sock.recv(4096).split()[1])
