# SPDX-License-Identifier: MIT
"""The summary as GitHub would understand it: parsed by cmark-gfm, its own parser."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ElementTree

EXTENSIONS = [word for name in ("table", "strikethrough", "autolink", "tagfilter", "tasklist")
              for word in ("-e", name)]
NAMESPACE = "{http://commonmark.org/xml/1.0}"


def convert(markdown: str, form: str) -> str:
    return subprocess.run(["cmark-gfm", *EXTENSIONS, "--to", form], input=markdown, text=True,
                          capture_output=True, check=True).stdout


def parse(markdown: str) -> ElementTree.Element:
    return ElementTree.fromstring(convert(markdown, "xml"))


def text_of(node: ElementTree.Element) -> str:
    """What people read of a node; cells and items stand apart."""
    if node.tag == NAMESPACE + "text":
        return node.text or ""
    apart = " | " if node.tag[len(NAMESPACE):] in ("table", "table_row", "table_header", "list"
                                                   ) else ""
    return apart.join(text_of(child) for child in node)


def blocks(markdown: str) -> list[tuple[str, str]]:
    """The blocks on top, each with its kind and its text."""
    return [(block.tag[len(NAMESPACE):], text_of(block)) for block in parse(markdown)]


def kinds(markdown: str) -> set[str]:
    """Every kind of node that occurs."""
    return {node.tag[len(NAMESPACE):] for node in parse(markdown).iter()}
