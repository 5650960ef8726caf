# SPDX-License-Identifier: MIT
"""What the Cloud API does with a request: answer(account, request) -> Answer.

No sockets and no clock of its own. Meta's pages "Send messages", "Access tokens", "Securing
Graph API requests" and "Direct Send" give the rules; where they leave one open, the check is
strict, since the sandbox exists to find mistakes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import parse_qs

from .errors import GraphError, METHOD, new_trace
from .faults import BY_NUMBER, Fault
from .http1 import Request, response, to_json
from .known import KNOWN
from .limits import Limits
from .media import MediaFile, read_upload
from .messages import GROUP_TYPES, MESSAGE, readable
from .reading import (
    MANAGING, Number, SENDING, Token, debug_token, list_templates, missing_object, one_query)
from .templates import Template, find_template

GOOD_TOKEN = "sandbox-access-token"
SOMEBODY = "+12025550123"  # 555-0100 to 555-0199 belong to nobody
PATH = re.compile(r"/(v[0-9]+\.0)/(?:debug_token|([0-9]+)(?:/(messages|media|message_templates))?)")
PHONE = re.compile(r"\+?[0-9 ()-]+")
USER_ID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")

# +999 is nobody's country code: behind it 4 digits name a fault, 7 an error code, 11 a code and
# its subcode.
MAGIC = re.compile(r"999(?:(?P<fault>\d{4})|(?P<code>\d{7})(?P<subcode>\d{4})?)")


@dataclass
class Account:
    """The business that sends; change it to see how the API answers."""

    phone_number_id: str = "106540352242922"
    phone_number: str = "15550100000"
    number: Number = field(default_factory=Number)
    country_code: str = "1"  # Meta puts it before a recipient without a plus sign
    business_account_id: str = "102290129340398"
    app_secret: str = "0123456789abcdef0123456789abcdef"
    require_proof: bool = False
    direct_send: bool = False
    tokens: dict[str, Token] = field(default_factory=lambda: {
        GOOD_TOKEN: Token(),
        "sandbox-expired-token": Token((190, 463)),
        "sandbox-unprivileged-token": Token((10, 0)),
        "sandbox-sending-token": Token(scopes=(SENDING,)),
    })
    templates: list[Template] = field(default_factory=lambda: list(KNOWN))
    groups: set[str] = field(default_factory=lambda: {"Y2FwaV9ncm91cDpzYW5kYm94"})
    allowed_recipients: set[str] | None = None  # digits only; None: anybody, unlike a test number
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Recipient:
    """Who gets a message: as the sender wrote it, and as `wa_id`, `user_id` or `group_id`."""

    input: str
    kind: str
    id: str


@dataclass(frozen=True)
class Message:
    """A message that the API accepted; `text` is how people read it."""

    id: str
    recipient: str
    type: str
    text: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """The reply, and what it is about: a message, a file, or an error. `fault` is to be played
    instead."""

    status: int
    payload: dict[str, Any]
    headers: dict[str, str]
    message: Message | None = None
    file: MediaFile | None = None
    error: GraphError | None = None
    fault: Fault | None = None

    def wire(self) -> bytes:
        return response(self.status, to_json(self.payload), self.headers)


def answer(account: Account, request: Request) -> Answer:
    """What the API says to `request`. Only the account's limits remember that it was asked."""
    trace = new_trace()
    headers = {"x-fb-request-id": "A" + secrets.token_urlsafe(16), "x-fb-trace-id": trace}
    try:
        token = check_token(account, request)
        headers["facebook-api-version"], node, edge = find_path(account, request)
        if request.method == "GET":
            return Answer(200, read(account, request, token, node, edge), headers)
        account.tokens[token].allow(SENDING)
        if edge == "media":
            file = read_upload(request, str(secrets.randbelow(9 * 10**15) + 10**15))
            return Answer(200, {"id": file.id}, headers, file=file)
        body = parse(request)
        MESSAGE.check(body, "")
        check_direct_send(account, body)
        recipient = find_recipient(account, body)
        text = write_out(account, body, recipient)
        fault = look_up_magic(recipient)
        account.limits.count(recipient.id)
    except GraphError as error:
        headers.update(error.usage_headers(account.business_account_id))
        return Answer(error.status, error.payload(trace), headers, error=error)
    kind = body.get("type", "text")
    message = Message(new_message_id(recipient.id), recipient.id, kind, text, body)
    return Answer(200, acceptance(message, recipient), headers, message, fault=fault)


