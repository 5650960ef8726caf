# SPDX-License-Identifier: MIT
"""What the black-box tests share: the program, the sandbox, and what must hold for every run."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[1]
# The program that ships, and the same sources with the sanitizers. WHATSAPP_SEND tests another.
PROGRAMS = {"static": ROOT / "build/whatsapp-send", "debug": ROOT / "build/debug/whatsapp-send"}
if "WHATSAPP_SEND" in os.environ:
    PROGRAMS = {"given": Path(os.environ["WHATSAPP_SEND"])}
SCHEMA = json.loads((ROOT / "docs/result.schema.json").read_text())

TOKEN = "EAAtestTokenThatMustNeverBePrinted"
RECIPIENT = "+12025550123"

Settings = Mapping[str, "str | bytes | Path | None"]


@dataclass
class Result:
    """What one run of the program said."""

    exit_code: int
    stdout: bytes
    stderr: str
    json: dict[str, Any]

    def problems(self) -> list[tuple[str | None, str]]:
        return [(p["setting"], p["rule"]) for p in self.json["problems"]]

    def warnings(self) -> list[tuple[str | None, str]]:
        return [(p["setting"], p["rule"]) for p in self.json["warnings"]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "static_only: the sanitizers cannot live under this test")
    config.addinivalue_line("markers", "image: needs podman and the tools that deps/setup.sh image "
                                       "installs; make test-image runs these")
    config.addinivalue_line("markers", "browser: needs Chromium; make test-browser runs these")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs every black-box test with each program."""
    if metafunc.definition.path.parent.name not in ("cli", "wire"):
        return
    names = [name for name in PROGRAMS if not (
        name == "debug" and metafunc.definition.get_closest_marker("static_only"))]
    metafunc.parametrize("program", names, indirect=True)


class Program:
    """The program under test; `path` changes from one test to the next."""

    path: Path


@pytest.fixture(autouse=True)
def program(request: pytest.FixtureRequest) -> None:
    if hasattr(request, "param"):
        Program.path = PROGRAMS[request.param]


def environment(settings: Settings) -> dict[bytes, bytes]:
    """The program's whole environment: {"text": "x"} becomes WHATSAPP_TEXT=x. None is unset."""
    return {
        f"WHATSAPP_{name.upper()}".encode(): value if isinstance(value, bytes)
        else str(value).encode()
        for name, value in settings.items() if value is not None
    }


def content(path: str | bytes | Path | None) -> bytes:
    """The beginning of a file that settings name, if there is one."""
    if not path or b"\0" in os.fsencode(path) or not os.path.isfile(path):
        return b""
    with open(path, "rb") as file:
        return file.read(65536)


def text_of(settings: Settings, name: str) -> str:
    """The value of a setting: from here, from the file that it names, or from the INI file."""
    value = settings.get(name) or content(settings.get(f"{name}_file"))
    if not value:
        line = re.search(rb"^%s *[=:](.*)" % name.encode(), content(settings.get("config")), re.M)
        value = line[1] if line else ""
    return (value.decode(errors="replace") if isinstance(value, bytes) else str(value)).strip()


def secrets_in(settings: Settings) -> list[str]:
    """What of these settings may never be told; what is shorter may stand anywhere by chance."""
    credentials, at, _ = text_of(settings, "proxy").rpartition("@")
    password = credentials.rpartition("//")[2].partition(":")[2] if at else ""
    recipient = text_of(settings, "recipient")
    secrets = [text_of(settings, "access_token"), text_of(settings, "app_secret"), password,
               unquote(password), recipient, recipient.lstrip("+")]
    return [secret for secret in dict.fromkeys(secrets) if len(secret) > 8]


def keeps_secrets(settings: Settings, *said: bytes) -> None:
    """Sees that no secret is in what a run printed, nor in the files of results."""
    for name in ("output_file", "summary_file"):
        said += (content(settings.get(name)),)
    for secret in secrets_in(settings):
        assert all(secret.encode() not in text for text in said), f"{secret!r} was told"


def check_result(settings: Settings, exit_code: int, stdout: bytes, stderr: str) -> Result:
    """Makes a Result, once all that holds for every run has been seen to hold."""
    assert stdout.endswith(b"\n") and stdout.count(b"\n") == 1, stdout
    assert b"\r" not in stdout and b"##[" not in stdout
    result = json.loads(stdout.decode("utf-8", "strict"))
    jsonschema.validate(result, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert result["exit_code"] == exit_code
    assert "##[" not in stderr and "\r" not in stderr
    annotated = settings.get("annotations") == "github"
    for line in stderr.splitlines():
        assert line.startswith("whatsapp-send: ") or (
            annotated and line.startswith(("::error title=", "::warning title="))), line
    keeps_secrets(settings, stdout, stderr.encode())
    return Result(exit_code, stdout, stderr, result)


def run_program(settings: Settings, arguments: Sequence[str] = (), *, timeout: float = 30,
                wrapper: Sequence[str] = ()) -> Result:
    """Runs the program in an environment of these settings alone."""
    done = subprocess.run(
        [*wrapper, Program.path, *arguments], env=environment(settings), timeout=timeout,
        stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return check_result(settings, done.returncode, done.stdout, done.stderr.decode())


@pytest.fixture(scope="session")
def the_sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(the_sandbox: Sandbox) -> Sandbox:
    the_sandbox.clear()
    return the_sandbox


@pytest.fixture
def validate() -> Callable[..., Result]:
    """Runs with mode=validate and these settings."""
    return lambda **settings: run_program({"mode": "validate", **settings})


@pytest.fixture
def send(sandbox: Sandbox) -> Callable[..., Result]:
    """Sends through the sandbox with these settings; unless told, a text and only once."""
    base: dict[str, Any] = {
        name.removeprefix("WHATSAPP_").lower(): value
        for name, value in sandbox.environment.items()
    }

    def run(**settings: Any) -> Result:
        content = {} if "template_name" in settings else {"text": "Hello"}
        return run_program({**base, "recipient": RECIPIENT, "retries": "0", **content, **settings})

    return run
