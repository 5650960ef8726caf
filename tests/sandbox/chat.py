# SPDX-License-Identifier: MIT
"""A message as its recipient would see it: look(body, templates, files) -> Look.

The API has accepted what is shown here, so its shape is known to be good. What has no look of
its own is shown as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .errors import GraphError
from .markup import ADDRESS, Html, formatted, link, safe, tag
from .media import MediaFile
from .templates import FALLBACKS, VARIABLE, Button, Layout, Template, find_template

ICONS = {"image": "🖼", "sticker": "🖼", "video": "▶", "audio": "♪", "document": "📄",
         "location": "📍", "contacts": "👤", "product": "🛒"}
# What the one button of an interactive message says that has no text of its own.
ACTIONS = {"location_request_message": "Send location", "address_message": "Provide address",
           "product": "View", "product_list": "View items", "catalog_message": "View catalog",
           "voice_call": "Call", "call_permission_request": "Choose preference",
           "request_contact_info": "Share contact info"}
RAW_MAX = 4000  # of a body's JSON, so that the page stays light

Files = Mapping[str, MediaFile]
Content = Mapping[str, Any]


class Look(NamedTuple):
    """What stands in a bubble above the time, and what below it."""

    above: Html
    below: Html = Html()


def look(body: Content, templates: Sequence[Template], files: Files) -> Look:
    """What the bubble of a message shows."""
    kind = body.get("type", "text")
    content = body[kind]
    quoted = body.get("context", {}).get("message_id")
    reply = [tag("a", "In reply to an earlier message", class_="reply", href="#" + quoted)
             ] if quoted else []
    if kind == "text":
        shown = Look(text(content))
    elif kind in ("image", "video", "audio", "document", "sticker"):
        shown = Look(safe(media(kind, content, files), caption(content)))
    elif kind == "template":
        shown = template(content, templates, files)
    elif kind == "interactive":
        shown = interactive(content, files)
    else:
        shown = Look(SHOWN.get(kind, raw)(content))
    return shown._replace(above=safe(*reply, shown.above))


def raw(content: Any) -> Html:
    """What has no look of its own."""
    written = json.dumps(content, ensure_ascii=False, indent=2)
    cut = "" if len(written) <= RAW_MAX else "\n…"
    return tag("pre", written[:RAW_MAX] + cut)


def paragraph(content: str, kind: str = "body") -> Html:
    return tag("div", formatted(content), class_=kind) if content else Html()


def text(content: Content) -> Html:
    address = ADDRESS.search(content["body"])
    preview = Html()
    if content.get("preview_url") and address:
        parts = urlsplit(address[0])
        preview = link(address[0], tag("b", "Preview of the page"), tag("small", parts.netloc),
                       class_="preview")
    return safe(preview, paragraph(content["body"]))


def caption(content: Content) -> Html:
    return paragraph(content.get("caption", ""))


def media(kind: str, content: Content, files: Files) -> Html:
    """A file that was uploaded, or a card that stands for one that WhatsApp would fetch."""
    file = files.get(content.get("id", ""))
    address = f"/files/{file.id}" if file else ""
    if file and kind in ("image", "sticker"):
        return tag("img", class_=kind, src=address, alt=kind)
    if file and kind in ("video", "audio"):
        return tag(kind, src=address, controls="controls", preload="metadata")
    source = content.get("link") or "id " + content.get("id", "")
    name = content.get("filename") or (file.name if file else source.rsplit("/", 1)[-1])
    about = f"{file.type}, {file.size} bytes" if file else source
    shown = [tag("span", ICONS[kind], class_="icon"),
             tag("span", tag("b", name), tag("small", about))]
    return link(content.get("link", ""), *shown, class_="file " + kind) if not file else tag(
        "a", *shown, class_="file " + kind, href=address, download=name)


def location(content: Content) -> Html:
    place = f"{content['latitude']}, {content['longitude']}"
    return safe(tag("div", tag("span", ICONS["location"]), class_="map"), tag(
        "div", tag("b", content.get("name", "Location")), tag("small", content.get("address", "")),
        tag("small", place), class_="body"))


def contacts(content: Sequence[Content]) -> Html:
    cards = []
    for contact in content:
        lines = [entry.get(name, "") for group, name in (
            ("phones", "phone"), ("emails", "email"), ("urls", "url"))
            for entry in contact.get(group, ())]
        cards.append(tag("div", tag("span", ICONS["contacts"], class_="icon"), tag(
            "span", tag("b", contact["name"]["formatted_name"]),
            *(tag("small", line) for line in lines if line)), class_="file contacts"))
    return safe(*cards)


def reaction(content: Content) -> Html:
    told = ("Reacted to ", "") if content.get("emoji") else ("Took the reaction back from ", "")
    return safe(tag("div", content.get("emoji", ""), class_="emoji"), tag(
        "a", told[0] + "an earlier message", class_="reply", href="#" + content["message_id"]))


def button(label: str, kind: str = "", address: str = "") -> Html:
    return link(address, label, class_=f"button {kind}".strip())


def interactive(content: Content, files: Files) -> Look:
    header = content.get("header", {})
    kind = header.get("type")
    top = (paragraph(header["text"], "header") if kind == "text"
           else media(kind, header[kind], files) if kind else Html())
    return Look(safe(top, paragraph(content.get("body", {}).get("text", "")),
                     paragraph(content.get("footer", {}).get("text", ""), "footer")),
                actions(content["type"], content["action"], files))


def actions(kind: str, action: Content, files: Files) -> Html:
    """The buttons below an interactive message, or its cards."""
    if "buttons" in action:
        return safe(*(one_button(each) for each in action["buttons"]))
    if kind == "carousel":
        return tag("div", *(card(each, files) for each in action["cards"]), class_="cards")
    given = action.get("parameters", {})
    if kind == "list":
        return safe(button(action["button"], "list"), rows(action["sections"]))
    if kind in ("product", "product_list"):
        return safe(button(ACTIONS[kind]), products(action))
    label = given.get("display_text") or given.get("flow_cta") or ACTIONS.get(kind, kind)
    return button(label, "link" if "url" in given else "", given.get("url", ""))


def one_button(given: Content) -> Html:
    content = given[given["type"]]
    return button(content.get("title") or content.get("display_text", ""),
                  "link" if "url" in content else "answer", content.get("url", ""))


def rows(sections: Sequence[Content]) -> Html:
    """What a list shows once its button is pressed."""
    shown = []
    for section in sections:
        shown.append(tag("b", section.get("title", "")))
        shown += [tag("div", row["title"], tag("small", row.get("description", "")))
                  for row in section["rows"]]
    return tag("div", *shown, class_="rows")


def products(action: Content) -> Html:
    sections = action.get("sections", [{"product_items": [action]}])
    shown = [part for section in sections for part in (tag("b", section.get("title", "")), *(
        tag("div", ICONS["product"] + " " + item["product_retailer_id"])
        for item in section["product_items"]))]
    return tag("div", *shown, class_="rows")


def card(content: Content, files: Files) -> Html:
    if "product_retailer_id" in content["action"]:
        return tag("div", products(content["action"]), class_="card")
    return tag("div", *interactive({"type": "cta_url", **content}, files), class_="card")


def template(content: Content, templates: Sequence[Template], files: Files) -> Look:
    """A template of the account's, with its parameters in their places."""
    try:
        known = find_template(templates, content["name"], content["language"]["code"])
    except GraphError:  # the account has lost it since
        return Look(raw(content))
    given = known.by_part(content.get("components", ()))
    above, below = layout(known, given, files)
    if "limited_time_offer" in given:
        above = safe(tag("div", "Offer for a limited time", class_="offer"), above)
    for target in given.get("tap_target_configuration", ()):
        [content] = target["tap_target_configuration"]
        below = safe(button(content["title"], "link", content["url"]), below)
    if known.cards:
        cards = sorted(given.get("carousel", ()), key=lambda each: int(each["card_index"]))
        below = tag("div", *(
            tag("div", *layout(each, each.by_part(one["components"]), files), class_="card")
            for each, one in zip(known.cards, cards)), class_="cards")
    return Look(above, below)


