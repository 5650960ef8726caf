# SPDX-License-Identifier: MIT
"""One message of each kind that the Cloud API takes: name -> message.

A message here has its type and its content, but neither `messaging_product` nor a recipient: who
sends it adds them. The templates are those of known.py; DIRECT_SEND needs an account that may.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PICTURE = "https://example.com/coverage.png"
PAGE = "https://ci.example.com/42"
WAMID = "wamid.HBgLMTIwMjU1NTAxMjMVAgARGBI1OUFDRjRBMkY3OUEwM0JBQzYA"


def message(kind: str, content: Any) -> dict[str, Any]:
    return {"type": kind, kind: content}


def interactive(kind: str, action: Any, body: str = "Build 42 failed", **parts: Any) -> Any:
    content = {"type": kind, "body": {"text": body}, "action": action, **parts}
    return message("interactive", content)


def named_action(name: str, **parameters: Any) -> dict[str, Any]:
    return {"name": name, "parameters": parameters} if parameters else {"name": name}


def link(text: str = "Open log", url: str = PAGE) -> dict[str, Any]:
    return named_action("cta_url", display_text=text, url=url)


def reply(identifier: str, title: str) -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": identifier, "title": title}}


def quick_replies(*titles: str) -> dict[str, Any]:
    return {"buttons": [{"type": "quick_reply", "quick_reply": {"id": f"{title}!", "title": title}}
                        for title in titles]}


def media_card(index: int, action: Any = None, **parts: Any) -> dict[str, Any]:
    header = {"type": "image", "image": {"link": PICTURE}}
    return {"card_index": index, "type": "cta_url", "header": header,
            "body": {"text": f"Job {index}"}, "action": action or link(), **parts}


def product_card(index: int) -> dict[str, Any]:
    return {"card_index": index, "type": "product",
            "action": {"catalog_id": "194836987003835", "product_retailer_id": f"sku-{index}"}}


def template(name: str, *components: Any, language: str = "en_US") -> dict[str, Any]:
    content: dict[str, Any] = {"name": name, "language": {"code": language}}
    return message("template", {**content, "components": list(components)} if components
                   else content)


def values(*texts: str, **named: str) -> list[dict[str, Any]]:
    """Text parameters: by their places, or by their names."""
    positional = [{"type": "text", "text": text} for text in texts]
    return positional + [{"type": "text", "parameter_name": name, "text": text}
                         for name, text in named.items()]


def body(*texts: str, **named: str) -> dict[str, Any]:
    return {"type": "body", "parameters": values(*texts, **named)}


def header(*parameters: dict[str, Any]) -> dict[str, Any]:
    return {"type": "header", "parameters": list(parameters)}


def parameter(kind: str, content: Any) -> dict[str, Any]:
    return {"type": kind, kind: content}


def button(sub_type: str, index: Any, *parameters: dict[str, Any]) -> dict[str, Any]:
    return {"type": "button", "sub_type": sub_type, "index": index, "parameters": list(parameters)}


def action_button(sub_type: str, **action: Any) -> dict[str, Any]:
    return button(sub_type, "0", parameter("action", action))


def limited_time_offer(expiration: Any = 1795000000000) -> dict[str, Any]:
    content = {"expiration_time_ms": expiration}
    return {"type": "limited_time_offer",
            "parameters": [parameter("limited_time_offer", content)]}


def carousel(*cards: Any) -> dict[str, Any]:
    return {"type": "carousel", "cards": [
        {"card_index": index, "components": card} for index, card in enumerate(cards)]}


def job_card(job: str) -> list[dict[str, Any]]:
    return [header(parameter("image", {"link": PICTURE})), body(job),
            button("url", "0", *values(f"jobs/{job}")),
            button("quick_reply", "1", parameter("payload", f"retry {job}"))]


def offered_product(identifier: str) -> list[dict[str, Any]]:
    product = {"product_retailer_id": identifier, "catalog_id": "194836987003835"}
    return [header(parameter("product", product))]


def sections(*retailer_ids: str, title: str = "Shirts") -> list[dict[str, Any]]:
    return [{"title": title, "product_items": [
        {"product_retailer_id": identifier} for identifier in retailer_ids]}]


LOCATION = {"latitude": "37.44216", "longitude": "-122.16153", "name": "Data centre 3",
            "address": "101 Forest Ave"}
CONTACT = {
    "name": {"formatted_name": "On-call Engineer", "first_name": "On-call"},
    "phones": [{"phone": "+12025550123", "type": "WORK", "wa_id": "12025550123"}],
    "emails": [{"email": "oncall@example.com", "type": "WORK"}],
    "org": {"company": "Example", "department": "Operations", "title": "Engineer"},
    "birthday": "1999-01-23",
    "urls": [{"url": "https://example.com", "type": "WORK"}],
    "addresses": [{"street": "1 Way", "city": "Town", "state": "CA", "zip": "94025",
                   "country": "United States", "country_code": "US", "type": "HOME"}],
}
TITLE = {"type": "text", "text": "Release 1.4.0"}
FOOTER = {"text": "pipeline 8812"}
FORM = {"flow_message_version": "3", "flow_cta": "Open form", "mode": "published",
        "flow_token": "unused", "flow_action": "navigate",
        "flow_action_payload": {"screen": "FIRST", "data": {"build": "42"}}}
ADDRESS = {"name": "Somebody", "phone_number": "+919999999999", "in_pin_code": "400063",
           "city": "Mumbai"}

MESSAGES: Mapping[str, dict[str, Any]] = {
    "text": message("text", {"body": "Build 42 passed"}),
    "text with preview": message("text", {"body": f"Deployed: {PAGE}", "preview_url": True}),
    "image by link": message("image", {"link": PICTURE, "caption": "Coverage"}),
    "image by id": message("image", {"id": "1479537139650973"}),
    "video by link": message("video", {"link": "https://example.com/run.mp4", "caption": "Run"}),
    "video by id": message("video", {"id": "1166846181421424"}),
    "audio by link": message("audio", {"link": "https://example.com/alarm.mp3"}),
    "audio by id": message("audio", {"id": "1013859600285441"}),
    "voice": message("audio", {"id": "1013859600285441", "voice": True}),
    "document by link": message("document", {
        "link": "https://example.com/junit.pdf", "filename": "junit.pdf", "caption": "Nightly"}),
    "document by id": message("document", {"id": "1376223850470843", "filename": "junit.pdf"}),
    "sticker by link": message("sticker", {"link": "https://example.com/green.webp"}),
    "sticker by id": message("sticker", {"id": "798882015472548"}),
    "location": message("location", LOCATION),
    "location in numbers": message("location", {"latitude": 37.44216, "longitude": -122.16153}),
    "contacts": message("contacts", [CONTACT]),
    "reaction": message("reaction", {"message_id": WAMID, "emoji": "🚀"}),
    "reaction taken back": message("reaction", {"message_id": WAMID, "emoji": ""}),
}

INTERACTIVE: Mapping[str, dict[str, Any]] = {
    "buttons": interactive(
        "button", {"buttons": [reply("approve-8812", "Approve"), reply("reject-8812", "Reject")]},
        "Promote to production?", header=TITLE, footer=FOOTER),
    "buttons under a picture": interactive(
        "button", {"buttons": [reply("again", "Run again")]},
        header={"type": "image", "image": {"link": PICTURE}}),
    "list": interactive("list", {"button": "Environments", "sections": [
        {"title": "Staging", "rows": [
            {"id": "stg-eu", "title": "Staging EU", "description": "Frankfurt"}]},
        {"title": "Production", "rows": [{"id": "prd-eu", "title": "Production EU"}]},
    ]}, "Where should build 42 go?", header=TITLE, footer=FOOTER),
    "link": interactive("cta_url", link(), header=TITLE, footer=FOOTER),
    "link under a document": interactive("cta_url", link(), header={
        "type": "document", "document": {"id": "1376223850470843", "filename": "junit.pdf"}}),
    "location request": interactive(
        "location_request_message", named_action("send_location"), "Where are you?"),
    "flow by id": interactive("flow", named_action("flow", **FORM, flow_id="123456")),
    "flow by name": interactive("flow", named_action("flow", **{
        "flow_message_version": "3", "flow_name": "change_form", "flow_cta": "Open form",
        "mode": "draft", "flow_action": "data_exchange"}), header=TITLE, footer=FOOTER),
    "address": interactive("address_message", named_action(
        "address_message", country="IN", values=ADDRESS,
        saved_addresses=[{"id": "address1", "value": ADDRESS}])),
    "product": interactive("product", {
        "catalog_id": "194836987003835", "product_retailer_id": "sku-0"}, footer=FOOTER),
    "product without text": message("interactive", {"type": "product", "action": {
        "catalog_id": "194836987003835", "product_retailer_id": "sku-0"}}),
    "product list": interactive("product_list", {
        "catalog_id": "194836987003835", "sections": sections("sku-0", "sku-1")},
        header=TITLE, footer=FOOTER),
    "catalogue": interactive("catalog_message", named_action(
        "catalog_message", thumbnail_product_retailer_id="sku-0"), footer=FOOTER),
    "catalogue without thumbnail": interactive("catalog_message", named_action("catalog_message")),
    "carousel of pictures": interactive("carousel", {"cards": [media_card(0), media_card(1)]}),
    "carousel with replies": interactive("carousel", {"cards": [
        media_card(index, quick_replies(f"Retry {index}", f"Skip {index}")) for index in (0, 1)]}),
    "carousel of products": interactive("carousel", {"cards": [product_card(0), product_card(1)]}),
    "voice call": interactive("voice_call", named_action(
        "voice_call", display_text="Call us", ttl_minutes=100, payload="build-42")),
    "voice call by default": interactive("voice_call", named_action("voice_call")),
    "call permission": interactive(
        "call_permission_request", named_action("call_permission_request")),
    "contact request": interactive("request_contact_info", named_action("request_contact_info")),
}

TEMPLATES: Mapping[str, dict[str, Any]] = {
    "template without values": template("hello_world"),
    "template with values": template("build_status", body("42", "passed")),
    "template with old values": template("build_status", {"type": "body", "parameters": [
        parameter("currency", {"fallback_value": "$1", "code": "USD", "amount_1000": 1000}),
        parameter("date_time", {"fallback_value": "today"})]}),
    "template with named values": template("deploy_named", body(version="2", service="api")),
    "template with named values everywhere": template(
        "deploy_page_named", header(*values(service="api")), body(version="2", stage="live"),
        button("url", "0", *values(page="releases/2"))),
    "template with header and buttons": template(
        "release_notice", header(*values("api 1.4.0")), body("api", "1.4.0", "fixes"),
        button("url", "0", *values("releases/1.4.0")),
        button("quick_reply", "1", parameter("payload", "thanks"))),
    "template with image": template(
        "coverage_chart", header(parameter("image", {"link": PICTURE})), body("api")),
    "template with a link behind the image": template(
        "coverage_chart", header(parameter("image", {"id": "1479537139650973"})), body("api"),
        {"type": "tap_target_configuration", "parameters": [parameter(
            "tap_target_configuration", [{"url": PAGE, "title": "Open log"}])]}),
    "template with video": template(
        "demo_video", header(parameter("video", {"id": "1166846181421424"})), body("1.4.0")),
    "template with document": template("test_report", header(parameter("document", {
        "link": "https://example.com/junit.pdf", "filename": "junit.pdf"})), body("42")),
    "template with location": template(
        "outage_location", header(parameter("location", LOCATION)), body("3")),
    "template with product": template(
        "product_offer", *offered_product("sku-0"), body("20 %")),
    "template with coupon": template(
        "coupon", button("copy_code", "0", parameter("coupon_code", "SAVE20"))),
    "template with flow": template("feedback_form", action_button(
        "flow", flow_token="unused", flow_action_data={"build": "42"})),
    "template with catalogue": template("catalogue_notice", action_button(
        "catalog", thumbnail_product_retailer_id="sku-0")),
    "template with products": template("product_selection", action_button(
        "mpm", thumbnail_product_retailer_id="sku-0", sections=sections("sku-0", "sku-1"))),
    "template with voice call": template("call_us", {
        "type": "button", "sub_type": "voice_call", "parameters": [
            parameter("ttl_minutes", 100), parameter("payload", "build-42")]}),
    "template with payment": template("payment_request", action_button(
        "order_details", order_details={"reference_id": "build-42", "currency": "INR"})),
    "template with offer": template(
        "limited_offer", header(parameter("image", {"link": PICTURE})), body("you"),
        limited_time_offer(), button("copy_code", "0", parameter("coupon_code", "SAVE20")),
        button("url", "1", *values("offer"))),
    "template with carousel": template(
        "failed_jobs", body("42"), carousel(job_card("unit"), job_card("lint"))),
    "template with products in a carousel": template(
        "product_carousel", body("you"),
        carousel(offered_product("sku-0"), offered_product("sku-1"))),
    "template for authentication": template(
        "verification_code", body("J$FpnYnP"), button("url", "0", *values("J$FpnYnP"))),
}

EXAMPLES: Mapping[str, dict[str, Any]] = {**MESSAGES, **INTERACTIVE, **TEMPLATES}

# Groups take these, and the text, media and templates above.
GROUPS: Mapping[str, dict[str, Any]] = {
    "pin": message("pin", {"type": "pin", "message_id": WAMID, "expiration_days": 4}),
    "unpin": message("pin", {"type": "unpin", "message_id": WAMID}),
}

# Business-initiated without a template: with a category (beta).
DIRECT_SEND: Mapping[str, dict[str, Any]] = {
    "utility text": {**MESSAGES["text"], "category": "utility", "ttl_seconds": 3600,
                     "direct_send_config": {"template_name": "build_result"}},
    "authentication text": {**MESSAGES["text"], "category": "authentication",
                            "ttl_seconds": 900},
    "service text": {**MESSAGES["text"], "category": "service"},
    "utility link": {**INTERACTIVE["link"], "category": "utility"},
    "utility buttons": {**INTERACTIVE["buttons"], "category": "utility"},
    "utility link and buttons": {"category": "utility", **interactive("button", {"buttons": [
        {"type": "cta_url", "cta_url": {"display_text": "Open log", "url": PAGE}},
        *(reply(f"b{index}", f"Answer {index}") for index in range(4))]})},
}
