# SPDX-License-Identifier: MIT
"""What the sandbox says before it looks at a message: reply, record, token, framing."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from . import Sandbox
from .client import BSUID, SOMEBODY, code, exchange, plain_socket, post, refusal, text, to_user


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
    assert post(sandbox, to_user(text()))[1]["contacts"] == [{"input": BSUID, "user_id": BSUID}]
    assert "wa_id" in post(sandbox, text(recipient=BSUID))[1]["contacts"][0]
    [group] = sandbox.account.groups
    reply = post(sandbox, text(to=group, recipient_type="group"))[1]
    assert reply["messages"][0]["group_id"] == group


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