def find_path(account: Account, request: Request) -> tuple[str, str, str]:
    """The API version, the node and the edge asked for, if there are such."""
    path = PATH.fullmatch(request.path)
    if not path:
        raise GraphError(2500, message=f"Unknown path components: {request.path}")
    sends = path[3] in ("messages", "media")
    if request.method != ("POST" if sends else "GET"):
        raise GraphError(100, message=f"Unsupported {request.method.lower()} request.")
    if sends and path[2] != account.phone_number_id:
        raise GraphError(100, subcode=33, message=(
            f"Unsupported post request. Object with ID '{path[2]}' does not exist, cannot be "
            "loaded due to missing permissions, or does not support this operation."))
    return path[1], path[2] or "", path[3] or ""


def read(
    account: Account, request: Request, token: str, node: str, edge: str
) -> dict[str, Any]:
    """What the reading endpoints tell; reading.py has the answers."""
    if not node:
        return debug_token(account.tokens, token, request.query)
    if MANAGING not in account.tokens[token].scopes:
        raise missing_object(node)
    if edge and node == account.business_account_id:
        version = request.path.split("/")[1]
        return list_templates(account.templates, request.query, version, node)
    if edge or node not in (account.phone_number_id, account.business_account_id):
        raise missing_object(node)
    fields = one_query(request.query, ["fields"])["fields"]
    if node == account.business_account_id:
        raise GraphError(100, message=(
            f"(#100) Tried accessing nonexisting field ({fields.split(',')[0]}) on node type "
            "(WhatsAppBusinessAccount)"))
    return account.number.describe(node, fields.split(","))