def layout(known: Layout, given: Content, files: Files) -> Look:
    header = given.get("header", ())
    top = (template_header(header[0], files) if known.header_kind
           else paragraph(fill(known.header, header), "header"))
    buttons = (template_button(each, given.get(f"button {index}", ("", ()))[1])
               for index, each in enumerate(known.buttons))
    return Look(safe(top, paragraph(fill(known.body, given.get("body", ()))),
                     paragraph(known.footer, "footer")), safe(*buttons))


def template_header(parameter: Content, files: Files) -> Html:
    kind = parameter["type"]
    content = parameter[kind]
    if kind == "location":
        return location(content)
    if kind == "product":
        return products(content)
    return media(kind, content, files)


def template_button(known: Button, parameters: Sequence[Content]) -> Html:
    shown = button(known.label, {"url": "link", "quick_reply": "answer"}.get(known.kind, ""),
                   fill(known.url, parameters))
    for parameter in parameters:
        if parameter["type"] == "coupon_code":
            shown = safe(shown, tag("div", parameter["coupon_code"], class_="rows"))
        if "sections" in parameter.get("action", {}):
            shown = safe(shown, products(parameter["action"]))
    return shown


def fill(written: str, parameters: Sequence[Content]) -> str:
    """A template's text with the values in the places of its variables."""
    values = {}
    for position, parameter in zip(dict.fromkeys(VARIABLE.findall(written)), parameters):
        kind = parameter["type"]
        content = parameter[kind]
        values[parameter.get("parameter_name", position)] = str(
            content["fallback_value"] if kind in FALLBACKS else content)
    return VARIABLE.sub(lambda match: values.get(match[1], match[0]), written)


SHOWN = {"location": location, "contacts": contacts, "reaction": reaction}
