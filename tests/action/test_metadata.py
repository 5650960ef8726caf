# SPDX-License-Identifier: MIT
"""action.yml and the GitLab component take the program's settings and give its outputs."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml
from conftest import ROOT

GENERATE = ROOT / "build/debug/generate"
SETTINGS = re.findall(r'^SETTING\(\w+,\s*"(\w+)",\s*(\w+),\s*(\w+),\s*([\w| ]+),',
                      (ROOT / "src/setting.def").read_text(), re.M)
NAMES = [name for name, *_ in SETTINGS]
OUTPUTS = re.findall(r'^\t\[OUTPUT_\w+\] = \{ "(\w+)", "(\w+)" \}',
                     (ROOT / "src/outputs.c").read_text(), re.M)
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
HEADER, COMPONENT = yaml.safe_load_all((ROOT / "templates/send.yml").read_text())
OWN_INPUTS = {"job", "stage", "when", "image"}


@pytest.mark.parametrize("name", ["action.yml", "templates/send.yml"])
def test_what_follows_from_the_settings_is_current(name):
    made = subprocess.run([ROOT / "docs/fill.sh", GENERATE, ROOT / name], capture_output=True,
                          check=True).stdout.decode()
    assert made == (ROOT / name).read_text(), "run make docs"


def test_every_setting_is_an_input_of_the_action():
    assert len(NAMES) > 15
    assert [name for name in ACTION["inputs"] if name in NAMES] == NAMES


def test_every_other_input_is_the_file_form_of_a_setting_that_is_no_path():
    paths = {name for name, _, kind, _ in SETTINGS if kind == "PATH"}
    files = [name for name in ACTION["inputs"] if name not in NAMES]
    assert {"text_file", "template_body_file", "access_token_file"} <= set(files)
    for name in files:
        assert name.removesuffix("_file") in set(NAMES) - paths


def test_inputs_have_a_name_that_a_shell_can_read_and_leave_all_else_to_the_program():
    for name, facts in ACTION["inputs"].items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        assert list(facts) == ["description"], name


def test_the_action_has_the_outputs_of_the_program():
    assert len(OUTPUTS) == 9
    assert list(ACTION["outputs"]) == [github for github, _ in OUTPUTS]
    assert all(list(facts) == ["description"] for facts in ACTION["outputs"].values())


def test_no_data_goes_through_arguments_and_a_kubernetes_runner_finds_the_entrypoint():
    assert ACTION["runs"] == {
        "using": "docker", "image": "Dockerfile", "entrypoint": "/entrypoint.sh"}


def test_no_secret_and_no_recipient_is_an_input_of_the_component():
    secret = {name for name, group, _, flags in SETTINGS
              if "FLAG_SECRET" in flags or group == "WHO"}
    assert {"access_token", "recipient"} <= secret
    for name in HEADER["spec"]["inputs"]:
        assert name.removesuffix("_file") not in secret


def test_every_other_setting_but_those_of_results_is_an_input_of_the_component():
    expected = {name for name, group, _, flags in SETTINGS
                if "FLAG_SECRET" not in flags and group not in ("WHO", "RESULTS")}
    assert expected <= set(HEADER["spec"]["inputs"])


def test_every_input_of_the_component_becomes_the_variable_of_its_name():
    [job] = COMPONENT.values()
    own = {"WHATSAPP_OUTPUT_FILE": "whatsapp.env", "WHATSAPP_OUTPUT_FORMAT": "dotenv"}
    assert job["variables"] == {
        **own, **{f"WHATSAPP_{name.upper()}": f"$[[ inputs.{name} ]]"
                  for name in HEADER["spec"]["inputs"] if name not in OWN_INPUTS}}


def test_no_input_of_the_component_is_required():
    assert all("default" in facts for facts in HEADER["spec"]["inputs"].values())
