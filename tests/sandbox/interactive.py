# SPDX-License-Identifier: MIT
"""The shapes of interactive messages (Meta's pages "Messages > Interactive …", "Sending a flow",
"Share products" and "Call buttons"). Where Meta's pages differ, the larger limit stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

from .across import Alike, LinksFirst, TitledIfSeveral, Total, Unique
from .shapes import All, Array, Choice, Fork, Number, Object, Rule, Text, Word, media, tagged

URL = Text(pattern="https?://.+", wrong="is not a valid URI", code=100)
ANYTHING = Object(closed=False)
NOTHING: Mapping[str, Rule] = {}


def text_of(longest: int, label: str) -> Object:
    return Object({"text": Text(longest, label=label)})


def named(name: str, required: Mapping[str, Rule] = NOTHING,
          optional: Mapping[str, Rule] = NOTHING) -> Object:
    """An action {"name": …, "parameters": …}; the latter may be left out if none is required."""
    parameters = {"parameters": Object(required, optional)}
    names = {"name": Word((name,))}
    return Object({**names, **parameters}) if required else Object(names, parameters)


TEXT_HEADER = tagged({"text": Text(60, label="Header text")})
HEADER = tagged({"text": Text(60, label="Header text"), "image": media(), "video": media(),
                 "document": media(filename=Text())})
FOOTER = {"footer": text_of(60, "Footer text")}
BODY = {"body": text_of(1024, "Body text")}
AROUND = {"header": HEADER, **FOOTER}

REPLY = Object({"id": Text(256, r"(?s:\S(.*\S)?)", label="Button ID"),
                "title": Text(20, label="Button title")})
REPLIES = All((
    Array(tagged({"reply": REPLY}), 1, 3, "buttons"),
    Unique("*.reply.id"), Unique("*.reply.title"),
))
LINK = {"display_text": Text(20, label="Display text"), "url": URL}
# Direct Send mixes links with replies; its pages do not show how a link is written there.
MIXED_BUTTONS = All((
    Array(tagged({"reply": REPLY, "cta_url": Object({}, LINK, closed=False)}), 1, 10, "buttons"),
    LinksFirst(), Unique("*.reply.id"), Unique("*.reply.title"),
))

SECTION_TITLE = {"title": Text(24, label="Section title")}
ROW = Object({"id": Text(200, label="Row ID"), "title": Text(24, label="Row title")},
             {"description": Text(72, label="Row description")})
SECTIONS = All((
    Array(Object({"rows": Array(ROW, 1)}, SECTION_TITLE), 1, 10, "sections"),
    Total("*.rows.*", 10, "row"), Unique("*.rows.*.id"), TitledIfSeveral(),
))

PRODUCT = {"product_retailer_id": Text()}
PRODUCT_SECTIONS = All((
    Array(Object({"product_items": Array(Object(PRODUCT), 1)}, SECTION_TITLE), 1, 10, "sections"),
    Total("*.product_items.*", 30, "product"), TitledIfSeveral(),
))
THUMBNAIL = {"thumbnail_product_retailer_id": Text()}

FLOW = Object(
    {"flow_message_version": Word(("3",)), "flow_cta": Text(30, label="Flow CTA")},
    {"flow_id": Text(), "flow_name": Text(), "flow_token": Text(),
     "mode": Word(("draft", "published")),
     "flow_action": Word(("data_exchange", "navigate")),
     "flow_action_payload": Object({}, {"screen": Text(), "data": Object(closed=False, least=1)})},
    one_of=("flow_id", "flow_name"),
)
NAVIGATING = Object({}, {"flow_action": Word(("navigate",))}, closed=False)

# A card has a link or up to three replies; the body has at most two line breaks.
QUICK_REPLIES = Object({"buttons": All((
    Array(tagged({"quick_reply": REPLY}), 1, 3, "buttons"), Unique("*.quick_reply.id")))})
CARD_BODY = {"body": All((text_of(160, "Card body"), Object({"text": Text(
    pattern=r"[^\n]*(\n[^\n]*){0,2}", wrong="has more than 2 line breaks")})))}
CARD_INDEX = {"card_index": Number(0, 9, whole=True)}
CARD = Choice({
    "cta_url": Object(
        {**CARD_INDEX, "header": tagged({"image": media(), "video": media()}),
         "action": Fork("buttons", QUICK_REPLIES, named("cta_url", LINK))}, CARD_BODY),
    "product": Object(
        {**CARD_INDEX, "action": Object({**PRODUCT, "catalog_id": Text()})}, CARD_BODY),
})
CARDS = All((
    Array(CARD, 2, 10, "cards"), Unique("*.card_index"), Alike("*.type"), Alike("*.header.type"),
    Alike("*.action.catalog_id"),
))

ADDRESS = named("address_message", {"country": Text(pattern="[A-Z]{2}")}, {
    "values": ANYTHING, "validation_errors": ANYTHING,
    "saved_addresses": Array(Object({"id": Text(), "value": ANYTHING}))})
CALL = named("voice_call", optional={
    "display_text": LINK["display_text"], "ttl_minutes": Number(1, 43200, whole=True),
    "payload": Text(512)})

CTA_URL = Object({**BODY, "action": named("cta_url", LINK)}, AROUND)
INTERACTIVE = Choice({
    "button": Object({**BODY, "action": Object({"buttons": REPLIES})}, AROUND),
    "list": Object({"body": text_of(4096, "Body text"),
                    "action": Object({"button": Text(20, label="Button"), "sections": SECTIONS})},
                   {"header": TEXT_HEADER, **FOOTER}),
    "cta_url": CTA_URL,
    "location_request_message": Object({**BODY, "action": named("send_location")}),
    "flow": Object({**BODY, "action": Object({
        "name": Word(("flow",)),
        "parameters": Fork("flow_action_payload", All((FLOW, NAVIGATING)), FLOW),
    })}, AROUND),
    "address_message": Object({**BODY, "action": ADDRESS}, AROUND),
    "product": Object({"action": Object({**PRODUCT, "catalog_id": Text()})}, {**BODY, **FOOTER}),
    "product_list": Object(
        {**BODY, "header": TEXT_HEADER,
         "action": Object({"catalog_id": Text(), "sections": PRODUCT_SECTIONS})}, FOOTER),
    "catalog_message": Object(
        {**BODY, "action": named("catalog_message", optional=THUMBNAIL)}, FOOTER),
    "carousel": Object({**BODY, "action": Object({"cards": CARDS})}),
    "voice_call": Object({**BODY, "action": CALL}, AROUND),
    "call_permission_request": Object(
        {**BODY, "action": named("call_permission_request")}, AROUND),
    "request_contact_info": Object({**BODY, "action": named("request_contact_info")}, AROUND),
    # Payments: not checked further
    "order_details": ANYTHING,
    "order_status": ANYTHING,
})

# Direct Send: links and replies, together if you like.
DIRECT_INTERACTIVE = Choice({
    "button": Object({**BODY, "action": Object({"buttons": MIXED_BUTTONS})}, AROUND),
    "cta_url": CTA_URL,
})
