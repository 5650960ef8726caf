# SPDX-License-Identifier: MIT
"""The exact bytes that go out, for every kind of message."""

from __future__ import annotations

import json

import pytest
from conftest import RECIPIENT

AWKWARD = [
    "--help", "-n", "", "::error::boo", "say ##[add-mask]x and ##[error]y",
    'quotes " and \' and `ticks`', "back\\slash \\n \\u0041", "$(id) ${HOME} $HOME %s %n",
    "emoji \U0001f680 and \U0001f469\u200d\U0001f4bb", "שלום عالم", "line one\nline two\n\nfour",
    "tab\there", "trailing blank ", " leading blank", "\u2028 \u00a0 \ufeff \ufffd",
    "</script>&amp;", "{\"json\": true}", "%0A%25", "e\u0301", "\U0010ffff",
]


def head_of(received):
    """The request line and headers as sent, the port and version numbers aside."""
    lines = received.head.decode("ascii").replace("\r\n", "\n").rstrip("\n").split("\n")
    return [line for line in lines if not line.startswith(("Host:", "Content-Length:"))]


def test_a_text_is_these_bytes(send, sandbox):
    result = send(text="Build 42 is green")
    (received,) = sandbox.requests
    assert received.body == (
        b'{"messaging_product":"whatsapp","recipient_type":"individual","to":"+12025550123",'
        b'"type":"text","text":{"body":"Build 42 is green"}}')
    assert head_of(received) == [
        f"POST /v25.0/{sandbox.phone_number_id}/messages HTTP/1.1",
        f"User-Agent: whatsapp-send/{result.json['version']}",
        f"Authorization: Bearer {sandbox.token}",
        "Content-Type: application/json",
        "Accept: application/json",
    ]
    assert received.header("Host") == sandbox.https_url.removeprefix("https://")
    assert received.header("Content-Length") == str(len(received.body))


def test_the_result_tells_what_the_api_said(send, sandbox):
    result = send()
    (message,) = sandbox.accepted
    assert (result.exit_code, result.json["status"], result.json["class"]) == (0, "accepted", "ok")
    assert result.json["message_id"] == message.id
    assert result.json["message_status"] == "accepted"
    assert result.json["type"] == "text"
    assert result.json["recipient"] == "+12*******23"
    assert result.json["http_status"] == 200
    assert result.json["api_version"] == "v25.0"
    assert result.json["attempts"] == 1
    assert message.id not in result.stderr


@pytest.mark.parametrize("text", [t for t in AWKWARD if t])
def test_text_arrives_byte_for_byte(send, sandbox, text):
    assert send(text=text).exit_code == 0
    assert sandbox.accepted[0].body["text"]["body"] == text


@pytest.mark.parametrize("text", ["é" * 4096, "\U0001f600" * 4096])
def test_a_text_of_4096_code_points_arrives(send, sandbox, text):
    assert send(text=text).exit_code == 0
    assert sandbox.accepted[0].body["text"]["body"] == text


def test_a_preview_is_asked_for(send, sandbox):
    send(text="https://example.com", preview_url="true")
    assert sandbox.accepted[0].body["text"] == {
        "preview_url": True, "body": "https://example.com"}


def test_separators_in_the_number_are_dropped(send, sandbox):
    send(recipient=" +1 (202) 555-01.23 ")
    assert sandbox.accepted[0].body["to"] == RECIPIENT


def test_a_template_without_parameters_has_no_components(send, sandbox):
    assert send(template_name="hello_world").exit_code == 0
    assert sandbox.requests[0].body == (
        b'{"messaging_product":"whatsapp","recipient_type":"individual","to":"+12025550123",'
        b'"type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}')


