# SPDX-License-Identifier: MIT
"""What the sandbox remembers of each request."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from .api import Answer
from .faults import Fault
from .http1 import Request


@dataclass
class Received(Request):
    """A request, what was found wrong with it, and what it was answered.

    `answer` is the API's own verdict even when a scripted reply went out instead; None if the
    request was `malformed`. `status` is that of the reply; None if the reply had none. `at` is
    when it came, in seconds since 1970.
    """

    status: int | None = None
    answer: Answer | None = None
    fault: Fault | None = None
    malformed: str = ""
    at: float = field(default_factory=time.time)
