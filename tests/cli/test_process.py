# SPDX-License-Identifier: MIT
"""The program as a process: arguments, descriptors, memory, environment."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time

import pytest
from conftest import RECIPIENT, TOKEN, Program, environment, run_program

VALID = {"mode": "validate", "access_token": TOKEN, "recipient": RECIPIENT, "text": "Hello"}


def answer(*arguments: str) -> str:
    done = subprocess.run([Program.path, *arguments], env={}, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode()


def test_help_names_every_setting_and_exit_code_within_80_columns():
    text = answer("--help")
    assert max(map(len, text.splitlines())) <= 80
    for name in ("access_token", "template_buttons", "ca_file", "verbose"):
        assert re.search(rf"^  {name}=", text, re.M)
    for code in ("0", "64", "65", "66", "67", "69", "70", "73", "75", "76", "77", "78", "79"):
        assert re.search(rf"^ +{code}  [a-z]", text, re.M)


def test_version_names_the_program_and_its_libraries():
    lines = answer("--version").splitlines()
    assert re.fullmatch(r"whatsapp-send [0-9]+\.[0-9]+\.[0-9]+", lines[0])
    assert {line.split()[0] for line in lines[1:]} == {
        "ca-certificates", "cjson", "curl", "libinih", "mbedtls", "md4c", "musl"}


@pytest.mark.parametrize("arguments", [
    ["send"], ["--help", "me"], ["--token=" + TOKEN], [""], ["-h"], ["--version", "--help"]])
def test_any_other_argument_is_usage(arguments):
    result = run_program(VALID, arguments)
    assert (result.exit_code, result.json["class"]) == (64, "usage")
    assert result.problems() == [("arguments", "unknown_argument")]
    assert TOKEN not in result.stdout.decode() + result.stderr


@pytest.mark.parametrize("redirection", [">/dev/full", ">&-", "</dev/null >&0"])
def test_a_result_that_cannot_be_written_is_output_and_the_claim_is_on_stderr(redirection):
    done = subprocess.run(["/bin/sh", "-c", f'exec "$0" {redirection}', Program.path],
                          env=environment(VALID), capture_output=True, check=False)
    assert done.returncode == 73
    assert b"valid: " in done.stderr and b"could not be written" in done.stderr


def test_an_unwritten_result_never_hides_a_graver_code():
    done = subprocess.run(["/bin/sh", "-c", 'exec "$0" >/dev/full', Program.path],
                          env={}, capture_output=True, check=False)
    assert done.returncode == 78


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_that_cannot_be_written_is_output(argument):
    done = subprocess.run(["/bin/sh", "-c", f'exec "$0" {argument} >/dev/full', Program.path],
                          env={}, capture_output=True, check=False)
    assert done.returncode == 73


def test_a_reader_that_leaves_is_no_death_by_signal():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([Program.path], env=environment(VALID), stdout=writer, check=False,
                          stderr=subprocess.PIPE)
    os.close(writer)
    assert done.returncode == 73


def test_a_reader_that_does_not_read_cannot_hold_it_up():
    reader, writer = os.pipe()
    big = {**VALID, "recipient": None, "text": "x" * 4096, "token": "y", "modes": "z",
           **{f"unknown_{i}": "x" for i in range(900)}}
    begin = time.monotonic()
    done = subprocess.run([Program.path], env=environment(big), stdout=writer, stderr=writer,
                          check=False, timeout=20)
    os.close(writer)
    os.close(reader)
    assert done.returncode == 78 or done.returncode == 73
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("limit", ["0", "1"])
def test_a_file_size_limit_is_no_death_by_signal(tmp_path, limit):
    done = subprocess.run(
        ["/bin/sh", "-c", f'ulimit -f {limit}; exec "$0" >"$1"', Program.path, tmp_path / "out"],
        env=environment({**VALID, "text": "x" * 4096}), capture_output=True, check=False)
    assert done.returncode == 73
    assert b"valid: " in done.stderr


def test_everything_closed_still_gives_the_exit_code():
    done = subprocess.run(["/bin/sh", "-c", 'exec "$0" <&- >&- 2>&-', Program.path],
                          env=environment(VALID), check=False)
    assert done.returncode == 73


def test_only_its_own_variables_change_anything(tmp_path):
    (tmp_path / ".netrc").write_text("default login x password y\n")
    (tmp_path / ".curlrc").write_text("proxy = http://127.0.0.1:9\n")
    foreign = {
        "https_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9", "SSL_CERT_FILE": "/nonexistent",
        "SSL_CERT_DIR": "/nonexistent", "CURL_CA_BUNDLE": "/nonexistent",
        "HOME": str(tmp_path), "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": ":/etc/x",
        "SSLKEYLOGFILE": str(tmp_path / "keys"), "CURL_HOME": str(tmp_path),
        "RES_OPTIONS": "debug", "LOCALDOMAIN": "example.com"}
    plain = run_program(VALID)
    done = subprocess.run([Program.path], env={**environment(VALID), **foreign},
                          capture_output=True, check=True)
    wild, tame = json.loads(done.stdout), plain.json
    assert {**wild, "duration_ms": 0} == {**tame, "duration_ms": 0}
    assert not (tmp_path / "keys").exists()


@pytest.mark.static_only
def test_without_memory_it_says_so_and_still_gives_json():
    """Every brk and mmap from the n-th on fails, for each n until the run succeeds."""
    codes = []
    for n in range(1, 200):
        result = subprocess.run(
            ["strace", "-qq", "-o", "/dev/null", "-e", "trace=brk,mmap",
             "-e", f"inject=brk,mmap:error=ENOMEM:when={n}+", Program.path],
            env=environment(VALID), capture_output=True, check=False)
        codes.append(result.returncode)
        said = json.loads(result.stdout)
        assert said["exit_code"] == result.returncode
        assert said["status"] in ("invalid", "failed", "valid")
        if result.returncode == 0 and codes.count(0) > 3:
            break
    assert set(codes) <= {0, 70}
    assert 0 in codes
