# SPDX-License-Identifier: MIT
"""Meta's two limits on sending; both off unless an account switches them on."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import GraphError

PAIR_INTERVAL = 6.0  # seconds per message to one user, "Pair rate limits"
PAIR_BURST = 45  # messages that may be borrowed within one interval


@dataclass
class Limits:
    """Counts messages and refuses those over a limit.

    per_second: messages per second from the business number (Meta's default is 80; "Throughput").
    pairs: whether one user gets at most a message every 6 s, with bursts borrowed ahead: after 20
    messages at once the next one goes through two minutes after the first.
    """

    per_second: int = 0
    pairs: bool = False
    clock: Callable[[], float] = time.monotonic
    _sent: deque[float] = field(default_factory=deque)
    _bursts: dict[str, tuple[float, int]] = field(default_factory=dict)

    def count(self, recipient: str) -> None:
        """One more message to `recipient`, or the GraphError that refuses it (130429, 131056)."""
        now = self.clock()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if self.per_second and len(self._sent) >= self.per_second:
            raise GraphError(130429)
        if self.pairs:
            self._bursts[recipient] = self._next_burst(recipient, now)
        self._sent.append(now)

    def _next_burst(self, recipient: str, now: float) -> tuple[float, int]:
        start, messages = self._bursts.get(recipient, (now, 0))
        if now >= start + messages * PAIR_INTERVAL:  # the debt is paid
            return now, 1
        if now < start + PAIR_INTERVAL and messages < PAIR_BURST:
            return start, messages + 1
        raise GraphError(131056)
