# SPDX-License-Identifier: MIT
"""What to send: each setting's limits, what goes together, and that text arrives as it is.

The limits of raw messages are held against the sandbox's in tests/wire/test_messages.py.
"""

from __future__ import annotations

import json
import random

import pytest
from conftest import RECIPIENT, run_program

URL = "https://ci.example.com/42"
BUTTON = {"text": "Build 42 failed", "button_text": "Open log", "button_url": URL}
DIRECT = {"text": "Build 42 failed", "category": "utility"}
PICTURE = {"media_url": "https://example.com/coverage.png"}
DOCUMENT = {"media_id": "1376223850470843", "type": "document"}
TEMPLATE = {"template_name": "release_notice"}
WIDE = "\U0001f680"  # one code point, two UTF-16 units, four bytes

# A message, a setting of it, the longest value and a longer one.
LONGEST = [
    (BUTTON, "text", 1024), (BUTTON, "button_text", 20), (BUTTON, "header", 60),
    (BUTTON, "footer", 60), (PICTURE, "text", 1024), (DOCUMENT, "text", 1024),
    (DIRECT, "text", 1024), ({"text": "x"}, "callback_data", 512),
    (TEMPLATE, "template_header", 60),
]

BAD = [
    (BUTTON, "button_url", "ci.example.com", "url", 65),
    (BUTTON, "button_url", "https://ci.example.com/a b", "url", 65),
    (BUTTON, "header", "two\nlines", "control_character", 65),
    ({}, "media_url", "https://example.com/report", "needs_type", 65),
    ({}, "media_url", "file:///tmp/a.png", "url", 65),
    ({}, "media_url", "https://example.com/build.zip", "needs_type", 65),
    ({"type": "image"}, "media_id", "1.37E+15", "exponent", 65),
    ({}, "media_id", "1376223850470843", "needs_type", 65),
    (PICTURE, "type", "gif", "choice", 65),
    (PICTURE, "media_name", "a.png", "contradiction", 65),
    ({"text": "x"}, "reply_to", "HBgL", "message_id", 65),
    ({"text": "x"}, "category", "marketing", "choice", 65),
    (DIRECT, "ttl_seconds", "29", "range", 65),
    (DIRECT, "ttl_seconds", "43201", "range", 65),
    (DIRECT, "ttl_seconds", "1h", "digits", 65),
    ({"text": "x"}, "recipient_type", "all", "choice", 67),
    ({"text": "x"}, "recipient", "US.", "user_id", 67),
    ({"text": "x", "recipient_type": "group"}, "recipient", RECIPIENT, "group_number", 67),
    ({"text": "x", "recipient_type": "group"}, "recipient", "two words", "group_id", 67),
    (TEMPLATE, "parameter_whitespace", "trim", "choice", 65),
    (TEMPLATE, "template_components", "{}", "type", 65),
    (TEMPLATE, "template_components", "[{]", "json", 65),
    ({}, "message", "hello", "json", 65),
    ({}, "message", '{"type":"text","text":{"body":""}}', "empty", 65),
    ({}, "message", '{"type":"text","text":{"body":"a"},"to":"+1"}', "not_allowed", 65),
]


@pytest.mark.parametrize("message,setting,limit", LONGEST)
def test_a_text_has_a_longest_length_in_code_points(validate, message, setting, limit):
    assert validate(**{**message, setting: WIDE * limit}).problems() == []
    beyond = validate(**{**message, setting: WIDE * limit + "x"})
    assert (beyond.exit_code, beyond.problems()) == (65, [(setting, "too_long")])


@pytest.mark.parametrize("message,setting,value,rule,code", BAD)
def test_a_bad_value_is_one_problem(validate, message, setting, value, rule, code):
    result = validate(**{**message, setting: value})
    assert (result.exit_code, result.problems()) == (code, [(setting, rule)])


@pytest.mark.parametrize("setting,value", [
    ("ttl_seconds", "30"), ("ttl_seconds", "43200")])
def test_direct_send_takes_its_limits(validate, setting, value):
    assert validate(**DIRECT, **{setting: value}).problems() == []


@pytest.mark.parametrize("number,rule", [
    ("+52 1 55 1234 5678", "number_form"), ("+54 9 11 2345 6789", "number_form"),
    ("+54 11 2345 6789", "number_form"), ("+55 11 8765 4321", "number_form")])