def test_a_template_with_everything_is_these_bytes(send, sandbox):
    result = send(template_name="release_notice", template_language="de",
                  template_header="api 1.4.0", template_body="api\n1.4.0\nThree \"fixes\"\n",
                  template_buttons="0 url releases/1.4.0\n1 quick_reply thanks a lot")
    assert result.exit_code == 0, result
    assert result.json["type"] == "template"
    assert sandbox.requests[0].body == (
        '{"messaging_product":"whatsapp","recipient_type":"individual","to":"+12025550123",'
        '"type":"template","template":{"name":"release_notice","language":{"code":"de"},'
        '"components":[{"type":"header","parameters":[{"type":"text","text":"api 1.4.0"}]},'
        '{"type":"body","parameters":[{"type":"text","text":"api"},{"type":"text","text":"1.4.0"},'
        '{"type":"text","text":"Three \\"fixes\\""}]},'
        '{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text",'
        '"text":"releases/1.4.0"}]},'
        '{"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload",'
        '"payload":"thanks a lot"}]}]}}').encode()


def test_named_parameters_carry_their_names(send, sandbox):
    result = send(template_name="deploy_named", template_parameter_format="named",
                  template_body="service=api\nversion=1.4.0=rc")
    assert result.exit_code == 0, result
    assert sandbox.accepted[0].body["template"]["components"] == [
        {"type": "body", "parameters": [
            {"type": "text", "parameter_name": "service", "text": "api"},
            {"type": "text", "parameter_name": "version", "text": "1.4.0=rc"}]}]


def test_a_coupon_code(send, sandbox):
    result = send(template_name="coupon", template_body=None, template_buttons="0 copy_code SAVE20")
    buttons = sandbox.requests[0].json["template"]["components"]
    assert buttons[-1] == {"type": "button", "sub_type": "copy_code", "index": "0",
                           "parameters": [{"type": "coupon_code", "coupon_code": "SAVE20"}]}
    assert result.json["attempts"] == 1


@pytest.mark.parametrize("text", [t for t in AWKWARD if t and "\n" not in t and "\t" not in t])
def test_parameters_arrive_byte_for_byte(send, sandbox, text):
    assert send(template_name="build_status", template_body=f"{text}\n{text}").exit_code == 0
    (body,) = sandbox.accepted[0].body["template"]["components"]
    assert [parameter["text"] for parameter in body["parameters"]] == [text, text]


def test_the_api_version_and_a_base_path_are_in_the_url(send, sandbox):
    send(api_version="v26.0", api_url=sandbox.https_url + "/base/")
    assert sandbox.requests[0].target == f"/base/v26.0/{sandbox.phone_number_id}/messages"


def test_plain_http_reaches_a_loopback_address(send, sandbox):
    assert send(api_url=sandbox.http_url, ca_file=None).exit_code == 0
    assert not sandbox.requests[0].secure


def test_validate_shows_the_bytes_that_send_sends(send, sandbox):
    settings = {"template_name": "release_notice", "template_header": "h",
                "template_body": "a\nb\nc", "template_buttons": "0 url x"}
    send(**settings)
    shown = send(mode="validate", **settings).json["request"]
    sent = sandbox.requests[0]
    assert shown["url"] == sandbox.https_url + sent.target
    assert shown["body"] == {**json.loads(sent.body), "to": "+12*******23"}
    assert sandbox.connections == 1


@pytest.mark.parametrize("text", [t for t in AWKWARD if t] + ["###[x", "##vso[task]", "# ##"])
def test_validate_shows_any_text_as_it_is_and_starts_no_command(validate, text):
    result = validate(text=text)
    assert result.json["request"]["body"]["text"]["body"] == text
    assert b"##" not in result.stdout


def test_validate_without_id_or_recipient_shows_where_they_go(validate):
    request = validate(text="Hello").json["request"]
    assert request["url"] == "https://graph.facebook.com/v25.0/{phone_number_id}/messages"
    assert request["body"]["to"] == "{recipient}"


def test_verbose_tells_phases_with_times(send):
    assert "timing of the message: connected after " in send(verbose="true").stderr
    assert "timing" not in send(verbose="false").stderr
