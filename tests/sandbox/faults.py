# SPDX-License-Identifier: MIT
"""What can go wrong between a sender and the Cloud API: one table, each fault a script in bytes.

`accepts` is the worst case that a sender must reckon with: the message was taken although the
reply does not say so. Recipient +999NNNN plays fault NNNN.
"""

from __future__ import annotations

import os
import re
import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Union
from urllib.parse import quote

from .errors import GraphError, new_trace
from .http1 import response, to_json


class Action(Enum):
    """What a fault can do besides sending bytes and pausing."""

    HANG = auto()  # says nothing more until the client leaves
    RESET = auto()  # ends with a TCP reset, not with an orderly close
    CUT = auto()  # ends with TCP's close alone, without TLS's close_notify
    ALERT = auto()  # a TLS alert that the session's keys did not protect


Step = Union[bytes, float, Action]  # bytes are sent, a float is a pause in seconds


@dataclass(frozen=True)
class Scene:
    """What a fault may use: the good reply, and the secrets that a sender must not repeat."""

    token: str
    recipient: str
    reply: dict[str, Any]

    @property
    def good(self) -> bytes:
        return response(200, to_json(self.reply))

    def with_message(self, **members: str) -> bytes:
        """The good reply, its message changed."""
        message = {**self.reply["messages"][0], **members}
        return response(200, to_json({**self.reply, "messages": [message]}))


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong. `on_accept`: before the TLS handshake; number 0: only scripted."""

    number: int
    name: str
    about: str
    steps: Callable[[Scene], Iterable[Step]]
    accepts: bool = True
    on_accept: bool = False


def html(status: int, **headers: str) -> bytes:
    """The page of a proxy on the way, not an answer of the API."""
    page = b"<!doctype html><title>Sorry</title><h1>Something is in the way</h1>\n"
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return response(status, page, {"Content-Type": "text/html", **fields})


def graph_error(
    error: GraphError, headers: Mapping[str, str] | None = None, **members: Any
) -> bytes:
    """An error reply with members of `error` replaced."""
    payload = error.payload(new_trace())
    payload["error"].update(members)
    return response(error.status, to_json(payload), headers)


def scripted_error(error: GraphError, headers: Mapping[str, str] | None = None) -> Fault:
    """A Graph error whatever was asked."""
    return Fault(0, f"error {error.code}", str(error), lambda s: [graph_error(error, headers)],
                 accepts=False)


def scripted_bytes(raw: bytes, accepts: bool) -> Fault:
    """Some bytes whatever was asked, then an orderly close."""
    return Fault(0, "raw bytes", "a scripted reply", lambda s: [raw], accepts)


def echo(scene: Scene) -> str:
    """Everything private in the forms in which it might come back."""
    digits = re.sub("[^0-9]", "", scene.recipient)
    return " ".join((f"Bearer {scene.token}", scene.recipient, digits, quote(scene.recipient),
                     f"access_token={quote(scene.token)}"))


COMMANDS = ("(#131047) one\r\n::error::two\n##[error]three\r::set-output name=status::accepted\n"
            "::stop-commands::x\x1b[2Jfour\x00five \u202esix\u2028seven")
NOT_UTF8 = (b'{"error":{"message":"\xff\xfe \xc3( \xed\xa0\x80","type":"OAuthException",'
            b'"code":131047}}')
CLOSING_ALERT = b"\x15\x03\x03\x00\x02\x02\x50"  # fatal, internal_error (RFC 8446, section 6)
BAD_CHUNK = (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
             b'5\r\n{"mes\r\nzz\r\nsages\r\n0\r\n\r\n')
SLICE = b"x" * 65536
REENGAGE = GraphError(131047)

FAULTS = (
    # The connection
    Fault(1, "close", "closes without an answer", lambda s: [Action.CUT]),
    Fault(2, "reset", "resets the connection after reading the request", lambda s: [Action.RESET]),
    Fault(3, "hang", "never answers", lambda s: [Action.HANG]),
    Fault(4, "drip", "sends the good reply a byte at a time, four a second",
          lambda s: drip(s.good)),
    Fault(5, "half_head", "closes in the middle of the reply's headers",
          lambda s: [s.good[:60], Action.CUT]),
    Fault(6, "half_json", "closes in the middle of the JSON; Content-Length promised all of it",
          lambda s: [s.good[:-40], Action.CUT]),
    Fault(7, "half_hang", "falls silent in the middle of the JSON",
          lambda s: [s.good[:-40], Action.HANG]),
    Fault(8, "alert", "sends a TLS alert instead of an answer", lambda s: [Action.ALERT]),
    # Answers that are not HTTP, or too much of it
    Fault(10, "http09", "answers without status line and headers",
          lambda s: [b"wamid.SGVsbG8= is the id\r\n"]),
    Fault(11, "huge_body", "answers with 20 MB of valid JSON",
          lambda s: huge(s.good.partition(b"\r\n\r\n")[2])),
    Fault(12, "huge_headers", "answers with 1 MB of headers",
          lambda s: [with_headers(s.good, "X-Filler: " + "x" * 1000, 1000)]),
    Fault(13, "many_1xx", "sends a thousand 103 replies before the good one",
          lambda s: [b"HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n" * 1000, s.good]),
    Fault(14, "bad_chunk", "answers in chunks, one with a length that is no number",
          lambda s: [BAD_CHUNK]),
    # Answers of the API that a sender might get wrong
    Fault(20, "held", "accepts, but holds the message for quality assessment",
          lambda s: [s.with_message(message_status="held_for_quality_assessment")]),
    Fault(21, "paused", "accepts, but the message will not go out: the template is paused",
          lambda s: [s.with_message(message_status="paused")]),
    Fault(22, "empty_id", "answers 200 with an empty message id",
          lambda s: [s.with_message(id="")]),
    Fault(23, "no_messages", "answers 200 without messages",
          lambda s: [response(200, b'{"messaging_product":"whatsapp","contacts":[]}')]),
    Fault(24, "duplicate_members", "answers 200 with the member messages twice, first without id",
          lambda s: [response(200, b'{"messages":[{"id":""}],' + to_json(s.reply)[1:])]),
    Fault(25, "deep_json", "answers 200 with arrays nested 100,000 deep",
          lambda s: [response(200, b'{"messages":' + b"[" * 100000 + b"]" * 100000 + b"}")]),
    Fault(30, "error_in_200", "answers 200 with an error",
          lambda s: [response(200, graph_error(REENGAGE).partition(b"\r\n\r\n")[2])], False),
    Fault(31, "busy", "answers 503 with error 2 and Retry-After: 2",
          lambda s: [graph_error(GraphError(2), {"Retry-After": "2"})], False),
    Fault(32, "data_string", "sends an error whose error_data is a string",
          lambda s: [graph_error(REENGAGE, error_data="More than 24 hours have passed.")], False),
    Fault(33, "data_json", "sends an error whose error_data is JSON in a string",
          lambda s: [graph_error(REENGAGE, error_data='{"details":"More than 24 hours."}')], False),
    Fault(34, "code_string", "sends an error whose code is a string",
          lambda s: [graph_error(REENGAGE, code="131047")], False),
    Fault(35, "code_huge", "sends an error whose code fits no integer",
          lambda s: [graph_error(REENGAGE, code=10**30)], False),
    Fault(36, "not_utf8", "sends an error that is not UTF-8", lambda s: [response(400, NOT_UTF8)],
          False),
    Fault(37, "commands", "sends an error full of workflow commands and control characters",
          lambda s: [graph_error(REENGAGE, message=COMMANDS, error_user_msg=COMMANDS,
                                 error_data={"details": COMMANDS})], False),
    Fault(38, "echo", "sends an error that repeats the token and the recipient",
          lambda s: [graph_error(REENGAGE, message=echo(s), error_user_title=echo(s),
                                 error_data={"details": echo(s)}, fbtrace_id=echo(s))], False),
    # Answers of somebody else
    Fault(200, "empty_200", "answers 200 with an empty body", lambda s: [response(200)]),
    Fault(201, "text_200", "answers 200 with the text Service Unavailable",
          lambda s: [response(200, b"Service Unavailable", {"Content-Type": "text/plain"})]),
    Fault(302, "redirect_302", "redirects to another host",
          lambda s: [html(302, Location="https://elsewhere.invalid/")], False),
    Fault(307, "redirect_307", "redirects to another host, asking for the same POST",
          lambda s: [html(307, Location="https://elsewhere.invalid/")], False),
    Fault(400, "html_400", "answers 400 with an HTML page", lambda s: [html(400)], False),
    Fault(407, "proxy_407", "wants a proxy's password",
          lambda s: [html(407, Proxy_Authenticate='Basic realm="proxy"')], False),
    Fault(502, "html_502", "answers 502 with an HTML page", lambda s: [html(502)]),
    Fault(503, "html_503", "answers 503 with an HTML page and Retry-After",
          lambda s: [html(503, Retry_After="2")]),
    # Before the request: only from a script, since no recipient is known yet
    Fault(0, "reset_on_accept", "resets the connection at once", lambda s: [Action.RESET],
          False, on_accept=True),
    Fault(0, "hang_on_accept", "takes the connection, but never shakes hands",
          lambda s: [Action.HANG], False, on_accept=True),
)

BY_NAME = {fault.name: fault for fault in FAULTS}
BY_NUMBER = {fault.number: fault for fault in FAULTS if fault.number}


def drip(reply: bytes) -> Iterator[Step]:
    for byte in reply:
        yield bytes([byte])
        yield 0.25


def huge(reply: bytes) -> Iterator[bytes]:
    """20 MB that are still valid JSON with a message id."""
    start, end = reply[:-1] + b',"filler":"', b'"}'
    size = len(start) + 320 * len(SLICE) + len(end)
    yield response(200, start, {"Content-Length": str(size)})
    yield from [SLICE] * 320
    yield end


def with_headers(reply: bytes, header: str, times: int) -> bytes:
    return reply.replace(b"\r\n", b"\r\n" + (header.encode() + b"\r\n") * times, 1)


def play(sock: socket.socket, steps: Iterable[Step], stop: threading.Event) -> None:
    """Carries a reply or a fault out and closes `sock`; `stop` ends waiting early."""
    orderly = True
    with sock, suppress(OSError):  # the client may leave first
        for step in steps:
            take_step(sock, step, stop)
            orderly = orderly and not isinstance(step, Action)
        if orderly:
            say_goodbye(sock)


def take_step(sock: socket.socket, step: Step, stop: threading.Event) -> None:
    if isinstance(step, bytes):
        sock.sendall(step)
    elif isinstance(step, float):
        stop.wait(step)
    elif step is Action.HANG:
        wait_for_end(sock, stop)
    elif step is Action.ALERT:
        os.write(sock.fileno(), CLOSING_ALERT)
    elif step is Action.RESET:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def wait_for_end(sock: socket.socket, stop: threading.Event) -> None:
    while not stop.is_set():
        if select.select([sock], [], [], 0.05)[0] and not sock.recv(65536):
            return


def say_goodbye(sock: socket.socket) -> None:
    """Closes so that the client surely gets all: what it still sends would turn it into a reset."""
    sock.settimeout(2)
    if isinstance(sock, ssl.SSLSocket):
        sock = sock.unwrap()
    sock.shutdown(socket.SHUT_WR)
    while sock.recv(65536):
        pass
