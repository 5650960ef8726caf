# SPDX-License-Identifier: MIT
"""The action, run as GitHub's runner runs it, on the image and against the sandbox."""

from __future__ import annotations

import json
import shutil
from typing import Any

import container
import pytest
import yaml
from conftest import RECIPIENT, ROOT
from runner import Runner, RunnerError, Step, command_of, read_pairs

pytestmark = pytest.mark.image

ACTION = yaml.safe_load((ROOT / "action.yml").read_text())

AWKWARD = {
    "newlines": "one\ntwo\n\nfour\n",
    "quotes": """it's "quoted" 'twice' `and` ''""",
    "dollars": "$HOME ${HOME} $(id) `id` $$ $1 $",
    "backslashes": "a\\nb \\\\ c ends with\\",
    "leading dash": "-n -e --help",
    "globs": "* ? [a-z] /etc/*",
    "blanks": "two  spaces\tand a tab",
    "an input in it": "x\nexport INPUT_API_URL='http://evil'\nINPUT_PROXY=evil",
    "commands": "::error::boo\n##[error]boo\nsay ##[set-output name=status]x\n%0A::stop-commands::x",
    "a heredoc in it": "result<<EOF\nEOF\nstatus=accepted",
    "YAML in it": "a: b # c\n- d\n{e: [f]}",
    "emoji": "🚀 grüße \U0001f469\u200d\U0001f4bb",
    "bytes that a shell uses itself": "ÁÂÃÄÅÆÇÈ",
    "not Latin": "مرحبا 你好 नमस्ते",
}


@pytest.fixture
def job(sandbox, tmp_path):
    """A job whose repository and secrets lead to the sandbox; `make` changes its surroundings."""

    def make(secrets: dict[str, str] | None = None, env: dict[str, str] | None = None,
             **surroundings: Any) -> Runner:
        runner = Runner(
            tmp_path / "_work", ACTION, container.image(),
            secrets={"WHATSAPP_ACCESS_TOKEN": sandbox.token, "WHATSAPP_RECIPIENT": RECIPIENT,
                     **(secrets or {})},
            env={"WHATSAPP_API_URL": sandbox.https_url, "WHATSAPP_CA_FILE": "ca.pem",
                 "WHATSAPP_RETRIES": "0", **(env or {})}, **surroundings)
        shutil.copy(sandbox.ca_file, runner.workspace / "ca.pem")
        return runner

    return make


def step(text: str = "", **inputs: str) -> dict[str, Any]:
    """A step as in the README, with more inputs."""
    wanted = {"text": text} if text else {}
    return {"id": "whatsapp", "uses": "./", "with": {
        "access_token": "${{ secrets.WHATSAPP_ACCESS_TOKEN }}",
        "recipient": "${{ secrets.WHATSAPP_RECIPIENT }}",
        "phone_number_id": "106540352242922", **wanted, **inputs}}


def private(done: Step, *secrets: str) -> None:
    """What holds for every log: no JSON, no secret, no number in any form, no foreign command."""
    log = "\n".join(done.log)
    assert '"status"' not in log and "wamid." not in log and not done.masked, log
    for secret in (*secrets, RECIPIENT, RECIPIENT.lstrip("+")):
        assert secret not in log
    for name, properties, _ in done.commands:
        assert name in ("error", "warning") and properties == "title=whatsapp-send", done.commands


READER = yaml.safe_load("""
if: always()
run: |
  echo "status=${{ steps.whatsapp.outputs.status }}"
  echo "exit_code=${{ steps.whatsapp.outputs.exit_code }}"
  echo "outcome=${{ steps.whatsapp.outcome }}"
""")


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_an_awkward_text_is_sent_byte_for_byte_and_its_outputs_are_read_by_a_later_step(
        job, sandbox, text):
    runner = job()
    done = runner.run(step(text))
    assert (done.outcome, done.error) == ("success", ""), done.log
    assert [message.text for message in sandbox.accepted] == [text]
    assert json.loads(done.outputs["result"])["status"] == done.outputs["status"] == "accepted"
    assert done.outputs["message_id"].startswith("wamid.")
    private(done, sandbox.token)
    assert runner.run(READER).log == ["status=accepted", "exit_code=0", "outcome=success"]


