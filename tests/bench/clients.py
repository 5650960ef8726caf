# SPDX-License-Identifier: MIT
"""Who sends the message: this program, and what people use instead, all with the same request."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BENCH = ROOT / "build/bench"
sys.path.insert(0, str(HERE.parent))

from sandbox import Sandbox  # noqa: E402

RECIPIENT = "+12025550123"
TEXT = "Build 42 is green: https://ci.example/builds/42"
BODY = json.dumps({"messaging_product": "whatsapp", "recipient_type": "individual",
                   "to": RECIPIENT, "type": "text", "text": {"preview_url": False, "body": TEXT}},
                  separators=(",", ":"))
PYTHON, NODE, CURL = "/usr/bin/python3", "node", "/usr/bin/curl"
MB = 1000 * 1000


@dataclass(frozen=True)
class Client:
    """`command` and `environment` for a sandbox that is reached at a URL."""

    name: str
    command: Callable[[Sandbox, str], list[str]]
    environment: Callable[[Sandbox, str], Mapping[str, str]] = field(
        default=lambda sandbox, url: {"TOKEN": sandbox.token})

    def is_here(self) -> bool:
        sandbox = Sandbox()
        return shutil.which(self.command(sandbox, "")[0]) is not None


def path(sandbox: Sandbox, what: str = "messages") -> str:
    return f"/v25.0/{sandbox.phone_number_id}/{what}"


def settings(sandbox: Sandbox, url: str, **more: str) -> dict[str, str]:
    """This program's; the roots are its own unless `more` says otherwise."""
    return {"WHATSAPP_API_URL": url, "WHATSAPP_ACCESS_TOKEN": sandbox.token,
            "WHATSAPP_PHONE_NUMBER_ID": sandbox.phone_number_id,
            "WHATSAPP_RECIPIENT": RECIPIENT,
            **({} if "WHATSAPP_MEDIA_FILE" in more else {"WHATSAPP_TEXT": TEXT}), **more}


def curl(sandbox: Sandbox, url: str) -> list[str]:
    # people pass the token like this too, and so show it to everybody on the machine
    return [CURL, "-sS", "--fail", "--cacert", str(BENCH / "bundle.pem"), "-H",
            f"Authorization: Bearer {sandbox.token}", "-H", "Content-Type: application/json",
            "-d", BODY, url + path(sandbox)]


def script(*command: str) -> Callable[[Sandbox, str], list[str]]:
    return lambda sandbox, url: [*command[:2], url + path(sandbox), BODY, *command[2:]]


PROGRAM = Client("whatsapp-send", lambda sandbox, url: [str(BENCH / "whatsapp-send")], settings)
BUNDLE = Client(
    "whatsapp-send, all roots in `ca_file`", PROGRAM.command,
    lambda sandbox, url: settings(sandbox, url, WHATSAPP_CA_FILE=str(BENCH / "bundle.pem")))
CURL_CLIENT = Client("curl", curl)
CLIENTS = [
    PROGRAM, BUNDLE, CURL_CLIENT,
    Client("Python, urllib",
           script(PYTHON, str(HERE / "send_urllib.py"), str(BENCH / "bundle.pem"))),
    Client("Python, requests",
           script(PYTHON, str(HERE / "send_requests.py"), str(BENCH / "bundle.pem"))),
    Client("Node, fetch", script(NODE, str(HERE / "send_fetch.mjs")),
           lambda sandbox, url: {"TOKEN": sandbox.token, "PATH": os.environ["PATH"],
                                 "NODE_EXTRA_CA_CERTS": str(BENCH / "root.pem")}),
]


def uploads(document: Path) -> list[Client]:
    """Those who upload a file; this program then sends it, too."""
    return [
        Client("whatsapp-send", PROGRAM.command,
               lambda sandbox, url: settings(sandbox, url, WHATSAPP_MEDIA_FILE=str(document))),
        Client("curl", lambda sandbox, url: [
            CURL, "-sS", "--fail", "--cacert", str(BENCH / "bundle.pem"), "-H",
            f"Authorization: Bearer {sandbox.token}", "-F", "messaging_product=whatsapp", "-F",
            "type=application/pdf", "-F", f"file=@{document};type=application/pdf",
            url + path(sandbox, "media")])]
