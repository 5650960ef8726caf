# SPDX-License-Identifier: MIT
"""mode=check tells whether a message would go out, and sends nothing."""

from __future__ import annotations

import dataclasses
import json
import time
from urllib.parse import parse_qs

import pytest
from conftest import RECIPIENT
from sandbox import GraphError
from sandbox.reading import MANAGING, SENDING, Token
from sandbox.templates import Template

ACCOUNT = "102290129340398"
GOOD = {
    "template_name": "release_notice", "template_header": "api 1.4.0",
    "template_body": "api\n1.4.0\nnow", "template_buttons": "0 url releases/1.4.0",
    "business_account_id": ACCOUNT,
}


@pytest.fixture
def check(send, sandbox):
    """Checks with these settings; whatever comes out, nothing may have been sent."""

    def run(**settings):
        result = send(**{"mode": "check", "text": None, **settings})
        assert sandbox.accepted == [] and sandbox.files == []
        assert all(request.method == "GET" for request in sandbox.requests)
        assert "sandbox-token-in-a-link" not in result.stdout.decode() + result.stderr
        return result

    return run


def change(sandbox, **members):
    """Changes the template release_notice in English."""
    templates = sandbox.account.templates
    for index, template in enumerate(templates):
        if (template.name, template.language) == ("release_notice", "en_US"):
            templates[index] = dataclasses.replace(template, **members)


def token(sandbox, **members):
    sandbox.account.tokens[sandbox.token] = Token(**members)


def test_nothing_wrong_is_valid_and_tells_what_it_saw(check, sandbox):
    result = check(**GOOD)
    assert (result.exit_code, result.json["status"], result.json["class"]) == (0, "valid", "ok")
    assert (result.problems(), result.warnings(), result.json["error"]) == ([], [], None)
    facts = [entry["fact"] for entry in result.json["seen"]]
    assert facts == [
        "access_token: type SYSTEM_USER, never expires",
        "phone_number_id: Sandbox, CONNECTED, GREEN, LIVE, TIER_2K",
        "template_name: release_notice, en_US, APPROVED, UTILITY"]
    assert all(f"seen: {fact}" in result.stderr for fact in facts)
    assert "request" not in result.json and result.json["step"] == "check"
    assert len(sandbox.requests) == 3


def test_it_needs_token_and_number_id_only(check):
    assert check(recipient=None).exit_code == 0
    result = check(recipient=None, access_token=None, phone_number_id=None)
    assert (result.exit_code, result.problems()) == (
        78, [("access_token", "missing"), ("phone_number_id", "missing")])
    assert check(recipient=None, access_token=None,
                 on_missing_credentials="skip").json["status"] == "skipped"


# What is spoilt in the account or the settings, and how it is told: setting, rule, exit code.
def wrong_number(sandbox):
    return {"phone_number_id": "106540352242923"}


