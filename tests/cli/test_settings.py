# SPDX-License-Identifier: MIT
"""Every rule of a setting: what is taken, what is refused, and what the problem is called.

A rule that a setting breaks is named in the result by setting and rule; the words for people are
seen in test_messages.py.
"""

from __future__ import annotations

import pytest
from conftest import RECIPIENT, TOKEN, run_program

GOOD = {
    "access_token": TOKEN,
    "phone_number_id": "106540352242922",
    "recipient": RECIPIENT,
    "text": "Hello",
}
TEMPLATE = {**GOOD, "text": None, "template_name": "release_notice"}

# setting, value, rule, exit code
BAD = [
    ("access_token", "EAA with blank", "token_characters", 78),
    ("access_token", "EAA\nsecond line", "control_character", 78),
    ("access_token", "EAAé", "token_characters", 78),
    ("access_token", '"EAAquoted"', "quoted", 78),
    ("access_token", "'EAAquoted'", "quoted", 78),
    ("access_token", "Bearer EAA", "bearer", 78),
    ("access_token", "/builds/token", "placeholder", 78),
    ("access_token", "$TOKEN", "placeholder", 78),
    ("access_token", "***", "placeholder", 78),
    ("access_token", "E" * 4097, "too_long", 78),
    ("app_secret", "0123456789abcdef", "app_secret", 78),
    ("app_secret", "0123456789ABCDEF0123456789ABCDEF", "app_secret", 78),
    ("phone_number_id", "1065 4035", "digits", 78),
    ("phone_number_id", "+1065403", "digits", 78),
    ("phone_number_id", "../1065", "digits", 78),
    ("phone_number_id", "1" * 33, "digits", 78),
    ("phone_number_id", "1.06E+14", "exponent", 78),
    ("business_account_id", "12x", "digits", 78),
    ("business_account_id", "1.02E+14", "exponent", 78),
    ("recipient", "4915123456789", "no_plus", 67),
    ("recipient", "not-a-number", "character", 67),
    ("recipient", "+1234567890123456", "length", 67),
    ("recipient", "+123456", "length", 67),
    ("recipient", "+0123456789", "first_zero", 67),
    ("recipient", "004915123456789", "double_zero", 67),
    ("recipient", "+44 (0)20 7946 0958", "trunk_zero", 67),
    ("recipient", "+44 (020) 7946 0958", "trunk_zero", 67),
    ("recipient", "+44 ( 0 ) 20 7946 0958", "trunk_zero", 67),
    ("recipient", "4.9151234E+12", "exponent", 67),
    ("recipient", "+4915123\n456789", "control_character", 67),
    ("text", "x" * 4097, "too_long", 65),
    ("text", "\U0001f600" * 4097, "too_long", 65),
    ("text", b"caf\xe9", "invalid_utf8", 65),
    ("api_version", b"\xff", "invalid_utf8", 78),
    ("text", b"\xed\xa0\x80", "invalid_utf8", 65),
    ("text", "a\rb", "control_character", 65),
    ("text", "a\x1b[31mb", "control_character", 65),
    ("text", "a\x7fb", "control_character", 65),
    ("text", "a\u0085b", "control_character", 65),
    ("preview_url", "maybe", "boolean", 65),
    ("mode", "sned", "choice", 78),
    ("api_version", "25.0", "api_version", 78),
    ("api_version", "v25", "api_version", 78),
    ("api_version", "v25.1", "api_version", 78),
    ("api_version", "v0.0", "api_version", 78),
    ("api_version", "v1234.0", "api_version", 78),
    ("api_url", "graph.facebook.com", "url", 78),
    ("api_url", "https://user:pass@graph.facebook.com", "url", 78),
    ("api_url", "https://graph.facebook.com?x=1", "url", 78),
    ("api_url", "http://graph.facebook.com", "insecure_url", 78),
    ("api_url", "https://graph.facebook.com/v25.0", "version_in_url", 78),
    ("api_url", "https://graph.facebook.com/v25.0/", "version_in_url", 78),
    ("api_url", "https://[:::::]", "url", 78),
    ("api_url", "https://localhost:0", "url", 78),
    ("api_url", "https://a..b", "url", 78),
    ("timeout", "0", "seconds", 78),
    ("timeout", "60s", "seconds", 78),
    ("timeout", "-5", "seconds", 78),
    ("connect_timeout", "1e3", "seconds", 78),
    ("on_error", "ignore", "choice", 78),
    ("on_missing_credentials", "yes", "choice", 78),
    ("retries", "11", "retries", 78),
    ("retries", "-1", "retries", 78),
    ("retries", "many", "retries", 78),
    ("retry_unknown", "maybe", "boolean", 78),
    ("proxy", "proxy.example", "proxy", 78),
    ("proxy", "ftp://proxy.example:21", "proxy", 78),
    ("proxy", "http://proxy.example:80/path", "proxy", 78),
    ("proxy", "http://a@b@proxy.example:80", "proxy", 78),
    ("proxy", "socks5://proxy.example:1080", "proxy", 78),
    ("output_format", "json", "choice", 78),
    ("annotations", "gitlab", "choice", 78),
    ("ca_file", "/nonexistent/ca.pem", "file_missing", 66),
    ("ca_file", "/", "file_not_regular", 66),
    ("ca_file", "/dev/zero", "file_not_regular", 66),
    ("ca_file", "/dev/null", "file_not_regular", 66),
    ("ca_file", "/proc/self/comm", "not_pem", 78),
    ("verbose", "2", "boolean", 78),
]

