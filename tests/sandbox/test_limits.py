# SPDX-License-Identifier: MIT
"""Every limit of Meta's pages: passed at the limit, refused one beyond it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from . import Account, Sandbox
from .client import code, details, post, sent, text
from .examples import (CONTACT, FORM, TITLE, action_button, body, button, carousel, header,
                       interactive, job_card, link, media_card, message, named_action, parameter,
                       product_card, quick_replies, reply, sections, template, values)

Make = Callable[[int], dict[str, Any]]


def headed(kind: str, size: int) -> dict[str, Any]:
    return interactive(kind, link(), header={"type": "text", "text": "x" * size})


def buttons(count: int, size: int = 1) -> dict[str, Any]:
    return interactive("button", {"buttons": [
        reply(f"{index}", f"{index}".ljust(size, "x")) for index in range(count)]})


def rows(*counts: int) -> list[dict[str, Any]]:
    return [{"title": f"Part {part}", "rows": [
        {"id": f"{part}-{row}", "title": "Row"} for row in range(count)]}
        for part, count in enumerate(counts)]


def listing(parts: Any, button_text: str = "Pick", **around: Any) -> dict[str, Any]:
    return interactive("list", {"button": button_text, "sections": parts}, **around)


def row(**changes: str) -> dict[str, Any]:
    return listing([{"rows": [{"id": "1", "title": "One", **changes}]}])


def products(parts: Any) -> dict[str, Any]:
    return interactive("product_list", {"catalog_id": "1", "sections": parts}, header=TITLE)


def card(**changes: Any) -> dict[str, Any]:
    return interactive("carousel", {"cards": [media_card(0), media_card(1, **changes)]})


def flow(cta: str) -> dict[str, Any]:
    return interactive("flow", named_action("flow", **{**FORM, "flow_id": "1", "flow_cta": cta}))


def call(**parameters: Any) -> dict[str, Any]:
    return interactive("voice_call", named_action("voice_call", **parameters))


def mpm(parts: Any) -> dict[str, Any]:
    return template("product_selection", action_button("mpm", sections=parts))


def call_template(kind: str, content: Any) -> dict[str, Any]:
    return template("call_us", button("voice_call", 0, parameter(kind, content)))


def release(*, header_text: str = "x", url: str = "x",
            payload: str = "x") -> dict[str, Any]:
    return template("release_notice", header(*values(header_text)), body("api", "1", "x"),
                    button("url", 0, *values(url)),
                    button("quick_reply", 1, parameter("payload", payload)))


def in_group(kind: str, content: Any) -> dict[str, Any]:
    [group] = Account().groups
    return sent(message(kind, content), to=group, recipient_type="group")


def ids(count: int, start: int = 0) -> list[str]:
    return [f"sku-{index}" for index in range(start, start + count)]


# What is limited, by how much, with which error, and a message of a given size.
LONGEST: dict[str, tuple[int, int, Make]] = {
    "text": (4096, 100, lambda n: message("text", {"body": "🚀" * n})),
    "callback data": (512, 100, lambda n: text(biz_opaque_callback_data="x" * n)),
    **{f"{kind} caption": (1024, 100, lambda n, kind=kind: message(
        kind, {"id": "1", "caption": "é" * n})) for kind in ("image", "video", "document")},
    "latitude": (90, 131009, lambda n: message("location", {"latitude": n, "longitude": 0})),
    "longitude": (180, 131009, lambda n: message("location", {"latitude": 0, "longitude": n})),
    "southern latitude": (90, 131009, lambda n: message("location", {
        "latitude": f"-{n}", "longitude": "0"})),
    "contacts": (257, 100, lambda n: message("contacts", n * [CONTACT])),
    "interactive body": (1024, 131009, lambda n: interactive("cta_url", link(), "x" * n)),
    "interactive header": (60, 131009, lambda n: headed("cta_url", n)),
    "interactive footer": (60, 131009, lambda n: interactive(
        "cta_url", link(), footer={"text": "x" * n})),
    "link text": (20, 131009, lambda n: interactive("cta_url", link("x" * n))),
    "reply buttons": (3, 131009, buttons),
    "button title": (20, 131009, lambda n: buttons(1, n)),
    "button id": (256, 131009, lambda n: interactive("button", {"buttons": [reply("x" * n, "A")]})),
    "list body": (4096, 131009, lambda n: listing(rows(1), body="x" * n)),
    "list button": (20, 131009, lambda n: listing(rows(1), "x" * n)),
    "list header": (60, 131009, lambda n: listing(
        rows(1), header={"type": "text", "text": "x" * n})),
    "sections": (10, 131009, lambda n: listing(rows(*n * [1]))),
    "rows in one section": (10, 131009, lambda n: listing(rows(n))),
    "rows in all sections": (10, 131009, lambda n: listing(rows(5, n - 5))),
    "section title": (24, 131009, lambda n: listing([{**rows(1)[0], "title": "x" * n}])),
    "row title": (24, 131009, lambda n: row(title="x" * n)),
    "row id": (200, 131009, lambda n: row(id="x" * n)),
    "row description": (72, 131009, lambda n: row(description="x" * n)),
    "location request": (1024, 131009, lambda n: interactive(
        "location_request_message", named_action("send_location"), "x" * n)),
    "flow button": (30, 131009, lambda n: flow("x" * n)),
    "product sections": (10, 131009, lambda n: products(
        [sections(f"sku-{part}")[0] for part in range(n)])),
    "products": (30, 131009, lambda n: products(
        [*sections(*ids(15)), *sections(*ids(n - 15, 15), title="More")])),
    "product section title": (24, 131009, lambda n: products(sections("sku-0", title="x" * n))),
    "cards": (10, 131009, lambda n: interactive(
        "carousel", {"cards": [{**product_card(index), "card_index": index % 10}
                               for index in range(n)]})),
    "card index": (9, 131009, lambda n: interactive(
        "carousel", {"cards": [product_card(0), product_card(n)]})),
    "card body": (160, 131009, lambda n: card(body={"text": "x" * n})),
    "card line breaks": (2, 131009, lambda n: card(body={"text": "x" + n * "\nx"})),
    "card link text": (20, 131009, lambda n: card(action=link("x" * n))),
    "card replies": (3, 131009, lambda n: card(action=quick_replies(*"ABCD"[:n]))),
    "call button": (20, 131009, lambda n: call(display_text="x" * n)),
    "call minutes": (43200, 131009, lambda n: call(ttl_minutes=n)),
    "call payload": (512, 100, lambda n: call(payload="x" * n)),
    "header value": (60, 132005, lambda n: release(header_text="x" * n)),
    "quick reply payload": (256, 100, lambda n: release(payload="x" * n)),
    "coupon code": (20, 100, lambda n: template(
        "coupon", button("copy_code", 0, parameter("coupon_code", "A" * n)))),
    "passcode": (15, 132018, lambda n: template(
        "verification_code", body("1" * n), button("url", 0, *values("1" * min(n, 15))))),
    "lone body": (32768, 132005, lambda n: template(
        "build_status", body("x" * (n - len("Build : y")), "y"))),
    "body in company": (1024, 132005, lambda n: template(
        "coverage_chart", header(parameter("image", {"id": "1"})),
        body("x" * (n - len("Coverage of "))))),
    "template card body": (160, 132005, lambda n: template("failed_jobs", body("42"), carousel(
        job_card("unit"), [job_card("x")[0], body("x" * (n - len("Job "))), *job_card("x")[2:]]))),
    "spaces in a row": (4, 132018, lambda n: template("build_status", body("42", f"a{' ' * n}b"))),
    "template products": (30, 131009, lambda n: mpm(sections(*ids(n)))),
    "template product sections": (10, 131009, lambda n: mpm(
        [sections(f"sku-{part}")[0] for part in range(n)])),
    "template call payload": (512, 100, lambda n: call_template("payload", "x" * n)),
    "template call minutes": (43200, 131009, lambda n: call_template("ttl_minutes", n)),
    "utility seconds": (43200, 100, lambda n: text(category="utility", ttl_seconds=n)),
    "authentication seconds": (900, 100, lambda n: text(
        category="authentication", ttl_seconds=n)),
    "days of a pin": (30, 131009, lambda n: in_group("pin", {
        "type": "pin", "message_id": "wamid.x", "expiration_days": n})),
    "direct text": (1024, 100, lambda n: text("x" * n, category="utility")),
    "direct link text": (20, 131009, lambda n: {
        **interactive("cta_url", link("x" * n)), "category": "utility"}),
    "direct buttons": (10, 131009, lambda n: {**buttons(n), "category": "utility"}),
    "direct template name": (512, 100, lambda n: text(
        category="utility", direct_send_config={"template_name": "x" * n})),
}
# The other end: the least that is taken.
LEAST: dict[str, tuple[int, int, Make]] = {
    "text": (1, 131008, lambda n: message("text", {"body": "x" * n})),
    "contacts": (1, 100, lambda n: message("contacts", n * [CONTACT])),
    "reply buttons": (1, 131009, buttons),
    "sections": (1, 131009, lambda n: listing(rows(*n * [1]))),
    "rows": (1, 100, lambda n: listing(rows(n))),
    "cards": (2, 131009, lambda n: interactive(
        "carousel", {"cards": [product_card(index) for index in range(n)]})),
    "card replies": (1, 131009, lambda n: card(action=quick_replies(*"ABCD"[:n]))),
    "direct buttons": (1, 131009, lambda n: {**buttons(n), "category": "utility"}),
    "call minutes": (1, 131009, lambda n: call(ttl_minutes=n)),
    "days of a pin": (1, 131009, lambda n: in_group("pin", {
        "type": "pin", "message_id": "wamid.x", "expiration_days": n})),
    "value": (1, 131008, lambda n: template("build_status", body("42", "x" * n))),
    "utility seconds": (30, 100, lambda n: text(category="utility", ttl_seconds=n)),
    "authentication seconds": (30, 100, lambda n: text(
        category="authentication", ttl_seconds=n)),
}


@pytest.mark.parametrize("name", LONGEST)
def test_a_limit_is_passed_and_one_beyond_refused(sandbox: Sandbox, name: str) -> None:
    sandbox.account.direct_send = True
    limit, expected, make = LONGEST[name]
    assert code(sandbox, sent(make(limit + 1))) == expected
    for size in (limit - 1, limit):
        status, answer, _ = post(sandbox, sent(make(size)))
        assert status == 200, answer


@pytest.mark.parametrize("name", LEAST)
def test_the_least_is_passed_and_less_refused(sandbox: Sandbox, name: str) -> None:
    sandbox.account.direct_send = True
    limit, expected, make = LEAST[name]
    assert code(sandbox, sent(make(limit - 1))) == expected
    assert post(sandbox, sent(make(limit)))[0] == 200


def test_the_longest_template_name_is_looked_up(sandbox: Sandbox) -> None:
    assert code(sandbox, sent(template("x" * 512))) == 132001
    assert code(sandbox, sent(template("x" * 513))) == 100


def test_the_last_button_index_is_looked_up(sandbox: Sandbox) -> None:
    assert "no button 9" in details(sandbox, sent(template("hello_world", button("url", 9))))
    assert "from 0 to 9" in details(sandbox, sent(template("hello_world", button("url", 10))))


def test_more_cards_than_a_template_can_have_are_refused_by_their_number(
    sandbox: Sandbox
) -> None:
    def cards(count: int) -> dict[str, Any]:
        return template("failed_jobs", body("42"), carousel(*count * [job_card("unit")]))

    assert "(10) does not match the expected number of params (2)" in details(
        sandbox, sent(cards(10)))
    assert "must have 1 to 10 elements" in details(sandbox, sent(cards(11)))


def test_limits_that_others_imply_are_named_all_the_same(sandbox: Sandbox) -> None:
    cards = [{**product_card(0), "card_index": index % 10} for index in range(11)]
    assert "Max allowed cards: 10" in details(
        sandbox, sent(interactive("carousel", {"cards": cards})))
    assert "Max allowed sections: 10" in details(sandbox, sent(listing(rows(*11 * [1]))))