def test_a_number_that_whatsapp_may_know_otherwise_is_a_warning(validate, number, rule):
    result = validate(text="x", recipient=number)
    assert (result.exit_code, result.warnings()) == (0, [("recipient", rule)])
    assert result.json["request"]["body"]["to"].endswith(number[-2:])


@pytest.mark.parametrize("recipient,masked,member,kind", [
    ("US.13491208655302741918", "US.1*****************18", "recipient", "individual"),
    ("Y2FwaV9ncm91cDox", "Y2Fw**********ox", "to", "group"),
])
def test_a_user_or_a_group_is_addressed_as_such_and_masked(
        validate, recipient, masked, member, kind):
    result = validate(text=f"to {recipient}", recipient=recipient, recipient_type=kind)
    body = result.json["request"]["body"]
    assert (result.json["recipient"], body[member], body["recipient_type"]) == (
        masked, masked, kind)
    assert body["text"]["body"] == f"to {masked}"


@pytest.mark.parametrize("text, said", [
    ("Build 42 passed", "set text instead"),
    ("{\u201ctype\u201d: \u201ctext\u201d}", "typographic quotation marks"),
    ('{"type": \u201ctext\u201d}', "typographic quotation marks"),
    ("{'type': 'text'}", "double quotes"), ('{"type": "text",}', "no comma before"),
])
def test_what_is_no_json_is_told_with_what_was_meant(validate, text, said):
    result = validate(text=None, message=text)
    assert result.problems() == [("message", "json")]
    assert said in result.json["problems"][0]["message"]


def test_a_problem_in_raw_json_tells_its_path(validate):
    buttons = [{"type": "reply", "reply": {"id": str(i), "title": "x" * (18 + i)}}
               for i in range(3)]
    buttons[2]["reply"]["title"] += "x"
    result = validate(message=json.dumps({"type": "interactive", "interactive": {
        "type": "button", "body": {"text": "?"}, "action": {"buttons": buttons}}}))
    [problem] = result.json["problems"]
    assert (problem["rule"], problem["position"]) == (
        "too_long", "message.interactive.action.buttons[2].reply.title")


def test_a_type_of_tomorrow_is_passed_on_with_a_warning(validate):
    content = {"type": "hologram", "hologram": {"depth": [1, {"x": None}]}}
    result = validate(message=json.dumps(content))
    assert result.warnings() == [("message", "unknown_word")]
    assert {**result.json["request"]["body"], **content} == result.json["request"]["body"]
    assert result.json["type"] == "hologram"


def test_whitespace_collapses_only_where_it_is_asked_for(validate):
    lines = {"template_header": "a\n b", "template_body": "a\tb\nc      d"}
    assert validate(**TEMPLATE, **lines).problems() == [
        ("template_header", "newline"), ("template_body", "tab"), ("template_body", "spaces")]
    result = validate(**TEMPLATE, **lines, parameter_whitespace="collapse")
    components = result.json["request"]["body"]["template"]["components"]
    assert [[p["text"] for p in c["parameters"]] for c in components] == [["a b"], ["a b", "c d"]]


def any_text(seed: int) -> str:
    """Any text that a setting may hold: all planes of Unicode, and what shells and JSON dislike."""
    chance = random.Random(seed)
    awkward = "\"\\'`$(){}[]<>%&|;#!*?~^\n\t/::error::##[warning]\u2028\u200d\ufeff\u00a0"
    points = [range(0x20, 0x7f), range(0xa0, 0xd800), range(0xe000, 0x10000),
              range(0x10000, 0x110000)]
    return "".join(
        chance.choice(awkward) if chance.random() < .4 else chr(chance.choice(chance.choice(points)))
        for _ in range(chance.randint(1, 300)))


@pytest.mark.parametrize("seed", range(40))
def test_any_text_arrives_unchanged(send, sandbox, seed):
    text = any_text(seed)
    assert send(text=text).json["status"] == "accepted"
    assert sandbox.accepted[0].body["text"]["body"] == text
    sandbox.clear()
    raw = {"type": "text", "text": {"body": text}}
    assert send(text=None, message=json.dumps(raw)).json["status"] == "accepted"
    assert sandbox.accepted[0].body["text"] == raw["text"]


