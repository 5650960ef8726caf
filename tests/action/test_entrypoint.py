# SPDX-License-Identifier: MIT
"""entrypoint.sh hands inputs and what the runner gives to the program, byte for byte."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

# Shells that an image may have. The one in ours is tested with the image (tests/image).
SHELLS = {"dash": ["dash"], "bash": ["bash", "--posix"]}

AWKWARD = {
    "newlines": b"one\ntwo\n\nfour\n",
    "quotes": b"""it's "quoted" 'twice' `and` ''""",
    "dollars": b"$HOME ${HOME} $(id) $$ $1 $",
    "backslashes": b"a\\nb \\\\ c\\",
    "leading dash": b"-n -e --help",
    "globs": b"* ? [a-z] /etc/*",
    "blanks": b"  two  spaces\tand a tab  ",
    "looks like an input": b"x\nexport INPUT_API_URL='http://evil'\nINPUT_PROXY=evil\nTEXT=y",
    "commands": b"::error::boo\n##[error]boo\n%0A",
    "not UTF-8": bytes(range(0x80, 0x100)) + b"\x01\x02\x7f\x88",
    "a lone return": b"a\rb\r\n",
    "emoji": "🚀 grüße".encode(),
}


GITHUB = {"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": "/o", "GITHUB_STEP_SUMMARY": "/s"}
MAPPED = {"WHATSAPP_OUTPUT_FILE": b"/o", "WHATSAPP_OUTPUT_FORMAT": b"github",
          "WHATSAPP_SUMMARY_FILE": b"/s", "WHATSAPP_ANNOTATIONS": b"github"}


@pytest.fixture(params=SHELLS)
def start(request, tmp_path: Path):
    """Runs entrypoint.sh; gives the environment and arguments that the program sees, and stdout."""
    program = tmp_path / "bin/whatsapp-send"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\nn=$(echo "$@")\necho "json $n"\nexec cat /proc/$$/environ >"$SEEN"\n')
    program.chmod(0o755)
    seen = tmp_path / "seen"

    def run(variables: dict[str, str | bytes], *arguments: str) -> tuple[dict[str, bytes], bytes]:
        done = subprocess.run(
            [*SHELLS[request.param], ROOT / "entrypoint.sh", *arguments],
            env={b"PATH": f"{program.parent}:{os.environ['PATH']}".encode(),
                 b"SEEN": str(seen).encode(),
                 **{k.encode(): v if isinstance(v, bytes) else v.encode()
                    for k, v in variables.items()}},
            stdin=subprocess.DEVNULL, capture_output=True, check=True)
        assert done.stderr == b""
        pairs = [line.split(b"=", 1) for line in seen.read_bytes().split(b"\0") if line]
        return {name.decode(): value for name, value in pairs}, done.stdout

    return run


def settings(environment: dict[str, bytes]) -> dict[str, bytes]:
    return {k: v for k, v in environment.items() if k.startswith("WHATSAPP_")}


def own(environment: dict[str, bytes]) -> dict[str, bytes]:
    """The settings, less those that the runner's files become and those that are empty."""
    return {k: v for k, v in settings(environment).items() if v and MAPPED.get(k) != v}


@pytest.mark.parametrize("value", AWKWARD.values(), ids=AWKWARD)
def test_an_input_reaches_the_program_byte_for_byte(start, value):
    environment, _ = start({**GITHUB, "INPUT_TEXT": value})
    assert own(environment) == {"WHATSAPP_TEXT": value}


@pytest.mark.parametrize("value", AWKWARD.values(), ids=AWKWARD)
@pytest.mark.parametrize("where", [{}, GITHUB], ids=["anywhere", "github"])
def test_a_variable_that_is_no_input_is_passed_on_as_it_is(start, value, where):
    environment, _ = start({**where, "WHATSAPP_TEXT": value, "OTHER": value})
    assert own(environment) == {"WHATSAPP_TEXT": value}
    assert environment["OTHER"] == value


def test_an_input_wins_over_an_inherited_variable(start):
    environment, _ = start({**GITHUB, "INPUT_RECIPIENT": "+1", "WHATSAPP_RECIPIENT": "+2"})
    assert own(environment) == {"WHATSAPP_RECIPIENT": b"+1"}


def test_an_input_wins_over_the_other_form_of_an_inherited_variable(start):
    environment, _ = start({**GITHUB, "INPUT_TEXT": "here", "WHATSAPP_TEXT_FILE": "there"})
    assert own(environment) == {"WHATSAPP_TEXT": b"here"}
    environment, _ = start({**GITHUB, "INPUT_TEXT_FILE": "there", "WHATSAPP_TEXT": "here"})
    assert own(environment) == {"WHATSAPP_TEXT_FILE": b"there"}