@pytest.mark.parametrize("value", [v for k, v in AWKWARD.items() if "\n" not in v and "\t" not in v
                                   and "  " not in v])
def test_a_template_with_an_awkward_parameter_is_sent(job, sandbox, value):
    done = job().run(step(template_name="build_status", template_body=f"main\n{value}\n"))
    assert done.outcome == "success", done.log
    assert [message.text for message in sandbox.accepted] == [f"Build main: {value}"]
    private(done)


def test_a_text_from_a_file_of_the_workspace_is_sent(job, sandbox):
    runner = job()
    (runner.workspace / "notes.md").write_text("Release\n\n- one\n")
    assert runner.run(step(text_file="notes.md")).outcome == "success"
    there = f"{runner.workspace}/notes.md"
    assert runner.run(step(text_file=there)).outcome == "success", "a host path is translated"
    assert [message.text for message in sandbox.accepted] == ["Release\n\n- one"] * 2


def test_inputs_that_are_left_out_are_unset(job, sandbox):
    runner = job()
    _, environment = runner.container({"text": "x"}, runner.env, runner.make_files())
    assert environment["INPUT_TEMPLATE_NAME"] == ""
    assert set(ACTION["inputs"]) <= {name.removeprefix("INPUT_").lower() for name in environment}
    assert runner.run(step("Hello")).outcome == "success"


def test_an_input_beats_the_variable_of_the_job(job, sandbox):
    job(env={"WHATSAPP_RECIPIENT": "+12025550199", "WHATSAPP_TEXT_FILE": "none"}).run(step("Hello"))
    assert [message.recipient for message in sandbox.accepted] == [RECIPIENT.lstrip("+")]


def test_variables_of_the_job_serve_as_well(job, sandbox):
    runner = job(env={"WHATSAPP_ACCESS_TOKEN": sandbox.token, "WHATSAPP_RECIPIENT": RECIPIENT,
                      "WHATSAPP_PHONE_NUMBER_ID": "106540352242922", "WHATSAPP_TEXT": "Hello"})
    assert runner.run({"uses": "./"}).outcome == "success"
    assert [message.text for message in sandbox.accepted] == ["Hello"]


def test_the_outputs_of_a_step_that_failed_are_read_by_a_later_step(job, sandbox):
    runner = job(secrets={"WHATSAPP_RECIPIENT": "+9990131047"})
    done = runner.run(step("Hello"))
    assert (done.outcome, done.exit_code) == ("failure", 69)
    assert done.outputs["error_code"] == "131047" and done.outputs["message_id"] == ""
    private(done)
    [error] = done.annotations("error")
    assert "131047" in error and "template" in error
    assert "131047" in done.summary
    read = runner.run({"run": "echo never"}, READER)
    assert read.log == ["status=failed", "exit_code=69", "outcome=failure"]


def test_an_unknown_outcome_has_its_own_exit_code(job):
    done = job(secrets={"WHATSAPP_RECIPIENT": "+9990001"}).run(step("Hello"))
    assert (done.exit_code, done.outputs["status"]) == (79, "unknown")


def test_a_problem_is_annotated_with_the_name_of_the_input(job, sandbox):
    done = job().run(step("Hello", timeout="soon", template_language="xx yy"))
    assert (done.exit_code, done.outputs["status"]) == (78, "invalid")
    assert len(done.annotations("error")) == 2
    assert any(error.startswith("timeout") for error in done.annotations("error"))
    assert sandbox.requests == []


def test_a_misspelt_input_stops_the_step(job, sandbox):
    done = job().run(step("Hello", mod="validate"))
    assert done.exit_code == 78 and sandbox.requests == []
    assert any("WHATSAPP_MOD" in line and "mode" in line for line in done.log)


def test_an_error_of_the_api_full_of_commands_stays_text(job, sandbox):
    done = job(secrets={"WHATSAPP_RECIPIENT": "+9990037"}).run(step("Hello"))
    assert done.outcome == "failure"
    private(done)
    assert len(done.annotations("error")) == 1