BAD_IN_TEMPLATE = [
    ("template_name", "Release-Notice", "template_name", 65),
    ("template_name", "n" * 513, "too_long", 65),
    ("template_language", "english", "language_code", 65),
    ("template_language", "en_us", "language_code", 65),
    ("template_language", "e", "language_code", 65),
    ("template_language", b"\xff", "invalid_utf8", 65),
    ("template_header", "x" * 61, "too_long", 65),
    ("template_header", "two\nlines", "newline", 65),
    ("template_header", "tab\there", "tab", 65),
    ("template_body", "one\n\nthree", "empty_line", 65),
    ("template_body", "tab\there", "tab", 65),
    ("template_body", "five     spaces", "spaces", 65),
    ("template_buttons", "0", "button_form", 65),
    ("template_buttons", "0 url", "button_form", 65),
    ("template_buttons", "10 url x", "button_index", 65),
    ("template_buttons", "x url x", "button_index", 65),
    ("template_buttons", "0 phone x", "button_subtype", 65),
    ("template_buttons", "0 url a\n0 url b", "duplicate", 65),
    ("template_buttons", "0 quick_reply " + "x" * 257, "too_long", 65),
    ("template_buttons", "0 copy_code " + "x" * 21, "too_long", 65),
    ("template_buttons", "\n".join(f"{i % 10} url x" for i in range(11)), "too_many_lines", 65),
    ("template_body", "\n".join(["x"] * 1025), "too_many_lines", 65),
    ("template_parameter_format", "both", "choice", 65),
]


@pytest.mark.parametrize("mode", ["send", "validate"])
@pytest.mark.parametrize("setting,value,rule,code", BAD)
def test_a_bad_value_is_one_problem(setting, value, rule, code, mode):
    mode = {} if setting == "mode" else {"mode": mode}
    result = run_program({**GOOD, **mode, setting: value})
    assert result.problems() == [(setting, rule)]
    assert (result.exit_code, result.json["status"]) == (code, "invalid")
    assert result.json["attempts"] == 0


@pytest.mark.parametrize("setting,value,rule,code", BAD_IN_TEMPLATE)
def test_a_bad_value_of_a_template_is_one_problem(setting, value, rule, code):
    result = run_program({**TEMPLATE, setting: value})
    assert result.problems() == [(setting, rule)]
    assert result.exit_code == code


@pytest.mark.parametrize("setting,value", [
    ("access_token", "E" * 4096), ("phone_number_id", "1" * 32), ("recipient", "+1234567"),
    ("recipient", "+123456789012345"), ("recipient", " +1 (202) 555-01.23 "),
    ("text", "x" * 4096), ("text", "\U0001f600" * 4096), ("text", "a\tb\nc"),
    ("preview_url", "YES"), ("api_version", "v26.0"), ("api_url", "http://127.0.0.1:1/base/"),
    ("timeout", "0.001"), ("timeout", "86400"), ("retries", "0"), ("retries", "10"),
    ("proxy", "proxy.example:3128"), ("proxy", "http://proxy.example:3128/"),
    ("proxy", "https://us%40er:p%3Ass@proxy.example:443"),
    ("proxy", "socks5h://[::1]:1080"), ("no_proxy", "localhost, .example.com"), ("connect_timeout", "2.5"), ("verbose", "off"),
])
def test_a_value_at_the_limit_is_taken(validate, setting, value):
    result = validate(**{**GOOD, setting: value})
    assert (result.exit_code, result.json["status"]) == (0, "valid")
    assert result.problems() == []