def test_validate_opens_no_connection(sandbox):
    result = run_program({
        **{name.removeprefix("WHATSAPP_").lower(): value
           for name, value in sandbox.environment.items()},
        "recipient": RECIPIENT, "text": "x", "mode": "validate"})
    assert (result.exit_code, sandbox.connections) == (0, 0)


@pytest.mark.parametrize("message,limit", [({"text": "x"}, 4096), (BUTTON, 1024), (PICTURE, 1024),
                                           (DIRECT, 1024)])
def test_a_text_can_be_cut_to_what_its_message_takes(validate, message, limit):
    result = validate(**{**message, "text": "word " * 4096}, text_overflow="truncate")
    assert (result.exit_code, result.warnings()) == (0, [("text", "truncated")])
    body = json.dumps(result.json["request"]["body"], ensure_ascii=False)
    assert limit - 16 < max(map(len, body.split('"'))) <= limit


SECRET = "EAAsecretTokenOfThisTest"
ESCAPED = "\\u0045" + SECRET[1:]


@pytest.mark.parametrize("settings,setting", [
    ({"message": '{"type":"text","text":{"body":"%s"}}' % ESCAPED}, "message"),
    ({"message": '{"type":"text","text":{"body":"a"},"%s":1}' % ESCAPED}, "message"),
    ({"text": f"&#69;{SECRET[1:]}", "text_format": "markdown"}, "text"),
])
def test_a_token_behind_escapes_is_found_and_not_shown(tmp_path, settings, setting):
    output = tmp_path / "output"
    result = run_program({**settings, "access_token": SECRET, "mode": "validate",
                          "output_file": output, "annotations": "github"})
    assert (result.exit_code, result.problems()) == (65, [(setting, "holds_token")])
    assert SECRET not in result.stdout.decode() + result.stderr + output.read_text()


@pytest.mark.parametrize("written", ["+1 (202) 555-0123", "1.202.555.0123", "+12025550123"])
def test_a_text_shows_no_recipient_however_its_number_is_written(validate, written):
    result = validate(recipient="+1 202 555 0123", text=f"call {written}!")
    body = result.json["request"]["body"]["text"]["body"]
    assert body == "call " + "+" * written.startswith("+") + "12*******23!"


def test_a_number_in_raw_json_shows_no_recipient(validate):
    digits = int(RECIPIENT[1:])
    content = {"type": "text", "text": {"body": f"call {digits}", f"x{digits}": 10 * digits}}
    result = validate(recipient=RECIPIENT, text=None, message=json.dumps(content))
    assert str(digits) not in result.stdout.decode()
    mask = result.json["recipient"][1:]
    assert result.json["request"]["body"]["text"] == {
        "body": f"call {mask}", f"x{mask}": f"{mask}0"}


def test_a_name_in_raw_json_shows_no_recipient(validate, tmp_path):
    result = validate(recipient=RECIPIENT, output_file=tmp_path / "output",
                      message='{"type":"text","text":{"body":"a"},"%s":1}' % RECIPIENT)
    assert result.warnings() == [("message", "unknown_member")]
    assert RECIPIENT[1:] not in (tmp_path / "output").read_text()


@pytest.mark.parametrize("settings,problems", [
    # one cause, one problem
    ({"template_components": "[]"}, [("template_components", "companion")]),
    ({"type": "image"}, [("type", "companion")]),
    ({**DIRECT, "category": "x", "ttl_seconds": "3"}, [("category", "choice")]),
    ({**TEMPLATE, "template_parameter_format": "named", "template_body": "a b"},
     [("template_body", "not_named")]),
    ({"message": '{"text":{"body":"a"}}'}, [("message", "missing")]),
    ({**TEMPLATE, "template_components": '[{"type":"button","index":0,"parameters":[]}]'},
     [("template_components", "missing")]),
    # and of several none is held back
    ({"message": json.dumps({"type": "interactive", "interactive": {
        "type": "button", "body": {"text": "?"}, "action": {"buttons": [
            {"type": "reply", "reply": {"id": str(min(i, 2)), "title": str(i) * 20}}
            for i in range(4)]}}})}, [("message", "too_many"), ("message", "duplicate")]),
    ({**TEMPLATE, "template_components": json.dumps([
        {"type": "body", "parameters": [{"type": "text", "text": "a"}]}] * 2)},
     [("template_components", "duplicate")]),
    ({**TEMPLATE, "template_components": json.dumps([{"type": "q"}] * 30000)[:120000 - 3] + "]"},
     None),
    ({"message": '{"type":"Text","text":{"body":"a"}}'}, [("message", "choice")]),
    ({"message": '{"type":"text","text":{"body":"a\\u001bb"}}'}, [("message", "json")]),
    ({"message": '{"type":"text","text":{"body":"a\\u009bb"}}'}, [("message", "json")]),
    ({"message": '{"type":"text","text":{"body":"a\\u007fb"}}'}, [("message", "json")]),
    ({"message": '{"type":"text","text":{"body":"a","\\u009bb":1}}'}, [("message", "json")]),
    ({"message": '{"type":"text","text":{"body":"a","\\u001bb":1}}'}, [("message", "json")]),
])
def test_all_problems_and_each_once(validate, settings, problems):
    result = validate(**settings)
    assert result.exit_code == 65
    assert problems is None or result.problems() == problems


