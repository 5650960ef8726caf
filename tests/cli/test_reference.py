# SPDX-License-Identifier: MIT
"""The program, its help, its reference pages and its README say the same."""

from __future__ import annotations

import re
import subprocess

import pytest
from conftest import ROOT, Program, run_program

GENERATE = ROOT / "build/debug/generate"
SETTINGS = re.findall(r'^SETTING\(\w+,\s*"(\w+)"', (ROOT / "src/setting.def").read_text(), re.M)
CLASSES = re.findall(r'^\t\[CLASS_\w+\] = \{ "(\w+)", (\d+),', (ROOT / "src/class.c").read_text(),
                     re.M)


def answer(*arguments: str) -> str:
    done = subprocess.run([Program.path, *arguments], env={}, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode()


@pytest.mark.parametrize("page", ["settings", "exit-codes", "errors"])
def test_a_reference_page_is_current(page):
    made = subprocess.run([GENERATE, page], capture_output=True, check=True).stdout.decode()
    assert made == (ROOT / f"docs/{page}.md").read_text(), "run make docs"


def test_the_schema_is_the_one_in_the_docs():
    assert answer("--schema") == (ROOT / "docs/result.schema.json").read_text()


def test_help_tells_every_setting_with_its_group():
    text = answer("--help")
    assert len(SETTINGS) > 15
    assert re.findall(r"^  (\w+)=", text, re.M)[-len(SETTINGS):] == SETTINGS
    assert [line for line in text.splitlines() if re.fullmatch(r"[a-z][a-z ]*", line)] == [
        "credentials", "who", "what", "policy", "network", "results", "sources", "exit codes"]


def test_help_fits_80_columns_and_gives_three_examples():
    text = answer("--help")
    assert max(map(len, text.splitlines())) <= 80
    assert len(re.findall(r"^  WHATSAPP_.*whatsapp-send$", text, re.M)) == 3


def test_every_example_of_help_is_valid():
    for line in re.findall(r"^  (WHATSAPP_.*) whatsapp-send$", answer("--help"), re.M):
        settings = {name.lower(): value.strip("'")
                    for name, value in re.findall(r"WHATSAPP_(\w+)=('[^']*'|\S+)", line)}
        assert run_program({**settings, "mode": "validate"}).exit_code == 0


def test_help_tells_every_class_with_its_exit_code():
    lines = dict(re.findall(r"^ +(\d+)  ([a-z_, ]+)$", answer("--help"), re.M))
    told = {(name, code) for code, names in lines.items() for name in names.split(", ")}
    assert told == set(CLASSES)


@pytest.mark.parametrize("name,code", CLASSES)
def test_every_exit_code_is_explained(name, code):
    text = answer("--explain", code)
    assert f"exit code {code}, class {name}\n" in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("code,words", [
    ("131047", ["Re-engagement", "template_name", "exit code    69, class window"]),
    ("190", ["subcode 463", "access_token"]),
    ("131056", ["6 seconds"]),
    ("0", ["exit code 0, class ok", "API error 0"]),
    ("190/463", ["API error 190, subcode 463"]),
    ("100/33", ["API error 100, subcode 33"]),
    ("138013", ["API error 138013"]),
    ("9999999", ["API error 9999999: Unlisted error"]),
    ("5", ["5 is no exit code of whatsapp-send"]),
])
def test_codes_are_explained(code, words):
    text = answer("--explain", code)
    for word in words:
        assert word in " ".join(text.split()) or word in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("code", ["", "x", "-1", "+1", "1.5", "2147483648", "99999999999999999999",
                                  "131047 ", "190/", "/463", "190/x", "190/463/1"])
def test_what_is_no_code_is_usage(code):
    assert run_program({}, ["--explain", code]).exit_code == 64


def test_the_readme_names_no_setting_that_does_not_exist():
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    for page in pages:
        for name in re.findall(r"WHATSAPP_([A-Z_]+[A-Z])", page.read_text()):
            known = name.lower() in SETTINGS or name.lower().removesuffix("_file") in SETTINGS
            result = name.startswith("RESULT")
            assert known or result or name in ("X", "X_FILE", "RECIPENT", "MESSAGE_ID"), (page, name)


def test_the_readme_s_exit_codes_are_the_program_s():
    table = re.findall(r"^\| \*{0,2}([\d, to]+)\*{0,2} \|", (ROOT / "README.md").read_text(), re.M)
    numbers = {int(code) for _, code in CLASSES}
    for cell in table:
        for number in re.findall(r"\d+", cell):
            assert int(number) in numbers


MESSAGES = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/messages.md").read_text(), re.S)


@pytest.mark.parametrize("example", MESSAGES)
def test_every_example_of_a_message_goes_out(sandbox, example):
    environment = {**sandbox.environment, "WHATSAPP_RECIPIENT": "+12025550123"}
    done = subprocess.run(["sh", "-ac", f"{example}\nexec {Program.path}"], env=environment,
                          capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(sandbox.accepted) == 1
