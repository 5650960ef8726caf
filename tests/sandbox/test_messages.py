# SPDX-License-Identifier: MIT
"""Which messages the sandbox takes, and which it refuses for what is in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from . import Account, Sandbox
from .api import answer
from .client import BSUID, code, details, post, sent, text, to_user
from .examples import (CONTACT, DIRECT_SEND, EXAMPLES, FOOTER, FORM, GROUPS, INTERACTIVE, MESSAGES,
                       TITLE, WAMID, interactive, link, media_card, message, named_action,
                       product_card, quick_replies, reply)
from .http1 import Request
from .messages import GROUP_TYPES


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_kind_of_message_is_taken(sandbox: Sandbox, name: str) -> None:
    status, answer, _ = post(sandbox, sent(EXAMPLES[name]))
    assert status == 200, answer
    assert sandbox.accepted[0].type == EXAMPLES[name]["type"]


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_may_quote_another_and_carry_data(sandbox: Sandbox, name: str) -> None:
    members = {"context": {"message_id": WAMID}, "biz_opaque_callback_data": "build 42"}
    assert post(sandbox, sent(MESSAGES[name], **members))[0] == 200


@pytest.mark.parametrize("name", EXAMPLES)
def test_groups_take_text_media_and_templates(sandbox: Sandbox, name: str) -> None:
    [group] = sandbox.account.groups
    body = sent(EXAMPLES[name], to=group, recipient_type="group")
    if EXAMPLES[name]["type"] in GROUP_TYPES:
        assert post(sandbox, body)[1]["messages"][0]["group_id"] == group
    else:
        assert code(sandbox, body) == 131051


@pytest.mark.parametrize("name", GROUPS)
def test_only_groups_pin_messages(sandbox: Sandbox, name: str) -> None:
    assert code(sandbox, sent(GROUPS[name])) == 131051
    [group] = sandbox.account.groups
    assert post(sandbox, sent(GROUPS[name], to=group, recipient_type="group"))[0] == 200


@pytest.mark.parametrize("changes, expected", [
    ({"messaging_product": "facebook"}, 100),
    ({"to": None}, 100),
    ({"to": 12025550123}, 100),
    ({"to": ""}, 131008),
    ({"to": "+12"}, 131009),
    ({"to": "+1234567890123456"}, 131009),
    ({"to": "+0123456789"}, 131009),
    ({"to": "+1.202.555.0123"}, 131009),
    ({"to": "+15550100000"}, 131021),
    ({"recipient_type": "everybody"}, 100),
    ({"recipient_type": "group"}, 131041),
    ({"type": "telegram"}, 131051),
    ({"type": 1}, 100),
    ({"type": "image"}, 131008),
    ({"unknown": 1}, 100),
    ({"image": {"id": "1"}}, 100),
    ({"context": {}}, 131008),
    ({"biz_opaque_callback_data": "x" * 513}, 100),
    ({"text": "Hello"}, 100),
    ({"text": {}}, 131008),
    ({"text": {"body": ""}}, 131008),
    ({"text": {"body": None}}, 100),
    ({"text": {"body": "x" * 4097}}, 100),
    ({"text": {"body": "x", "preview_url": "true"}}, 100),
    ({"text": {"body": "x", "bold": True}}, 100),
    ({"category": "marketing"}, 100),
    ({"category": "utility"}, 100),
    ({"ttl_seconds": 60}, 100),
])
def test_faulty_texts(sandbox: Sandbox, changes: dict[str, Any], expected: int) -> None:
    assert code(sandbox, text(**changes)) == expected


def test_a_missing_recipient_or_product_is_named(sandbox: Sandbox) -> None:
    for name in ("to", "messaging_product"):
        faulty = text()
        del faulty[name]
        _, reply, _ = post(sandbox, faulty)
        assert reply["error"]["code"] == 131008
        assert f"parameter {name} is" in reply["error"]["error_data"]["details"]


def test_a_bad_business_scoped_id_is_refused(sandbox: Sandbox) -> None:
    assert code(sandbox, to_user(text(), "us.1")) == 131009


def without(content: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key != name}


def buttons(*replies: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return interactive("button", {"buttons": list(replies)}, **parts)


def flow(**changes: Any) -> dict[str, Any]:
    parameters = {**FORM, "flow_id": "1", **changes}
    return interactive("flow", named_action("flow", **parameters))


def listing(*sections: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return interactive("list", {"button": "Pick", "sections": list(sections)}, **parts)


def cards(*elements: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return interactive("carousel", {"cards": list(elements)}, **parts)


IMAGE = {"type": "image", "image": {"id": "1"}}
VIDEO = {"type": "video", "video": {"id": "1"}}
ROW = {"id": "1", "title": "One"}
OTHER_CATALOGUE = {**product_card(1), "action": {"catalog_id": "1", "product_retailer_id": "1"}}


@pytest.mark.parametrize("faulty, expected", [
    (message("image", {}), 100),
    (message("image", {"id": "1", "link": "https://example.com"}), 100),
    (message("image", {"id": "one"}), 100),
    (message("image", {"link": "ftp://example.com"}), 100),
    (message("image", {"id": "1", "filename": "a.png"}), 100),
    (message("audio", {"id": "1", "caption": "x"}), 100),
    (message("audio", {"id": "1", "voice": "yes"}), 100),
    (message("sticker", {"id": "1", "caption": "x"}), 100),
    (message("location", {"latitude": 1}), 131008),
    (message("location", {"latitude": "north", "longitude": 0}), 100),
    (message("contacts", [{"name": {}}]), 131008),
    (message("contacts", [{"phones": []}]), 131008),
    (message("contacts", [{**CONTACT, "birthday": "23.1.1999"}]), 131009),
    (message("contacts", [{**CONTACT, "nickname": "x"}]), 100),
    (message("contacts", {}), 100),
    (message("reaction", {"message_id": "wamid.x"}), 131008),
    (message("reaction", {"emoji": "🚀"}), 131008),
    (message("interactive", {"type": "riddle"}), 100),
    (message("interactive", {"body": {"text": "x"}}), 131008),
    (interactive("button", {}), 131008),
    (interactive("cta_url", link(), body=""), 131009),
    (interactive("cta_url", link(url="example.com")), 100),
    (interactive("cta_url", named_action("open", display_text="x", url="https://x")), 100),
    (interactive("cta_url", link(), header={"type": "sticker", "sticker": {"id": "1"}}), 100),
    (buttons(reply("1", "A"), reply("1", "B")), 131009),
    (buttons(reply("1", "A"), reply("2", "A")), 131009),
    (buttons(reply(" 1", "A")), 131009),
    (buttons(reply("1", "")), 131009),
    (buttons({"type": "cta_url", "cta_url": {}}), 100),
    (listing({"title": "A", "rows": [ROW]}, {"title": "B", "rows": [ROW]}), 131009),
    (listing({"title": "A", "rows": [ROW]}, {"rows": [{"id": "2", "title": "Two"}]}), 131009),
    (listing({"title": "A", "rows": []}), 100),
    (listing({"rows": [ROW]}, header=IMAGE), 100),
    (interactive("location_request_message", named_action("send_location"), footer=FOOTER), 100),
    (flow(flow_name="form"), 100),
    (interactive("flow", named_action("flow", **FORM)), 100),
    (flow(flow_message_version="2"), 100),
    (flow(mode="test"), 100),
    (flow(flow_action="data_exchange"), 100),
    (flow(flow_action_payload={"screen": "FIRST", "data": {}}), 131009),
    (interactive("address_message", named_action("address_message", values={})), 131008),
    (interactive("product", {"catalog_id": "1"}), 131008),
    (interactive("product", {"catalog_id": "1", "product_retailer_id": "1"}, header=TITLE), 100),
    (message("interactive", without(INTERACTIVE["product list"]["interactive"], "header")),
     131008),
    (message("interactive", without(INTERACTIVE["catalogue"]["interactive"], "body")), 131008),
    (cards(media_card(0), media_card(0)), 131009),
    (cards(media_card(0), product_card(1)), 131009),
    (cards(media_card(0), media_card(1, header=VIDEO)), 131009),
    (cards(media_card(0), media_card(1, body={"text": "1\n2\n3\n4"})), 131009),
    (cards(media_card(0), media_card(1, header=TITLE)), 100),
    (cards(media_card(0), without(media_card(1), "header")), 131008),
    (cards(media_card(0), media_card(1), header=IMAGE), 100),
    (cards(media_card(0), media_card(1), footer=FOOTER), 100),
    (cards(media_card(0), media_card(1, quick_replies("A", "A"))), 131009),
    (cards(product_card(0), OTHER_CATALOGUE), 131009),
    (interactive("voice_call", named_action("call")), 100),
    (message("pin", {"type": "pin", "message_id": "wamid.x"}), 131008),
    (message("pin", {"type": "nail", "message_id": "wamid.x"}), 100),
])
def test_faulty_messages(sandbox: Sandbox, faulty: Any, expected: int) -> None:
    assert code(sandbox, sent(faulty)) == expected


def spoilt(value: Any) -> Iterator[Any]:
    """`value` with something else in every one of its places, one at a time."""
    yield from (None, True, -1, 1.5, 10**30, "", "0", [], {}, [[]], [{}], {"type": {}})
    places = value.items() if isinstance(value, dict) else enumerate(
        value if isinstance(value, list) else ())
    for place, member in list(places):
        for other in spoilt(member):
            copy = value.copy()
            copy[place] = other
            yield copy
        if isinstance(value, dict):
            yield without(value, place)


@pytest.mark.parametrize("name", [*EXAMPLES, *DIRECT_SEND, *GROUPS])
def test_no_message_is_too_strange_to_be_answered(sandbox: Sandbox, name: str) -> None:
    account = Account(direct_send=True)
    request = Request(
        1, False, "POST", f"/v25.0/{account.phone_number_id}/messages", "1.1",
        [("Authorization", f"Bearer {sandbox.token}"), ("Content-Type", "application/json")])
    for body in spoilt(sent({**EXAMPLES, **DIRECT_SEND, **GROUPS}[name])):
        request.body = json.dumps(body).encode()
        assert answer(account, request).status in (200, 400, 404)


def test_a_refusal_names_the_parameter(sandbox: Sandbox) -> None:
    assert details(sandbox, text("")) == "Parameter text['body'] is missing its text value."
    assert details(sandbox, sent(message("image", {"id": "x"}))) == (
        "Param image['id'] is not a valid whatsapp business account media attachment ID.")
    assert details(sandbox, sent(buttons(reply("1", "x" * 21)))) == (
        "Button title length invalid. Min length: 1, Max length: 20 "
        "(interactive['action']['buttons'][0]['reply']['title'])")
    assert details(sandbox, sent(buttons())) == (
        "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3")


def test_a_test_number_sends_only_to_its_list(sandbox: Sandbox) -> None:
    sandbox.account.allowed_recipients = {"491701234567"}
    assert code(sandbox, text()) == 131030
    assert post(sandbox, text(to="+49 170 1234567"))[0] == 200


@pytest.mark.parametrize("name", DIRECT_SEND)
def test_direct_send_needs_an_account_that_may(sandbox: Sandbox, name: str) -> None:
    category = DIRECT_SEND[name]["category"]
    if category != "service":
        assert code(sandbox, sent(DIRECT_SEND[name])) == 100
    sandbox.account.direct_send = True
    assert post(sandbox, sent(DIRECT_SEND[name]))[0] == 200


@pytest.mark.parametrize("faulty, expected", [
    (text(category="marketing"), 100),
    (text(category="service", ttl_seconds=60), 100),
    (text(direct_send_config={"template_name": "x"}), 100),
    (text(category="utility", text={"body": "x", "preview_url": True}), 100),
    (text(category="utility", direct_send_config={"template_name": "No"}), 100),
    (text(category="authentication", direct_send_config={"template_name": "x"}), 100),
    (sent(MESSAGES["image by id"], category="utility"), 100),
    (sent(INTERACTIVE["list"], category="utility"), 100),
    (sent(INTERACTIVE["link"], category="authentication"), 100),
    (to_user(text(category="authentication")), 131062),
])
def test_what_direct_send_does_not_take(sandbox: Sandbox, faulty: Any, expected: int) -> None:
    sandbox.account.direct_send = True
    assert code(sandbox, faulty) == expected


def test_direct_send_reaches_business_scoped_ids(sandbox: Sandbox) -> None:
    sandbox.account.direct_send = True
    [contact] = post(sandbox, to_user(text(category="utility")))[1]["contacts"]
    assert contact["user_id"] == BSUID


def test_direct_send_wants_links_before_replies(sandbox: Sandbox) -> None:
    sandbox.account.direct_send = True
    opener, again = {"type": "cta_url", "cta_url": {}}, reply("1", "Again")
    assert code(sandbox, sent(buttons(again, opener), category="utility")) == 131009
    assert code(sandbox, sent(buttons(*3 * [opener]), category="utility")) == 131009
    assert post(sandbox, sent(buttons(opener, opener, again), category="utility"))[0] == 200
