# SPDX-License-Identifier: MIT
"""HTTP/1.1 as bytes: reads one request strictly (RFC 9112), writes one reply.

The standard library's http.server forgives malformed framing and drops the raw bytes; a test
of a client needs the opposite of both.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cached_property
from http.client import responses
from typing import Any

HEAD_MAX = 64 * 1024
BODY_MAX = 110 * 1024 * 1024  # a file has up to 100 MB, a message a few KiB

REQUEST_LINE = re.compile(r"([A-Z]+) (/[!-~]*) HTTP/(1\.[01])")
HEADER_LINE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t -~]*)")


class Malformed(Exception):
    """The bytes are not one well-framed HTTP/1.1 request; the text says why."""


@dataclass
class Request:
    """One request exactly as it came over the wire."""

    connection: int
    secure: bool
    method: str = ""
    target: str = ""
    version: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    head: bytes = b""
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    @cached_property
    def json(self) -> Any:
        """The body as JSON, or None if it is not JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    def header(self, name: str) -> str | None:
        """The value of a header that occurs exactly once, else None."""
        values = self.header_values(name)
        return values[0] if len(values) == 1 else None

    def header_values(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]


def read_request(sock: socket.socket, request: Request) -> bool:
    """Fills `request` from `sock`; False if the client left without a word.

    On Malformed, `request` holds whatever had been understood by then.
    """
    data = b""
    while b"\r\n\r\n" not in data:
        if len(data) > HEAD_MAX:
            raise Malformed("the head is too long")
        chunk = sock.recv(65536)
        if not chunk and not data:
            return False
        if not chunk:
            request.head = data
            raise Malformed("the head ends early")
        data += chunk
    end = data.index(b"\r\n\r\n") + 4
    request.head, request.body = data[:end], data[end:]
    parse_head(request)
    read_body(sock, request, body_length(request))
    return True


def parse_head(request: Request) -> None:
    """Fills method, target, version and headers from the raw head."""
    first, *lines = request.head[:-4].decode("latin-1").split("\r\n")
    match = REQUEST_LINE.fullmatch(first)
    if not match:
        raise Malformed("the request line is not METHOD /target HTTP/1.x")
    request.method, request.target, request.version = match.groups()
    for line in lines:
        match = HEADER_LINE.fullmatch(line)
        if not match:
            raise Malformed("a header line is not NAME: VALUE in visible ASCII")
        request.headers.append((match[1], match[2].rstrip(" \t")))
    if len(request.header_values("Host")) != 1 and request.version == "1.1":
        raise Malformed("HTTP/1.1 wants exactly one Host")


def body_length(request: Request) -> int:
    """The length the head promises; a body without a plain Content-Length is refused."""
    lengths = request.header_values("Content-Length")
    if request.header_values("Transfer-Encoding"):
        raise Malformed("Transfer-Encoding is not taken here: send a Content-Length")
    if not lengths and request.method in ("POST", "PUT", "PATCH"):
        raise Malformed("a body needs a Content-Length")
    if len(lengths) > 1 or not all(re.fullmatch("[0-9]{1,9}", length) for length in lengths):
        raise Malformed("Content-Length must be one decimal number")
    length = int(lengths[0]) if lengths else 0
    if length > BODY_MAX:
        raise Malformed("the body is too long")
    return length


def read_body(sock: socket.socket, request: Request, length: int) -> None:
    """Reads the rest of the body, and not one byte more."""
    if len(request.body) < length and request.header("Expect") == "100-continue":
        sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    parts, missing = [request.body], length - len(request.body)
    while missing > 0:
        chunk = sock.recv(min(missing, 65536))
        if not chunk:
            break
        parts.append(chunk)
        missing -= len(chunk)
    request.body = b"".join(parts)
    if missing:
        raise Malformed("the body is shorter or longer than its Content-Length")


def response(status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
    """One whole reply; `headers` may override the usual ones, Content-Length included."""
    fields = {
        "Content-Type": "application/json; charset=UTF-8",
        "Date": formatdate(usegmt=True),
        "Content-Length": str(len(body)),
        "Connection": "close",
        **(headers or {}),
    }
    lines = [f"HTTP/1.1 {status} {responses.get(status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def to_json(value: Any, ascii_only: bool = True) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":")).encode()
