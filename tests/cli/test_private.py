# SPDX-License-Identifier: MIT
"""What is private is not told, however it got where it is."""

from __future__ import annotations

import subprocess

import pytest
from conftest import RECIPIENT, TOKEN, Program, environment, run_program


@pytest.mark.parametrize("setting", ["output_file", "summary_file"])
@pytest.mark.parametrize("secret", [TOKEN, RECIPIENT[1:]])
def test_a_path_that_cannot_be_written_is_not_shown(setting, secret, tmp_path):
    result = run_program({"mode": "validate", "text": "x", "access_token": TOKEN,
                          "phone_number_id": "1", "recipient": RECIPIENT, "annotations": "github",
                          setting: tmp_path / "missing" / secret})
    assert result.problems() == [(setting, "not_writable")]
    assert secret not in result.stdout.decode() + result.stderr


def test_the_number_in_the_name_of_a_file_is_masked(tmp_path):
    digits = RECIPIENT[1:]
    ini, text = tmp_path / f"{digits}.ini", tmp_path / f"{digits}.txt"
    ini.write_text("[whatsapp]\nnothing = 1\n")
    text.write_text("a\rb")
    result = run_program({"mode": "validate", "recipient": RECIPIENT, "config": ini,
                          "text_file": text})
    assert {setting for setting, _ in result.problems()} == {"nothing", "text"}
    assert digits not in result.stdout.decode() + result.stderr


@pytest.mark.parametrize("length", range(200, 260, 7))
@pytest.mark.parametrize("escaped, plain", [
    ("\\u0045AAGsecretTOKEN0123456789", "EAAGsecretTOKEN0123456789"), (RECIPIENT[1:], RECIPIENT[1:])])
def test_a_long_path_through_raw_json_shows_no_part_of_a_secret(length, escaped, plain):
    name = "a" * length + escaped
    result = run_program({"mode": "validate", "access_token": "EAAGsecretTOKEN0123456789",
                          "phone_number_id": "1", "recipient": RECIPIENT,
                          "message": '{"type":"text","text":{"body":"x","%s":1}}' % name})
    assert plain[:9] not in result.stdout.decode() + result.stderr


def test_an_id_that_is_the_recipients_number_is_a_problem():
    result = run_program({"mode": "validate", "text": "x", "recipient": RECIPIENT,
                          "phone_number_id": RECIPIENT[1:]})
    assert (result.exit_code, result.problems()) == (78, [("phone_number_id", "same_id")])
    assert RECIPIENT[1:] not in result.stdout.decode() + result.stderr


@pytest.mark.parametrize("secret", [TOKEN, "ab12cdef34567890"])
def test_a_secret_in_the_name_of_a_variable_is_not_told_in_lower_case_either(secret):
    settings = {"mode": "validate", "text": "x", "access_token": TOKEN, "phone_number_id": "1",
                "recipient": "US.ab12cdef34567890"}
    done = subprocess.run(
        [Program.path], env={**environment(settings), f"WHATSAPP_{secret}x".encode(): b"1"},
        capture_output=True, check=True)
    assert b"unknown_setting" in done.stdout
    assert secret.lower().encode() not in (done.stdout + done.stderr).lower()
