# SPDX-License-Identifier: MIT
"""The sandbox itself: sockets, TLS, one thread per connection, and a record of everything."""

from __future__ import annotations

import copy
import re
import socket
import socketserver
import ssl
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from . import api, certificates, page
from .errors import GraphError
from .faults import BY_NAME, Fault, Scene, Step, play, scripted_bytes, scripted_error
from .http1 import Malformed, read_request, response
from .media import MediaFile
from .record import Received

IDLE_SECONDS = 60.0  # a client that is silent for longer is given up
MODERN_TLS = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)


class Listener(socketserver.ThreadingTCPServer):
    """A loopback server that hands each connection to a function."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 1024

    def __init__(self, port: int, serve: Callable[[socket.socket], None]) -> None:
        super().__init__(("127.0.0.1", port), socketserver.BaseRequestHandler)
        self._serve = serve

    def finish_request(self, request: Any, client_address: Any) -> None:
        self._serve(request)


class Sandbox:
    """A local Cloud API; use it as a context manager.

    requests: what was received, in order. accepted: the messages that the API took, including
    those whose reply a fault spoilt. files: what was uploaded, likewise. connections: how many
    were opened. handshake_errors: why TLS failed. account: what the API knows; change it as you
    like. A browser finds a page at http_url. `context`: TLS of one's own.
    """

    def __init__(
        self,
        account: api.Account | None = None,
        *,
        port: int = 0,
        http_port: int = 0,
        ca_file: Path | None = None,
        certificate: str = "trusted",
        tls_versions: tuple[ssl.TLSVersion, ssl.TLSVersion] = MODERN_TLS,
        context: ssl.SSLContext | None = None,
        observer: Callable[[Received], None] = lambda received: None,
    ) -> None:
        self._original = account or api.Account()
        self._context = context or certificates.server_context(certificate, tls_versions)
        self._observer = observer
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._directory = tempfile.TemporaryDirectory(prefix="whatsapp-sandbox-")
        self.ca_file = ca_file or Path(self._directory.name, "ca.pem")
        self._https = Listener(port, self._serve_tls)
        self._http = Listener(http_port, self._serve_plain)
        self.clear()

    def clear(self) -> None:
        """Forgets all that happened and was scripted, and puts the account back as it was."""
        with self._lock:
            self.account = copy.deepcopy(self._original)
            self.requests: list[Received] = []
            self.accepted: list[api.Message] = []
            self.files: list[MediaFile] = []
            self.handshake_errors: list[str] = []
            self.connections = 0
            self._script: deque[Fault] = deque()

    def __enter__(self) -> Sandbox:
        self.ca_file.write_bytes(certificates.authority().cert_pem.bytes())
        for listener in (self._https, self._http):
            threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        for listener in (self._https, self._http):
            listener.shutdown()
            listener.server_close()
        self._directory.cleanup()

    @property
    def https_url(self) -> str:
        return f"https://localhost:{self._https.server_address[1]}"

    @property
    def http_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def token(self) -> str:
        return api.GOOD_TOKEN

    @property
    def phone_number_id(self) -> str:
        return self.account.phone_number_id

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which a sender reaches this sandbox."""
        return {
            "WHATSAPP_API_URL": self.https_url,
            "WHATSAPP_CA_FILE": str(self.ca_file),
            "WHATSAPP_ACCESS_TOKEN": self.token,
            "WHATSAPP_PHONE_NUMBER_ID": self.phone_number_id,
        }

    def reply_next(
        self,
        *,
        error: GraphError | int | None = None,
        headers: Mapping[str, str] | None = None,
        raw: bytes | None = None,
        accepts: bool = False,
        fault: str | None = None,
        times: int = 1,
    ) -> None:
        """Scripts the next reply: a Graph error (with headers), raw bytes, or a fault by its name.

        Calls queue up; after the last one the API answers for itself again. `accepts`: a message
        answered with these raw bytes counts as accepted.
        """
        if sum(choice is not None for choice in (error, raw, fault)) != 1:
            raise ValueError("give exactly one of error, raw, fault")
        if error is not None:
            error = GraphError(error) if isinstance(error, int) else error
            entry = scripted_error(error, headers)
        else:
            entry = scripted_bytes(raw, accepts) if raw is not None else BY_NAME[fault or ""]
        with self._lock:
            self._script.extend([entry] * times)

    def _serve_plain(self, sock: socket.socket) -> None:
        number, fault = self._count_connection()
        if fault:
            play(sock, fault.steps(Scene("", "", {})), self._stop)
        else:
            self._converse(sock, number, secure=False)

    def _serve_tls(self, sock: socket.socket) -> None:
        number, fault = self._count_connection()
        sock.settimeout(IDLE_SECONDS)
        if fault:
            play(sock, fault.steps(Scene("", "", {})), self._stop)
            return
        try:
            tls = self._context.wrap_socket(sock, server_side=True)
        except OSError as error:
            with self._lock:
                self.handshake_errors.append(str(error))
            return
        self._converse(tls, number, secure=True)

    def _count_connection(self) -> tuple[int, Fault | None]:
        """The connection's number, and the fault that is scripted to end it at once."""
        with self._lock:
            self.connections += 1
            early = bool(self._script) and self._script[0].on_accept
            return self.connections, self._script.popleft() if early else None

    def _converse(self, sock: socket.socket, number: int, secure: bool) -> None:
        """One request, one reply."""
        sock.settimeout(IDLE_SECONDS)
        received = Received(number, secure)
        try:
            if not read_request(sock, received):
                sock.close()
                return
        except Malformed as problem:
            received.malformed = str(problem)
        except OSError as problem:
            received.malformed = f"the client left: {problem}"
        shown = None if secure or received.malformed else page.find(received, self._record())
        if shown is not None:
            play(sock, [shown], self._stop)
            return
        steps = self._decide(received)
        self._observer(received)
        play(sock, steps, self._stop)

    def _record(self) -> page.Record:
        """What the page in the browser shows; looking at it changes nothing."""
        with self._lock:
            return page.Record(self.account, tuple(self.requests), tuple(self.files),
                               {**self.environment, "WHATSAPP_RECIPIENT": api.SOMEBODY})

    def _decide(self, received: Received) -> list[Step]:
        """Records the request and chooses the reply, all under the lock: a client that has its
        reply can rely on the record."""
        with self._lock:
            steps = self._refuse(received) if received.malformed else self._answer(received)
            received.status = status_of(steps)
            self.requests.append(received)
        return steps

    @staticmethod
    def _refuse(received: Received) -> list[Step]:
        return [response(400, received.malformed.encode(), {"Content-Type": "text/plain"})]

    def _answer(self, received: Received) -> list[Step]:
        answer = received.answer = api.answer(self.account, received)
        fault = received.fault = self._script.popleft() if self._script else answer.fault
        if answer.message and (fault is None or fault.accepts):
            self.accepted.append(answer.message)
        if answer.file and (fault is None or fault.accepts):
            self.files.append(answer.file)
        if fault is None:
            return [answer.wire()]
        return list(fault.steps(scene_of(received, answer)))


def scene_of(received: Received, answer: api.Answer) -> Scene:
    """What a fault may use; an invalid request lends it a made-up id."""
    token = (received.header("Authorization") or "").removeprefix("Bearer ")
    body = received.json if isinstance(received.json, dict) else {}
    recipient = str(body.get("to", body.get("recipient", "")))
    reply = {"messages": [{"id": api.new_message_id("0")}]} if answer.error else answer.payload
    return Scene(token, recipient, reply)


def status_of(steps: list[Step]) -> int | None:
    """The HTTP status of a reply, if its first bytes hold one."""
    first = next((step for step in steps if isinstance(step, bytes)), b"")
    match = re.match(rb"HTTP/1\.[01] ([0-9]{3})", first)
    return int(match[1]) if match else None
