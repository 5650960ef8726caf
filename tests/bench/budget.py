# SPDX-License-Identifier: MIT
"""What this program may cost: the figures that are the same on each machine, and their limits.

budget.json holds, by architecture, what was measured last; more than a tenth above that is a fault. A
change that is worth more writes the new figures there, and says why.
"""

from __future__ import annotations

import json
import platform
from pathlib import Path

import measure
from clients import ROOT, Client
from sandbox import Sandbox

SLACK = 1.1
BUDGET = json.loads(Path(__file__).with_name("budget.json").read_text()).get(platform.machine(), {})


def take(client: Client, sandbox: Sandbox) -> dict[str, int]:
    talks, _ = measure.converse(client, sandbox)
    runs = measure.run(client, sandbox, sandbox.https_url, 5)
    return {
        "program_bytes": (ROOT / "build/whatsapp-send").stat().st_size,
        "instructions": measure.instructions(client, sandbox),
        "peak_kib": max(run.peak_kib for run in runs),
        "wire_bytes": sum(talk.bytes for talk in talks),
        "connections": len(talks),
    }


def faults(figures: dict[str, int]) -> list[str]:
    """A sentence for each figure that is too high."""
    return [f"{name}: {value} is more than a tenth above {BUDGET[name]}"
            for name, value in figures.items() if value > BUDGET.get(name, value) * SLACK]