@pytest.mark.parametrize("setting,value", [
    ("template_name", "n" * 512), ("template_language", "de"), ("template_language", "fil"),
    ("template_header", "x" * 60), ("template_body", "four    spaces"),
    ("template_body", "one\ntwo\n"), ("template_buttons", "9 url " + "x" * 2000),
    ("template_buttons", "0 quick_reply two words"),
    ("template_buttons", "0 copy_code " + "x" * 20),
])
def test_a_value_of_a_template_at_the_limit_is_taken(validate, setting, value):
    assert validate(**{**TEMPLATE, setting: value}).problems() == []


@pytest.mark.parametrize("setting", ["access_token", "phone_number_id", "recipient"])
def test_a_required_setting_may_miss_only_in_validate(setting):
    result = run_program({**GOOD, setting: None})
    assert (result.exit_code, result.problems()) == (78, [(setting, "missing")])
    assert run_program({**GOOD, setting: None, "mode": "validate"}).exit_code == 0


def test_an_empty_value_is_an_unset_value(validate):
    empty = {name: "" for name in ("template_name", "preview_url", "timeout", "ca_file", "mode")}
    assert run_program({**GOOD, **empty, "access_token": ""}).problems() == [
        ("access_token", "missing")]
    assert validate(**{**GOOD, **empty, "mode": "validate"}).exit_code == 0


def test_nothing_set_names_everything_that_is_needed():
    result = run_program({})
    assert result.exit_code == 78
    assert result.problems() == [
        ("access_token", "missing"), ("phone_number_id", "missing"), ("recipient", "missing"),
        ("text", "nothing_to_send")]
    assert all(problem["source"] is None for problem in result.json["problems"])


def test_all_problems_are_told_at_once():
    result = run_program({
        "access_token": "a b", "phone_number_id": "x", "recipient": "1", "text": b"\xff",
        "timeout": "soon", "connect_timeout": "soon", "api_version": "1", "api_url": "x",
        "verbose": "x", "ca_file": "/nonexistent", "mode": "x"})
    assert len(result.problems()) == 11
    assert result.exit_code == 78


@pytest.mark.parametrize("settings,code", [
    ({"text": b"\xff", "recipient": "1", "ca_file": "/", "timeout": "x"}, 78),
    ({"text": b"\xff", "recipient": "1", "ca_file": "/"}, 66),
    ({"text": b"\xff", "recipient": "1"}, 67),
    ({"text": b"\xff"}, 65),
])
def test_the_gravest_problem_gives_the_exit_code(settings, code):
    assert run_program({**GOOD, **settings}).exit_code == code


@pytest.mark.parametrize("settings,problem", [
    ({"text": "x", "template_name": "hello_world"}, ("text", "contradiction")),
    ({"text": None}, ("text", "nothing_to_send")),
    ({"template_language": "de"}, ("template_language", "companion")),
    ({"template_header": "x"}, ("template_header", "companion")),
    ({"template_body": "x"}, ("template_body", "companion")),
    ({"template_buttons": "0 url x"}, ("template_buttons", "companion")),
    ({"template_parameter_format": "named"}, ("template_parameter_format", "companion")),
    ({"text": None, "template_name": "hello_world", "preview_url": "true"},
     ("preview_url", "companion")),
    ({"text": f"look: {TOKEN}"}, ("text", "holds_token")),
])
def test_settings_that_contradict_each_other(settings, problem):
    result = run_program({**GOOD, **settings})
    assert (result.exit_code, result.problems()) == (65, [problem])


@pytest.mark.parametrize("body,rule,position", [
    ("service=api\nplain", "not_named", "line 2"),
    ("Service=api", "parameter_name", "line 1"),
    ("service=api\nversion=1\nservice=web", "duplicate", "line 3"),
    ("service=", "empty", "line 1"),
    ("=api", "empty", "line 1"),
])
def test_named_parameters(body, rule, position):
    result = run_program({**TEMPLATE, "template_parameter_format": "named", "template_body": body})
    assert result.problems() == [("template_body", rule)]
    assert result.json["problems"][0]["position"] == position


@pytest.mark.parametrize("setting,value,rule", [
    ("access_token", TOKEN + "\n", "surrounding_whitespace"),
    ("access_token", f"  {TOKEN}\t", "surrounding_whitespace"),
    ("api_version", "v21.0", "old_api_version"),
    ("timeout", " 5\n", "surrounding_whitespace"),
    ("mode", "validate\n", "surrounding_whitespace"),
])
def test_what_is_odd_but_clear_is_a_warning(validate, setting, value, rule):
    result = validate(**{**GOOD, setting: value})
    assert (result.exit_code, result.warnings()) == (0, [(setting, rule)])


