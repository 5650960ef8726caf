# SPDX-License-Identifier: MIT
"""Runs the sandbox for people and scripts: `python3 tests/sandbox --help`."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import signal
import sys
import threading
import time
from pathlib import Path

if not __package__:  # started as a directory: python3 tests/sandbox
    sys.path[0] = str(Path(__file__).resolve().parents[1])

try:
    from sandbox import Account, FAULTS, Received, Sandbox
    from sandbox.api import SOMEBODY
except ModuleNotFoundError as missing:
    sys.exit(f"The sandbox needs the Python module {missing.name} (Debian: python3-trustme).")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="sandbox", description="A local stand-in for Meta's WhatsApp Cloud API.")
    parser.add_argument("--port", type=int, default=0, help="port for HTTPS (default: a free one)")
    parser.add_argument("--http-port", type=int, default=0, help="port for HTTP and the page")
    parser.add_argument("--ca-file", type=Path, help="where to write the CA certificate")
    parser.add_argument("--ready-file", type=Path, help="write a JSON there once listening")
    parser.add_argument("--quiet", action="store_true", help="print nothing")
    parser.add_argument("--rate-limits", action="store_true", help="enforce Meta's rate limits")
    parser.add_argument("--direct-send", action="store_true", help="enable Direct Send")
    parser.add_argument("--list", action="store_true", help="list templates and magic recipients")
    return parser.parse_args()


def catalogue(account: Account) -> str:
    """The templates and the magic recipients, for --list."""
    lines = ["Templates"]
    for template in account.templates:
        note = "" if template.status == "APPROVED" else f"  ({template.status})"
        lines.append(f"  {template.name:20}{template.language:8}{template.body}{note}")
    lines += ["", "Recipients", f"  {'+999CCCCCCC':20}answered with error CCCCCCC, as +9990131047",
              f"  {'+999CCCCCCCSSSS':20}and its subcode, as +99900001900463"]
    lines += [f"  +999{f.number:04}{'':12}{f.name:20}{f.about}" for f in FAULTS if f.number]
    return "\n".join(lines)


def visible(text: str) -> str:
    """Text that cannot disturb a terminal."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def describe(received: Received) -> str:
    """A request and its reply as a small block of lines."""
    clock, answer, fault = time.strftime("%H:%M:%S"), received.answer, received.fault
    if answer is None:
        return f"{clock}  not HTTP: {visible(received.malformed)}\n"
    if answer.error is not None:
        lines = [f"{clock}  {received.method} {visible(received.target)}",
                 f"  refused  {visible(str(answer.error))}"]
    elif answer.file:
        lines = [f"{clock}  file of type {answer.file.type}, {answer.file.size} bytes",
                 f"  id       {answer.file.id}"]
    elif answer.message is None:
        lines = [f"{clock}  {received.method} {visible(received.path)}", "  answered"]
    else:
        message = answer.message
        lines = [f"{clock}  {message.type} to {visible(message.recipient)}"]
        lines += [f"  | {visible(line)}" for line in message.text.split("\n")]
        lines.append(f"  id       {message.id}" if fault is None or fault.accepts else
                     "  not accepted")
    if fault:
        lines.append(f"  fault    {fault.name}: {visible(fault.about)}")
    return "\n".join(lines) + "\n"


def write_ready_file(path: Path, sandbox: Sandbox) -> None:
    """All at once, so that a script that waits for the file never reads half of it."""
    facts = {
        "https_url": sandbox.https_url,
        "http_url": sandbox.http_url,
        "ca_file": str(sandbox.ca_file),
        "token": sandbox.token,
        "phone_number_id": sandbox.phone_number_id,
    }
    draft = path.with_name(path.name + ".part")
    draft.write_text(json.dumps(facts) + "\n")
    os.replace(draft, path)


def main() -> None:
    arguments = parse_arguments()
    account = Account(direct_send=arguments.direct_send)
    if arguments.list:
        print(catalogue(account))
        return
    if arguments.rate_limits:
        account.limits.per_second, account.limits.pairs = 80, True
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def say(text: str) -> None:
        if not arguments.quiet:
            print(text, flush=True)

    with Sandbox(account, port=arguments.port, http_port=arguments.http_port,
                 ca_file=arguments.ca_file and arguments.ca_file.absolute(),
                 observer=lambda received: say(describe(received))) as sandbox:
        settings = {**sandbox.environment, "WHATSAPP_RECIPIENT": SOMEBODY}
        say("".join(f"export {k}={shlex.quote(v)}\n" for k, v in settings.items())
            + f"# As a chat in the browser: {sandbox.http_url}/\n")
        if arguments.ready_file:
            write_ready_file(arguments.ready_file, sandbox)
        stop.wait()


if __name__ == "__main__":
    try:
        main()
    except OSError as problem:  # a port that is taken, a directory that is not there
        sys.exit(f"sandbox: {problem}")
