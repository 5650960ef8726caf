# SPDX-License-Identifier: MIT
"""The sandbox's page and the pictures in Chromium."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import pytest
from browser import Browser
from pictures import PICTURES, SOURCES, draw
from sandbox import Sandbox
from sandbox.client import post, sent, text
from sandbox.examples import EXAMPLES, message
from sandbox.test_account import upload
from sandbox.test_page import HOSTILE_MESSAGES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def the_browser() -> Iterator[Browser]:
    with Browser(width=1040, scale=1.25) as browser:
        yield browser


@pytest.fixture
def shown(the_browser: Browser, sandbox: Sandbox) -> Browser:
    """The browser with the sandbox's page, on which nothing has arrived yet."""
    the_browser.open(sandbox.http_url + "/")
    the_browser.said.clear()
    return the_browser


def has_text(words: str) -> str:
    return f"document.body.innerText.includes({words!r})"


def test_a_message_appears_without_loading_the_page_again(
    shown: Browser, sandbox: Sandbox
) -> None:
    assert shown.evaluate(has_text("Nothing has been sent yet"))
    shown.evaluate("window.same = true")
    post(sandbox, text("Build *42* passed"))
    shown.wait_for(has_text("Build 42 passed"))
    assert shown.evaluate("document.querySelector('.bubble b').innerText") == "42"
    post(sandbox, text(to="+9990131047"))
    shown.wait_for(has_text("131047"))
    assert shown.evaluate("window.same") and shown.said == []


def test_every_kind_of_message_fits_its_bubble(shown: Browser, sandbox: Sandbox) -> None:
    for example in EXAMPLES.values():
        assert post(sandbox, sent(example))[0] == 200
    shown.wait_for(f"document.querySelectorAll('.bubble').length === {len(EXAMPLES)}")
    assert shown.evaluate("[...document.querySelectorAll('.bubble')].filter(bubble => "
                          "bubble.scrollWidth > bubble.clientWidth + 1).length") == 0
    assert shown.said == []


def test_hostile_text_runs_no_script_and_loads_nothing(
    shown: Browser, sandbox: Sandbox
) -> None:
    shown.evaluate("window.alert = () => { window.harmed = true }")
    for hostile in HOSTILE_MESSAGES:
        post(sandbox, sent(hostile))
    shown.wait_for("document.querySelectorAll('.bubble, .refused').length === "
                   f"{len(HOSTILE_MESSAGES)}")
    assert shown.evaluate("document.querySelectorAll('script, iframe, main img').length") == 1
    assert not shown.evaluate("window.harmed") and shown.said == []
    assert shown.evaluate("performance.getEntriesByType('resource')"
                          ".every(entry => entry.name.startsWith(location.origin))")


def test_markup_that_slipped_through_would_be_stopped_by_the_policy(shown: Browser) -> None:
    shown.evaluate("document.querySelector('main').innerHTML = '<img src=/x onerror=\""
                   "window.harmed = true\"><img src=\"http://127.0.0.1:9/\">'")
    shown.wait_for("[...document.images].every(image => image.complete)")
    assert not shown.evaluate("window.harmed")
    assert any("Content Security Policy" in line for line in shown.said)


def png(width: int, height: int) -> bytes:
    """A white picture."""
    def chunk(name: bytes, content: bytes) -> bytes:
        return (struct.pack(">I", len(content)) + name + content
                + struct.pack(">I", zlib.crc32(name + content)))
    lines = (b"\0" + b"\xff" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def test_an_uploaded_picture_is_seen(shown: Browser, sandbox: Sandbox) -> None:
    _, reply = upload(sandbox, png(31, 7), "image/png", "chart.png")
    post(sandbox, sent(message("image", {"id": reply["id"], "caption": "Coverage"})))
    shown.wait_for("document.querySelector('main img')?.naturalWidth === 31")
    assert shown.said == []


def test_the_page_says_when_the_sandbox_has_ended(the_browser: Browser) -> None:
    with Sandbox() as brief:
        the_browser.open(brief.http_url + "/")
        assert not the_browser.evaluate("document.body.classList.contains('gone')")
    the_browser.wait_for("document.body.classList.contains('gone')")


@pytest.mark.parametrize("name", SOURCES)
def test_a_picture_has_the_size_it_would_have_today(the_browser: Browser, name: str) -> None:
    def size(picture: bytes) -> tuple[int, ...]:
        return struct.unpack(">2I", picture[16:24])
    now = size(draw(the_browser, SOURCES[name]()))
    kept = size((PICTURES / f"{name}.png").read_bytes())
    assert all(abs(a - b) <= 0.03 * b for a, b in zip(now, kept)), (now, kept)
