# SPDX-License-Identifier: MIT
"""The page in the browser, as HTML: everything is shown, and nothing of it becomes markup."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import pytest

from . import Sandbox
from .client import post, sent, text, tls_socket
from .examples import CONTACT, EXAMPLES, GROUPS, LOCATION, WAMID, message, template
from .markup import VOID, formatted, link, safe, tag
from .page import SHOWN_MAX
from .test_account import upload

HOSTILE = "</div><script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;`*_~"


class Elements(HTMLParser):
    """The elements of a page, its text, and whether they are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.opened: list[str] = []
        self.feed(page)
        self.close()
        assert self.opened == []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((name, dict(attributes)))
        if name not in VOID:
            self.opened.append(name)

    def handle_endtag(self, name: str) -> None:
        assert self.opened.pop() == name

    def handle_data(self, data: str) -> None:
        self.text += data


def get(sandbox: Sandbox, path: str) -> tuple[int, bytes, Mapping[str, str]]:
    connection = http.client.HTTPConnection(sandbox.http_url.removeprefix("http://"), timeout=5)
    connection.request("GET", path)
    reply = connection.getresponse()
    content = reply.status, reply.read(), dict(reply.getheaders())
    connection.close()
    return content


def chats(sandbox: Sandbox) -> Elements:
    return Elements(get(sandbox, "/chats")[1].decode())


@pytest.mark.parametrize("written, shown", [
    ("*a* _b_ ~c~ `d`", "<b>a</b> <i>b</i> <s>c</s> <code>d</code>"),
    ("*_both_*", "<b><i>both</i></b>"),
    ("2*3*4 snake_case_name a ~ b ~ c * d *", "2*3*4 snake_case_name a ~ b ~ c * d *"),
    ("`*x*`", "<code>*x*</code>"),
    ("```\na\n*b*```", '<code class="block">a\n*b*</code>'),
    ("one\ntwo", "one<br>two"),
    ("- a\n* b", "<ul><li>a</li><li>b</li></ul>"),
    ("3. a\n4. b\nc", '<ol start="3"><li>a</li><li>b</li></ol>c'),
    ("> a\n> *b*", "<blockquote>a<br><b>b</b></blockquote>"),
    ("<b>&", "&lt;b&gt;&amp;"),
    ("", ""),
])
def test_formatting_looks_as_in_whatsapp(written: str, shown: str) -> None:
    assert formatted(written) == shown


def test_an_address_becomes_a_link_without_the_full_stop_behind_it() -> None:
    assert formatted("See https://e.com/a_b_c?x=1&y.") == (
        'See <a href="https://e.com/a_b_c?x=1&amp;y" target="_blank" '
        'rel="noopener noreferrer">https://e.com/a_b_c?x=1&amp;y</a>.')


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "", "//e.com"])
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert link(address, "x").startswith("<span")


def test_text_is_escaped_wherever_it_meets_markup() -> None:
    assert tag("a", "<i>", tag("b", "&"), title='"<') == (
        '<a title="&quot;&lt;">&lt;i&gt;<b>&amp;</b></a>')
    assert safe("<", tag("br"), ">") == "&lt;<br>&gt;"


def texts_of(value: Any) -> list[str]:
    """The texts in a message that people are to read."""
    if isinstance(value, dict):
        named = [value[name] for name in (
            "text", "body", "caption", "title", "display_text", "coupon_code")
                 if isinstance(value.get(name), str)]
        return named + [text for member in value.values() for text in texts_of(member)]
    return [text for member in value for text in texts_of(member)] if isinstance(
        value, list) else []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_kind_of_message_shows_its_texts(sandbox: Sandbox, name: str) -> None:
    body = sent(EXAMPLES[name])
    assert post(sandbox, body)[0] == 200
    page = chats(sandbox)
    bubble = page.text.partition("accepted")[0] + " ".join(  # before the JSON
        given.get("href") or "" for _, given in page.found)
    for written in texts_of(EXAMPLES[name]):
        assert written in bubble
    assert "{{" not in bubble and "+12025550123" in page.text
    assert sandbox.accepted[0].id in page.text


@pytest.mark.parametrize("name", GROUPS)
def test_what_has_no_look_of_its_own_is_shown_as_json(sandbox: Sandbox, name: str) -> None:
    [group] = sandbox.account.groups
    assert post(sandbox, sent(GROUPS[name], to=group, recipient_type="group"))[0] == 200
    assert '"message_id": "wamid.' in chats(sandbox).text.partition("accepted")[0]


def test_a_template_is_shown_with_its_values_and_buttons(sandbox: Sandbox) -> None:
    post(sandbox, sent(EXAMPLES["template with header and buttons"]))
    page = chats(sandbox)
    assert "api 1.4.0 is out: fixes" in page.text and "Thanks" in page.text
    assert ("a", "https://example.com/releases/1.4.0") in [
        (name, given.get("href")) for name, given in page.found]


def test_a_template_that_the_account_has_lost_since_is_shown_as_json(sandbox: Sandbox) -> None:
    post(sandbox, sent(template("hello_world")))
    sandbox.account.templates.clear()
    assert '"name": "hello_world"' in chats(sandbox).text.partition("accepted")[0]


