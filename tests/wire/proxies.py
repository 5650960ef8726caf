# SPDX-License-Identifier: MIT
"""Small servers on loopback: one that does as it is told, and proxies that tell what they heard."""

from __future__ import annotations

import base64
import select
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress

from sandbox import certificates
from sandbox.server import MODERN_TLS, Listener

CHUNK = 65536


class Server:
    """Gives each connection to `serve` and closes it afterwards; use it as a context manager.

    connections: how many were opened. stopping: set once the test is over.
    """

    def __init__(self, serve: Callable[[socket.socket], None], *, reset: bool = False) -> None:
        self.connections = 0
        self.stopping = threading.Event()
        self._serve, self._reset = serve, reset
        self._listener = Listener(0, self._take)

    def __enter__(self):
        threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stopping.set()
        self._listener.shutdown()
        self._listener.server_close()

    @property
    def port(self) -> int:
        return self._listener.server_address[1]

    def _take(self, sock: socket.socket) -> None:
        self.connections += 1
        sock.settimeout(10)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(OSError):  # the client may leave at any time
            self._serve(sock)
        if self._reset:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def read_head(sock: socket.socket) -> bytes:
    """What the client sends up to an empty line, and perhaps more."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += receive(sock)
    return data


def receive(sock: socket.socket, size: int = CHUNK) -> bytes:
    """Some bytes; ConnectionError at the end."""
    data = sock.recv(size)
    if not data:
        raise ConnectionError
    return data


class Proxy(Server):
    """A proxy that reaches every host on loopback.

    heard: every byte before the tunnels stood. asked: the hosts and ports asked for. relayed:
    what went through the tunnels to the server.

    credentials: the user and password it wants. answers: what it says to a request instead of
    setting up the tunnel, one for each connection; after the last one it does its work. None is
    silence for ever, b"" hangs up. It also hangs up once `cut_after` bytes came from the server,
    and once `cut_when()` holds; with a TCP reset if `reset` is set.
    """

    scheme = ""

    def __init__(
        self,
        credentials: tuple[str, str] | None = None,
        *,
        answers: list[bytes | None] | None = None,
        cut_after: int | None = None,
        cut_when: Callable[[], bool] = lambda: False,
        reset: bool = False,
    ) -> None:
        super().__init__(self._proxy, reset=reset)
        self.heard = self.relayed = b""
        self.asked: list[tuple[str, int]] = []
        self._credentials = credentials
        self._answers = list(answers or [])
        self._cut_after, self._cut_when = cut_after, cut_when

    @property
    def address(self) -> str:
        return f"localhost:{self.port}"

    def url(self, credentials: str = "") -> str:
        """Its address as the setting wants it, with credentials as they stand in a URL."""
        return f"{self.scheme}://{credentials and credentials + '@'}{self.address}"

    def _proxy(self, sock: socket.socket) -> None:
        client = self._accept(sock)
        host, port = self._greet(client)
        self.asked.append((host, port))
        with socket.create_connection(("127.0.0.1", port), timeout=10) as server:
            server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._confirm(client)
            self._relay(client, server)

    def _accept(self, sock: socket.socket) -> socket.socket:
        return sock

    def _greet(self, client: socket.socket) -> tuple[str, int]:
        """Reads a request; the host and port asked for."""
        raise NotImplementedError

    def _confirm(self, client: socket.socket) -> None:
        """Says that the tunnel stands."""
        raise NotImplementedError

    def _read(self, client: socket.socket, size: int) -> bytes:
        data = b""
        while len(data) < size:
            chunk = receive(client, size - len(data))
            self.heard += chunk
            data += chunk
        return data

    def _answer(self, client: socket.socket) -> None:
        """Gives the next scripted answer, if there is one, and leaves."""
        if not self._answers:
            return
        answer = self._answers.pop(0)
        if answer is None:
            self.stopping.wait()
        elif answer:
            client.sendall(answer)
            client.shutdown(socket.SHUT_WR)
            while client.recv(CHUNK):
                pass
        raise ConnectionError

    def _relay(self, client: socket.socket, server: socket.socket) -> None:
        """Passes bytes on until either side hangs up, or it is time to."""
        came = 0
        while not (self._cut_when() or self.stopping.is_set()):
            for sock in select.select([client, server], [], [], 0.01)[0]:
                data = receive(sock)
                if sock is client:
                    self.relayed += data
                    server.sendall(data)
                    continue
                if self._cut_after is not None:
                    data = data[:self._cut_after - came]
                came += len(data)
                client.sendall(data)
                if came == self._cut_after:
                    return


class HttpProxy(Proxy):
    """CONNECT (RFC 9110, section 9.3.6), with Basic credentials if any."""

    scheme = "http"
    ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
    REFUSAL = (b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 4\r\n"
               b"Proxy-Authenticate: Basic realm=\"proxy\"\r\n\r\nWho?")

    def _greet(self, client):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self._read(client, 1)
        if self._credentials and not self._knows(head):
            self._answers = [self.REFUSAL]
        self._answer(client)
        method, target, _ = head.split(b" ", 2)
        host, _, port = target.decode().rpartition(":")
        if method != b"CONNECT":
            raise ConnectionError
        return host, int(port)

    def _knows(self, head: bytes) -> bool:
        pair = base64.b64encode(":".join(self._credentials or ()).encode())
        return b"\r\nProxy-Authorization: Basic " + pair + b"\r\n" in head

    def _confirm(self, client):
        client.sendall(self.ESTABLISHED)


class HttpsProxy(HttpProxy):
    """The same over TLS; certificate: one of the names in sandbox.certificates."""

    scheme = "https"

    def __init__(self, *arguments, certificate: str = "trusted", **options):
        super().__init__(*arguments, **options)
        self._context = certificates.server_context(certificate, MODERN_TLS)

    def _accept(self, sock):
        return self._context.wrap_socket(sock, server_side=True)


class SocksProxy(Proxy):
    """SOCKS 5 (RFC 1928), with user and password (RFC 1929) if any.

    kinds: as what the hosts were given: 1 and 4 are addresses, 3 is a name.
    """

    scheme = "socks5h"

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.kinds: list[int] = []

    def _greet(self, client):
        _, count = self._read(client, 2)
        methods = self._read(client, count)
        self._answer(client)
        method = 2 if self._credentials else 0
        if method not in methods:
            client.sendall(b"\x05\xff")
            raise ConnectionError
        client.sendall(bytes([5, method]))
        if self._credentials:
            self._check_credentials(client)
        kind = self._read(client, 4)[3]
        self.kinds.append(kind)
        size = {1: 4, 4: 16}.get(kind) or self._read(client, 1)[0]
        host = self._read(client, size).decode("latin-1")
        return host, int.from_bytes(self._read(client, 2), "big")

    def _check_credentials(self, client: socket.socket) -> None:
        self._read(client, 1)
        given = tuple(self._read(client, self._read(client, 1)[0]).decode() for _ in range(2))
        is_right = given == self._credentials
        client.sendall(b"\x01\x00" if is_right else b"\x01\x01")
        if not is_right:
            raise ConnectionError

    def _confirm(self, client):
        client.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x01")
