# SPDX-License-Identifier: MIT
"""What Meta checks when a template is sent: whether the values fit its placeholders.

Rules: Meta's pages "Templates > Components", "Template messages" and "Error codes". The shape of
the values (components.py) has been checked before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import GraphError

VARIABLE = re.compile(r"\{\{(\w+)\}\}")
FORBIDDEN = re.compile(r"[\n\r\t]| {5,}")
# After substitution, in code points. A body may be longer if the template is nothing else.
HEADER_MAX, BODY_MAX, LONE_BODY_MAX, CARD_BODY_MAX = 60, 1024, 32768, 160
PASSCODE_MAX = 15
FALLBACKS = ("currency", "date_time")  # the Cloud API shows their fallback_value

# By a button's kind: the kinds of parameter it takes, and how many at least. A url takes as many
# as its address has variables.
BUTTON_PARAMETERS: Mapping[str, tuple[tuple[str, ...], int]] = {
    "url": (("text",), 0),
    "quick_reply": (("payload",), 0),
    "copy_code": (("coupon_code",), 1),
    "flow": (("action",), 0),
    "catalog": (("action",), 0),
    "mpm": (("action",), 1),
    "order_details": (("action",), 1),
    "voice_call": (("ttl_minutes", "payload"), 0),
    "phone_number": ((), 0),
}

Components = Sequence[Mapping[str, Any]]
Parameters = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Button:
    """A button; a `url` may end in one variable."""

    kind: str
    label: str
    url: str = ""

    def fill(self, part: str, index: int, parameters: Parameters, named: bool) -> str:
        """The button's line, `[Open https://…]`."""
        kinds, least = BUTTON_PARAMETERS[self.kind]
        variables = VARIABLE.findall(self.url)
        least, most = max(least, len(variables)), len(variables) if self.url else len(kinds)
        if len(parameters) < least:
            raise GraphError(131008, f"buttons: Button at index {index} of type "
                                     f"{self.kind.title()} requires a parameter")
        if len(parameters) > most:
            expect_count(part, len(parameters), most)
        for parameter in parameters:
            if parameter["type"] not in kinds:
                expect_kind(part, kinds[0], parameter["type"])
            name = parameter.get("parameter_name")
            if name and not (named and name in variables):
                raise GraphError(132012, f"{part}: there is no parameter {name}.")
        shown = [self.label]
        if self.url:
            values = [check_text(part, parameter["text"]) for parameter in parameters]
            shown.append(VARIABLE.sub(lambda _: values[0], self.url))
        else:
            shown += [summary(parameter) for parameter in parameters]
        return f"[{' '.join(shown)}]"


@dataclass(frozen=True)
class Layout:
    """What a template and a card of a carousel have in common.

    `header` is text, `header_kind` the kind of a header that is something else.
    """

    body: str = ""
    header: str = ""
    header_kind: str = ""
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    named: bool = False

    @property
    def body_max(self) -> int:
        """How long the body may be once it is filled in."""
        return BODY_MAX

    @property
    def value_max(self) -> int:
        """How long a single value may be."""
        return LONE_BODY_MAX

    def fill_parts(self, given: dict[str, Any], prefix: str = "") -> list[str]:
        """The lines of header, body, footer and buttons; takes what it used out of `given`."""
        lines = [self._header(prefix + "header", given.pop("header", ())),
                 self._text(prefix + "body", self.body, given.pop("body", ()), self.body_max),
                 self.footer]
        for index, button in enumerate(self.buttons):
            part = f"{prefix}button {index}"
            sub_type, parameters = given.pop(f"button {index}", (button.kind, ()))
            expect_kind(part, button.kind, sub_type)
            lines.append(button.fill(part, index, parameters, self.named))
        return lines

    def by_part(self, components: Components) -> dict[str, Any]:
        """{"header": parameters, "body": parameters, "button 0": (sub_type, parameters)}."""
        parts: dict[str, Any] = {}
        for component in components:
            part = component["type"].lower()
            content = component.get("cards", component.get("parameters", ()))
            if part == "button":
                kind = component["sub_type"].lower()
                kinds = [button.kind for button in self.buttons]
                first = kinds.index(kind) if kind in kinds else 0
                part, content = f"button {int(component.get('index', first))}", (kind, content)
            if part in parts:
                raise GraphError(131009, f"{part}: given twice.")
            parts[part] = content
        return parts

    def _header(self, part: str, parameters: Parameters) -> str:
        if not self.header_kind:
            return self._text(part, self.header, parameters, HEADER_MAX)
        kind = parameters[0]["type"] if parameters else "unknown"
        expect_kind(part, self.header_kind, kind)
        expect_count(part, len(parameters), 1)
        return f"[{kind} {summary(parameters[0])}]"

    def _text(self, part: str, text: str, parameters: Parameters, longest: int) -> str:
        """`text` with its variables replaced."""
        names = list(dict.fromkeys(VARIABLE.findall(text)))
        expect_count(part, len(parameters), len(names))
        values = {
            self._name(part, name, names, parameter): text_value(part, parameter)
            for name, parameter in zip(names, parameters)
        }
        if len(values) != len(names):
            raise GraphError(132012, f"{part}: a parameter name is given twice.")
        if any(len(value) > self.value_max for value in values.values()):
            raise GraphError(132018, f"{part}: a value has at most {self.value_max} characters.")
        filled = VARIABLE.sub(lambda match: values[match[1]], text)
        if len(filled) > longest:
            raise GraphError(132005, f"{part}: {len(filled)} characters, at most {longest} fit.")
        return filled

    def _name(
        self, part: str, position: str, names: list[str], parameter: Mapping[str, Any]
    ) -> str:
        """Which variable a parameter is for: by its place, or by its name in a named template."""
        name: str | None = parameter.get("parameter_name")
        if not self.named and name is None:
            return position
        if self.named and name and name in names:
            return name
        wanted = f"one of {', '.join(names)}" if self.named else "none: parameters are positional"
        raise GraphError(132012, f"{part}: parameter_name is {name or 'missing'}, not {wanted}.")


