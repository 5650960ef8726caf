# SPDX-License-Identifier: MIT
"""Outputs, summary, annotations, and the policies that soften an exit code but no claim."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest
from conftest import RECIPIENT, Program, environment, run_program

NAMES = ["status", "class", "exit_code", "message_id", "message_status", "error_code", "retryable",
         "attempts", "result"]


def github_outputs(text):
    """GITHUB_OUTPUT as actions/runner reads it (FileCommandManager.cs)."""
    assert text.endswith("\n")
    values, lines = {}, iter(text.split("\n")[:-1])
    for line in lines:
        if not line:
            continue
        equals, heredoc = line.find("="), line.find("<<")
        if equals >= 0 and (heredoc < 0 or equals < heredoc):
            values[line[:equals]] = line[equals + 1:]
        else:
            assert heredoc > 0, line
            name, delimiter = line[:heredoc], line[heredoc + 2:]
            value = []
            for inner in lines:
                if inner == delimiter:
                    break
                value.append(inner)
            else:
                raise AssertionError("no delimiter")
            values[name] = "\n".join(value)
    return values


def dotenv_outputs(text):
    """A dotenv report as GitLab reads it (parse_dotenv_artifact_service.rb)."""
    assert len(text.encode()) < 5120
    values = {}
    for line in text.splitlines():
        match = re.fullmatch(r"(.*?)=(.*)", line)
        assert match, line
        key, value = match[1].strip(), match[2].strip()
        assert re.fullmatch(r"\w+", key)
        assert "$" not in value, "GitLab would expand it"
        values[key] = value
    return values


def check(values, result):
    """The outputs say what the JSON on stdout says."""
    said = result.json
    error = said["error"] or {}
    assert values["status"] == said["status"]
    assert values["class"] == said["class"]
    assert values["exit_code"] == str(said["exit_code"])
    assert values["message_id"] == (said["message_id"] or "")
    assert values["message_status"] == (said["message_status"] or "")
    assert values["error_code"] == str(error.get("code") or "")
    assert values["retryable"] == ("true" if error.get("retryable") else "false")
    assert values["attempts"] == str(said["attempts"])
    inner = json.loads(values["result"])
    assert {**inner, "duration_ms": 0} == {
        **{k: v for k, v in said.items() if k != "request"}, "duration_ms": 0}


@pytest.mark.parametrize("settings", [
    {}, {"recipient": "+9990131047"}, {"mode": "validate"}, {"text": ""},
    {"recipient": "+9990131016"}, {"text": "say ##[x] $HOME = <<EOF\n%0A"},
])
def test_outputs_for_github(send, tmp_path, settings):
    path = tmp_path / "output"
    path.write_text("earlier=value\n")
    result = send(output_file=path, **settings)
    values = github_outputs(path.read_text())
    assert list(values) == ["earlier", *NAMES]
    check(values, result)
    assert "##[" not in path.read_text()


@pytest.mark.parametrize("settings", [
    {}, {"recipient": "+9990131047"}, {"mode": "validate"}, {"text": ""},
])
def test_outputs_for_gitlab(send, tmp_path, settings):
    path = tmp_path / "result.env"
    result = send(output_file=path, output_format="dotenv", **settings)
    values = dotenv_outputs(path.read_text())
    assert list(values) == [f"WHATSAPP_RESULT_{name.upper()}" for name in NAMES]
    check({name.removeprefix("WHATSAPP_RESULT_").lower(): value
           for name, value in values.items()}, result)


def test_a_dollar_is_not_expanded_by_gitlab(send, sandbox, tmp_path):
    sandbox.reply_next(raw=b'HTTP/1.1 400 Bad\r\nContent-Length: 74\r\n\r\n'
                       b'{"error":{"code":100,"type":"x","message":"costs $HOME","fbtrace_id":"y"}}')
    path = tmp_path / "result.env"
    result = send(output_file=path, output_format="dotenv")
    assert result.json["error"]["title"] == "costs $HOME"
    values = dotenv_outputs(path.read_text())
    assert json.loads(values["WHATSAPP_RESULT_RESULT"])["error"]["title"] == "costs $HOME"


@pytest.mark.parametrize("output_format", ["github", "dotenv"])
def test_a_file_without_a_newline_at_its_end_gets_one(send, tmp_path, output_format):
    path = tmp_path / "output"
    path.write_text("earlier=value")
    send(output_file=path, output_format=output_format)
    assert path.read_text().startswith("earlier=value\n")


@pytest.mark.parametrize("output_format,size", [("dotenv", 4800), ("github", 0)])
def test_a_result_too_long_for_the_file_is_left_out_with_a_warning(
        validate, tmp_path, output_format, size):
    path = tmp_path / "output"
    path.write_text("A=" + "x" * (size - 3) + "\n" if size else "")
    many = {} if size else {"mode": "send", "template_name": "x",
                            "template_body": "\n".join(["\t"] * 800)}
    result = run_program({"mode": "validate", "text": None if many else "x", "output_file": path,
                          "output_format": output_format, **many})
    assert ("output_file", "result_left_out") in result.warnings()
    parse = dotenv_outputs if output_format == "dotenv" else github_outputs
    values = parse(path.read_text())
    assert [v for k, v in values.items() if k.lower().endswith("result")] == [""]
    assert [v for k, v in values.items() if k.lower().endswith("status")][0] == (
        result.json["status"])


@pytest.mark.parametrize("setting", ["output_file", "summary_file"])
def test_a_file_that_cannot_be_opened_stops_the_run_before_it_sends(
        send, sandbox, tmp_path, setting):
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "missing" / "output", tmp_path, tmp_path / "fifo", "/dev/null"):
        result = send(**{setting: path})
        assert (result.exit_code, result.json["class"], result.problems()) == (
            73, "output", [(setting, "not_writable")])
    assert sandbox.connections == 0


@pytest.mark.parametrize("setting", ["output_file", "summary_file"])
def test_a_full_disk_is_output_and_the_claim_stays(sandbox, tmp_path, setting):
    """RLIMIT_FSIZE stands for the full disk: writing beyond it fails."""
    path = tmp_path / "output"
    path.write_text("x" * 1024)
    settings = {**{k.removeprefix("WHATSAPP_").lower(): v for k, v in sandbox.environment.items()},
                "recipient": RECIPIENT, "text": "x", setting: path}
    done = subprocess.run(["/bin/sh", "-c", 'trap "" XFSZ; ulimit -f 1; exec "$0" | cat; :',
                           Program.path], env=environment(settings), capture_output=True,
                          check=False)
    said = json.loads(done.stdout)
    assert (said["status"], said["class"], said["exit_code"]) == ("accepted", "output", 73)
    assert b"accepted: " in done.stderr and b"could not be written" in done.stderr
    assert len(sandbox.accepted) == 1


def test_a_file_that_vanishes_while_it_sends_is_output(sandbox, tmp_path):
    path = tmp_path / "output"
    sandbox.reply_next(fault="drip")
    settings = {**{k.removeprefix("WHATSAPP_").lower(): v for k, v in sandbox.environment.items()},
                "recipient": RECIPIENT, "text": "x", "output_file": path, "timeout": "1"}
    process = subprocess.Popen([Program.path], env=environment(settings), stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    while not sandbox.requests:
        assert process.poll() is None
    path.unlink()
    stdout, stderr = process.communicate()
    assert json.loads(stdout)["status"] == "unknown"
    assert process.returncode == 79  # the graver code stays
    assert b"could not be written to output_file" in stderr


def test_an_annotation_for_each_problem_but_ten_at_most():
    result = run_program({"annotations": "github", "template_name": "x",
                          "template_body": "\n".join(["\t"] * 30)})
    lines = result.stderr.splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == 9
    assert any(line.startswith("::error title=whatsapp-send::template_body from environment, line 1")
               for line in errors)


def test_an_annotation_for_an_error_is_escaped(send, sandbox):
    body = json.dumps({"error": {"code": 100, "type": "x", "message": "100% ::error::\r\n##[x"}})
    sandbox.reply_next(raw=b"HTTP/1.1 400 Bad\r\nContent-Length: %d\r\n\r\n%s" % (
        len(body), body.encode()))
    result = send(annotations="github")
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("::")]
    assert line.startswith("::error title=whatsapp-send::failed (rejected): ")
    assert "100%25 ::error::  #\\#[x%0A" in line


def test_a_success_has_no_annotation(send):
    assert "::" not in send(annotations="github").stderr


# --- policies ---

@pytest.mark.parametrize("settings,status,kind", [
    ({"recipient": "+9990131047"}, "failed", "window"),
    ({"recipient": "+9990001"}, "unknown", "unknown"),
    ({"ca_file": None}, "failed", "tls"),
    ({"api_url": "https://127.0.0.1:1"}, "failed", "network"),
    ({"recipient": "+9990021"}, "accepted", "template"),
])
def test_on_error_warn_softens_the_exit_code_and_nothing_else(send, settings, status, kind):
    hard = send(**settings)
    soft = send(**settings, on_error="warn", annotations="github")
    assert hard.exit_code != 0
    assert (soft.exit_code, soft.json["status"], soft.json["class"]) == (0, status, kind)
    assert "::warning title=whatsapp-send::" in soft.stderr
    assert "::error" not in soft.stderr


def test_on_error_warn_does_not_excuse_invalid_input(send):
    assert send(recipient="123", on_error="warn").exit_code == 67


@pytest.mark.parametrize("setting", ["access_token", "phone_number_id", "recipient"])
def test_missing_credentials_may_be_skipped(send, sandbox, tmp_path, setting):
    path = tmp_path / "output"
    result = send(**{setting: None}, on_missing_credentials="skip", annotations="github",
                  output_file=path)
    assert (result.exit_code, result.json["status"]) == (0, "skipped")
    assert result.warnings() == [(setting, "missing")]
    assert "::warning title=whatsapp-send::" in result.stderr
    assert github_outputs(path.read_text())["status"] == "skipped"
    assert sandbox.connections == 0


def test_skipping_does_not_excuse_other_problems(send):
    result = send(access_token=None, text="x" * 4097, on_missing_credentials="skip")
    assert (result.exit_code, result.json["status"]) == (65, "invalid")


def test_with_credentials_nothing_is_skipped(send):
    assert send(on_missing_credentials="skip").json["status"] == "accepted"
