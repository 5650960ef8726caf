# SPDX-License-Identifier: MIT
"""A relay that counts what passes, and may hold each byte back as a long line would.

What it cannot hold back is the first round trip, since the kernel itself answers a SYN: with a delay,
the first bytes of a connection wait for one more round trip.
"""

from __future__ import annotations

import queue
import socket
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

CHUNK = 1 << 20
SEGMENT = 1448  # bytes of a packet on a path of Ethernet's size
# struct tcp_info of Linux: tcpi_segs_out and tcpi_segs_in
TCP_INFO_LENGTH, SEGMENTS_AT = 144, 136
APPLICATION_DATA = 23  # the type of a record, RFC 8446, 5.1


@dataclass
class Flight:
    """What one side says before the other one does."""

    from_client: bool
    data: bytearray = field(default_factory=bytearray)

    def records(self) -> list[int]:
        """The types of the TLS records in it."""
        types, at = [], 0
        while at + 5 <= len(self.data):
            types.append(self.data[at])
            at += 5 + int.from_bytes(self.data[at + 3:at + 5], "big")
        return types


@dataclass
class Conversation:
    """One connection: its flights, and its packets both ways but for the last acknowledgements."""

    flights: list[Flight] = field(default_factory=list)
    packets: int = 0

    @property
    def bytes(self) -> int:
        return sum(len(flight.data) for flight in self.flights)

    @property
    def round_trips(self) -> int:
        """TCP's own, and one for each answer that the client has waited for."""
        return 1 + sum(not flight.from_client for flight in self.flights)


class Relay:
    """Relays connections to a port of this machine; `delay` in seconds each way."""

    def __init__(self, port: int, delay: float = 0.0) -> None:
        self._target = port
        self._delay = delay
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self.conversations: list[Conversation] = []
        self._listener = socket.socket()
        self._listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(16)
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Relay:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def heard(self) -> list[Conversation]:
        """What has passed since the last call, once all connections have ended."""
        for thread in self._threads:
            thread.join()
        self._threads = []
        heard, self.conversations = self.conversations, []
        return heard

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            conversation = Conversation()
            self.conversations.append(conversation)
            thread = threading.Thread(target=self._carry, args=(client, conversation), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _carry(self, client: socket.socket, conversation: Conversation) -> None:
        with client, socket.create_connection(("127.0.0.1", self._target)) as server:
            for sock in (client, server):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            open_at = time.monotonic() + 2 * self._delay
            ways = [threading.Thread(target=self._move, args=(source, sink, conversation, open_at))
                    for source, sink in ((client, server), (server, client))]
            for way in ways:
                way.start()
            for way in ways:
                way.join()
            info = client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, TCP_INFO_LENGTH)
            conversation.packets = sum(struct.unpack_from("=II", info, SEGMENTS_AT))

    def _move(self, source: socket.socket, sink: socket.socket, conversation: Conversation,
              open_at: float) -> None:
        """Reads until the source ends, and lets another thread pass it on when it is due."""
        due: queue.Queue[tuple[float, bytes]] = queue.Queue()
        writer = threading.Thread(target=pass_on, args=(due, sink))
        writer.start()
        from_client = sink.getpeername()[1] == self._target
        data = b"."
        while data:
            try:
                data = source.recv(CHUNK)
            except OSError:
                data = b""
            if data:
                self._note(conversation, from_client, data)
            due.put((max(time.monotonic(), open_at) + self._delay, data))
        writer.join()

    def _note(self, conversation: Conversation, from_client: bool, data: bytes) -> None:
        with self._lock:
            flights = conversation.flights
            if not flights or flights[-1].from_client is not from_client:
                flights.append(Flight(from_client))
            flights[-1].data += data


def pass_on(due: queue.Queue[tuple[float, bytes]], sink: socket.socket) -> None:
    """Writes what is due, in order; an empty chunk is the end."""
    while True:
        at, data = due.get()
        if at > time.monotonic():
            time.sleep(at - time.monotonic())
        with suppress(OSError):
            sink.sendall(data) if data else sink.shutdown(socket.SHUT_WR)
        if not data:
            return