FAULTS = {
    "invalid token": (lambda s: {"access_token": "EAAnoSuchToken"},
                      "access_token", "refused", 77),
    "expired token": (lambda s: {"access_token": "sandbox-expired-token"},
                      "access_token", "refused", 77),
    "token over": (lambda s: token(s, expires_at=int(time.time()) - 60),
                   "access_token", "expired", 77),
    "token lacks permission": (lambda s: token(s, scopes=(MANAGING,)),
                               "access_token", "scope", 77),
    "token of another account": (lambda s: token(s, accounts=("7",)),
                                 "business_account_id", "not_assigned", 77),
    "wrong phone number id": (wrong_number, "phone_number_id", "wrong_id", 77),
    "account id for a number": (
        lambda s: {"phone_number_id": ACCOUNT, "business_account_id": None, "template_name": None,
                   "template_header": None, "template_body": None, "template_buttons": None},
        "phone_number_id", "wrong_id", 77),
    "wrong account id": (lambda s: {"business_account_id": "7"},
                         "business_account_id", "wrong_id", 77),
    "number not verified": (
        lambda s: vars(s.account.number).update(
            status="PENDING", code_verification_status="NOT_VERIFIED"),
        "phone_number_id", "not_verified", 69),
    "number banned": (lambda s: vars(s.account.number).update(status="BANNED"),
                      "phone_number_id", "status", 69),
    "health": (
        lambda s: s.account.number.health.update(WABA={
            "can_send_message": "BLOCKED", "errors": [{
                "error_code": 141006, "error_description": "There is no way to pay.",
                "possible_solution": "Add a payment method."}]}),
        "phone_number_id", "health_blocked", 69),
    "no such template": (lambda s: {"template_name": "release_notices"},
                         "template_name", "no_template", 69),
    "no such language": (lambda s: {"template_language": "fr"},
                         "template_language", "no_language", 69),
    "template paused": (lambda s: change(s, status="PAUSED"),
                        "template_name", "template_status", 69),
    "template pending": (lambda s: change(s, status="PENDING"),
                         "template_name", "template_status", 69),
    "header of another kind": (lambda s: change(s, header="", header_kind="image"),
                               "template_header", "header_kind", 69),
    "no header": (lambda s: change(s, header=""), "template_header", "header_kind", 69),
    "fixed header": (lambda s: change(s, header="News"),
                     "template_header", "parameter_count", 69),
    "one parameter less": (lambda s: change(s, body="{{1}} {{2}}"),
                           "template_body", "parameter_count", 69),
    "one parameter more": (lambda s: change(s, body="{{1}} {{2}} {{3}} {{4}}"),
                           "template_body", "parameter_count", 69),
    "named": (lambda s: change(s, header="", body="{{a}} {{b}} {{c}}", named=True) or
              {"template_header": None},
              "template_parameter_format", "parameter_format", 69),
    "no button": (lambda s: change(s, buttons=()), "template_buttons", "button_index", 69),
    "button of another kind": (lambda s: {"template_buttons": "0 quick_reply yes"},
                               "template_buttons", "button_kind", 69),
    "button without value": (lambda s: {"template_buttons": None},
                             "template_buttons", "button_missing", 69),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_and_told_of_its_setting(check, sandbox, name):
    spoil, setting, rule, code = FAULTS[name]
    result = check(**{**GOOD, **(spoil(sandbox) or {})})
    assert result.problems() == [(setting, rule)]
    assert (result.exit_code, result.json["status"]) == (code, "failed")
    assert result.json["error"]["hint"] and "no message was sent" in result.stderr
    assert result.json["step"] == "check"


def test_ten_faults_are_found_in_one_run(check, sandbox):
    """One for each thing that there is to see, all at once."""
    token(sandbox, scopes=(MANAGING,), accounts=("7",), expires_at=int(time.time()) - 60)
    vars(sandbox.account.number).update(
        status="BANNED", code_verification_status="NOT_VERIFIED")
    sandbox.account.number.health["APP"] = {"can_send_message": "BLOCKED", "errors": [
        {"error_code": 141000, "error_description": "Off.", "possible_solution": "Switch it on."}]}
    change(sandbox, status="PAUSED", header="", header_kind="document", body="{{1}}")
    result = check(**{**GOOD, "template_buttons": "1 url x\n2 copy_code A"})
    assert result.problems() == [
        ("access_token", "expired"), ("access_token", "scope"),
        ("phone_number_id", "not_verified"), ("phone_number_id", "status"),
        ("phone_number_id", "health_blocked"),
        ("template_name", "template_status"), ("template_header", "header_kind"),
        ("template_body", "parameter_count"),
        ("template_buttons", "button_missing"), ("template_buttons", "button_kind"),
        ("template_buttons", "button_index")]
    assert (result.exit_code, result.json["class"]) == (77, "auth")
    assert result.json["error"]["title"] == "The check found what stands against sending."
    assert "stands against sending. (11)" in result.stderr


# What is odd, and the warning: setting, rule.
ODD = {
    "expires soon": (lambda s: token(s, expires_at=int(time.time()) + 7200),
                     ("access_token", "expires_soon")),
    "a person's token": (lambda s: token(s, kind="USER"), ("access_token", "user_token")),
    "low quality": (lambda s: vars(s.account.number).update(quality_rating="RED"),
                    ("phone_number_id", "quality")),
    "a test number": (lambda s: vars(s.account.number).update(account_mode="SANDBOX"),
                      ("phone_number_id", "test_number")),
    "not verified, but connected": (
        lambda s: vars(s.account.number).update(code_verification_status="NOT_VERIFIED"),
        ("phone_number_id", "not_verified")),
    "a new status": (lambda s: vars(s.account.number).update(status="FLAGGED"),
                     ("phone_number_id", "status")),
    "name declined": (lambda s: vars(s.account.number).update(name_status="DECLINED"),
                      ("phone_number_id", "name_status")),
    "limited": (lambda s: s.account.number.health.update(BUSINESS={
        "can_send_message": "LIMITED", "additional_info": ["Not verified."]}),
        ("phone_number_id", "health_limited")),
    "a new template status": (lambda s: change(s, status="FLAGGED"),
                              ("template_name", "template_status")),
    "marketing to +1": (lambda s: change(s, category="marketing"), ("recipient", "marketing")),
    "no account id": (lambda s: {"business_account_id": None},
                      ("business_account_id", "not_seen")),
}


@pytest.mark.parametrize("name", ODD)
def test_what_may_yet_go_is_a_warning(check, sandbox, name):
    spoil, warning = ODD[name]
    result = check(**{**GOOD, **(spoil(sandbox) or {})})
    assert (result.exit_code, result.json["status"]) == (0, "valid")
    assert (result.problems(), result.warnings()) == ([], [warning])


def test_a_token_that_may_only_send_is_told_what_it_could_not_see(check):
    result = check(**GOOD, access_token="sandbox-sending-token")
    assert (result.exit_code, result.json["status"]) == (0, "valid")
    assert result.warnings() == [
        ("access_token", "send_only"), ("phone_number_id", "not_seen"),
        ("business_account_id", "not_seen")]


def test_a_token_that_cannot_be_asked_about_does_not_end_the_check(check, sandbox):
    sandbox.reply_next(error=GraphError(100))
    result = check(**GOOD)
    assert (result.exit_code, result.warnings()) == (0, [("access_token", "not_seen")])


def test_fields_that_an_api_does_not_know_are_no_fault_of_the_number(check, sandbox):
    sandbox.reply_next(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    sandbox.reply_next(error=GraphError(100, message="(#100) Tried accessing nonexisting field"))
    result = check(**GOOD)
    assert (result.exit_code, result.warnings()) == (
        0, [("access_token", "not_seen"), ("phone_number_id", "not_seen")])


@pytest.mark.parametrize("body", [
    b"{}", b'{"data":[]}', b'{"data":{"is_valid":"false"}}', b'{"name":"My page","id":"1"}'])
def test_an_answer_that_tells_nothing_is_no_good_news(check, sandbox, body):
    for _ in range(2):
        sandbox.reply_next(raw=b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    result = check()
    assert (result.exit_code, result.warnings()) == (
        0, [("access_token", "not_seen"), ("phone_number_id", "not_seen")])


def test_what_is_no_http_is_protocol(check, sandbox):
    sandbox.reply_next(raw=b"SSH-2.0-OpenSSH_9.2\r\n")
    result = check()
    assert (result.exit_code, result.json["class"]) == (76, "protocol")


def test_what_fails_the_second_question_about_the_number_ends_the_check(check, sandbox):
    sandbox.reply_next(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    sandbox.reply_next(error=GraphError(100))
    sandbox.reply_next(error=GraphError(190))
    result = check(**GOOD)
    assert (result.exit_code, result.json["class"], result.problems()) == (
        77, "auth", [("access_token", "refused")])


@pytest.mark.parametrize("script, code, kind", [
    ({"fault": "close"}, 75, "network"), ({"error": GraphError(4)}, 75, "rate_limited"),
    ({"fault": "html_400"}, 76, "protocol"), ({"fault": "html_502"}, 75, "unavailable"),
    ({"fault": "empty_200"}, 76, "protocol"), ({"error": GraphError(190)}, 77, "auth")])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_what_ends_a_check_is_told_as_what_it_is(check, sandbox, script, code, kind, after):
    for good in range(after):
        sandbox.reply_next(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    sandbox.reply_next(**script)
    result = check(**GOOD)
    assert (result.exit_code, result.json["class"], result.json["step"]) == (code, kind, "check")
    assert result.json["status"] == "failed"


def test_the_recipient_is_checked_before_the_network(check, sandbox):
    assert check(recipient="4915112345678").problems() == [("recipient", "no_plus")]
    assert sandbox.connections == 0


def test_account_and_number_cannot_be_the_same(check, sandbox):
    result = check(business_account_id=sandbox.phone_number_id)
    assert result.problems() == [("business_account_id", "same_id")]


def test_templates_are_found_on_later_pages_by_their_whole_name(check, sandbox):
    more = [Template(name=f"release_notice_{i}", body="x", status="PAUSED") for i in range(45)]
    sandbox.account.templates[:0] = more
    result = check(**GOOD)
    assert (result.exit_code, result.problems()) == (0, [])
    queries = [parse_qs(r.query) for r in sandbox.requests if "message_templates" in r.path]
    assert [query.get("after") for query in queries] == [None, ["20"], ["40"]]
    assert all("access_token" not in query for query in queries)


def test_raw_json_is_compared_and_named(check, sandbox):
    message = {"type": "template", "template": {
        "name": "build_status", "language": {"code": "en_US"},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": "42"}]}]}}
    result = check(message=json.dumps(message), business_account_id=ACCOUNT)
    assert result.problems() == [("message", "parameter_count")]


def test_named_parameters_are_compared_by_name(check):
    named = {"template_name": "deploy_named", "template_parameter_format": "named",
             "business_account_id": ACCOUNT}
    assert check(**named, template_body="version=1\nservice=api").exit_code == 0
    result = check(**named, template_body="version=1\nservise=api")
    assert result.problems() == [
        ("template_body", "parameter_name"), ("template_body", "parameter_name")]


def test_a_text_or_a_file_is_checked_too(check, sandbox, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    assert check(text="Hello").json["type"] == "text"
    assert check(media_file=path).json["type"] == "document"
    assert len(sandbox.requests) == 4


def test_check_first_sends_what_it_finds_good(send, sandbox):
    result = send(**GOOD, check_first="true")
    assert (result.exit_code, result.json["status"], result.json["step"]) == (
        0, "accepted", "message")
    assert len(sandbox.requests) == 4 and sandbox.connections == 4


def test_check_first_sends_nothing_that_it_finds_wrong(send, sandbox):
    change(sandbox, body="{{1}}")
    result = send(**GOOD, check_first="true")
    assert (result.exit_code, result.json["status"], result.json["class"]) == (
        69, "failed", "template")
    assert sandbox.accepted == [] and result.problems() == [("template_body", "parameter_count")]
    assert send(**GOOD, check_first="true", on_error="warn").exit_code == 0
    assert send(**GOOD, check_first="true", mode="validate").exit_code == 0


def test_one_deadline_holds_for_check_and_message(send, sandbox):
    sandbox.reply_next(fault="hang")
    result = send(**GOOD, check_first="true", timeout="1")
    assert (result.exit_code, result.json["class"]) == (75, "interrupted")
    assert result.json["duration_ms"] < 2500 and sandbox.accepted == []


def test_what_the_api_tells_holds_no_secret(check, sandbox):
    vars(sandbox.account.number).update(
        verified_name=f"{sandbox.token} {RECIPIENT} ::error::x", status="BANNED\n##[error]")
    result = check(**GOOD)
    everything = result.stdout.decode() + result.stderr
    assert sandbox.token not in everything and RECIPIENT not in everything
    assert "input_token" not in everything


def test_what_the_api_tells_may_be_of_any_kind(check, sandbox):
    for answer in (b"{}", b'{"data":[]}', b'{"data":{"scopes":7,"expires_at":"x","type":[]}}',
                   b'{"data":[7,{"name":7},null],"paging":{"next":1},"health_status":[1]}',
                   b'{"data":[{"name":"release_notice","language":"en_US","components":[7,{}]}]}'):
        for _ in range(3):
            sandbox.reply_next(raw=b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                                   % (len(answer), answer))
        assert check(**GOOD).exit_code in (0, 69)
