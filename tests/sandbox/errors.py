# SPDX-License-Identifier: MIT
"""The errors of Graph and of the Cloud API, as one table, and the body they are sent in.

Codes, titles and HTTP statuses: Meta's page "Error codes" for the Cloud API (titles and statuses
as of November 2025, the last copy that had them), Graph's "Handling errors", and the pages of
groups, Direct Send and templates for their own. Where Meta gives no status, 400 stands here.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

OAUTH = "OAuthException"
METHOD = "GraphMethodException"


@dataclass(frozen=True)
class Row:
    """One error. Without details it is Graph's own: the title is then the whole message."""

    code: int
    status: int
    title: str
    details: str = ""
    subcode: int = 0
    type: str = OAUTH


_EXPIRED = "Error validating access token: "

CATALOGUE = (
    # Authorisation, app and Graph itself
    Row(0, 401, "AuthException: the app user could not be authenticated"),
    Row(1, 400, "API Unknown", "Invalid request or possible server error."),
    Row(2, 503, "API Service", "Temporary, due to downtime or being overloaded."),
    Row(3, 500, "API Method", "Capability or permissions issue."),
    Row(4, 400, "API Too Many Calls", "The app has reached its API call rate limit."),
    Row(10, 403, "Permission Denied", "Permission is either not granted or has been removed."),
    Row(17, 400, "User request limit reached"),
    Row(32, 400, "Page request limit reached"),
    Row(33, 400, "Parameter value is not valid", "The business phone number has been deleted."),
    Row(100, 400, "Invalid parameter", "An unsupported or misspelled parameter was given."),
    Row(100, 400, "Unsupported post request. Object with ID does not exist, cannot be loaded due "
        "to missing permissions, or does not support this operation", "", 33, METHOD),
    Row(100, 400, "Invalid parameter", "A template with this name and language already exists.",
        2388024),
    Row(102, 401, "API Session: the login status or access token is no longer valid"),
    Row(104, 400, "An access token is required to request this resource."),
    Row(190, 401, "Invalid OAuth access token - Cannot parse access token"),
    Row(190, 401, _EXPIRED + "The user has not authorized the application.", "", 458),
    Row(190, 401, _EXPIRED + "The user must log in at facebook.com first.", "", 459),
    Row(190, 401, _EXPIRED + "The password has been changed.", "", 460),
    Row(190, 401, _EXPIRED + "Session has expired on Sunday, 01-Nov-26 00:00:00 PDT.", "", 463),
    Row(190, 401, _EXPIRED + "The user is not a confirmed user.", "", 464),
    Row(190, 401, _EXPIRED + "The session has been invalidated.", "", 467),
    Row(190, 401, _EXPIRED + "The user has lost the role that the session needs.", "", 492),
    Row(200, 403, "API Permission", "You do not have the necessary permissions for this object."),
    Row(341, 400, "Application request limit reached"),
    Row(613, 400, "Calls to this API have exceeded the rate limit."),
    Row(2500, 400, "An active access token must be used to query information."),
    Row(2635, 400, "You are calling a deprecated version of the API."),
    # Integrity and policy
    Row(368, 403, "Temporarily blocked for policies violations", "The account is restricted."),
    Row(130403, 400, "User is blocked", "The business has blocked this user."),
    Row(130497, 403, "Business account is restricted from messaging users in this country",
        "The account may not message users in this country."),
    Row(131031, 403, "Account has been locked", "The account has been restricted or disabled."),
    Row(131064, 400, "Template classification limit reached", "Too many wrong categories."),
    Row(139200, 400, "Direct Send access blocked", "Direct Send was abused."),
    # Throttling
    Row(80007, 400, "Rate limit issues", "The account has reached its rate limit."),
    Row(80008, 400, "Rate limit issues", "Too many management calls to this account."),
    Row(130429, 400, "Rate limit hit", "Message throughput has been reached."),
    Row(131048, 400, "Spam rate limit hit", "Too many messages were blocked or flagged as spam."),
    Row(131056, 400, "(Business Account, Consumer Account) pair rate limit hit",
        "Too many messages from this number to the same recipient in a short time."),
    Row(131208, 429, "Group rate limit hit", "Too many group operations."),
    Row(133016, 400, "Account register deregister rate limit exceeded", "Blocked for a while."),
    Row(131057, 500, "Account in maintenance mode", "The throughput may be being upgraded."),
    Row(2494100, 500, "Account in maintenance mode", "Try again in a few minutes."),
    # Sending
    Row(130472, 400, "User's number is part of an experiment", "The message was not sent."),
    Row(131000, 500, "Something went wrong", "The message could not be sent: unknown error."),
    Row(131005, 403, "Access denied", "Permission is either not granted or has been removed."),
    Row(131008, 400, "Required parameter is missing", "A required parameter is missing."),
    Row(131009, 400, "Parameter value is not valid", "A parameter value cannot be used."),
    Row(131016, 500, "Service unavailable", "A service is temporarily unavailable."),
    Row(131020, 400, "Bad group", "The group has a single member."),
    Row(131021, 400, "Recipient cannot be sender", "Sender and recipient are the same number."),
    Row(131026, 400, "Message undeliverable", "The message cannot be delivered."),
    Row(131030, 400, "Recipient phone number not in allowed list",
        "Recipient phone number not in allowed list: add it and try again."),
    Row(131037, 400, "WhatsApp provided number needs display name approval before message can be "
        "sent", "The display name of the 555 number is not approved."),
    Row(131041, 400, "Group unknown", "There is no such group, or you are not a member."),
    Row(131042, 400, "Business eligibility payment issue", "Something is wrong with the payment "
        "method."),
    Row(131044, 400, "Business eligibility payment issue", "Calling needs a payment method."),
    Row(131045, 500, "Incorrect certificate", "Phone number registration failed."),
    Row(131047, 400, "Re-engagement message", "More than 24 hours have passed since the recipient "
        "last replied to the sender number."),
    Row(131049, 400, "Meta chose not to deliver", "Kept back to maintain healthy engagement."),
    Row(131050, 400, "User has stopped marketing messages", "The user has opted out."),
    Row(131051, 400, "Unsupported message type", "The message type is unsupported."),
    Row(131052, 400, "Media download error", "The media could not be downloaded."),
    Row(131053, 400, "Media upload error", "The media could not be uploaded."),
    Row(131055, 400, "Method not allowed", "Only marketing templates can be sent here."),
    Row(131059, 400, "Invalid cursor", "The pagination cursor is not valid."),
    Row(131062, 400, "Recipient not supported", "Business-scoped user ids cannot receive "
        "authentication templates."),
    Row(131063, 400, "Marketing messages disabled", "The account has disabled them here."),
    Row(131201, 206, "Partial success", "Only some participants could be handled."),
    Row(134011, 400, "Payments terms not accepted", "Accept the terms of service first."),
    Row(134100, 400, "Only marketing messages supported", "Only marketing templates."),
    Row(134101, 400, "Template is still syncing", "Wait up to 10 minutes after its creation."),
    Row(134102, 500, "Template unavailable for use", "The template is not ready."),
    Row(134103, 400, "Marketing Messages error", "Meta does not say what it means."),
    Row(135000, 400, "Generic user error", "Unknown error with the request parameters."),
    Row(137000, 400, "Identity key mismatch", "The user's identity has changed."),
    Row(1752041, 400, "Duplicate Request", "The onboarding was already asked for."),
    # Templates
    Row(132000, 400, "Number of parameters does not match the expected number of params",
        "The number of parameters does not match."),
    Row(132001, 404, "Template name does not exist in the translation", "No such template."),
    Row(132005, 400, "Translated text too long", "The translated text is too long."),
    Row(132007, 400, "Template Format Character Policy Violated", "The content violates policy."),
    Row(132008, 400, "Parameter value is not valid", "A parameter of the template is not valid."),
    Row(132012, 400, "Parameter format does not match format in the created template",
        "The parameters are formatted incorrectly."),
    Row(132015, 400, "Template is Paused", "Paused due to low quality."),
    Row(132016, 400, "Template is Disabled", "Paused too many times due to low quality."),
    Row(132018, 400, "Template validation error", "There is an issue with the parameters."),
    Row(132021, 400, "Template name clash", "The name is taken by another template."),
    Row(132068, 400, "Flow is blocked", "The Flow is in blocked state."),
    Row(132069, 400, "Flow is throttled", "10 messages with it were sent in the last hour."),
    Row(200002, 400, "Template creation failed", "The template could not be created."),
    Row(2388019, 400, "Message template limit exceeded", "The account has too many templates."),
    # Registration and phone number
    Row(133000, 500, "Incomplete Deregistration", "An earlier deregistration failed."),
    Row(133004, 503, "Server Temporarily Unavailable", "Registration servers are unavailable."),
    Row(133005, 400, "Two step verification PIN Mismatch", "The PIN is incorrect."),
    Row(133006, 400, "Phone number re-verification needed", "Verify the number first."),
    Row(133008, 400, "Too Many two step verification PIN Guesses", "Wait as told."),
    Row(133009, 400, "Two step verification PIN Guessed Too Fast", "Wait as told."),
    Row(133010, 400, "Phone number Not Registered", "Register the phone number first."),
    Row(133015, 400, "Please wait a few minutes before attempting to register this phone number",
        "The number was deleted a short while ago."),
    Row(136024, 400, "Phone number is already verified", "Nothing to do."),
)

