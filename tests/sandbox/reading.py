# SPDX-License-Identifier: MIT
"""The reading endpoints: what the account tells about a token, its number and its templates.

Meta's pages "Business phone numbers", "Template management", "Messaging health status" and Graph's
"Debugging access tokens". A token may ask about itself; everything else needs the permission
whatsapp_business_management.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from .errors import GraphError, METHOD
from .templates import VARIABLE, Button, Template

SENDING, MANAGING = "whatsapp_business_messaging", "whatsapp_business_management"
PAGE = 25  # how many templates a page has at the most


@dataclass
class Token:
    """An access token. trouble: the code and subcode that every request with it gets."""

    trouble: tuple[int, int] | None = None
    kind: str = "SYSTEM_USER"
    expires_at: int = 0  # 0: never
    scopes: tuple[str, ...] = (SENDING, MANAGING)
    accounts: tuple[str, ...] = ()  # those it is bound to; none: all of its user's

    def allow(self, scope: str) -> None:
        if scope not in self.scopes:
            raise GraphError(200)

    def describe(self) -> dict[str, Any]:
        return {"data": {
            "app_id": "634974688087057", "type": self.kind, "application": "Sandbox",
            "expires_at": self.expires_at, "data_access_expires_at": 0,
            "is_valid": self.trouble is None, "scopes": list(self.scopes),
            "granular_scopes": [{"scope": scope, "target_ids": list(self.accounts)}
                                if self.accounts else {"scope": scope} for scope in self.scopes],
            "user_id": "122101234567890123",
        }}


@dataclass
class Number:
    """The sending number's own fields, as Meta names them."""

    display_phone_number: str = "+1 555-010-0000"
    verified_name: str = "Sandbox"
    status: str = "CONNECTED"
    quality_rating: str = "GREEN"
    code_verification_status: str = "VERIFIED"
    name_status: str = "APPROVED"
    account_mode: str = "LIVE"
    whatsapp_business_manager_messaging_limit: str = "TIER_2K"
    # By entity: can_send_message and its reasons
    health: dict[str, dict[str, Any]] = field(default_factory=lambda: {
        kind: {"can_send_message": "AVAILABLE"}
        for kind in ("PHONE_NUMBER", "WABA", "BUSINESS", "APP")})

    def describe(self, id: str, fields: Sequence[str]) -> dict[str, Any]:
        known = {**vars(self), "health_status": self.health_status(), "id": id}
        del known["health"]
        if unknown := [name for name in fields if name not in known]:
            raise GraphError(100, message=f"(#100) Tried accessing nonexisting field "
                                          f"({unknown[0]}) on node type (WhatsAppBusinessPhone)")
        return {name: known[name] for name in (*fields, "id")}

    def health_status(self) -> dict[str, Any]:
        order = ("AVAILABLE", "LIMITED", "BLOCKED")
        states = [entity["can_send_message"] for entity in self.health.values()]
        return {"can_send_message": max(states, key=order.index),
                "entities": [{"entity_type": kind, "id": "1", **entity}
                             for kind, entity in self.health.items()]}


def one_query(query: str, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, str]:
    """The parameters of a query, each once."""
    values = parse_qs(query, keep_blank_values=True)
    values.pop("appsecret_proof", None)
    for name, given in values.items():
        if name not in (*required, *optional) or len(given) > 1:
            raise GraphError(100, f"The sandbox takes no {name} in this query, or not twice.")
    if missing := [name for name in required if name not in values]:
        raise GraphError(100, message=f"(#100) The parameter {missing[0]} is required")
    return {name: given[0] for name, given in values.items()}


def missing_object(id: str) -> GraphError:
    return GraphError(100, subcode=33, kind=METHOD, message=(
        f"Unsupported get request. Object with ID '{id}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation."))


def debug_token(tokens: Mapping[str, Token], token: str, query: str) -> dict[str, Any]:
    """GET /debug_token: a token about itself."""
    if one_query(query, ["input_token"])["input_token"] != token:
        raise GraphError(100, message="(#100) You must provide an app access token")
    return tokens[token].describe()


def list_templates(
    templates: Sequence[Template], query: str, version: str, account: str
) -> dict[str, Any]:
    """GET /{business-account-id}/message_templates, a page of it.

    Meta does not say whether `name` must match in full: here a part is enough.
    """
    asked = one_query(query, ["name", "fields", "limit"], ["after"])
    start = int(asked.get("after", "0") or 0)
    found = [template for template in templates if asked["name"] in template.name]
    end = start + min(int(asked["limit"]), PAGE)
    page: dict[str, Any] = {
        "data": [{name: value for name, value in describe(template).items()
                  if name in asked["fields"].split(",") or name == "id"}
                 for template in found[start:end]],
        "paging": {"cursors": {"before": str(start), "after": str(end)}}}
    if end < len(found):
        page["paging"]["next"] = f"https://graph.facebook.com/{version}/{account}/?" + urlencode(
            {"access_token": "sandbox-token-in-a-link", "after": str(end)})
    return page


def describe(template: Template) -> dict[str, Any]:
    """A template as the API lists it."""
    return {"name": template.name, "language": template.language, "status": template.status,
            "category": template.category.upper(), "id": "1387372356726668",
            "parameter_format": "NAMED" if template.named else "POSITIONAL",
            "components": list(components(template))}


def components(template: Template) -> Iterator[dict[str, Any]]:
    if template.header_kind:
        yield {"type": "HEADER", "format": template.header_kind.upper()}
    elif template.header:
        yield {"type": "HEADER", "format": "TEXT", "text": template.header}
    yield {"type": "BODY", "text": template.body}
    if template.footer:
        yield {"type": "FOOTER", "text": template.footer}
    if template.buttons:
        yield {"type": "BUTTONS", "buttons": [describe_button(b) for b in template.buttons]}
    if template.limited_offer:
        yield {"type": "LIMITED_TIME_OFFER"}
    if template.cards:
        yield {"type": "CAROUSEL", "cards": [{} for _ in template.cards]}


def describe_button(button: Button) -> dict[str, Any]:
    kind = {"type": button.kind.upper(), "text": button.label}
    if button.url:
        kind["url"] = button.url
        if VARIABLE.search(button.url):
            kind["example"] = [re.sub(VARIABLE, "x", button.url)]
    return kind
