# SPDX-License-Identifier: MIT
"""Rules for JSON values that depend on each other, such as ids that must differ.

They follow rules of shapes.py, which have made sure of the types. A place in a value is written
"sections.*.rows.*.id", where a star stands for every element of a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .errors import GraphError


def reach(value: Any, place: str) -> Iterator[Any]:
    """All that is at `place`; what is not there is left out."""
    name, _, rest = place.partition(".")
    if not place:
        yield value
    elif name == "*":
        for element in value:
            yield from reach(element, rest)
    elif name in value:
        yield from reach(value[name], rest)


@dataclass(frozen=True)
class Unique:
    """No two values at `place` are equal."""

    place: str

    def check(self, value: Any, path: str) -> None:
        found = list(reach(value, self.place))
        if len(set(found)) < len(found):
            raise GraphError(131009, f"Param {path}: {self.place} must be unique.")


@dataclass(frozen=True)
class Alike:
    """All values at `place` are equal."""

    place: str

    def check(self, value: Any, path: str) -> None:
        if len(set(reach(value, self.place))) > 1:
            raise GraphError(131009, f"Param {path}: {self.place} must be the same everywhere.")


@dataclass(frozen=True)
class Total:
    """Over all lists together there are at most `most` values at `place`, named `label`."""

    place: str
    most: int
    label: str

    def check(self, value: Any, path: str) -> None:
        if sum(1 for _ in reach(value, self.place)) > self.most:
            raise GraphError(131009, f"Total {self.label} count exceed max allowed count: "
                                     f"{self.most}")


@dataclass(frozen=True)
class TitledIfSeveral:
    """Of several sections each has a title; a single one may do without."""

    def check(self, value: Any, path: str) -> None:
        if len(value) > 1 and not all("title" in section for section in value):
            raise GraphError(131009, f"Param {path}: title is required if there are more than "
                                     "one section.")


@dataclass(frozen=True)
class LinksFirst:
    """Among buttons at most two are links, and those come before the replies ("Direct Send")."""

    def check(self, value: Any, path: str) -> None:
        links = [button["type"] == "cta_url" for button in value]
        if sum(links) > 2 or links != sorted(links, reverse=True):
            raise GraphError(131009, f"Param {path} may have 2 links, before the replies.")
