# SPDX-License-Identifier: MIT
"""HTML that cannot be broken by what it shows: whatever is not Html is text, and is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable

VOID = ("br", "img", "link", "meta")
ADDRESS = re.compile(r"https?://[^\s<>\"']+")
# A marker opens before a word and closes behind one, on the same line.
SPAN = re.compile(r"`(?P<code>[^`\n]+)`|(?P<address>https?://[^\s<>\"']+)"
                  r"|(?<!\w)(?P<mark>[*_~])(?=\S)(?P<inner>[^\n]+?)(?<=\S)(?P=mark)(?!\w)")
MARKS = {"*": "b", "_": "i", "~": "s"}
ITEM = re.compile(r"(?P<quote>> )|(?P<bullet>[*-] )|(?P<number>\d{1,3})\. ")
NESTED_MAX = 4  # deeper marks are shown as they stand


class Html(str):
    """Markup that is safe to show."""


def safe(*parts: str) -> Html:
    """All parts in a row; those that are no markup are escaped."""
    return Html("".join(part if isinstance(part, Html) else html.escape(part) for part in parts))


def tag(name: str, /, *children: str, **attributes: str) -> Html:
    """An element. `class_` is the attribute class, `data_x` is data-x; an empty one is left out."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{html.escape(value)}"'
                    for key, value in attributes.items() if value)
    end = "" if name in VOID else f"</{name}>"
    return Html(f"<{name}{given}>{safe(*children)}{end}")


def link(address: str, /, *shown: str, **attributes: str) -> Html:
    """A link, if the address is one of the web; else what it shows."""
    if not ADDRESS.fullmatch(address):
        return tag("span", *shown, title=address, **attributes)
    return tag("a", *shown, href=address, target="_blank", rel="noopener noreferrer",
               **attributes)


def formatted(text: str) -> Html:
    """Text with WhatsApp's formatting: *bold*, _italic_, ~struck~, `code`, ```block```, lists
    and quotes."""
    pieces = re.split(r"```(.+?)```", text, flags=re.S)
    return safe(*(tag("code", piece.strip("\n"), class_="block") if index % 2 else blocks(piece)
                  for index, piece in enumerate(pieces)))


def blocks(text: str) -> Html:
    """Lines, of which those that belong together make a list or a quote."""
    shown: list[Html] = []
    kind, items = "", []
    for line in [*text.split("\n"), None]:
        item = ITEM.match(line) if line else None
        now = item.lastgroup or "" if item else ""
        if now != kind or line is None:
            shown += [group(kind, items)] if items else []
            kind, items = now, []
        if line is not None:
            items.append(line)
    return safe(*shown)


def group(kind: str, lines: list[str]) -> Html:
    """Lines of one kind."""
    content = [spans(ITEM.sub("", line, count=1) if kind else line) for line in lines]
    if kind == "quote":
        return tag("blockquote", *joined(content))
    if kind == "bullet":
        return tag("ul", *(tag("li", item) for item in content))
    if kind == "number":
        return tag("ol", *(tag("li", item) for item in content), start=lines[0].split(".")[0])
    return safe(*joined(content))


def joined(lines: Iterable[Html]) -> list[Html]:
    """Lines with a break between them."""
    broken = [part for line in lines for part in (tag("br"), line)]
    return broken[1:]


def spans(text: str, depth: int = 0) -> Html:
    """One line with its marks and links."""
    shown, end = [], 0
    for match in SPAN.finditer(text):
        shown += [text[end:match.start()], span(match, depth)]
        end = match.end()
    return safe(*shown, text[end:])


def span(match: re.Match[str], depth: int) -> Html:
    if match["code"]:
        return tag("code", match["code"])
    if match["address"]:
        address = match["address"].rstrip(".,;:!?)*_~")
        return safe(link(address, address), match["address"][len(address):])
    inner: Callable[[str], str] = (
        (lambda text: spans(text, depth + 1)) if depth < NESTED_MAX else str)
    return tag(MARKS[match["mark"]], inner(match["inner"]))
