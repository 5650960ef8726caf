# SPDX-License-Identifier: MIT
"""The recipe for releases does what its page says, with the events that platforms send.

The YAML is taken from docs/recipes/release.md; the platforms' expressions in it are worked out as
the platforms do.
"""

from __future__ import annotations

import os
import re
import subprocess
from typing import Any

import pytest
import yaml
from conftest import RECIPIENT, ROOT, TOKEN, Program, check_result, run_program
from recipes.events import NOTES, notes, release_published

PAGE = (ROOT / "docs/recipes/release.md").read_text()
WORKFLOW, JOB, TEXT_STEP, TEXT_SCRIPT, STATUS_STEP = (
    yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
ANNOUNCE = WORKFLOW["jobs"]["announce"]["steps"][0]


def evaluate(expression: str, context: dict[str, Any]) -> str:
    """A GitHub expression: paths, joined by ||. What is null or missing is empty."""
    for path in expression.split("||"):
        value: Any = context
        for part in path.strip().split("."):
            value = (value or {}).get(part)
        if value:
            return str(value)
    return ""


def github(step: dict[str, Any], event: dict[str, Any], status: str = "success") -> dict[str, str]:
    """The settings that a step of GitHub's hands over."""
    context = {
        "secrets": {"WHATSAPP_ACCESS_TOKEN": TOKEN, "WHATSAPP_RECIPIENT": RECIPIENT},
        "vars": {"WHATSAPP_PHONE_NUMBER_ID": "106540352242922"},
        "github": {"event": event, "repository": event["repository"]["full_name"]},
        "job": {"status": status},
    }
    return {name: re.sub(r"\$\{\{(.*?)\}\}", lambda match: evaluate(match[1], context), str(value))
            for name, value in step["with"].items()}


def request_of(settings: dict[str, str]) -> dict[str, Any]:
    result = run_program({"mode": "validate", **settings})
    assert result.json["status"] == "valid", result.json["problems"]
    return result.json["request"]["body"]


@pytest.mark.parametrize("name", NOTES)
def test_a_published_release_is_announced_by_the_template(name):
    template = request_of(github(ANNOUNCE, release_published(name)))["template"]
    body, button = template["components"]
    assert template["name"] == "release_notice"
    assert [p["text"] for p in body["parameters"]] == ["ferry", "Spring"]
    assert [p["text"] for p in button["parameters"]] == ["v1.4.0"]


def test_a_release_without_a_name_goes_by_its_tag():
    event = release_published("empty", title=None)
    body = request_of(github(ANNOUNCE, event))["template"]["components"][0]
    assert [p["text"] for p in body["parameters"]] == ["ferry", "v1.4.0"]


@pytest.mark.parametrize("name", NOTES)
def test_the_notes_of_a_published_release_become_a_text(name):
    text = request_of(github(TEXT_STEP[0], release_published(name)))["text"]["body"]
    head = "*ferry v1.4.0*\nhttps://github.com/acme/ferry/releases/tag/v1.4.0"
    assert text.startswith(head) and len(text) <= 4096
    assert "\r" not in text and "<!--" not in text.replace("`<!-- kept -->`", "")
    assert (len(text) > len(head) + 40) == (notes(name) is not None)
    assert text.endswith("…") == (name == "twenty-thousand")
    assert text.count("```") % 2 == 0 or name == "code"


@pytest.mark.parametrize(("status", "template"), [
    ("success", "deploy_done"), ("failure", "deploy_failed")])
def test_one_step_tells_how_the_job_ended(status, template):
    body = request_of(github(STATUS_STEP[0], release_published("empty"), status))
    assert body["template"]["name"] == template


def test_a_cancelled_job_is_skipped():
    settings = github(STATUS_STEP[0], release_published("empty"), "cancelled")
    result = run_program({"mode": "validate", **settings})
    assert (result.exit_code, result.json["status"]) == (0, "skipped")


GITLAB = {
    "CI_PROJECT_TITLE": "Ferry",
    "CI_COMMIT_TAG": "v1.4.0",
    "CI_COMMIT_TAG_MESSAGE": notes("code") or "",
    "WHATSAPP_MODE": "validate",
}


def run_script(variables: dict[str, str], script: list[str], directory) -> dict[str, Any]:
    """The request of a GitLab job; like GitLab it expands variables in variables, once."""
    expanded = {name: re.sub(r"\$(\w+)", lambda match: GITLAB.get(match[1], ""), value)
                for name, value in variables.items()}
    path = f"{Program.path.parent}:{os.environ['PATH']}"
    done = subprocess.run(["sh", "-ec", "\n".join(script)], cwd=directory, timeout=30, text=True,
                          capture_output=True, check=False,
                          env={**GITLAB, **expanded, "PATH": path})
    output = (directory / "whatsapp.json").read_bytes()
    return check_result({}, done.returncode, output, done.stderr).json["request"]["body"]


def test_a_tag_is_announced_by_the_template_on_gitlab(tmp_path):
    job = JOB["announce"]
    template = run_script(job["variables"], job["script"], tmp_path)["template"]
    body, button = template["components"]
    assert [p["text"] for p in body["parameters"]] == ["Ferry", "v1.4.0"]
    assert [p["text"] for p in button["parameters"]] == ["v1.4.0"]


def test_the_message_of_a_tag_becomes_a_text_on_gitlab(tmp_path):
    text = run_script({}, TEXT_SCRIPT["script"], tmp_path)["text"]["body"]
    assert text == (ROOT / "tests/markdown/13-code.txt").read_text()[:-1]