def test_both_forms_given_as_inputs_reach_the_program_which_refuses_them(start):
    environment, _ = start({**GITHUB, "INPUT_TEXT": "here", "INPUT_TEXT_FILE": "there"})
    assert own(environment) == {"WHATSAPP_TEXT": b"here", "WHATSAPP_TEXT_FILE": b"there"}


def test_an_empty_input_leaves_an_inherited_variable_alone(start):
    environment, _ = start({**GITHUB, "INPUT_TEXT": "", "INPUT_CA_FILE": "", "WHATSAPP_TEXT": "inherited",
                            "WHATSAPP_CA_FILE": "ca.pem"})
    assert own(environment) == {"WHATSAPP_TEXT": b"inherited", "WHATSAPP_CA_FILE": b"ca.pem"}


def test_no_input_is_left_in_the_environment_of_the_program(start):
    environment, _ = start({**GITHUB, "INPUT_ACCESS_TOKEN": "secret", "INPUT_TEXT": "x\nINPUT_TEXT=y"})
    assert [name for name in environment if name.startswith("INPUT_")] == []


def test_outside_github_inputs_the_runner_s_files_and_proxies_mean_nothing(start):
    environment, stdout = start({
        "INPUT_TEXT": "somebody else's", "GITHUB_OUTPUT": "/o", "GITHUB_STEP_SUMMARY": "/s", "HTTPS_PROXY": "http://p:1"})
    assert settings(environment) == {}
    assert stdout == b"json \n"


def test_arguments_reach_the_program(start):
    _, stdout = start({}, "--explain", "131047")
    assert stdout == b"json --explain 131047\n"


def told(environment: dict[str, bytes]) -> dict[str, bytes]:
    """The settings that say something: an empty one is an unset one."""
    return {k: v for k, v in settings(environment).items() if v}


def test_on_github_outputs_summary_and_annotations_go_where_the_runner_wants_them(start):
    environment, _ = start(GITHUB)
    assert told(environment) == MAPPED


def test_on_github_the_json_stays_out_of_the_log(start):
    _, stdout = start(GITHUB)
    assert stdout == b""


def test_on_github_an_answer_to_an_argument_is_shown(start):
    _, stdout = start(GITHUB, "--version")
    assert stdout == b"json --version\n"


def test_on_github_what_is_set_stays(start):
    environment, _ = start({**GITHUB, "INPUT_OUTPUT_FILE": "mine", "INPUT_OUTPUT_FORMAT": "dotenv",
                            "WHATSAPP_SUMMARY_FILE": "also mine", "INPUT_ANNOTATIONS": "none"})
    assert told(environment) == {
        "WHATSAPP_OUTPUT_FILE": b"mine", "WHATSAPP_OUTPUT_FORMAT": b"dotenv",
        "WHATSAPP_SUMMARY_FILE": b"also mine", "WHATSAPP_ANNOTATIONS": b"none"}


@pytest.mark.parametrize("proxies,proxy,no_proxy", [
    ({"HTTPS_PROXY": "http://p:3128", "NO_PROXY": "a,b"}, b"http://p:3128", b"a,b"),
    ({"https_proxy": "http://low:1/", "HTTPS_PROXY": "http://up:1", "no_proxy": "c"},
     b"http://low:1", b"c"),
    ({"HTTP_PROXY": "http://p:1"}, None, None),
])
def test_on_github_the_runner_s_proxy_is_taken(start, proxies, proxy, no_proxy):
    environment, _ = start({**GITHUB, **proxies})
    assert told(environment).get("WHATSAPP_PROXY") == proxy
    assert told(environment).get("WHATSAPP_NO_PROXY") == no_proxy


@pytest.mark.parametrize("own", [{"INPUT_PROXY": "http://mine:1"},
                                 {"WHATSAPP_PROXY_FILE": "/run/secrets/proxy"}])
def test_on_github_a_proxy_that_is_set_stays(start, own):
    environment, _ = start({**GITHUB, "HTTPS_PROXY": "http://p:1", "NO_PROXY": "a", **own})
    assert told(environment).get("WHATSAPP_PROXY") != b"http://p:1"
    assert "WHATSAPP_NO_PROXY" not in told(environment)


def test_the_script_fits_one_screen():
    assert len((ROOT / "entrypoint.sh").read_text().splitlines()) <= 60
