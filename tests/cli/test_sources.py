# SPDX-License-Identifier: MIT
"""Where settings come from: environment, INI file, files, and which of them wins."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest
from conftest import RECIPIENT, TOKEN, Program, environment, run_program

VALID = {"mode": "validate", "text": "from the environment"}


@pytest.fixture
def ini(tmp_path):
    """Writes an INI file and gives its path."""

    def write(content: str | bytes, mode: int = 0o600) -> Path:
        path = tmp_path / "wa.ini"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        return path

    return write


def said(result):
    """Problems as (setting, rule, line of the INI file)."""
    return [(p["setting"], p["rule"], p["source"].rpartition(":")[2])
            for p in result.json["problems"]]


def text_of(result):
    assert result.json["status"] == "valid", result
    return result.json["request"]["body"]["text"]["body"]


# --- the INI file ---

def test_an_ini_file_gives_what_the_environment_does_not(ini):
    path = ini("[whatsapp]\nmode = validate\ntext = from the file\nrecipient = +12025550123\n")
    assert text_of(run_program({"config": path})) == "from the file"
    assert text_of(run_program({"config": path, "text": "from the environment"})) == (
        "from the environment")


def test_an_ini_file_is_never_found_by_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("whatsapp.ini", ".whatsapp.ini", "whatsapp-send.ini", "config.ini"):
        (tmp_path / name).write_text("[whatsapp]\ntext = planted\n")
    assert run_program({"mode": "validate"}).problems() == [("text", "nothing_to_send")]


@pytest.mark.parametrize("value", [
    "hello ; world", "hello # world", "a = b : c", "; first", "[brackets]", '"quotes"',
    "back\\slash", "trailing\\", "x" * 4000, "\U0001f600" * 4000, "ends in ;",
])
def test_nothing_in_a_value_is_syntax(ini, value):
    assert text_of(run_program({"config": ini(f"[whatsapp]\nmode=validate\ntext = {value}\n")})
                   ) == value


@pytest.mark.parametrize("content", [
    "[whatsapp]\r\nmode = validate\r\ntext = hi\r\n",
    "\ufeff[whatsapp]\nmode = validate\ntext = hi\n",
    "\n; note\n# note\n[whatsapp]\n\n  \nmode=validate\ntext: hi",
    "[whatsapp]  \nmode\t=\tvalidate\ntext   =   hi   \n",
    "[whatsapp]\nmode = validate\ntext = hi\npreview_url =\n",
])
def test_harmless_ways_to_write_it(ini, content):
    assert text_of(run_program({"config": ini(content)})) == "hi"


@pytest.mark.parametrize("name,value", [
    ("access_token", TOKEN.lower()), ("app_secret", "0123456789abcdef" * 2),
    ("recipient", RECIPIENT)])
def test_what_is_given_twice_is_not_shown_in_a_name(ini, name, value):
    told = value.lstrip("+")
    line = f"{name} = {value}\n"
    result = run_program({**VALID, "config": ini(f"[whatsapp]\n{line}{line}x{told} = 1\n")})
    assert [rule for _, rule in result.problems()] == ["duplicate", "unknown_setting"]
    assert told not in result.stdout.decode() + result.stderr


@pytest.mark.parametrize("content,expected", [
    ("[whatsapp]\ntext = a\ntext = b\n", [("text", "duplicate", "3")]),
    ("[whatsapp]\ntxet = a\n", [("txet", "misspelt", "2")]),
    ("[whatsapp]\ncolour = a\n", [("colour", "unknown_setting", "2")]),
    ("[whatsapp]\n\x1b[31m = a\n", [(None, "unknown_setting", "2")]),
    ("[whatsapp]\nwhatsapp_mode = send\n", [("whatsapp_mode", "misspelt", "2")]),
    ("[whatsapp]\ntext = a\n  more of it\n", [(None, "indented_line", "3")]),
    ("[whatsapp]\n\tmode = send\n", [(None, "indented_line", "2")]),
    ("[whatsapp]\ntext = " + "x" * 65536 + "\n", [(None, "line_too_long", "2")]),
    ("[whatsapp]\nnothing\n", [(None, "no_value", "2")]),
    ("mode = validate\n", [("mode", "no_section", "1")]),
    ("[other]\n", [(None, "unknown_section", "1")]),
    ("[whatsapp\nmode = validate\n", [(None, "unknown_section", "1")]),
    ("[whatsapp] x\n", [(None, "unknown_section", "1")]),
    ("[WhatsApp]\n", [(None, "unknown_section", "1")]),
    ("[whatsapp]\n[whatsapp]\n", [(None, "duplicate", "2")]),
    ("[whatsapp]\n[more]\nmode = validate\n", [(None, "unknown_section", "2")]),
    ("[whatsapp]\nverbose = on\n\0\n", [(None, "nul_byte", "3")]),
    ("[whatsapp]\nconfig = /etc/other.ini\n", [("config", "only_environment", "2")]),
    ("[whatsapp]\ntimeout = a\rb\n", [("timeout", "control_character", "2")]),
    (b"[whatsapp]\ntemplate_language = \xff\n", [("template_language", "invalid_utf8", "2")]),
])
def test_whatever_else_a_line_holds_is_a_problem_with_its_line(ini, content, expected):
    result = run_program({**VALID, "config": ini(content)})
    assert [p for p in said(result) if p[1] != "companion"] == expected
    assert result.json["status"] == "invalid"


@pytest.mark.parametrize("line", ["EAAGrealtoken0123456789ABCDEF=", "+12025550123 = x", "foo = 1"])
def test_what_is_no_name_is_not_shown_outside_of_a_section_either(ini, line):
    result = run_program({**VALID, "config": ini(line + "\n")})
    assert said(result) == [(None, "no_section", "1")]
    assert line.split("=")[0].strip() not in result.stdout.decode() + result.stderr
    result = run_program({**VALID, "config": ini("footer = x\n")})
    assert said(result) == [("footer", "no_section", "1")]


def test_every_faulty_line_is_told(ini):
    lines = ["[whatsapp]", "nothing", "colour = red", " indented = 1", "[more]", "verbose = x"]
    result = run_program({**VALID, "config": ini("\n".join(lines))})
    assert [line for _, _, line in said(result)] == ["2", "3", "4", "5", "6"]
    assert result.exit_code == 78


@pytest.mark.parametrize("path,rule", [
    ("/nonexistent/wa.ini", "file_missing"), ("/", "file_not_regular"),
    ("/dev/null", "file_not_regular"), ("/dev/zero", "file_not_regular"),
])
def test_a_config_that_is_no_file_is_input(path, rule):
    result = run_program({**VALID, "config": path})
    assert (result.exit_code, result.problems()) == (66, [("config", rule)])


def test_a_config_that_is_a_fifo_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    result = run_program({**VALID, "config": tmp_path / "fifo"}, timeout=5)
    assert (result.exit_code, result.problems()) == (66, [("config", "file_not_regular")])


def test_a_config_of_two_mebibytes_is_refused(ini):
    result = run_program({**VALID, "config": ini("; x\n" * 524288)})
    assert (result.exit_code, result.problems()) == (66, [("config", "file_too_large")])


def test_an_empty_config_is_refused(ini):
    result = run_program({**VALID, "config": ini("")})
    assert (result.exit_code, result.problems()) == (66, [("config", "file_empty")])


@pytest.mark.static_only  # the sanitizers do not start as another user
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_an_unreadable_config_is_refused(ini):
    path = ini("[whatsapp]\n", mode=0o000)
    path.parent.chmod(0o755)
    for parent in path.parents:
        if parent.stat().st_uid == 0 and parent.is_relative_to("/tmp") and parent != Path("/tmp"):
            parent.chmod(0o755)
    result = run_program({**VALID, "config": path}, wrapper=[
        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    assert (result.exit_code, result.problems()) == (66, [("config", "file_forbidden")])


def test_a_secret_that_others_may_read_is_a_warning(ini):
    content = f"[whatsapp]\nmode = validate\ntext = x\naccess_token = {TOKEN}\n"
    assert run_program({"config": ini(content, 0o644)}).warnings() == [
        ("access_token", "readable_by_others")]
    assert run_program({"config": ini(content, 0o640)}).warnings() == []


@pytest.mark.parametrize("setting,value", [
    ("api_url", "https://evil.example"), ("ca_file", "/proc/self/comm"),
    ("text_file", "/proc/self/environ"), ("output_file", "/nonexistent/x"),
    ("proxy", "proxy.example:1"),
])
def test_an_ini_file_cannot_lead_a_token_of_the_environment_astray(ini, setting, value):
    result = run_program({"config": ini(f"[whatsapp]\nmode = validate\n{setting} = {value}\n"),
                          "access_token": TOKEN,
                          "template_name": "hello_world" if setting == "text_file" else None,
                          "text": None if setting == "text_file" else "x"})
    name = setting.removesuffix("_file") if setting == "text_file" else setting
    assert (name, "guarded", "3") in said(result)
    assert result.exit_code == 78


def test_what_is_guarded_is_not_even_opened(ini):
    path = ini("[whatsapp]\nmode = validate\ntext_file = /nonexistent\n")
    result = run_program({"config": path, "access_token": TOKEN, "template_name": "x"})
    assert result.problems() == [("text", "guarded")]


def test_an_ini_file_with_its_own_token_may_say_where_it_goes(ini, tmp_path):
    (tmp_path / "text").write_text("from a file")
    path = ini(f"[whatsapp]\nmode = validate\naccess_token = {TOKEN}\n"
               f"api_url = https://proxy.example\ntext_file = {tmp_path}/text\n")
    result = run_program({"config": path})
    assert text_of(result) == "from a file"
    assert result.json["request"]["url"].startswith("https://proxy.example/")


# --- the _FILE form ---

@pytest.mark.parametrize("content,text", [
    ("one\n", "one"), ("one\n\n", "one\n"), ("one\r\ntwo\r\n", "one\ntwo"), (" one ", " one "),
    ("$HOME `x` \\n", "$HOME `x` \\n"),
])
def test_a_file_is_a_value_like_any_other(tmp_path, content, text):
    path = tmp_path / "text"
    path.write_bytes(content.encode())
    assert text_of(run_program({"mode": "validate", "text_file": path})) == text


def test_an_empty_last_line_of_a_list_in_a_file_is_not_lost(tmp_path):
    (tmp_path / "body").write_text("a\nb\n\n")
    result = run_program({"mode": "validate", "template_name": "x",
                          "template_body_file": tmp_path / "body"})
    assert result.problems() == [("template_body", "empty_line")]


def test_a_problem_with_a_file_s_content_names_the_file(tmp_path):
    (tmp_path / "id").write_text("12 34")
    result = run_program({**VALID, "phone_number_id_file": tmp_path / "id"})
    (problem,) = result.json["problems"]
    assert (problem["setting"], problem["rule"]) == ("phone_number_id", "digits")
    assert problem["source"] == f"file {tmp_path}/id"


def test_a_token_may_come_from_a_file_with_a_newline_at_its_end(tmp_path):
    (tmp_path / "token").write_text(TOKEN + "\n")
    result = run_program({**VALID, "access_token_file": tmp_path / "token"})
    assert (result.exit_code, result.warnings()) == (0, [])


@pytest.mark.parametrize("content,rule", [
    (b"", "file_empty"), (b"\n", "file_empty"), (b"\r\n", "file_empty"),
    (b"a\0b", "nul_byte"), (b"x" * (1024 * 1024 + 1), "file_too_large"),
])
def test_a_file_that_holds_no_value_is_input(tmp_path, content, rule):
    path = tmp_path / "text"
    path.write_bytes(content)
    result = run_program({"mode": "validate", "text_file": path})
    assert (result.exit_code, result.problems()) == (66, [("text", rule)])


def test_a_file_that_is_none_is_input(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for path, rule in ((tmp_path / "missing", "file_missing"), (tmp_path, "file_not_regular"),
                       (tmp_path / "fifo", "file_not_regular")):
        result = run_program({**VALID, "recipient_file": path}, timeout=5)
        assert (result.exit_code, result.problems()) == (66, [("recipient", rule)])


def test_a_missing_file_is_the_only_problem_of_its_setting(tmp_path):
    result = run_program({"text": "x", "recipient": RECIPIENT, "phone_number_id": "1",
                          "access_token_file": tmp_path / "missing"})
    assert result.problems() == [("access_token", "file_missing")]


def test_both_forms_in_one_source_are_a_problem(ini, tmp_path):
    for settings in ({**VALID, "text_file": tmp_path / "text"},
                     {"text_file": tmp_path / "text", **VALID}):
        result = run_program(settings)
        assert (result.exit_code, result.problems()) == (78, [("text", "both_forms")])
    path = ini("[whatsapp]\ntext = a\ntext_file = /b\n")
    result = run_program({"mode": "validate", "config": path})
    assert ("text", "both_forms") in result.problems()


def test_the_environment_overrides_either_form_of_the_ini_file(ini, tmp_path):
    (tmp_path / "text").write_text("from a file")
    path = ini(f"[whatsapp]\ntext_file = {tmp_path}/missing\n")
    assert text_of(run_program({**VALID, "config": path})) == "from the environment"
    path = ini("[whatsapp]\ntext = from the INI file\n")
    result = run_program({"mode": "validate", "text_file": tmp_path / "text", "config": path})
    assert text_of(result) == "from a file"


@pytest.mark.parametrize("name", ["ca_file_file", "config_file"])
def test_paths_have_no_file_form(name):
    result = run_program({**VALID, name: "/x"})
    assert (result.exit_code, result.problems()) == (78, [(name, "no_file_form")])


@pytest.mark.parametrize("setting", ["access_token", "recipient"])
def test_a_value_set_where_its_path_belongs_is_not_shown(setting):
    value = {"access_token": TOKEN, "recipient": RECIPIENT}[setting]
    result = run_program({**VALID, f"{setting}_file": value, "config": None})
    assert result.problems() == [(setting, "file_missing")]
    assert value not in result.stdout.decode() + result.stderr
    for path in ("config", "ca_file"):
        said = run_program({**VALID, path: value})
        assert value not in said.stdout.decode() + said.stderr


@pytest.mark.parametrize("line", [TOKEN + "=", f"{TOKEN} = x", f"{RECIPIENT} = x",
                                  f"access_token {TOKEN} = x", "c2VjcmV0c2VjcmV0=="])
def test_what_is_no_name_in_an_ini_file_is_not_shown(ini, line):
    result = run_program({**VALID, "config": ini(f"[whatsapp]\n{line}\n")})
    assert said(result) == [(None, "unknown_setting", "2")]
    for secret in (TOKEN.lower(), RECIPIENT, "c2VjcmV0".lower()):
        assert secret not in (result.stdout.decode() + result.stderr).lower()
