# SPDX-License-Identifier: MIT
"""What the program needs of the machine: what docs/isolation.md says, and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest
from conftest import RECIPIENT, ROOT, Program, check_result, environment
from proxies import HttpProxy, HttpsProxy, SocksProxy

pytestmark = pytest.mark.static_only

PAGE = (ROOT / "docs/isolation.md").read_text()
PROFILE = json.loads((ROOT / "docs/seccomp.json").read_text())
ALLOWED = {name for group in PROFILE["syscalls"] for name in group["names"]}
SYMBOLS = ROOT / "build/static/symbols"

# Nothing in the program asks for these; other programs of this kind do.
OTHERS = ["HOME", "TZ", "LANG", "LC_ALL", "LANGUAGE", "MUSL_LOCPATH", "NLSPATH", "PATH", "TMPDIR",
          "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "CURL_HOME", "SSLKEYLOGFILE",
          "NETRC", "HTTP_PROXY", "RES_OPTIONS", "LOCALDOMAIN", "HOSTALIASES", "LD_PRELOAD",
          "LD_LIBRARY_PATH", "MALLOC_CHECK_", "GITHUB_OUTPUT", "INPUT_TEXT", "CI"]


@pytest.fixture
def base(sandbox) -> dict[str, object]:
    settings = {name.removeprefix("WHATSAPP_").lower(): value
                for name, value in sandbox.environment.items()}
    return {**settings, "recipient": RECIPIENT, "text": "Hello", "retries": "0"}


# The environment


def table_of_variables() -> dict[str, str]:
    """The variables that the page lists, and the function that asks for each."""
    part = PAGE.partition("## Environment")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*`) \| .*`(\w+)` \|", part, re.M)
    return {name: function for names, function in rows for name in re.findall(r"`(\w+)`", names)}


def loaded(program: Path) -> Callable[[int], str]:
    """Reads the text at an address of a program."""
    headers = subprocess.run(["readelf", "-lW", program], capture_output=True, text=True,
                             check=True).stdout
    segments = [[int(part, 16) for part in line.split()[1:6]]
                for line in headers.splitlines() if line.split()[:1] == ["LOAD"]]
    data = program.read_bytes()

    def text_at(address: int) -> str:
        for offset, start, _, size, _ in segments:
            if start <= address < start + size:
                begin = offset + address - start
                return data[begin:data.index(b"\0", begin)].decode(errors="replace")
        return ""
    return text_at


def functions(program: Path) -> dict[str, str]:
    """Each function of a program, disassembled."""
    text = subprocess.run(["objdump", "-d", "--no-show-raw-insn", program], capture_output=True,
                          text=True, check=True).stdout
    return dict(re.findall(r"^[0-9a-f]+ <(.+)>:\n((?:.+\n)*)", text, re.M))


# The C library's, and libcurl's own, which calls it through one more.
GETTERS = ("getenv", "secure_getenv", "curl_getenv", "GetEnv")


@pytest.fixture(scope="module")
def asked() -> dict[str, set[str]]:
    """Who calls getenv, directly or through libcurl's own, and the names in these functions."""
    text_at = loaded(SYMBOLS)
    found: dict[str, set[str]] = {}
    for name, code in functions(SYMBOLS).items():
        name = name.partition(".")[0]  # what the compiler appends when it specializes one
        if name not in GETTERS and re.search(rf"\b(callq?|jmpq?) .*<({'|'.join(GETTERS)})[.>]", code):
            texts = {text_at(int(at, 16)) for at in re.findall(r"# ([0-9a-f]+)\b", code)}
            found[name] = found.get(name, set()) | {text for text in texts if re.fullmatch(
                r"[A-Za-z_]*proxy|[A-Z][A-Z0-9_]{3,}", text)}
    return found


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="reads the instructions of x86-64")
def test_the_page_lists_every_getenv_of_the_program(asked):
    listed = table_of_variables()
    assert set(asked) == set(listed.values())
    for name, function in listed.items():
        if name != "https_proxy" and name != "HTTPS_PROXY":  # made of the scheme
            assert name in asked[function]
    names = set().union(*asked.values())
    assert {name for name in names if "proxy" in name.lower()} <= set(listed) | {"proxy"}


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="reads the instructions of x86-64")
def test_only_the_reader_of_settings_walks_through_the_environment():
    users = {name for name, code in functions(SYMBOLS).items() if "<__environ>" in code}
    assert users == {"source_env_read", "getenv", "clearenv", "__init_libc"}