def check_token(account: Account, request: Request) -> str:
    """The token of the Authorization header, if it and the proof that goes with it are good."""
    query = parse_qs(request.query, keep_blank_values=True)
    if request.method == "POST" and (unknown := set(query) - {"appsecret_proof"}):
        raise GraphError(100, f"The sandbox takes no {min(unknown)} in the query: it ends in logs.")
    values = request.header_values("Authorization")
    if not values:
        raise GraphError(2500)
    token = values[0].removeprefix("Bearer ")
    if len(values) > 1 or token == values[0] or token not in account.tokens:
        raise GraphError(190)
    if trouble := account.tokens[token].trouble:
        raise GraphError(trouble[0], subcode=trouble[1])
    proof = hmac.new(account.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    if account.require_proof and "appsecret_proof" not in query:
        raise GraphError(100, kind=METHOD, message=(
            "API calls from the server require an appsecret_proof argument"))
    if query.get("appsecret_proof", [proof]) != [proof]:
        raise GraphError(100, kind=METHOD, message=(
            "Invalid appsecret_proof provided in the API argument"))
    return token


def parse(request: Request) -> dict[str, Any]:
    """The body, which must be one JSON object in UTF-8 that nobody can read in two ways."""
    media_type = (request.header("Content-Type") or "").lower().replace(" ", "")
    if media_type not in ("application/json", "application/json;charset=utf-8"):
        raise GraphError(100, "The Content-Type must be application/json.")
    try:
        text = request.body.decode("utf-8")
        value: object = json.loads(
            text, object_pairs_hook=without_duplicates, parse_constant=refuse)
        to_json(value, ascii_only=False)  # a lone surrogate cannot be UTF-8
    except (ValueError, RecursionError) as problem:
        raise GraphError(100, f"The body is not valid JSON: {problem}") from None
    if not isinstance(value, dict):
        raise GraphError(100, "The body must be a JSON object.")
    return value


def without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        refuse("the same member twice")
    return members


def refuse(what: str) -> NoReturn:
    raise ValueError(f"{what} is not allowed")


def check_direct_send(account: Account, body: Mapping[str, Any]) -> None:
    """Only some accounts may send business-initiated messages without a template (beta)."""
    if body.get("category", "service") != "service" and not account.direct_send:
        raise GraphError(100, "Direct Send isn't enabled for this account")


def find_recipient(account: Account, body: Mapping[str, Any]) -> Recipient:
    """Whom `to` means, or `recipient` (a business-scoped user id) if there is no `to`."""
    given = body.get("to", body.get("recipient"))
    if given is None:
        raise GraphError(131008, "The parameter to is required.")
    if body.get("recipient_type") == "group":
        if given not in account.groups:
            raise GraphError(131041)
        if body.get("type", "text") not in GROUP_TYPES:
            raise GraphError(131051, "Groups do not take messages of this type.")
        return Recipient(given, "group_id", given)
    if body.get("type") == "pin":
        raise GraphError(131051, "Only groups take messages of this type.")
    if "to" not in body:
        if not USER_ID.fullmatch(given):
            raise GraphError(131009, "Param recipient is not a business-scoped user id.")
        if body.get("category") == "authentication":
            raise GraphError(131062)
        return Recipient(given, "user_id", given)
    digits = re.sub("[^0-9]", "", given)
    wa_id = digits if given.startswith("+") else account.country_code + digits
    if not PHONE.fullmatch(given) or not re.fullmatch("[1-9][0-9]{6,14}", wa_id):
        raise GraphError(131009, "Param to is not a phone number.")
    if wa_id == account.phone_number:
        raise GraphError(131021)
    if account.allowed_recipients is not None and wa_id not in account.allowed_recipients:
        raise GraphError(131030)
    return Recipient(given, "wa_id", wa_id)


def write_out(account: Account, body: Mapping[str, Any], recipient: Recipient) -> str:
    """The message for people; a template's parameters are checked on the way."""
    if body.get("type") != "template":
        return readable(body)
    name, language = body["template"]["name"], body["template"]["language"]["code"]
    template = find_template(account.templates, name, language)
    if template.category == "authentication" and recipient.kind == "user_id":
        raise GraphError(131062)
    return template.fill(body["template"].get("components", ()))


def look_up_magic(recipient: Recipient) -> Fault | None:
    """The fault or the GraphError that a number with country code 999 stands for."""
    if recipient.kind != "wa_id" or not recipient.id.startswith("999"):
        return None
    magic = MAGIC.fullmatch(recipient.id)
    if magic and magic["code"]:
        raise GraphError(int(magic["code"]), subcode=int(magic["subcode"] or 0))
    if magic and int(magic["fault"]) in BY_NUMBER:
        return BY_NUMBER[int(magic["fault"])]
    raise GraphError(131026, "Country code 999 is nobody's, and the sandbox has no such number.")


def acceptance(message: Message, recipient: Recipient) -> dict[str, Any]:
    """The reply to an accepted message: accepted, not delivered."""
    sent = {"id": message.id}
    contact = {"input": recipient.input, "wa_id": recipient.id}
    if recipient.kind == "group_id":
        sent["group_id"] = recipient.id
    if recipient.kind == "user_id":
        contact["user_id"] = contact.pop("wa_id")
    if message.type == "template":
        sent["message_status"] = "accepted"
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [sent]}


def new_message_id(recipient: str) -> str:
    """An id in the form of the real ones: the recipient is in it, in base64."""
    name, unique = recipient.encode(), secrets.token_hex(9).upper().encode()
    raw = (b"\x1c\x18" + bytes([min(len(name), 255)]) + name
           + b"\x15\x02\x00\x11\x18" + bytes([len(unique)]) + unique + b"\x00")
    return "wamid." + base64.b64encode(raw).decode()
