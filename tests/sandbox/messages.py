# SPDX-License-Identifier: MIT
"""The shape of every message the Cloud API takes, as tables (Meta's pages under "Messages").

To add a type or a limit, add a line here. What depends on the account (who may be written to,
which templates exist) is checked in api.py and templates.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .shapes import Array, Choice, Flag, Number, Object, Rule, Text, Word, tagged

CAPTION = {"caption": Text(1024)}


def media(**optional: Rule) -> Object:
    """An uploaded file by its id, or one that Meta fetches from a link."""
    source = {"id": Text(pattern="[0-9]+"), "link": Text(pattern="https?://.+")}
    return Object({}, {**source, **optional}, one_of=("id", "link"))


LOCATION = Object(
    {"latitude": Number(-90, 90, as_text=True), "longitude": Number(-180, 180, as_text=True)},
    {"name": Text(), "address": Text()},
)

# Templates: the values for the placeholders. templates.py compares them with the template.
PARAMETER = tagged(
    {
        "text": Text(),
        "currency": Object({"fallback_value": Text(), "code": Text(3, "[A-Z]{3}"),
                            "amount_1000": Number(-1e15, 1e15, whole=True)}),
        "date_time": Object({"fallback_value": Text()}),
        "image": media(),
        "video": media(),
        "document": media(filename=Text()),
        "location": LOCATION,
        "payload": Text(256),
        "coupon_code": Text(20, "[A-Za-z0-9]+"),
    },
    {"parameter_name": Text(pattern="[a-z0-9_]+")},
)
PARAMETERS = {"parameters": Array(PARAMETER)}
COMPONENT = Choice(
    {
        "header": Object({}, PARAMETERS),
        "body": Object({}, PARAMETERS),
        "button": Object(
            {"sub_type": Text(), "index": Number(0, 9, whole=True, as_text=True)}, PARAMETERS),
    },
    any_case=True,
)
TEMPLATE = Object(
    {"name": Text(512, "[a-z0-9_]+"), "language": Object({"code": Text()}, {"policy": Text()})},
    {"components": Array(COMPONENT)},
)

# Interactive messages
HEADER = tagged({"text": Text(60), "image": media(), "video": media(), "document": media()})
BODY = {"body": Object({"text": Text(1024)})}
FOOTER = {"footer": Object({"text": Text(60)})}
REPLY = tagged({"reply": Object({"id": Text(256), "title": Text(20)})})
ROW = Object({"id": Text(200), "title": Text(24)}, {"description": Text(72)})
SECTION = Object({"rows": Array(ROW, 1, 10)}, {"title": Text(24)})
LINK = Object({
    "name": Word(("cta_url",)),
    "parameters": Object({"display_text": Text(20), "url": Text(pattern="https?://.+")}),
})
UNCHECKED = Object(closed=False)
INTERACTIVE = Choice({
    "button": Object({**BODY, "action": Object({"buttons": Array(REPLY, 1, 3)})},
                     {"header": HEADER, **FOOTER}),
    "list": Object({"body": Object({"text": Text(4096)}),
                    "action": Object({"button": Text(20), "sections": Array(SECTION, 1, 10)})},
                   {"header": tagged({"text": Text(60)}), **FOOTER}),
    "cta_url": Object({**BODY, "action": LINK}, {"header": HEADER, **FOOTER}),
    "location_request_message": Object(
        {**BODY, "action": Object({"name": Word(("send_location",))})}),
    **dict.fromkeys(
        ("flow", "address_message", "product", "product_list", "catalog_message", "carousel",
         "voice_call", "call_permission_request", "request_contact_info", "order_details",
         "order_status"), UNCHECKED),
})

CONTACT = Object({"name": Object({"formatted_name": Text()}, closed=False)}, closed=False)

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
}

# What surrounds the content; `type` is text if left out ("Send messages", older reference).
ENVELOPE: Mapping[str, Rule] = {
    "recipient_type": Word(("individual", "group")),
    "to": Text(),
    "recipient": Text(),
    "context": Object({"message_id": Text(pattern=r"wamid\..+")}),
    "biz_opaque_callback_data": Text(512),
    "recipient_identity_key_hash": Text(),
    "category": Word(("authentication", "service", "utility")),
    "ttl_seconds": Number(30, 43200, whole=True),
    "direct_send_config": Object({"template_name": Text(512, "[a-z0-9_]+")}),
}
MESSAGE = Choice(
    {
        kind: Object({"messaging_product": Word(("whatsapp",)), kind: rule}, ENVELOPE)
        for kind, rule in TYPES.items()
    },
    default="text",
    unknown=131051,
)


def readable(body: Mapping[str, Any]) -> str:
    """What a message that is not a template says, for people."""
    kind = body.get("type", "text")
    content = body[kind]
    return str(content["body"]) if kind == "text" else json.dumps(content, ensure_ascii=False)