def test_crlf_in_raw_json_becomes_lf_and_collapses(validate):
    body = {"type": "body", "parameters": [{"type": "text", "text": "a\r\nb"}]}
    raw = {"type": "template", "template": {
        "name": "x", "language": {"code": "en"}, "components": [body]}}
    for settings in ({**TEMPLATE, "template_components": json.dumps([body])},
                     {"message": json.dumps(raw)}):
        result = validate(**settings, parameter_whitespace="collapse")
        [component] = result.json["request"]["body"]["template"]["components"]
        assert component["parameters"] == [{"type": "text", "text": "a b"}]


@pytest.mark.parametrize("settings,warning", [
    ({**TEMPLATE, "template_buttons": "0 url https://example.com/r/1"},
     ("template_buttons", "whole_url")),
    ({**TEMPLATE, "text_format": "markdown"}, ("text_format", "no_effect")),
    ({**TEMPLATE, "text_overflow": "truncate"}, ("text_overflow", "no_effect")),
    ({"media_url": "http://example.com/a.png"}, ("media_url", "not_https")),
])
def test_what_will_hardly_do_what_was_meant_is_a_warning(validate, settings, warning):
    result = validate(**settings)
    assert (result.exit_code, result.warnings()) == (0, [warning])


def test_what_yaml_leaves_at_the_end_of_a_line_is_dropped(validate):
    result = validate(**{**BUTTON, "header": "Red\n", "footer": "pipeline 8812\n"})
    assert result.json["request"]["body"]["interactive"]["header"]["text"] == "Red"
    result = validate(**TEMPLATE, template_header="api\n", template_buttons="0  url  a\n")
    header, button = result.json["request"]["body"]["template"]["components"]
    assert (header["parameters"][0]["text"], button["parameters"][0]["text"]) == ("api", "a")


def test_a_type_of_tomorrow_is_not_judged_by_todays_rules(validate):
    new = {"type": "hologram", "header": {"type": "sculpture"}, "action": {"x": 1}}
    result = validate(message=json.dumps({"type": "interactive", "interactive": new}))
    assert (result.exit_code, result.warnings()) == (0, [("message", "unknown_word")])


@pytest.mark.parametrize(("settings", "warning"), [
    ({"text": r"one\ntwo"}, ("text", "escaped_newline")),
    ({"template_name": "build_status", "template_body": r"42\npassed"},
     ("template_body", "escaped_newline")),
    ({"text": '"Build 42"'}, ("text", "quoted")),
    ({"text": "a block\nwith C:\\new"}, None),
    ({"message": r'{"type": "text", "text": {"body": "one\ntwo"}}'}, None),
])
def test_a_text_written_as_in_code_is_a_warning_and_goes_out_as_it_is(validate, settings, warning):
    result = validate(**settings)
    assert (result.exit_code, result.warnings()) == (0, [warning] if warning else [])
    if "text" in settings:
        assert result.json["request"]["body"]["text"]["body"] == settings["text"]


@pytest.mark.parametrize("name", ["build.gif", "build.svg", "build"])
def test_an_address_without_a_known_extension_is_told_which_there_are(validate, name):
    result = validate(media_url=f"https://example.com/{name}")
    assert result.problems() == [("media_url", "needs_type")]
    assert ".png" in result.json["problems"][0]["message"]
