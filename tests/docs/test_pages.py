# SPDX-License-Identifier: MIT
"""Every snippet of every page does what the page says; every link leads somewhere.

A shell block is run, a step of GitHub's and a job of any other system too, in a directory of its
own and against the sandbox. What a platform does before the program starts is done here in short;
tests/action and tests/gitlab run the same snippets in the platforms' own way.
"""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import PROGRAMS, RECIPIENT, ROOT, SCHEMA
from pages import BLOCKS, PAGES, Block, anchors
from sandbox import GraphError, Sandbox
from sandbox.templates import Button, Template

PROGRAM = next(iter(PROGRAMS.values()))
SETTINGS = set(yaml.safe_load((ROOT / "action.yml").read_text())["inputs"])

# The templates that the recipes have their readers make; the other pages use the sandbox's own.
TEMPLATES = [
    Template(name="release_notice", body="{{1}} {{2}} is out.",
             buttons=(Button("url", "See the notes", "https://github.com/acme/ferry/{{1}}"),)),
    Template(name="deploy_done", body="{{1}} is live."),
    Template(name="deploy_failed", body="{{1}} did not go live."),
    Template(name="build_failed", body="{{1}} is red after {{2}}.",
             buttons=(Button("url", "Open the run", "https://github.com/{{1}}"),)),
    Template(name="nightly_report", body="The tests of {{1}}: {{2}}"),
]

# What an expression of GitHub's stands for.
CONTEXT: dict[str, Any] = {
    "secrets": {"WHATSAPP_ACCESS_TOKEN": "sandbox-token", "WHATSAPP_RECIPIENT": RECIPIENT,
                "WHATSAPP_APP_SECRET": "0123456789abcdef0123456789abcdef",
                "WHATSAPP_RECIPIENT_DEV": RECIPIENT, "WHATSAPP_RECIPIENT_OPS": RECIPIENT},
    "vars": {"WHATSAPP_PHONE_NUMBER_ID": "106540352242922", "HTTPS_PROXY": "",
             "WHATSAPP_BUSINESS_ACCOUNT_ID": "102290129340398"},
    "github": {"repository": "acme/ferry", "ref_name": "main", "sha": "0123abc", "actor": "jo",
               "run_id": "8812", "server_url": "https://github.com", "workflow": "CI",
               "event": {"repository": {"name": "ferry"}, "release": {
                   "tag_name": "v1.4.0", "name": "Spring", "body": "# New\n- this\n- that",
                   "html_url": "https://github.com/acme/ferry/releases/tag/v1.4.0"}}},
    "job": {"status": "success"},
    "needs": {"test": {"result": "failure"}},
    "matrix": {"to": "WHATSAPP_RECIPIENT_DEV"},
    "steps": {"whatsapp": {"outputs": {"status": "accepted"}}},
}
GITLAB = {"CI_PROJECT_TITLE": "Ferry", "CI_COMMIT_TAG": "v1.4.0", "CI_COMMIT_BRANCH": "main",
          "CI_COMMIT_TAG_MESSAGE": "**New**", "CI_JOB_STATUS": "success", "CI_PIPELINE_ID": "8812",
          "CI_PROJECT_PATH": "acme/ferry", "CI_COMMIT_SHORT_SHA": "0123abc", "HTTPS_PROXY": "",
          "CI_PIPELINE_URL": "https://gitlab.com/acme/ferry/-/pipelines/8812", "CI_SERVER_FQDN": ""}


class Failed(AssertionError):
    """What a snippet said when it did not work."""


class World:
    """A directory with the commands and files that the pages speak of, and the sandbox."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder, self.sandbox = folder, sandbox
        self.base = {**sandbox.environment, "WHATSAPP_RECIPIENT": RECIPIENT}
        tools = folder / "bin"
        tools.mkdir()
        (tools / "whatsapp-send").symlink_to(PROGRAM)
        # A target that make does not know is an error; what it would run is not run.
        self.tool("make", f'exec /usr/bin/make -C "{ROOT}" -n "$@" >make.out')
        self.tool("python3", '[ "$1" = tests/sandbox ] && exec /usr/bin/python3 '
                             f'"{ROOT}/$1" --list >sandbox.out')
        # docker run [--rm] [-e NAME[=VALUE]]... [-v HOST:INSIDE[:ro]]... IMAGE
        self.tool("docker", """
[ "$1" = run ] && shift
while [ $# -gt 1 ]; do
    case $1 in
    --rm | --read-only | --cap-drop=all | --security-opt=no-new-privileges) shift ;;
    --network | --user | --entrypoint | --security-opt) shift 2 ;;
    -v) shift 2 ;;
    -e) case $2 in *=*) export "$2" ;; esac; shift 2 ;;
    *) echo "docker: $1?" >&2; exit 125 ;;
    esac
