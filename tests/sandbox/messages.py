# SPDX-License-Identifier: MIT
"""The shape of every message the Cloud API takes, as tables (Meta's pages under "Messages").

To add a type or a limit, add a line here, in interactive.py or in components.py. What depends on
the account (who may be written to, which templates exist) is checked in api.py and templates.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .components import LOCATION, TEMPLATE
from .interactive import DIRECT_INTERACTIVE, INTERACTIVE
from .shapes import Array, Choice, Flag, Number, Object, Rule, Text, Word, media

CAPTION = {"caption": Text(1024)}
ANY = Text(empty=True)


def all_optional(*names: str) -> Object:
    return Object({}, dict.fromkeys(names, ANY))


CONTACT = Object(
    {"name": Object({"formatted_name": Text()}, dict.fromkeys(
        ("first_name", "last_name", "middle_name", "suffix", "prefix"), ANY))},
    {"phones": Array(all_optional("phone", "type", "wa_id")),
     "emails": Array(all_optional("email", "type")),
     "urls": Array(all_optional("url", "type")),
     "addresses": Array(all_optional(
         "street", "city", "state", "zip", "country", "country_code", "type")),
     "org": all_optional("company", "department", "title"),
     "birthday": Text(pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}")},
)

TYPES: Mapping[str, Rule] = {
    "text": Object({"body": Text(4096)}, {"preview_url": Flag()}),
    "image": media(**CAPTION),
    "video": media(**CAPTION),
    "audio": media(voice=Flag()),
    "document": media(**CAPTION, filename=Text()),
    "sticker": media(),
    "location": LOCATION,
    "contacts": Array(CONTACT, 1, 257),
    "reaction": Object({"message_id": Text(), "emoji": Text(empty=True)}),
    "interactive": INTERACTIVE,
    "template": TEMPLATE,
    "pin": Choice({
        "pin": Object({"message_id": Text(), "expiration_days": Number(1, 30, whole=True)}),
        "unpin": Object({"message_id": Text()}, {"expiration_days": Number(1, 30, whole=True)})}),
}
# Groups take these types only, and only they take pin ("Groups > Group messaging").
GROUP_TYPES = ("text", "image", "video", "audio", "document", "sticker", "template", "pin")

# What surrounds the content; `type` is text if left out ("Send messages", older reference).
ENVELOPE: Mapping[str, Rule] = {
    "recipient_type": Word(("individual", "group")),
    "to": Text(),
    "recipient": Text(),
    "context": Object({"message_id": Text(pattern=r"wamid\..+")}),
    "biz_opaque_callback_data": Text(512),
    "recipient_identity_key_hash": Text(),
}


def envelope(types: Mapping[str, Rule], *, unknown: int, **members: Rule) -> Choice:
    """A whole message of one of `types`, with more members around the content."""
    product = {"messaging_product": Word(("whatsapp",))}
    around = {**ENVELOPE, **members}
    return Choice({kind: Object({**product, kind: rule}, around) for kind, rule in types.items()},
                  default="text", unknown=unknown)


# Direct Send (beta): `category` makes text a business-initiated message without a template.
# It shows no previews; `ttl_seconds` and `direct_send_config` exist only here.
DIRECT_TEXT = {"text": Object({"body": Text(1024)})}
MESSAGE = Choice(
    {
        "authentication": envelope(
            DIRECT_TEXT, unknown=100, ttl_seconds=Number(30, 900, whole=True, code=100)),
        "service": envelope(TYPES, unknown=131051),
        "utility": envelope(
            {**DIRECT_TEXT, "interactive": DIRECT_INTERACTIVE}, unknown=100,
            ttl_seconds=Number(30, 43200, whole=True, code=100),
            direct_send_config=Object({"template_name": Text(512, "[a-z0-9_]+", code=100)})),
    },
    tag="category",
    default="service",
)


def readable(body: Mapping[str, Any]) -> str:
    """What a message that is not a template says, for people."""
    kind = body.get("type", "text")
    content = body[kind]
    return str(content["body"]) if kind == "text" else json.dumps(content, ensure_ascii=False)
