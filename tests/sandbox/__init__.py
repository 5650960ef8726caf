# SPDX-License-Identifier: MIT
"""A local stand-in for Meta's WhatsApp Cloud API: nothing it accepts goes anywhere.

`with Sandbox() as sandbox:` is all a test needs; README.md tells users the rest.
"""

from .api import Account
from .errors import GraphError
from .faults import FAULTS
from .record import Received
from .server import Sandbox

__all__ = ["Account", "FAULTS", "GraphError", "Received", "Sandbox"]
