# SPDX-License-Identifier: MIT
"""The sandbox's page in the browser: what was received, as a chat for each recipient.

`find(request, record)` answers a browser's request, or gives None for one that is the API's. It
loads nothing from elsewhere, and its Content-Security-Policy lets nothing else in.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import chat
from .api import Account, Message
from .markup import Html, safe, tag
from .http1 import Request, response
from .media import MediaFile
from .record import Received

HERE = Path(__file__).parent
OTHER = "Other requests"
SHOWN_MAX = 200  # requests, the newest; a page is for reading
PATHS = {"/page.css": "text/css; charset=utf-8", "/page.js": "text/javascript; charset=utf-8",
         "/icon.svg": "image/svg+xml"}
FILE = re.compile("/files/([0-9]+)")
POLICY = "; ".join(["default-src 'none'", *(
    f"{kind}-src 'self'" for kind in ("style", "script", "img", "media", "connect")),
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"])


@dataclass(frozen=True)
class Record:
    """What the page shows: all that happened so far, and how to make more happen."""

    account: Account
    requests: Sequence[Received]
    files: Sequence[MediaFile]
    settings: Mapping[str, str]


def find(request: Request, record: Record) -> bytes | None:
    """The reply to a browser, or None if the API is to answer."""
    if request.method != "GET":
        return None
    if request.path == "/":
        return reply(page(record), "text/html; charset=utf-8")
    if request.path == "/chats":
        return reply(chats(record), "text/html; charset=utf-8")
    if request.path in PATHS:
        return reply((HERE / request.path[1:]).read_text(), PATHS[request.path])
    named = FILE.fullmatch(request.path)
    for file in record.files:
        if named and file.id == named[1]:
            return reply(bytes(file.content), file.type)
    return None


def reply(content: str | bytes, kind: str) -> bytes:
    body = content.encode("utf-8", "replace") if isinstance(content, str) else content
    return response(200, body, {
        "Content-Type": kind, "Content-Security-Policy": POLICY, "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"})


def page(record: Record) -> Html:
    """The whole page; page.js keeps what is in `main` fresh."""
    head = tag("head", tag("meta", charset="utf-8"), tag("title", "WhatsApp sandbox"),
               tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
               tag("link", rel="stylesheet", href="/page.css"),
               tag("link", rel="icon", href="/icon.svg"),
               tag("script", src="/page.js", defer="defer"),
               tag("noscript", tag("meta", http_equiv="refresh", content="5")))
    top = tag("header", tag("h1", "Sandbox"), tag(
        "p", "Plays the WhatsApp Cloud API on this machine. Nothing here went anywhere."))
    return safe(Html("<!DOCTYPE html>"), tag(
        "html", head, tag("body", top, tag("main", chats(record))), lang="en"))


def chats(record: Record) -> Html:
    """A chat for each recipient, the one that was written to last in front."""
    files = {file.id: file for file in record.files}
    by_recipient: dict[str, list[Html]] = {}
    for received in record.requests[-SHOWN_MAX:]:
        name = recipient(received)
        entries = by_recipient.pop(name, [])
        by_recipient[name] = [*entries, entry(received, record.account, files)]
    if not by_recipient:
        return empty(record.settings)
    shown = [phone(name, entries) for name, entries in by_recipient.items()]
    return tag("div", *reversed(shown), class_="phones")


def empty(settings: Mapping[str, str]) -> Html:
    """What to do before anything has come."""
    lines = "\n".join(f"export {name}={value}" for name, value in settings.items())
    return tag(
        "div", tag("h2", "Nothing has been sent yet"),
        tag("p", "Copy this into a terminal; this page shows what arrives."),
        tag("pre", lines), tag("p", "Then send a text, or a template:"),
        tag("pre", "WHATSAPP_TEXT='Hello *world*' whatsapp-send\n"
                   "WHATSAPP_TEMPLATE_NAME=hello_world whatsapp-send"), class_="empty")


def phone(name: str, entries: Sequence[Html]) -> Html:
    number = "+" + name if name.isdigit() else name
    bar = tag("div", tag("span", number.removeprefix("+")[:1], class_="face"), tag("b", number),
              class_="bar")
    return tag("section", bar, tag("div", *entries, class_="chat"), class_="phone")


def recipient(received: Received) -> str:
    """Whose chat a request belongs to."""
    if received.answer and received.answer.message:
        return received.answer.message.recipient
    body = received.json if received.method == "POST" else None
    to = body.get("to", body.get("recipient")) if isinstance(body, dict) else None
    return to.removeprefix("+")[:60] if isinstance(to, str) and to else OTHER


def entry(received: Received, account: Account, files: Mapping[str, MediaFile]) -> Html:
    """A request: its message as a bubble, or a note that says what came of it."""
    answer, fault = received.answer, received.fault
    clock = time.strftime("%H:%M", time.localtime(received.at))
    accepted = fault is None or fault.accepts
    played = [note("fault", f"Answered with the fault {fault.name}: {fault.about}")
              ] if fault else []
    if answer is None:
        return note("refused", f"Not HTTP: {received.malformed}")
    if answer.error is not None:
        what = received.json if received.method == "POST" else None
        return safe(note("refused", tag("b", "Refused"), f" · {clock}", tag("br"),
                         str(answer.error), *details(what)), *played)
    if answer.message is None:
        told = (f"Took the file {answer.file.name}, {answer.file.size} bytes" if answer.file
                else f"{received.method} {received.path}: answered")
        return safe(note("told", f"{told} · {clock}"), *played)
    message = answer.message
    verdict = tag("div", tag("b", "✓ accepted" if accepted else "not accepted"),
                  *([" ", tag("code", message.id, title=message.id)] if accepted else []),
                  *details(message.body), class_="verdict" if accepted else "verdict lost")
    return safe(bubble(message, clock, account, files), verdict, *played)


def bubble(message: Message, clock: str, account: Account, files: Mapping[str, MediaFile]) -> Html:
    above, below = chat.look(message.body, account.templates, files)
    return tag("div", above, tag("div", clock, class_="time"), below,
               class_=f"bubble {message.type}", id=message.id)


def details(body: object) -> list[Html]:
    """The request's body, for those who want to see it."""
    return [tag("details", tag("summary", "JSON"), chat.raw(body))] if body is not None else []


def note(kind: str, *content: str) -> Html:
    return tag("div", *content, class_="note " + kind)