HOSTILE_MESSAGES = [
    message("text", {"body": "https://e.com/" + HOSTILE, "preview_url": True}),
    message("image", {"link": "https://e.com/" + "\"onload='x'", "caption": HOSTILE}),
    message("document", {"link": "https://e.com/x", "filename": HOSTILE, "caption": HOSTILE}),
    message("location", {**LOCATION, "name": HOSTILE, "address": HOSTILE}),
    message("contacts", [{**CONTACT, "name": {"formatted_name": HOSTILE, "first_name": "x"}}]),
    message("reaction", {"message_id": HOSTILE, "emoji": HOSTILE}),
    message("interactive", {
        "type": "cta_url", "header": {"type": "text", "text": "</b><script>"},
        "body": {"text": HOSTILE}, "footer": {"text": "</div><script>"},
        "action": {"name": "cta_url", "parameters": {
            "display_text": "</a><script>", "url": "https://e.com/\"><script>"}}}),
    template("build_status", {"type": "body", "parameters": [
        {"type": "text", "text": HOSTILE}, {"type": "text", "text": "x"}]}),
    {"type": HOSTILE, HOSTILE: {}},
    {"type": "text", "text": {"body": HOSTILE}, "to": HOSTILE},
]


@pytest.mark.parametrize("hostile", HOSTILE_MESSAGES)
def test_hostile_text_stays_text(sandbox: Sandbox, hostile: dict[str, Any]) -> None:
    post(sandbox, sent(hostile))
    page = chats(sandbox)
    assert "script" in page.text or "onload" in page.text
    assert not {"script", "object", "iframe"} & {name for name, _ in page.found}
    assert not [given for _, given in page.found if any(key.startswith("on") for key in given)]
    assert "img" not in {name for name, _ in page.found}


def test_a_refusal_is_shown_with_the_error_and_no_bubble(sandbox: Sandbox) -> None:
    post(sandbox, text(to="+9990131047"))
    page = chats(sandbox)
    assert "131047" in page.text and "+9990131047" in page.text
    classes = [given.get("class") for _, given in page.found]
    assert "note refused" in classes and "bubble text" not in classes


def test_a_fault_is_named_beside_the_message_that_it_struck(sandbox: Sandbox) -> None:
    sandbox.reply_next(error=2)
    post(sandbox, text())
    page = chats(sandbox)
    assert "not accepted" in page.text and "✓" not in page.text
    assert sandbox.requests[0].answer.message.id not in page.text
    assert "note fault" in [given.get("class") for _, given in page.found]


def test_an_uploaded_picture_is_shown_from_memory(sandbox: Sandbox) -> None:
    content = b"\x89PNG\r\n\x1a\n<script>"
    identifier = upload(sandbox, content, "image/png", "chart.png")[1]["id"]
    post(sandbox, sent(message("image", {"id": identifier})))
    assert ("img", f"/files/{identifier}") in [
        (name, given.get("src")) for name, given in chats(sandbox).found]
    status, got, headers = get(sandbox, f"/files/{identifier}")
    assert (status, got, headers["Content-Type"]) == (200, content, "image/png")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert get(sandbox, "/files/1")[0] == 400  # the API knows no such path


def test_looking_at_the_page_is_no_request_to_the_api(sandbox: Sandbox) -> None:
    for path in ("/", "/chats", "/page.css", "/page.js", "/icon.svg"):
        status, content, headers = get(sandbox, path)
        assert status == 200 and content
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert sandbox.requests == []


def test_over_tls_there_is_only_the_api(sandbox: Sandbox) -> None:
    with tls_socket(sandbox) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert sock.recv(4096).startswith(b"HTTP/1.1 4")
    assert len(sandbox.requests) == 1


def test_the_empty_page_says_which_settings_lead_here(sandbox: Sandbox) -> None:
    page = Elements(get(sandbox, "/")[1].decode())
    for name, value in sandbox.environment.items():
        assert f"export {name}={value}" in page.text
    assert not [given for _, given in page.found for key in ("src", "href")
                if not (given.get(key) or "/").startswith("/")]


def test_the_chat_that_was_written_to_last_comes_first(sandbox: Sandbox) -> None:
    for to in ("+12025550101", "+12025550102", "+12025550101"):
        post(sandbox, text(to=to))
    shown = chats(sandbox).text
    assert shown.index("+12025550101") < shown.index("+12025550102")


def test_the_page_shows_the_newest_requests_only(sandbox: Sandbox) -> None:
    for number in range(SHOWN_MAX + 1):
        post(sandbox, text(f"message {number}."))
    shown = chats(sandbox).text
    assert "message 0." not in shown and f"message {SHOWN_MAX}." in shown


def test_an_answer_points_to_the_message_that_it_answers(sandbox: Sandbox) -> None:
    post(sandbox, text(context={"message_id": WAMID}))
    assert ("a", "#" + WAMID) in [(name, given.get("href")) for name, given in chats(sandbox).found]