def wrong(name: str) -> str:
    """A value that would be noticed."""
    if name.lower() == "no_proxy":
        return "*"
    return "http://127.0.0.1:9" if name.lower().endswith("_proxy") else "/nonexistent"


@pytest.mark.parametrize("names", [*([name] for name in table_of_variables()), OTHERS],
                         ids=[*table_of_variables(), "others"])
def test_a_variable_that_is_no_setting_changes_nothing(base, sandbox, tmp_path, names):
    """With a proxy, which must be taken, and without, when none may be."""
    foreign = {name.encode(): wrong(name) for name in names}
    for proxy in (HttpProxy(), None):
        with proxy or nullcontext():
            settings = {**base, "proxy": proxy and proxy.url()}
            done = subprocess.run([Program.path], env={**environment(settings), **foreign},
                                  capture_output=True, check=False, cwd=tmp_path)
        result = check_result(settings, done.returncode, done.stdout, done.stderr.decode())
        assert result.json["status"] == "accepted"
        assert proxy is None or proxy.connections == 1
    assert list(tmp_path.iterdir()) == []


# Files


def opened(trace: str) -> dict[str, str]:
    """The files that a run opened, and how."""
    return dict(re.findall(r'\bopen(?:at\(AT_FDCWD, |\()"(.*?)", ([A-Z_|]+)', trace))


