# SPDX-License-Identifier: MIT
"""A TCP relay between the program and the sandbox that spoils the stream after k bytes.

The sandbox answers whole requests; what a network does to a half-sent one is played here, below
TLS: resets, silence, bytes that arrive after the sender has given up, a receiver so slow that the
sender's socket fills up. The end towards the sandbox is always closed in order, so that whatever
arrived there is judged.
"""

from __future__ import annotations

import select
import socket
import struct
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from math import inf

POLL_SECONDS = 0.01
CHUNK = 65536
NARROW_SEGMENT = 88  # the least that Linux takes; the sender's buffer is then about 15 KB


class Spoil(Enum):
    """What becomes of a direction once `after` bytes have passed."""

    RESET = "reset"  # the program's connection is reset
    CLOSE = "close"  # the program's connection is closed in order
    STALL = "stall"  # nothing more is read, and nothing arrives
    LATE = "late"  # all is read, but passed on only once the program has gone
    HOLD = "hold"  # nothing is read until the program has gone; then all is passed on
    CORRUPT = "corrupt"  # one bit is flipped


@dataclass(frozen=True)
class Cut:
    """One thing that happens to one direction. LATE and HOLD may end earlier, after `seconds`."""

    after: int
    spoil: Spoil
    seconds: float = inf


@dataclass(frozen=True)
class Line:
    """What happens to one connection. `pace`: seconds between two reads from the program."""

    up: Cut | None = None
    down: Cut | None = None
    pace: float = 0.0


CLEAR = Line()


@dataclass
class Way:
    """One direction of a connection, and how far it has come."""

    source: socket.socket
    sink: socket.socket
    cut: Cut | None  # still to come
    seen: int = 0
    is_open: bool = True  # the source has not ended
    is_reading: bool = True
    is_dead: bool = False  # what is read is thrown away
    is_corrupting: bool = False  # the next byte is changed
    holds: bool = False  # what is read is held back
    held: bytearray = field(default_factory=bytearray)
    until: float = 0.0  # when holding, or not reading, ends

    def room(self) -> int:
        """How much may be read before the cut is due."""
        return CHUNK if self.cut is None else min(CHUNK, self.cut.after - self.seen)


class Relay:
    """Relays one run's connections to `target`: the i-th as lines[i] says, further ones as they
    are. `narrow`: little of what the program sends fits into its socket."""

    def __init__(self, target: tuple[str, int], lines: Sequence[Line] = (),
                 narrow: bool = False) -> None:
        self._target = target
        self._lines = lines
        self._over = threading.Event()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._busy = 0  # connections from which something may still arrive
        self._threads: list[threading.Thread] = []
        self.connections = 0  # made to the sandbox
        self._listener = socket.socket()
        if narrow:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            self._listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, NARROW_SEGMENT)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(16)
        self.port: int = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    def finish(self) -> None:
        """The program has gone: what is late arrives now, and no more connections are taken."""
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept()
        self._acceptor.join()
        self._listener.close()

    @property
    def is_delivered(self) -> bool:
        """Whether all that the program sent has been passed on or thrown away."""
        with self._lock:
            return self._busy == 0

    def close(self) -> None:
        """Ends what is left of the connections."""
        self._closing.set()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(self._target)
            with self._lock:
                number = self.connections
                self.connections += 1
                self._busy += 1
            line = self._lines[number] if number < len(self._lines) else CLEAR
            thread = threading.Thread(target=self._carry, args=(client, server, line), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _carry(self, client: socket.socket, server: socket.socket, line: Line) -> None:
        """Moves bytes until both directions have ended, and longer for a fault that hangs on."""
        with client, server:
            connection = Connection(client, server, line)
            while connection.up.is_open and not self._closing.is_set():
                connection.step(self._over.is_set())
            with self._lock:
                self._busy -= 1
            while connection.down.is_open and not self._closing.is_set():
                connection.step(self._over.is_set())


class Connection:
    """One connection of the program's, and its counterpart to the sandbox."""

    def __init__(self, client: socket.socket, server: socket.socket, line: Line) -> None:
        self.client, self.server = client, server
        self.up = Way(client, server, line.up)
        self.down = Way(server, client, line.down)
        self._pace = line.pace
        for sock in (client, server):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(5)

    def step(self, is_over: bool) -> None:
        """Moves what is there to move."""
        for way in (self.up, self.down):
            if way.cut and way.seen == way.cut.after:
                self._spoil(way, way.cut)
            if way.until and (is_over or time.monotonic() >= way.until):
                self._go_on(way)
        ways = [way for way in (self.up, self.down) if way.is_open and way.is_reading]
        ready = select.select([way.source for way in ways], [], [], POLL_SECONDS)[0]
        for way in ways:
            if way.source in ready and way.is_open:
                self._move(way)

    def _spoil(self, way: Way, cut: Cut) -> None:
        way.cut = None
        if cut.spoil in (Spoil.RESET, Spoil.CLOSE):
            self._drop_program(hard=cut.spoil is Spoil.RESET)
        elif cut.spoil is Spoil.CORRUPT:
            way.is_corrupting = True
        else:
            way.holds = cut.spoil is Spoil.LATE
            way.is_reading = way.holds
            way.is_dead = cut.spoil is Spoil.STALL
            way.until = time.monotonic() + cut.seconds

    def _go_on(self, way: Way) -> None:
        """Passes on what was held back, and reads on."""
        way.until = 0.0
        way.holds, way.is_reading = False, True
        self._pass_on(way, bytes(way.held))

    def _move(self, way: Way) -> None:
        try:
            data = way.source.recv(way.room())
        except OSError:  # a reset; the sandbox's becomes the program's
            data = b""
            if way is self.down:
                self._drop_program(hard=True)
        if data:
            self._take(way, data)
        elif way.holds:
            way.is_reading = False  # the end is seen again when it may be passed on
        else:
            way.is_open = False
            shut(way.sink)

    def _take(self, way: Way, data: bytes) -> None:
        way.seen += len(data)
        if way.is_corrupting:
            way.is_corrupting = False
            data = bytes([data[0] ^ 0x20]) + data[1:]
        if way.holds:
            way.held += data
        else:
            self._pass_on(way, data)
        if way is self.up and self._pace:
            time.sleep(self._pace)

    @staticmethod
    def _pass_on(way: Way, data: bytes) -> None:
        if not way.is_dead:
            with suppress(OSError):
                way.sink.sendall(data)

    def _drop_program(self, hard: bool) -> None:
        """Ends the program's connection at once; the sandbox sees that nothing more comes."""
        self.up.is_open = False
        self.down.is_dead = True
        if hard and self.client.fileno() >= 0:
            linger = struct.pack("ii", 1, 0)
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.client.close()
        shut(self.client)
        shut(self.server)


def shut(sock: socket.socket) -> None:
    """Says that nothing more comes."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_WR)