def test_an_error_of_the_api_that_repeats_the_secrets_does_not_tell_them(job, sandbox):
    done = job(secrets={"WHATSAPP_RECIPIENT": "+9990038"}).run(step("Hello"))
    told = "\n".join(done.log) + done.summary + json.dumps(done.outputs)
    assert sandbox.token not in told and "9990038" not in told


def test_as_outputs_of_the_job_those_survive_that_do_not_hold_the_number(job, sandbox):
    runner = job()
    runner.run(step("Hello"))
    for name in set(ACTION["outputs"]) - {"message_id", "result"}:
        output = f"${{{{ steps.whatsapp.outputs.{name} }}}}"
        assert runner.job_output(output) == runner.steps["whatsapp"].outputs[name]
    # base64 of a secret is masked as well, and the id holds the number so
    assert runner.job_output("${{ steps.whatsapp.outputs.message_id }}") is None
    assert runner.job_output("${{ steps.whatsapp.outputs.result }}") is None


def test_a_masked_text_is_sent_as_it_is_and_masked_in_the_log(job, sandbox):
    runner = job(secrets={"CODE": "blue-42"})
    shown = runner.run({"run": "echo 'code ${{ secrets.CODE }}'"})
    assert shown.log == ["code ***"]
    assert runner.run(step("The code is ${{ secrets.CODE }}")).outcome == "success"
    assert [message.text for message in sandbox.accepted] == ["The code is blue-42"]


def test_the_workspace_is_left_as_it_was(job, sandbox):
    runner = job()
    runner.run(step("Hello"))
    assert [path.name for path in runner.workspace.iterdir()] == ["ca.pem"]


def test_another_user_than_root_cannot_write_outputs_and_then_nothing_is_sent(job, sandbox):
    done = job(user="65534:65534").run(step("Hello"))
    assert (done.outcome, done.exit_code) == ("failure", 73)
    assert any("output_file" in line for line in done.log)
    assert sandbox.requests == []
    private(done)


def test_a_cancelled_step_ends_at_once_and_says_what_is_known(job, sandbox):
    runner = job(secrets={"WHATSAPP_RECIPIENT": "+9990003"})  # the API hangs
    done = runner.run(step("Hello"), cancel_when=lambda: bool(sandbox.requests))
    assert done.outputs["status"] == "unknown" and done.outputs["exit_code"] == "79"
    assert done.exit_code == 79


def test_a_proxy_of_the_runner_is_used(job, sandbox):
    runner = job(machine={"HTTPS_PROXY": "http://localhost:1", "https_proxy": "http://localhost:1"})
    done = runner.run(step("Hello"))
    assert (done.exit_code, done.outputs["class"]) == (75, "network")
    assert sandbox.requests == []
    again = {**step("Hello", no_proxy="localhost"), "if": "always()"}
    assert runner.run(again).outcome == "success"


def test_the_summary_has_a_table_for_people_without_the_number(job, sandbox):
    done = job().run(step("Hello"))
    assert "accepted" in done.summary and "|" in done.summary
    assert RECIPIENT.lstrip("+") not in done.summary and "wamid" not in done.summary


def test_arguments_are_answered_in_the_log(job):
    runner = job()
    runner.action = {**ACTION, "runs": {**ACTION["runs"], "args": ["--version"]}}
    assert any(line.startswith("whatsapp-send ") for line in runner.run(step("Hello")).log)


def test_the_harness_finds_commands_as_the_runner_does():
    assert command_of("  ::error title=a,line=1::b%0Ac") == ("error", "title=a,line=1", "b\nc")
    assert command_of("say ##[error]boo") == ("error", "", "boo")
    assert command_of("a ::error::b") is None
    assert command_of("plain") is None


@pytest.mark.parametrize("text", ["a", "a<<E\nb\n", "a<<E\nb\nE", "=b\n", "<<E\nb\nE\n", "a<<\nb\n"])
def test_the_harness_refuses_outputs_that_the_runner_refuses(text):
    with pytest.raises(RunnerError):
        read_pairs(text)


def test_the_harness_reads_outputs_as_the_runner_does():
    assert read_pairs("a=b<<c\n\nd<<E\n1\n2=3\nE\ne<<F\nF\na=last\n") == {
        "a": "last", "d": "1\n2=3", "e": ""}