def test_it_opens_what_settings_name_and_what_names_of_hosts_need(base, sandbox, tmp_path):
    settings = {**base, "output_file": tmp_path / "outputs", "summary_file": tmp_path / "summary"}
    trace = tmp_path / "trace"
    done = subprocess.run(["strace", "-f", "-qq", "-o", trace, Program.path],
                          env=environment(settings), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    files = opened(trace.read_text())
    assert {"/", str(settings["ca_file"])} <= set(files) <= {
        "/", "/etc/hosts", "/etc/resolv.conf", str(settings["ca_file"]),
        str(settings["output_file"]), str(settings["summary_file"])}
    written = {name for name, how in files.items() if "O_RDONLY" not in how}
    assert written == {str(settings["output_file"]), str(settings["summary_file"])}


@pytest.mark.parametrize("address", ["http_url", "https_url"])
def test_it_sends_from_an_empty_root_as_any_user(base, sandbox, tmp_path, address):
    """Neither /etc nor /dev nor /proc is there, and nothing can be written."""
    url = getattr(sandbox, address).replace("localhost", "127.0.0.1")
    shutil.copy(Program.path, tmp_path / "program")
    shutil.copy(base["ca_file"], tmp_path / "ca.pem")
    tmp_path.chmod(0o555)
    settings = {**base, "api_url": url, "ca_file": "/ca.pem"}
    (tmp_path / "ca.pem").chmod(0o444)

    done = subprocess.run(
        ["unshare", "--user", "--map-user=65532", f"--root={tmp_path}", "/program"],
        env=environment(settings), capture_output=True, check=False)
    result = check_result(settings, done.returncode, done.stdout, done.stderr.decode())
    assert result.json["status"] == "accepted"


# System calls


def calls(trace: Path) -> set[str]:
    return set(re.findall(r"^\d+ +(?:<\.\.\. )?(\w+)(?:\(| resumed)", trace.read_text(), re.M))


KINDS: dict[str, Mapping[str, object]] = {
    "validate": {"mode": "validate", "access_token": None},
    "send": {},
    "plain text on loopback": {"api_url": "http", "ca_file": None},
    "verbose": {"verbose": "true", "annotations": "github"},
    "check": {"mode": "check"},
    "a wait before another try": {"fault": "busy", "retries": "1"},
    "silence": {"fault": "hang", "timeout": "1"},
    "a reset": {"fault": "reset"},
    "an endless answer": {"fault": "huge_body"},
    "a name that nobody knows": {"api_url": "https://nowhere.invalid", "timeout": "2"},
    "nobody there": {"api_url": "https://127.0.0.1:9"},
    "nobody there, IPv6": {"api_url": "https://[::1]:9"},
    "a text too long": {"text": "x" * 5000},
    "Markdown": {"text": "# Hello\n\n* *you*\n" * 50, "text_format": "markdown"},
}


@pytest.fixture(params=[*KINDS, "an upload", "results", "a signal", *"012"])
def traced(request, base, sandbox, tmp_path) -> Iterator[Path]:
    """The trace of a run, for each kind of run."""
    kind, how, proxy = request.param, {}, None
    settings = {**base, **KINDS.get(kind, {})}
    if settings.get("api_url") == "http":
        settings["api_url"] = sandbox.http_url
    if kind == "an upload":
        (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7\n" + bytes(100_000))
        settings |= {"media_file": tmp_path / "report.pdf"}
    elif kind == "results":
        (tmp_path / "ini").write_text("[whatsapp]\non_error = warn\n")
        settings |= {"output_file": tmp_path / "out", "summary_file": tmp_path / "summary",
                     "config": tmp_path / "ini"}
        how["stderr"] = subprocess.DEVNULL
    elif kind == "a signal":
        settings["fault"] = "hang"
    elif kind in "012":
        proxy = (HttpProxy, HttpsProxy, SocksProxy)[int(kind)](("joe", "password"))
        settings["proxy"] = proxy.url("joe:password")
    if "fault" in settings:
        sandbox.reply_next(fault=settings.pop("fault"))
    trace = tmp_path / "trace"
    with proxy or nullcontext(), subprocess.Popen(
            ["strace", "-f", "-qq", "-o", trace, Program.path], env=environment(settings),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            **{"stderr": subprocess.PIPE, **how}) as process:
        if kind == "a signal":
            while not sandbox.requests:
                time.sleep(0.01)
            os.kill(int(trace.read_text().split()[0]), signal.SIGTERM)
        out, _ = process.communicate(timeout=30)
    assert json.loads(out)["status"]
    yield trace


def test_the_profile_allows_every_system_call_of_a_run(traced):
    made = calls(traced)
    assert {"execve", "exit_group"} <= made
    assert made <= ALLOWED


def test_the_profile_allows_no_process_and_no_change_of_the_machine():
    assert PROFILE["defaultAction"] == "SCMP_ACT_ERRNO"
    (threads,) = [group for group in PROFILE["syscalls"] if "clone" in group["names"]]
    assert threads["args"] == [{"index": 0, "value": 0x10000, "valueTwo": 0x10000,
                                "op": "SCMP_CMP_MASKED_EQ"}]
    assert not ALLOWED & {
        "fork", "vfork", "clone3", "kill", "tkill", "ptrace", "process_vm_readv", "unlink",
        "unlinkat", "rename", "renameat", "mkdir", "mkdirat", "chmod", "fchmod", "chown", "fchown",
        "link", "linkat", "symlink", "mount", "setuid", "setgid", "setns", "unshare", "bpf",
        "listen", "accept", "accept4", "init_module", "keyctl", "io_uring_setup", "userfaultfd"}


def test_the_page_tells_what_no_run_here_calls():
    part = PAGE.partition("## System calls")[2]
    rows = re.findall(r"^\| (`.*`) \| [^|]+ \|$", part, re.M)
    assert len(rows) > 5
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} <= ALLOWED