done
case $1 in *whatsapp-send:*) exec whatsapp-send ;; *) exit 125 ;; esac""")
        (folder / "notes.md").write_text("# New\n\n- this\n- **that**\n")
        (folder / "coverage.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")

    def tool(self, name: str, script: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def shell(self, script: str, environment: Mapping[str, str] | None = None,
              expected: int = 0) -> str:
        """Runs a script with these variables beside the sandbox's; gives its stdout."""
        done = subprocess.run(
            ["sh", "-ec", script], cwd=self.folder, timeout=60, text=True, capture_output=True,
            check=False, stdin=subprocess.DEVNULL,
            env={**self.base, **(environment or {}),
                 "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"})
        if done.returncode != expected:
            raise Failed(f"exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def program(self, settings: Mapping[str, str]) -> None:
        """Runs the program with these settings; no name may be unknown to it."""
        unknown = {name for name in settings if name.removesuffix("_file") not in SETTINGS}
        assert not unknown, unknown
        self.shell("whatsapp-send", {f"WHATSAPP_{k.upper()}": str(v) for k, v in settings.items()})


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[World]:
    before = list(sandbox.account.templates)
    block = request.node.callspec.params.get("block")
    if block and "recipes" in block.page.parts:
        known = {template.name for template in TEMPLATES}
        sandbox.account.templates[:] = [*TEMPLATES, *(t for t in before if t.name not in known)]
    yield World(tmp_path, sandbox)
    sandbox.account.templates[:] = before


def evaluate(expression: str) -> str:
    """An expression of GitHub's: paths, secrets[matrix.x], joined by ||."""
    for path in expression.split("||"):
        value: Any = CONTEXT
        path = re.sub(r"\[(.*?)\]", lambda match: "." + evaluate(match[1]), path.strip())
        for part in path.split("."):
            assert isinstance(value, dict) and part in value, f"{expression}: what is {part}?"
            value = value[part]
        if value:
            return str(value)
    return ""


def worked_out(value: Any) -> str:
    text = "true" if value is True else "false" if value is False else str(value)
    return re.sub(r"\$\{\{(.*?)\}\}", lambda match: evaluate(match[1]), text)


def do_github(world: World, steps: list[dict[str, Any]]) -> int:
    """The steps of a job; how many of them are ours."""
    ours = 0
    for step in steps:
        environment = {name: worked_out(v) for name, v in step.get("env", {}).items()}
        if re.match(r"(\./|whatsapp-send/whatsapp-send@)", step.get("uses", "")):
            settings = {name: worked_out(value) for name, value in step["with"].items()}
            settings["access_token"] = world.base["WHATSAPP_ACCESS_TOKEN"]
            world.base |= environment
            world.program({k: v for k, v in settings.items() if k != "args"})
            ours += 1
        elif "run" in step:
            world.shell(worked_out(step["run"]), environment)
            ours += "whatsapp-send" in step["run"]
    return ours


def expand(text: str) -> str:
    """GitLab expands its variables in variables and inputs; $$ is a dollar."""
    return re.sub(r"\$(\$|\w+)", lambda m: "$" if m[1] == "$" else GITLAB.get(m[1], ""), str(text))


def do_gitlab(world: World, pipeline: dict[str, Any]) -> int:
    if "script" in pipeline:
        pipeline = {"job": pipeline}
    ours = 0
    component: dict[str, str] = {}
    for include in pipeline.get("include", []):
        component = {name: expand(value) for name, value in include["inputs"].items()
                     if name not in ("job", "stage", "when", "image")}
    for job in pipeline.values():
        variables = {}
        for name, value in job.get("variables", {}).items() if isinstance(job, dict) else ():
            variables[name] = expand(value) if not isinstance(value, dict) else value["value"]
        if isinstance(job, dict) and "script" in job:
            world.shell("\n".join(job["script"]), {**GITLAB, **variables})
            ours += any("whatsapp-send" in line for line in job["script"])
        elif variables:
            component |= {name.removeprefix("WHATSAPP_").lower(): value
                          for name, value in variables.items()}
        for line in job.get("after_script", []) if isinstance(job, dict) else ():
            world.shell(line, {**GITLAB, **variables})
            ours += "whatsapp-send" in line
    if component:
        world.program(component)
    return ours + bool(component)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All mappings in a document."""
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(
            value, list) else ():
        yield from nodes(child)


def secret(reference: dict[str, Any]) -> str:
    """What a Secret of Kubernetes's would hold under this key."""
    facts = reference["secretKeyRef"]
    assert facts["name"] == "whatsapp"
    return {"access_token": "sandbox-token", "recipient": RECIPIENT}[facts["key"]]


def do_containers(world: World, text: str) -> int:
    """Containers as Kubernetes and what is built on it describe them."""
    ours = 0
    for node in (n for document in yaml.safe_load_all(text) for n in nodes(document)):
        if "whatsapp-send" not in str(node.get("image", "")):
            continue
        environment = {}
        for variable in node.get("env", []):
            value = variable.get("value") or secret(variable["valueFrom"])
            # $(params.x) is Tekton's, {{workflow.name}} is Argo's
            environment[variable["name"]] = re.sub(r"\$\(.*?\)|\{\{.*?\}\}", "sample", value)
        environment["WHATSAPP_ACCESS_TOKEN"] = world.base["WHATSAPP_ACCESS_TOKEN"]
        world.shell(node.get("script", "whatsapp-send"), environment)
        ours += 1
    return ours


def do_circleci(world: World, text: str) -> int:
    ours = 0
    for node in nodes(yaml.safe_load(text)):
        run = node.get("run")
        if isinstance(run, dict) and "whatsapp-send" in run["command"]:
            world.shell(run["command"], {"CIRCLE_PROJECT_REPONAME": "ferry", "CIRCLE_TAG": "v1.4.0",
                                         "CIRCLE_BRANCH": "main", **run.get("environment", {})})
            ours += 1
    return ours


def do_jenkins(world: World, text: str) -> int:
    environment = dict(re.findall(r"^\s*(WHATSAPP_\w+) = \"?'?(.*?)'?\"?$", text, re.M))
    for name, value in environment.items():
        if value.startswith("credentials("):
            environment[name] = world.base[name]
    scripts = re.findall(r"sh '(.*?)'", text)
    for script in scripts:
        world.shell(script, {"JOB_NAME": "ferry", "BUILD_NUMBER": "42", **environment})
    return len(scripts)


def do_yaml(world: World, block: Block) -> int:
    if block.system in ("kubernetes", "tekton", "argo"):
        return do_containers(world, block.text)
    if block.system == "circleci":
        return do_circleci(world, block.text)
    assert not block.system, f"{block.name}: which system is {block.system}?"
    value = yaml.safe_load(block.text)
    if isinstance(value, list):
        return do_github(world, value)
    if "jobs" in value:
        return sum(do_github(world, job["steps"]) for job in value["jobs"].values())
    return do_gitlab(world, value)


def do_shell(world: World, text: str) -> None:
    """A block of assignments alone is a message; anything else is a script."""
    if re.fullmatch(r"(WHATSAPP_\w+=('[^']*'|\S*)\n)+", text):
        world.shell(f"set -a\n{text}exec whatsapp-send")
    else:
        world.shell(text)


# Commands of the page of results are compared with what stands below them.
RESULTS = ROOT / "docs/result.md"
SNIPPETS = [block for block in BLOCKS if block.page != RESULTS or block.language != "sh"]


@pytest.mark.parametrize("block", SNIPPETS, ids=[block.name for block in SNIPPETS])
def test_a_snippet_does_what_the_page_says(world: World, block: Block):
    if block.language == "sh":
        do_shell(world, block.text)
    elif block.language == "yaml":
        assert do_yaml(world, block) > 0, "nothing of it is ours"
    elif block.language == "groovy":
        assert do_jenkins(world, block.text) > 0
    elif block.language == "ini":
        (world.folder / "whatsapp.ini").write_text(block.text)
        world.shell("whatsapp-send", {"WHATSAPP_CONFIG": "whatsapp.ini",
                                      "WHATSAPP_MODE": "validate"})
    elif block.language == "json":
        value = json.loads(block.text)
        if "schema" in value:
            jsonschema.validate(value, SCHEMA, cls=jsonschema.Draft202012Validator)
    elif block.language == "python":
        run_python(world, block.text)
    else:
        assert block.language == "text", f"what is {block.language or 'a fence without a word'}?"


def run_python(world: World, text: str) -> None:
    def run(command: list[str], env: Mapping[str, str]) -> None:
        world.shell(command[0], env, expected=77)

    exec(compile(text, "page", "exec"), {"run": run, "GraphError": GraphError})


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_leads_somewhere(page: Path):
    text = re.sub(r"^\s*```.*?^\s*```", "", page.read_text(), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        to = (page.parent / path).resolve() if path else page
        assert to.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in anchors(to), f"{page}: {target}"


FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_a_form_for_issues_is_one_that_github_shows(form: Path):
    facts = yaml.safe_load(form.read_text())
    assert {"name", "description", "body"} <= facts.keys()
    for element in facts["body"]:
        assert element["type"] in ("markdown", "textarea", "input", "dropdown", "checkboxes")
        assert element["attributes"].get("value" if element["type"] == "markdown" else "label")
    ids = [element["id"] for element in facts["body"] if element["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 0


CHANGING = re.compile(r'"(duration_ms|message_id|fbtrace_id|version|url)":("[^"]*"|\d+)')


def examples() -> list[tuple[Block, Block]]:
    """Each command of the page, and the result below it."""
    own = [block for block in BLOCKS if block.page == RESULTS and block.language in ("sh", "json")]
    return list(zip(own[::2], own[1::2]))


@pytest.mark.parametrize(("command", "result"), examples(),
                         ids=[command.name for command, _ in examples()])
def test_an_example_of_a_result_is_what_the_program_says(world: World, command: Block,
                                                         result: Block):
    shown = json.loads(result.text)
    said = json.loads(world.shell(f"set +e\n{command.text}\nexit 0"))
    assert normal(said) == normal(shown)


def normal(result: dict[str, Any]) -> dict[str, Any]:
    """A result without what differs from run to run."""
    return json.loads(CHANGING.sub(r'"\1":null', json.dumps(result, separators=(",", ":"))))


def test_there_is_an_example_of_a_result_for_every_status():
    shown = {json.loads(result.text)["status"] for _, result in examples()}
    assert shown == set(SCHEMA["properties"]["status"]["enum"])
