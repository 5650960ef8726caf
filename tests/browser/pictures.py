# SPDX-License-Identifier: MIT
"""The pictures in docs/pictures: what the program sent, as the sandbox's page shows it.

`pictures.py` makes them anew. Each holds the SHA-256 of what it was made from, so that a test
can tell without a browser whether it is current.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/wire"), str(HERE)]

from browser import Browser  # noqa: E402
from sandbox import Received, Sandbox, page  # noqa: E402
from sandbox.markup import Html, safe, tag  # noqa: E402

PROGRAM = ROOT / "build/whatsapp-send"
PICTURES = ROOT / "docs/pictures"
STEP = PICTURES / "step.yml"
WHEN, CLOCK = time.mktime((2030, 1, 1, 9, 54, 0, 0, 0, -1)), "09:54"  # wherever this runs
KEYWORD = b"tEXtSource\0"  # a chunk that PNG has for such notes


def replace_expressions(text: str, sandbox: Sandbox) -> str:
    """A step's text with the values that GitHub would put in."""
    values = {"secrets.WHATSAPP_ACCESS_TOKEN": sandbox.token,
              "secrets.WHATSAPP_RECIPIENT": "+12025550123", "github.ref_name": "v1.4.0"}
    return re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda match: values[match[1]], text)


def run(sandbox: Sandbox, settings: Mapping[str, str]) -> None:
    """Sends through the sandbox; what becomes of it is the picture's matter."""
    environment = {**sandbox.environment, "WHATSAPP_RECIPIENT": "+12025550123",
                   "WHATSAPP_RETRIES": "0",
                   **{f"WHATSAPP_{name.upper()}": value for name, value in settings.items()}}
    subprocess.run([PROGRAM], env=environment, capture_output=True, timeout=60, check=False)


def document(style: str, content: Html, kind: str) -> str:
    css = (ROOT / "tests/sandbox/page.css").read_text() + (HERE / "pictures.css").read_text()
    return safe(Html("<!DOCTYPE html>"), tag(
        "html", tag("head", tag("meta", charset="utf-8"), tag("style", Html(css))),
        tag("body", tag("main", content, class_=style), class_="picture " + kind), lang="en"))


def coloured(code: str) -> Html:
    """YAML with its keys, comments and expressions told apart."""
    shown, end = [], 0
    for match in re.finditer(r"(?P<key>(?<=[ -] )[a-z_]+(?=:))|(?P<hole>\$\{\{.*?\}\})"
                             r"|(?P<string>\"[^\"\n]*\")", code):
        shown += [code[end:match.start()], tag("span", match[0], class_=str(match.lastgroup))]
        end = match.end()
    return safe(*shown, code[end:])


def step() -> str:
    """The step, and the message that its settings send, on the phone that gets it."""
    text = STEP.read_text()
    with Sandbox() as sandbox:
        [one] = yaml.safe_load(text)
        run(sandbox, {name: replace_expressions(str(value), sandbox)
                      for name, value in one["with"].items()})
        [message] = sandbox.accepted
        message = dataclasses.replace(message, id="message")
        bubble = page.bubble(message, CLOCK, sandbox.account, {})
    phone = page.phone("Orbit Releases", [tag("div", "Today", class_="day"), bubble])
    window = tag("div", tag("div", Html("<i></i>" * 3), ".github/workflows/release.yml",
                            class_="title"), tag("pre", coloured(text)), class_="window")
    return document("step", safe(window, tag("div", "→", class_="arrow"), phone), "beside")


def sandbox_page() -> str:
    """The sandbox's page after a few messages, one of them refused."""
    sent: list[dict[str, str]] = [
        {"recipient": "+9990131047", "text": "Are you there?"},
        {"template_name": "hello_world"},
        {"text": "*Build 42* failed in `make test`:\n- parser, _flaky_ since 41\n- ~lint~ fixed\n"
                 "> expected 3, got 4", "button_text": "Open the run",
         "button_url": "https://ci.example.com/42", "footer": "main at 4f1c9e0"},
    ]
    with Sandbox() as sandbox:
        for settings in sent:
            run(sandbox, settings)
        requests = [fixed(received, number) for number, received in enumerate(sandbox.requests)]
        record = page.Record(sandbox.account, requests, (), {})
        return document("", page.chats(record), "phones-only")


def fixed(received: Received, number: int) -> Received:
    """The same request, at a time and with an id that do not change."""
    answer = received.answer
    assert answer
    message = answer.message and dataclasses.replace(
        answer.message, id=f"wamid.HBgLMTIwMjU1NTAxMjMVAgARGBI1OUFDRjRBMkY3OUEwM0JBQz{number}A")
    return dataclasses.replace(received, answer=dataclasses.replace(answer, message=message),
                               at=WHEN)


def summary() -> str:
    """What GitHub makes of the summary of a refused message."""
    from summary import convert
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "summary.md")
        run(sandbox, {"text": "Build 42 is green", "recipient": "+9990131047",
                      "summary_file": str(path)})
        html = convert(path.read_text(), "html")
    return document("summary", safe(tag("div", "announce summary", class_="job"), tag(
        "div", Html(html), class_="markdown")), "github")


SOURCES: Mapping[str, Callable[[], str]] = {
    "step": step, "sandbox": sandbox_page, "summary": summary}


def digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def with_source(png: bytes, source: str) -> bytes:
    """The PNG with a chunk that holds the digest of its source, behind the header's."""
    content = KEYWORD + digest(source).encode()
    chunk = (len(content) - 4).to_bytes(4, "big") + content + zlib.crc32(content).to_bytes(4, "big")
    return png[:33] + chunk + png[33:]


def source_of(png: bytes) -> str:
    """The digest that a picture holds."""
    start = png.index(KEYWORD) + len(KEYWORD)
    return png[start:start + 64].decode()


def draw(browser: Browser, source: str) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".html", mode="w", encoding="utf-8") as file:
        file.write(source)
        file.flush()
        browser.open("file://" + file.name)
        return with_source(browser.picture("main"), source)


def main() -> None:
    with Browser(width=1040, scale=1.25) as browser:
        for name, make in SOURCES.items():
            (PICTURES / f"{name}.png").write_bytes(draw(browser, make()))


if __name__ == "__main__":
    main()
