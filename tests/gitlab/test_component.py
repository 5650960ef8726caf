# SPDX-License-Identifier: MIT
"""The GitLab component, run by gitlab-ci-local in a shell and in the image."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import container
import pytest
import yaml
from conftest import RECIPIENT, ROOT

sys.path.append(str(ROOT / "tests/action"))
from runner import NODE, NODE_MODULES  # noqa: E402  what the tests of the action use too
from snippets import GITLAB  # noqa: E402
from test_action import AWKWARD  # noqa: E402

pytestmark = pytest.mark.image

READER = """
read:
  stage: after
  needs: [{job: whatsapp-send, artifacts: true}]
  when: always
  script:
    - echo "read $WHATSAPP_RESULT_STATUS $WHATSAPP_RESULT_EXIT_CODE [$WHATSAPP_RESULT_MESSAGE_ID]"
"""


@functools.cache
def helper() -> str:
    """What gitlab-ci-local moves files with."""
    return container.build("localhost/whatsapp-send-helper:1",
                           "--file", str(ROOT / "tests/gitlab/helper.Dockerfile"))


def dotenv(text: str) -> dict[str, str]:
    """Reads a report as GitLab does: gitlabhq, app/services/ci/parse_dotenv_artifact_service.rb."""
    assert len(text.encode()) < 5120
    pairs = {}
    for line in text.splitlines():
        assert (match := re.fullmatch(r"(.*?)=(.*)", line)), f"Invalid Format: {line!r}"
        name, value = match[1].strip(), match[2].strip()
        assert re.fullmatch(r"\w+", name), name
        assert "$" not in value, "GitLab would expand it"
        pairs[name] = value
    assert len(pairs) <= 50
    return pairs


class Project:
    """A repository with a pipeline that includes the component."""

    def __init__(self, folder: Path, sandbox):
        self.folder, self.sandbox = folder, sandbox
        (folder / "templates").mkdir(parents=True)
        shutil.copy(ROOT / "templates/send.yml", folder / "templates")
        shutil.copy(sandbox.ca_file, folder / "ca.pem")
        self.variables = {
            "WHATSAPP_ACCESS_TOKEN": sandbox.token, "WHATSAPP_RECIPIENT": RECIPIENT}

    def commit(self, inputs: dict[str, str], more: str = READER) -> None:
        pipeline = {"stages": ["build", "notify", "after"], "include": [{
            "component": "$CI_SERVER_FQDN/$CI_PROJECT_PATH/send@$CI_COMMIT_SHA",
            "inputs": {"stage": "notify", "phone_number_id": "106540352242922", "retries": "0",
                       "api_url": self.sandbox.https_url, "ca_file": "ca.pem", **inputs}}]}
        (self.folder / ".gitlab-ci.yml").write_text(yaml.safe_dump(pipeline) + more)
        (self.folder / ".gitlab-ci-local-variables.yml").write_text(yaml.safe_dump(self.variables))
        for command in ("init -q -b main", "config user.email x@example.com", "config user.name x",
                        "add -A", "commit -q -m x", "remote add origin git@example.com:g/p.git",
                        "update-ref refs/remotes/origin/main HEAD",
                        "symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main"):
            subprocess.run(["git", "-C", self.folder, *command.split()], check=True)

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [NODE, NODE_MODULES / ".bin/gitlab-ci-local", "--no-color", *options], cwd=self.folder,
            env={**container.ENVIRONMENT, "HOME": str(self.folder.parent),
                 "PATH": f"{ROOT / 'build'}:{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL, capture_output=True, timeout=300, text=True, check=False)

    def outputs(self) -> dict[str, str]:
        return dotenv((self.folder / "whatsapp.env").read_text())


@pytest.fixture
def project(tmp_path, sandbox) -> Project:
    return Project(tmp_path / "project", sandbox)


SHELL = ("--force-shell-executor",)
EVERYTHING = "\n".join(AWKWARD.values())


def in_podman() -> tuple[str, ...]:
    return ("--container-executable", "podman", "--pull-policy", "if-not-present", "--network",
            "host", "--helper-image", helper(), "--artifacts-to-source")


def check_sent(project: Project, done: subprocess.CompletedProcess[str]) -> None:
    """What holds after every message that was accepted."""
    log = done.stdout + done.stderr
    assert done.returncode == 0, log
    outputs = project.outputs()
    assert outputs["WHATSAPP_RESULT_STATUS"] == "accepted"
    # only the reader of the outputs says the id
    assert f"read accepted 0 [{outputs['WHATSAPP_RESULT_MESSAGE_ID']}]" in log
    for line in log.splitlines():
        assert "wamid." not in line or "> read " in line, line
    assert '"status"' not in log and RECIPIENT.lstrip("+") not in log
    assert project.sandbox.token not in log
    assert json.loads((project.folder / "whatsapp.json").read_text())["status"] == "accepted"


@pytest.mark.parametrize("executor", ["shell", "podman"])
def test_a_text_from_a_file_is_sent_and_its_outputs_reach_a_later_job(project, sandbox, executor):
    (project.folder / "notes.md").write_text(EVERYTHING + "\n")
    project.commit({"text_file": "notes.md", **({"image": container.image()} if executor == "podman"
                                                else {})})
    done = project.run(*(SHELL if executor == "shell" else in_podman()))
    assert [message.text for message in sandbox.accepted] == [EVERYTHING], done.stdout + done.stderr
    check_sent(project, done)


def test_a_text_in_a_variable_that_gitlab_does_not_expand_is_sent_byte_for_byte(project, sandbox):
    project.commit({}, READER + yaml.safe_dump({"whatsapp-send": {"variables": {
        "WHATSAPP_TEXT": {"value": EVERYTHING, "expand": False}}}}))
    check_sent(project, project.run(*SHELL))
    assert [message.text for message in sandbox.accepted] == [EVERYTHING]


@pytest.mark.parametrize("executor", ["shell", "podman"])
def test_a_template_is_sent_and_its_outputs_reach_a_later_job(project, sandbox, executor):
    project.commit({"template_name": "build_status", **(
        {"image": container.image()} if executor == "podman" else {})}, READER + (
        "whatsapp-send:\n  variables:\n    WHATSAPP_TEMPLATE_BODY: |-\n"
        "      main\n      it's \"green\" & <fast> `x` \\n 🚀\n"))
    done = project.run(*(SHELL if executor == "shell" else in_podman()))
    assert [message.text for message in sandbox.accepted] == [
        "Build main: it's \"green\" & <fast> `x` \\n 🚀"], done.stdout + done.stderr
    check_sent(project, done)


@pytest.mark.parametrize("text,sent", [
    ("it's \"quoted\" a: b # c", None), ("- a [b] {c: d} & *e !f | g > h % i @ j ` k", None),
    ("  two blanks first", "two blanks first"), ("ends with a backslash\\", None), ("null", None),
    ("build $CI_COMMIT_REF_NAME", "build main"), ("5 $$ and $$HOME", "5 $ and $HOME")])
def test_an_input_is_the_text_itself_but_for_gitlab_s_own_variables(project, sandbox, text, sent):
    project.commit({"text": text})
    check_sent(project, project.run(*SHELL))
    assert [message.text.strip() for message in sandbox.accepted] == [sent or text]


def test_the_outputs_of_a_job_that_failed_reach_a_later_job(project, sandbox):
    project.variables["WHATSAPP_RECIPIENT"] = "+9990131047"
    project.commit({"text": "Hello"})
    done = project.run(*SHELL)
    assert done.returncode != 0 and "read failed 69 []" in done.stdout
    assert project.outputs()["WHATSAPP_RESULT_ERROR_CODE"] == "131047"


def test_allow_failure_tells_exit_codes_apart(project, sandbox):
    allow = "whatsapp-send:\n  allow_failure: {exit_codes: [75]}\n"
    project.variables["WHATSAPP_RECIPIENT"] = "+9990130429"
    project.commit({"text": "Hello"}, READER + allow)
    done = project.run(*SHELL)
    assert done.returncode == 0 and "WARN" in done.stdout, done.stdout


def test_a_wrong_word_for_when_is_refused_before_the_pipeline_runs(project):
    project.commit({"text": "Hello", "when": "sometimes"})
    done = project.run(*SHELL)
    assert done.returncode != 0 and "allowed options" in done.stderr


def test_a_secret_in_a_file_variable_serves(project, sandbox):
    del project.variables["WHATSAPP_ACCESS_TOKEN"]
    project.variables["WHATSAPP_ACCESS_TOKEN_FILE"] = {
        "type": "file", "values": {"*": sandbox.token}}
    project.commit({"text": "Hello"})
    check_sent(project, project.run(*SHELL))


@pytest.mark.parametrize("snippet", GITLAB, ids=[snippet.name for snippet in GITLAB])
def test_a_pipeline_that_we_show_is_valid(project, snippet):
    own = snippet.pipeline().replace("whatsapp-send/whatsapp-send/send@v1",
                                     "$CI_PROJECT_PATH/send@$CI_COMMIT_SHA")
    project.commit({})
    (project.folder / ".gitlab-ci.yml").write_text(own)
    done = project.run("--list")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "json schema validated" in done.stdout + done.stderr