# Codes that Meta lists without saying more, or that a sender never meets: (first, last, title).
FAMILIES = (
    (200, 299, "API Permission"),
    (131202, 131215, "Groups error"),
    (138000, 138025, "Calling error"),
    (139000, 139004, "Flow management error"),
    (139100, 139103, "Block list error"),
    (147001, 147005, "Business username error"),
    (200005, 200007, "Template insights error"),
    (2388001, 2388999, "Template or migration error"),
    (2593079, 2593108, "Migration error"),
)

TRANSIENT = {2, 131016, 131057, 133004, 2494100}

_ROWS = {(row.code, row.subcode): row for row in CATALOGUE}


def row_of(code: int, subcode: int = 0) -> Row:
    """The row for a code; a subcode or code that is not in the table gets a plausible one."""
    row = _ROWS.get((code, subcode)) or _ROWS.get((code, 0))
    if row:
        return row
    for first, last, title in FAMILIES:
        if first <= code <= last:
            return Row(code, 403 if code < 300 else 400, title, f"{title}.")
    return Row(code, 400, "Unknown error", "The sandbox knows no such error code.")


class GraphError(Exception):
    """An error reply. What is not given comes from the catalogue."""

    def __init__(
        self,
        code: int,
        details: str = "",
        *,
        subcode: int = 0,
        message: str = "",
        kind: str = "",
        status: int = 0,
    ) -> None:
        row = row_of(code, subcode)
        self.code, self.subcode = code, subcode
        self.status = status or row.status
        self.type = kind or row.type
        self.details = "" if message else details or row.details
        self.message = message or (f"(#{code}) {row.title}" if self.details else row.title)
        super().__init__(f"{self.message}: {self.details}" if self.details else self.message)

    def payload(self, trace: str) -> dict[str, Any]:
        """The reply's JSON; `error_data` as WhatsApp's errors have it and Graph's own do not."""
        error: dict[str, Any] = {"message": self.message, "type": self.type, "code": self.code}
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.subcode:
            error["error_subcode"] = self.subcode
        if self.code in TRANSIENT:
            error["is_transient"] = True
        return {"error": {**error, "fbtrace_id": trace}}

    def usage_headers(self, account: str) -> dict[str, str]:
        """How much of a limit is used up, which Graph tells with its throttling errors."""
        usage = {"call_count": 100, "total_cputime": 25, "total_time": 25}
        if self.code == 4:
            return {"x-app-usage": json.dumps(usage)}
        if self.code in (80007, 80008):
            wait = {"type": "messaging", "estimated_time_to_regain_access": 5}
            return {"x-business-use-case-usage": json.dumps({account: [{**wait, **usage}]})}
        return {}


def new_trace() -> str:
    """An fbtrace_id in the usual form."""
    return "A" + secrets.token_urlsafe(16)