@dataclass(frozen=True)
class Card(Layout):
    """A card of a carousel."""

    @property
    def body_max(self) -> int:
        return CARD_BODY_MAX


@dataclass(frozen=True, kw_only=True)
class Template(Layout):
    """A message template in one language."""

    name: str
    language: str = "en_US"
    category: str = "utility"
    status: str = "APPROVED"
    limited_offer: bool = False
    cards: tuple[Card, ...] = ()

    @property
    def body_max(self) -> int:
        more = (self.header, self.header_kind, self.footer, self.buttons, self.limited_offer,
                self.cards)
        return BODY_MAX if any(more) else LONE_BODY_MAX

    @property
    def value_max(self) -> int:
        return PASSCODE_MAX if self.category == "authentication" else LONE_BODY_MAX

    def fill(self, components: Components) -> str:
        """The message as its recipient will read it; GraphError where Meta refuses it."""
        if self.status == "PAUSED":
            raise GraphError(132015)
        if self.status == "DISABLED":
            raise GraphError(132016)
        given = self.by_part(components)
        lines = self.fill_parts(given)
        if self.limited_offer:
            lines.insert(1, only("limited_time_offer", given.pop("limited_time_offer", ())))
        if self.header_kind and "tap_target_configuration" in given:
            lines.append(only("tap_target_configuration", given.pop("tap_target_configuration")))
        if self.cards:
            lines += self._cards(given.pop("carousel", ()))
        if given:
            raise GraphError(131009, f"The template has no {', '.join(given)}.")
        return "\n".join(filter(None, lines))

    def _cards(self, cards: Sequence[Mapping[str, Any]]) -> list[str]:
        expect_count("carousel", len(cards), len(self.cards))
        lines = []
        for index, card in enumerate(sorted(cards, key=lambda card: int(card["card_index"]))):
            if card["card_index"] != index:
                raise GraphError(131009, f"carousel: there is no card with index {index}.")
            given = self.cards[index].by_part(card["components"])
            lines += self.cards[index].fill_parts(given, f"card {index}: ")
            if given:
                raise GraphError(131009, f"Card {index} of the template has no "
                                         f"{', '.join(given)}.")
        return lines


def find_template(templates: Sequence[Template], name: str, language: str) -> Template:
    """The template in exactly this language, if it was ever approved; else the GraphError."""
    for template in templates:
        known = template.status in ("APPROVED", "PAUSED", "DISABLED")
        if known and (template.name, template.language) == (name, language):
            return template
    raise GraphError(132001, f"template name ({name}) does not exist in {language}")


def only(kind: str, parameters: Parameters) -> str:
    """The line of a component whose one parameter is of its own kind."""
    expect_count(kind, len(parameters), 1)
    expect_kind(kind, kind, parameters[0]["type"])
    return f"[{summary(parameters[0])}]"


def summary(parameter: Mapping[str, Any]) -> str:
    """A parameter that is not text, for people."""
    content = parameter[parameter["type"]]
    if not isinstance(content, dict):
        return str(content)
    return str(content.get("link") or content.get("id") or ", ".join(
        str(value) for value in content.values()))


def text_value(part: str, parameter: Mapping[str, Any]) -> str:
    """The text that a header or body parameter stands for."""
    kind = parameter["type"]
    if kind in FALLBACKS:
        return check_text(part, parameter[kind]["fallback_value"])
    expect_kind(part, "text", kind)
    return check_text(part, parameter["text"])


def check_text(part: str, text: str) -> str:
    if FORBIDDEN.search(text):
        raise GraphError(132018, f"{part}: Param text cannot have new-line/tab characters or more "
                                 "than 4 consecutive spaces")
    return text


def expect_count(part: str, given: int, wanted: int) -> None:
    if given != wanted:
        raise GraphError(132000, f"{part}: number of localizable_params ({given}) does not match "
                                 f"the expected number of params ({wanted})")


def expect_kind(part: str, wanted: str, given: str) -> None:
    if given != wanted:
        raise GraphError(132012, f"{part}: Format mismatch, expected {wanted.upper()}, received "
                                 f"{given.upper()}")
