# SPDX-License-Identifier: MIT
"""The templates that the sandbox's account has, and what Meta checks when one is sent.

Rules: Meta's pages "Templates > Components", "Template messages" and "Error codes".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import GraphError

VARIABLE = re.compile(r"\{\{(\w+)\}\}")
FORBIDDEN = re.compile(r"[\n\r\t]| {5,}")
HEADER_MAX, BODY_MAX, URL_MAX = 60, 1024, 2000  # after substitution, in code points
FALLBACKS = ("currency", "date_time")  # the Cloud API shows their fallback_value

# What a button's parameter is, by the button's kind; a quick reply may do without.
BUTTON_PARAMETER = {"url": "text", "quick_reply": "payload", "copy_code": "coupon_code"}

Parameters = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Button:
    """A button; a `url` may end in one {{1}}."""

    kind: str
    label: str
    url: str = ""

    @property
    def needed(self) -> int:
        """How many parameters it must get."""
        return len(VARIABLE.findall(self.url)) if self.kind == "url" else self.kind == "copy_code"


@dataclass(frozen=True)
class Template:
    """A message template in one language. `header` is text, `header_media` a kind of media."""

    name: str
    language: str
    body: str
    header: str = ""
    header_media: str = ""
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    category: str = "utility"
    status: str = "APPROVED"
    named: bool = False

    def fill(self, components: Sequence[Mapping[str, Any]]) -> str:
        """The message as its recipient will read it; GraphError where Meta refuses it."""
        if self.status == "PAUSED":
            raise GraphError(132015)
        if self.status == "DISABLED":
            raise GraphError(132016)
        given = by_part(components)
        lines = [self._header(given.pop("header", ()))]
        lines.append(self._text("body", self.body, given.pop("body", ()), BODY_MAX))
        lines.append(self.footer)
        for index, button in enumerate(self.buttons):
            sub_type, parameters = given.pop(f"button {index}", (button.kind, ()))
            lines.append(fill_button(index, button, sub_type, parameters))
        if given:
            raise GraphError(131009, f"The template has no {', '.join(given)}.")
        return "\n".join(filter(None, lines))

    def _header(self, parameters: Parameters) -> str:
        if not self.header_media:
            return self._text("header", self.header, parameters, HEADER_MAX)
        kind = parameters[0]["type"] if parameters else "unknown"
        expect_kind("header", self.header_media, kind)
        expect_count("header", len(parameters), 1)
        source = parameters[0][kind]
        return f"[{kind} {source.get('link') or source.get('id', '')}]"

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


def find_template(templates: Sequence[Template], name: str, language: str) -> Template:
    """The template in exactly this language, if it was ever approved; else the GraphError."""
    for template in templates:
        known = template.status in ("APPROVED", "PAUSED", "DISABLED")
        if known and (template.name, template.language) == (name, language):
            return template
    raise GraphError(132001, f"template name ({name}) does not exist in {language}")


def by_part(components: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """{"header": parameters, "body": parameters, "button 0": (sub_type, parameters)}."""
    parts: dict[str, Any] = {}
    for component in components:
        part, parameters = component["type"].lower(), component.get("parameters", ())
        content = parameters
        if part == "button":
            part = f"button {int(component['index'])}"
            content = (component["sub_type"].lower(), parameters)
        if part in parts:
            raise GraphError(131009, f"{part}: given twice.")
        parts[part] = content
    return parts


def fill_button(index: int, button: Button, sub_type: str, parameters: Parameters) -> str:
    """A button's line, `[Open https://…]`."""
    part = f"button {index}"
    expect_kind(part, button.kind, sub_type)
    if not (button.kind == "quick_reply" and len(parameters) == 1):
        expect_count(part, len(parameters), button.needed)
    value = ""
    for parameter in parameters:
        expect_kind(part, BUTTON_PARAMETER[button.kind], parameter["type"])
        value = check_text(part, parameter[parameter["type"]])
    url = VARIABLE.sub(lambda _: value, button.url)
    if len(url) > URL_MAX:
        raise GraphError(132005, f"{part}: the address is longer than {URL_MAX} characters.")
    return f"[{' '.join(filter(None, (button.label, url or value)))}]"


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


KNOWN = (
    Template("hello_world", "en_US", "This message shows that you can send through the Cloud API.",
             header="Hello World", footer="WhatsApp Business Platform sample message"),
    Template("build_status", "en_US", "Build {{1}}: {{2}}"),
    Template("release_notice", "en_US", "{{1}} {{2}} is out: {{3}}", header="{{1}}",
             footer="You get this because you asked for it.",
             buttons=(Button("url", "Read more", "https://example.com/{{1}}"),
                      Button("quick_reply", "Thanks"))),
    Template("release_notice", "de", "{{1}} {{2}} ist da: {{3}}", header="{{1}}",
             footer="Sie haben um diese Nachricht gebeten.",
             buttons=(Button("url", "Mehr lesen", "https://example.com/{{1}}"),
                      Button("quick_reply", "Danke"))),
    Template("deploy_named", "en_US", "{{service}} {{version}} is live.", named=True),
    Template("coverage_chart", "en_US", "Coverage of {{1}}", header_media="image"),
    Template("coupon", "en_US", "Here is your code.", category="marketing",
             buttons=(Button("copy_code", "Copy code"),)),
    Template("verification_code", "en_US", "{{1}} is your code.", category="authentication",
             buttons=(Button("url", "Copy code", "https://example.com/otp/{{1}}"),)),
    Template("paused_notice", "en_US", "Paused for low quality.", status="PAUSED"),
    Template("disabled_notice", "en_US", "Disabled for low quality.", status="DISABLED"),
    Template("pending_notice", "en_US", "Not approved yet.", status="PENDING"),
)
