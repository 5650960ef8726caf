# SPDX-License-Identifier: MIT
"""Rules for the shape of JSON values, as data; messages.py holds the tables made of them.

A rule's check() returns nothing or raises the GraphError that Meta answers with: 131008 for what
is missing or empty, 131009 for a value that cannot be, 100 for the rest (cloud-api: errors).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .errors import GraphError


class Rule(Protocol):
    """What a JSON value must look like; `path` is its name in Meta's notation, text['body']."""

    def check(self, value: Any, path: str) -> None: ...


def inside(path: str, name: str) -> str:
    return f"{path}['{name}']" if path else name


def demand_type(value: Any, kind: type | tuple[type, ...], word: str, path: str) -> None:
    """A bool is an int to Python, but not to JSON."""
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise GraphError(100, f"Param {path or 'body'} must be {word}.")


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def check(self, value: Any, path: str) -> None:
        demand_type(value, bool, "a boolean", path)


@dataclass(frozen=True)
class Text:
    """A string of at most `longest` code points (0: no documented limit).

    `label` is what Meta calls a part of an interactive message, whose length has an error of its
    own. `wrong` says what a value that does not fit `pattern` is, and `code` the error for it.
    """

    longest: int = 0
    pattern: str = ""
    empty: bool = False
    label: str = ""
    wrong: str = "is not valid"
    code: int = 131009

    def check(self, value: Any, path: str) -> None:
        demand_type(value, str, "a string", path)
        if self.label and not 0 < len(value) <= self.longest:
            raise GraphError(131009, f"{self.label} length invalid. Min length: 1, Max length: "
                                     f"{self.longest} ({path})")
        if not value and not self.empty:
            raise GraphError(131008, f"Parameter {path} is missing its text value.")
        if self.longest and len(value) > self.longest:
            raise GraphError(100, f"Param {path} must be at most {self.longest} characters long.")
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise GraphError(self.code, f"Param {path} {self.wrong}.")


@dataclass(frozen=True)
class Word:
    """One of a few strings."""

    allowed: tuple[str, ...]

    def check(self, value: Any, path: str) -> None:
        if value not in self.allowed:
            words = ", ".join(word.upper() for word in self.allowed)
            raise GraphError(100, f"Param {path} must be one of {{{words}}}.")


@dataclass(frozen=True)
class Number:
    """A number in a range; `as_text` also takes it as a string, as some of Meta's samples do."""

    least: float
    most: float
    whole: bool = False
    as_text: bool = False
    code: int = 131009

    def check(self, value: Any, path: str) -> None:
        if self.as_text and isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
            value = float(value) if "." in value else int(value)
        demand_type(value, int if self.whole else (int, float), "a number", path)
        if not self.least <= value <= self.most:
            raise GraphError(self.code, f"Param {path} must be from {self.least} to {self.most}.")


@dataclass(frozen=True)
class Array:
    """A list of values of one shape; `label` as in Text."""

    item: Rule
    least: int = 0
    most: int = 1000
    label: str = ""

    def check(self, value: Any, path: str) -> None:
        demand_type(value, list, "an array", path)
        if not self.least <= len(value) <= self.most:
            if self.label:
                raise GraphError(131009, f"Invalid {self.label} count. Min allowed {self.label}: "
                                         f"{self.least}, Max allowed {self.label}: {self.most}")
            raise GraphError(100, f"Param {path} must have {self.least} to {self.most} elements.")
        for index, element in enumerate(value):
            self.item.check(element, f"{path}[{index}]")


@dataclass(frozen=True)
class Object:
    """Members by name, at least `least`; of those named in `one_of` exactly one must be there."""

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()
    closed: bool = True
    least: int = 0

    def check(self, value: Any, path: str) -> None:
        demand_type(value, dict, "an object", path)
        for name in self.required:
            if name not in value:
                raise GraphError(131008, f"The parameter {inside(path, name)} is required.")
        if self.one_of and sum(name in value for name in self.one_of) != 1:
            raise GraphError(100, f"Param {path} needs exactly one of {', '.join(self.one_of)}.")
        if len(value) < self.least:
            raise GraphError(131009, f"Param {path} must not be empty.")
        rules = {**self.required, **self.optional}
        for name, member in value.items():
            if name in rules:
                rules[name].check(member, inside(path, name))
            elif self.closed:
                raise GraphError(100, f'Unexpected key "{name}" on param "{path or "body"}".')


@dataclass(frozen=True)
class Choice:
    """An object whose member `tag` picks its shape; `any_case` takes COPY_CODE for copy_code."""

    cases: Mapping[str, Rule]
    tag: str = "type"
    default: str | None = None
    unknown: int = 100
    any_case: bool = False

    def check(self, value: Any, path: str) -> None:
        demand_type(value, dict, "an object", path)
        tag = inside(path, self.tag)
        if self.tag not in value and self.default is None:
            raise GraphError(131008, f"The parameter {tag} is required.")
        kind = value.get(self.tag, self.default)
        demand_type(kind, str, "a string", tag)
        case = self.cases.get(kind.lower() if self.any_case else kind)
        if case is None:
            words = ", ".join(word.upper() for word in self.cases)
            raise GraphError(self.unknown, f"Param {tag} must be one of {{{words}}}.")
        case.check({name: v for name, v in value.items() if name != self.tag}, path)


@dataclass(frozen=True)
class Fork:
    """An object whose shape depends on whether it has a member."""

    member: str
    there: Rule
    missing: Rule

    def check(self, value: Any, path: str) -> None:
        demand_type(value, dict, "an object", path)
        (self.there if self.member in value else self.missing).check(value, path)


@dataclass(frozen=True)
class All:
    """Several rules for one value, one after the other."""

    rules: tuple[Rule, ...]

    def check(self, value: Any, path: str) -> None:
        for rule in self.rules:
            rule.check(value, path)


def tagged(cases: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Choice:
    """{"type": "image", "image": …}: the content is the member that `type` names."""
    return Choice({kind: Object({kind: rule}, optional or {}) for kind, rule in cases.items()})


def media(**optional: Rule) -> Object:
    """An uploaded file by its id, or one that Meta fetches from a link."""
    source = {
        "id": Text(pattern="[0-9]+", code=100,
                   wrong="is not a valid whatsapp business account media attachment ID"),
        "link": Text(pattern="https?://.+", code=100, wrong="is not a valid URI"),
    }
    return Object({}, {**source, **optional}, one_of=("id", "link"))