@pytest.mark.parametrize("setting,value,rule", [
    ("template_language", "en-US", "hyphen"),
    ("template_language", "xx_QQ", "unlisted_language"),
    ("template_body", "x" * 1025, "long_body"),
])
def test_what_is_odd_in_a_template_is_a_warning(validate, setting, value, rule):
    result = validate(**{**TEMPLATE, setting: value})
    assert (result.exit_code, result.warnings()) == (0, [(setting, rule)])


def test_a_proxy_never_sees_a_token_in_the_clear():
    result = run_program({**GOOD, "api_url": "http://127.0.0.1:1", "proxy": "127.0.0.1:2"})
    assert (result.exit_code, result.problems()) == (78, [("proxy", "insecure_proxy")])


@pytest.mark.parametrize("settings", [
    {**TEMPLATE, "preview_url": "false"}, {**GOOD, "template_language": "en_US"},
    {**GOOD, "template_parameter_format": "positional"},
])
def test_a_fallback_that_is_set_needs_no_companion(validate, settings):
    assert validate(**settings).exit_code == 0


def test_an_unread_file_counts_as_set():
    result = run_program({**GOOD, "text": None, "template_name_file": "/missing",
                          "template_language": "de"})
    assert result.problems() == [("template_name", "file_missing")]


def test_validate_masks_the_recipient_inside_a_text_too(validate):
    result = validate(**{**GOOD, "text": f"call {RECIPIENT} or {RECIPIENT[1:]}"})
    assert result.json["request"]["body"]["text"]["body"] == "call +12*******23 or 12*******23"


def test_duplicates_are_told_once_a_line():
    result = run_program({**TEMPLATE, "template_parameter_format": "named",
                          "template_body": "\n".join(["a=b"] * 4)})
    assert result.problems() == [("template_body", "duplicate")] * 3


def test_a_flood_of_problems_is_bounded():
    result = run_program({**TEMPLATE, "template_body": "\n".join(["\t     "] * 1024)})
    assert len(result.problems()) == 1001
    assert result.problems()[-1] == (None, "and_more")


def test_an_unclear_mode_is_not_told_as_one():
    assert run_program({**GOOD, "mode": "validat"}).json["mode"] is None


def test_a_token_of_blanks_is_no_token():
    assert run_program({**GOOD, "access_token": " \n"}).problems() == [
        ("access_token", "missing")]


def test_crlf_becomes_lf(validate):
    result = validate(**GOOD | {"text": "one\r\ntwo\r\n"})
    assert result.json["request"]["body"]["text"]["body"] == "one\ntwo\n"


def test_every_problem_says_where_its_value_came_from():
    result = run_program({**GOOD, "text": "x" * 4097})
    assert result.json["problems"][0]["source"] == "environment"


@pytest.mark.parametrize("name,problem", [
    ("mod", "misspelt"), ("recipent", "misspelt"), ("phone_numberid", "misspelt"),
    ("txt", "misspelt"),
])
def test_a_misspelt_variable_stops_the_run(name, problem):
    result = run_program({**GOOD, name: "validate"})
    assert (result.exit_code, result.problems()) == (78, [(name, problem)])


@pytest.mark.parametrize("name", ["token", "colour", "x" * 200, "phone"])
def test_an_unknown_variable_is_a_warning(name):
    result = run_program({**GOOD, "mode": "validate", name: "x"})
    assert (result.exit_code, result.warnings()) == (0, [(name, "unknown_setting")])


def test_an_unknown_variable_is_told_the_nearest_name(validate):
    assert "access_token" in validate(**GOOD, token="x").json["warnings"][0]["message"]


def test_names_of_outputs_and_empty_unknown_ones_are_no_settings(validate):
    result = validate(**GOOD, result_status="accepted", result_anything="x", modd="")
    assert result.json["warnings"] == []


def test_an_unknown_variable_with_a_wild_name_cannot_disturb_the_log(validate):
    result = validate(**GOOD, **{"a\x1b[31m##[error]\n::error::": "x"})
    assert result.exit_code == 0


@pytest.mark.parametrize("count", [200])
def test_very_many_problems_are_all_told(count):
    result = run_program({**GOOD, "template_name": "x", "text": None,
                          "template_body": "\n".join(["\t"] * count)})
    assert len(result.problems()) == count
