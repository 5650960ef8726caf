# SPDX-License-Identifier: MIT
"""One step with `if: always()` says what became of the job."""

from __future__ import annotations

import pytest
from conftest import run_program

BY_STATUS = {
    "text_success": "it works",
    "text_failure": "it is broken",
    "text_cancelled": "it was stopped",
}


@pytest.mark.parametrize(("status", "text"), [
    ("success", "it works"), ("failure", "it is broken"), ("failed", "it is broken"),
    ("cancelled", "it was stopped"), ("canceled", "it was stopped")])
def test_the_text_for_the_status_is_sent(validate, status, text):
    result = validate(job_status=status, **BY_STATUS)
    assert result.json["request"]["body"]["text"]["body"] == text
    assert result.warnings() == []


def test_a_template_may_stand_for_one_status_and_a_text_for_another(validate):
    settings = {"template_name_success": "release_notice", "template_body": "1.4.0",
                "text_failure": "*broken*", "preview_url": "true"}
    result = validate(job_status="success", **settings)
    assert result.json["request"]["body"]["template"]["name"] == "release_notice"
    result = validate(job_status="failure", **settings)
    assert result.json["request"]["body"]["text"]["body"] == "*broken*"


def test_the_plain_text_is_for_every_other_status(validate):
    result = validate(job_status="success", text="all is well", text_failure="broken")
    assert result.json["request"]["body"]["text"]["body"] == "all is well"


@pytest.mark.parametrize("status", ["success", "skipped"])
def test_a_status_without_a_message_is_skipped_and_said_so(send, sandbox, status):
    result = send(text=None, text_failure="broken", job_status=status)
    assert (result.exit_code, result.json["status"]) == (0, "skipped")
    assert result.warnings() == [("job_status", "no_message_for_status")]
    assert sandbox.requests == []


@pytest.mark.parametrize(("status", "word"), [
    ("great", "must be"), ("running", "after_script")])
def test_an_unknown_status_is_the_only_problem(validate, status, word):
    result = validate(job_status=status, **BY_STATUS, template_body="1.4.0")
    assert (result.exit_code, result.problems()) == (65, [("job_status", "job_status")])
    assert word in result.json["problems"][0]["message"]


@pytest.mark.parametrize("status", ["$CI_JOB_STATUS", "${{ job.status }}"])
def test_a_status_that_was_not_expanded_is_told_as_that(validate, status):
    result = validate(job_status=status, text_failure="broken")
    assert result.problems() == [("job_status", "job_status")]
    assert "not expanded" in result.json["problems"][0]["message"]


def test_a_text_for_a_status_needs_the_status(validate):
    result = validate(text_failure="broken", template_name_success="release_notice")
    assert (result.exit_code, result.problems()) == (
        65, [("text_failure", "companion"), ("template_name_success", "companion")])


def test_a_problem_names_the_setting_that_was_written(validate):
    result = validate(job_status="failure", text_failure="x" * 4097)
    assert result.problems() == [("text_failure", "too_long")]
    result = validate(job_status="failure", template_name_failure="Not A Name")
    assert {setting for setting, _ in result.problems()} == {"template_name_failure"}


def test_the_wrong_text_for_another_status_is_told_too(validate):
    result = validate(job_status="success", text_success="fine", text_failure=b"caf\xe9")
    assert result.problems() == [("text_failure", "invalid_utf8")]


def test_text_and_template_for_one_status_are_a_contradiction(validate):
    result = validate(job_status="failure", text_failure="broken", template_name_failure="broken")
    assert (result.exit_code, result.problems()) == (65, [("text_failure", "contradiction")])


def test_no_message_for_a_status_is_skipped_without_credentials_too():
    result = run_program({"job_status": "cancelled", "text_success": "x"})
    assert (result.exit_code, result.json["status"]) == (0, "skipped")
    assert result.problems() == []
    assert "on_missing_credentials" not in result.stderr


def test_a_status_is_read_in_any_case_of_letters(validate):
    result = validate(job_status="Success", text_success="x")
    assert result.json["request"]["body"]["text"]["body"] == "x"


def test_media_alone_are_no_message_for_a_status_without_one(validate):
    picture = {"media_url": "https://example.com/a.png", "text_success": "ok"}
    assert validate(job_status="failure", **picture).json["status"] == "skipped"
    result = validate(job_status="success", template_name_success="done", text_failure="x",
                      media_url="https://example.com/a.png")
    assert result.json["request"]["body"]["template"]["components"][0]["type"] == "header"


@pytest.mark.parametrize(("settings", "setting", "rule", "words"), [
    ({"text_failure": "x" * 4097}, "text_failure", "too_long", "ends in failure"),
    ({"template_name_cancelled": "Oh No"}, "template_name_cancelled", "template_name",
     "ends in cancelled"),
    ({"template_name_failure": "release_notice", "template_body": "a\n\nb"}, "template_body",
     "empty_line", "ends in failure"),
])
def test_a_message_for_another_status_is_checked_too(send, sandbox, settings, setting, rule, words):
    """Else its fault is found on the day when the message is needed."""
    result = send(text=None, job_status="success", text_success="it works", **settings)
    assert (result.exit_code, result.json["status"]) == (0, "accepted")
    assert result.warnings() == [(setting, rule)]
    assert words in result.json["warnings"][0]["message"]
    assert [message.text for message in sandbox.accepted] == ["it works"]


def test_a_fault_that_several_messages_share_is_told_once(validate):
    result = validate(job_status="success", **BY_STATUS, button_text="Look")
    assert result.problems() == [("button_text", "companion")]
    assert result.warnings() == []
