# SPDX-License-Identifier: MIT
"""The shape of a template message: the values for its placeholders, component by component.

Rules: Meta's pages "Templates > Components", "Template messages" and those of each kind of
button. templates.py compares the values with the template.
"""

from __future__ import annotations

from .across import Unique
from .interactive import ANYTHING, PRODUCT_SECTIONS, THUMBNAIL
from .shapes import All, Array, Choice, Number, Object, Rule, Text, media, tagged

LOCATION = Object(
    {"latitude": Number(-90, 90, as_text=True), "longitude": Number(-180, 180, as_text=True)},
    {"name": Text(), "address": Text()},
)
KINDS: dict[str, Rule] = {
    "text": Text(),
    "currency": Object({"fallback_value": Text(), "code": Text(3, "[A-Z]{3}"),
                        "amount_1000": Number(-1e15, 1e15, whole=True)}),
    "date_time": Object({"fallback_value": Text()}),
    "image": media(),
    "video": media(),
    "gif": media(),
    "document": media(filename=Text()),
    "location": LOCATION,
    "product": Object({"product_retailer_id": Text()}, {"catalog_id": Text()}),
    "payload": Text(256),
    "coupon_code": Text(20, "[A-Za-z0-9]+"),
    "action": ANYTHING,
    "ttl_minutes": Number(1, 43200, whole=True),
    "limited_time_offer": Object({"expiration_time_ms": Number(1, 1e15, whole=True)}),
    "tap_target_configuration": Array(
        Object({"url": Text(pattern="https?://.+"), "title": Text()}), 1),
}


def parameters(**special: Rule) -> dict[str, Rule]:
    """The member `parameters` of a component in which some kinds have rules of their own."""
    name = {"parameter_name": Text(pattern="[a-z0-9_]+")}
    return {"parameters": Array(tagged({**KINDS, **special}, name))}


def button(**special: Rule) -> Object:
    return Object({"index": INDEX}, parameters(**special))


INDEX = Number(0, 9, whole=True, as_text=True)
BUTTONS: dict[str, Rule] = {
    "quick_reply": button(),
    "url": button(),
    "copy_code": button(),
    "flow": button(action=Object({}, {"flow_token": Text(),
                                      "flow_action_data": Object(closed=False)})),
    "catalog": button(action=Object({}, THUMBNAIL)),
    "mpm": button(action=Object({"sections": PRODUCT_SECTIONS}, THUMBNAIL)),
    # Meta's sample has no index here
    "voice_call": Object({}, {"index": INDEX, **parameters(payload=Text(512))}),
    "order_details": button(),
}
SIMPLE: dict[str, Rule] = {
    "header": Object({}, parameters()),
    "body": Object({}, parameters()),
    "button": Choice(BUTTONS, tag="sub_type", any_case=True),
}
CARDS = All((
    Array(Object({"card_index": Number(0, 9, whole=True),
                  "components": Array(Choice(SIMPLE, any_case=True))}), 1, 10),
    Unique("*.card_index"),
))
COMPONENT = Choice({
    **SIMPLE,
    "limited_time_offer": Object({}, parameters()),
    "tap_target_configuration": Object({}, parameters()),
    "carousel": Object({"cards": CARDS}),
}, any_case=True)
TEMPLATE = Object(
    {"name": Text(512, "[a-z0-9_]+"), "language": Object({"code": Text()}, {"policy": Text()})},
    {"components": Array(COMPONENT)},
)
