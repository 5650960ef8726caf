# SPDX-License-Identifier: MIT
"""How the sandbox's own tests talk to it: the standard library's client, and plain sockets."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Mapping
from typing import Any

from . import Sandbox
from .api import SOMEBODY

BSUID = "US.13491208655302741918"


def sent(message: Mapping[str, Any], **members: Any) -> dict[str, Any]:
    """The whole body for a message of examples.py."""
    return {"messaging_product": "whatsapp", "to": SOMEBODY, **message, **members}


def text(body: str = "Hello", **members: Any) -> dict[str, Any]:
    return sent({"type": "text", "text": {"body": body}}, **members)


def to_user(body: Mapping[str, Any], user: str = BSUID) -> dict[str, Any]:
    """The same body, addressed to a business-scoped user id."""
    return {"recipient": user, **{name: value for name, value in body.items() if name != "to"}}


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


def refusal(sandbox: Sandbox, body: Any, **changes: Any) -> tuple[int, int]:
    """HTTP status and error code of a request that must be refused."""
    status, reply, _ = post(sandbox, body, **changes)
    assert "error" in reply, reply
    assert reply["error"]["type"] in ("OAuthException", "GraphMethodException")
    assert reply["error"]["fbtrace_id"]
    assert sandbox.accepted == []
    return status, reply["error"]["code"]


def code(sandbox: Sandbox, body: Any, **changes: Any) -> int:
    return refusal(sandbox, body, **changes)[1]


def details(sandbox: Sandbox, body: Any) -> str:
    """What the API says about a message that it refuses."""
    return str(post(sandbox, body)[1]["error"]["error_data"]["details"])


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
