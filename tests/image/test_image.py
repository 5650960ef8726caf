# SPDX-License-Identifier: MIT
"""The image is small, holds nothing but what runners need, and works where they run it."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import subprocess
import tarfile

import container
import pytest
from conftest import RECIPIENT, TOKEN, check_result
from container import ROOT

pytestmark = pytest.mark.image

BUDGET = 1_000_000  # bytes, compressed

# What runners call: see deps/image/busybox.config.
APPLETS = {"ash", "cat", "chmod", "cp", "date", "dirname", "env", "find", "grep", "kill", "ls",
           "mkdir", "mv", "rm", "sh", "sleep", "stat", "tail", "tar", "touch"}

QEMU = shutil.which("qemu-aarch64-static") or "qemu-aarch64-static"


def root_of(name: str) -> tarfile.TarFile:
    """The files of an image."""
    created = container.podman("create", name).stdout.decode().strip()
    try:
        exported = container.podman("export", created).stdout
    finally:
        container.podman("rm", created)
    return tarfile.open(fileobj=io.BytesIO(exported))


def layers(name: str, tmp_path) -> list[bytes]:
    container.podman("save", "--format", "docker-archive", "--output", tmp_path / "image.tar", name)
    with tarfile.open(tmp_path / "image.tar") as archive:
        manifest = json.load(archive.extractfile("manifest.json"))
        return [archive.extractfile(layer).read() for layer in manifest[0]["Layers"]]


@pytest.mark.parametrize("architecture", ["amd64", "arm64"])
def test_the_image_is_within_its_budget(architecture, tmp_path):
    parts = layers(container.image(architecture), tmp_path)
    size = sum(len(gzip.compress(part, 6)) for part in parts)
    print(f"{architecture}: {size} bytes compressed, {sum(map(len, parts))} unpacked")
    assert size < BUDGET


@pytest.mark.parametrize("architecture", ["amd64", "arm64"])
def test_the_image_holds_the_program_the_shell_and_the_entrypoint_alone(architecture):
    members = {member.name: member for member in root_of(container.image(architecture))}
    links = {name.rsplit("/", 1)[-1] for name, member in members.items()
             if member.issym() and member.linkname == "/bin/busybox"}
    assert links == APPLETS
    files = {name: member for name, member in members.items() if member.isfile()
             and not name.startswith(("etc/", "dev/", "run/", "proc/", "sys/"))}  # podman's own
    assert set(files) == {"bin/whatsapp-send", "bin/busybox", "entrypoint.sh"}
    assert all(member.mode & 0o7777 == 0o755 and member.uid == 0 for member in files.values())


def test_nothing_is_set_that_a_runner_would_have_to_undo():
    facts = container.inspect(container.image())
    config = facts["Config"]
    assert config["Entrypoint"] == ["/entrypoint.sh"]
    assert not config.get("User") and not config.get("Cmd") and not config.get("WorkingDir")
    assert [v for v in config.get("Env", []) if not v.startswith("PATH=")] == []
    assert config["Labels"]["org.opencontainers.image.source"].startswith("https://")
    assert facts["Created"].startswith("2026-01-01T00:00:00")


def test_the_image_for_arm64_says_that_it_is():
    assert container.inspect(container.image("arm64"))["Architecture"] == "arm64"
    assert container.inspect(container.image("amd64"))["Architecture"] == "amd64"


def test_it_runs_read_only_without_network_as_nobody_and_with_nothing_set():
    done = container.run(container.image(), options=[
        "--read-only", "--network", "none", "--user", "65534:65534", "--cap-drop", "all",
        "--security-opt", "no-new-privileges"])
    result = check_result({}, done.returncode, done.stdout, done.stderr.decode())
    assert result.exit_code == 78
    assert {setting for setting, _ in result.problems()} >= {"access_token", "recipient"}


# As docs/isolation.md shows it, but for the network: the sandbox listens on loopback.
CONFINED = ["--read-only", "--cap-drop=all", "--security-opt=no-new-privileges",
            "--user", "65532:65532", "--network", "host", "--entrypoint", "/bin/whatsapp-send"]


def confined(sandbox, profile) -> dict[str, object]:
    """What comes of a message sent from a container with this profile of system calls."""
    done = container.run(container.image(), {
        **sandbox.environment, "WHATSAPP_CA_FILE": "/ca.pem", "WHATSAPP_RECIPIENT": RECIPIENT,
        "WHATSAPP_TEXT": "Hello", "WHATSAPP_RETRIES": "0"},
        options=[*CONFINED, "--security-opt", f"seccomp={profile}",
                 "--volume", f"{sandbox.ca_file}:/ca.pem:ro"])
    return check_result({}, done.returncode, done.stdout, done.stderr.decode()).json


def test_the_profile_of_system_calls_suffices_to_send(sandbox):
    sandbox.ca_file.chmod(0o644)
    assert confined(sandbox, ROOT / "docs/seccomp.json")["status"] == "accepted"
    assert [message.text for message in sandbox.accepted] == ["Hello"]


@pytest.mark.parametrize("call,status,kind", [
    ("connect", "failed", "network"), ("clone", "failed", "internal")])
def test_a_system_call_that_the_profile_lacks_is_refused(sandbox, tmp_path, call, status, kind):
    profile = json.loads((ROOT / "docs/seccomp.json").read_text())
    for group in profile["syscalls"]:
        group["names"] = [name for name in group["names"] if name != call]
    profile["syscalls"] = [group for group in profile["syscalls"] if group["names"]]
    (tmp_path / "profile.json").write_text(json.dumps(profile))
    result = confined(sandbox, tmp_path / "profile.json")
    assert (result["status"], result["class"]) == (status, kind)
    assert sandbox.connections == 0


def test_another_program_cannot_do_what_the_profile_leaves_out(sandbox):
    """The shell of the image can neither start a process nor change a file."""
    done = container.run(container.image(), arguments=["-c", "ls / && echo end"], options=[
        *CONFINED[:-1], "/bin/sh", "--security-opt", f"seccomp={ROOT}/docs/seccomp.json"])
    assert b"end" not in done.stdout and done.returncode != 0


def test_arguments_and_exit_codes_pass():
    offline = ["--network", "none"]
    version = container.run(container.image(), arguments=["--version"], options=offline)
    assert version.stdout.startswith(b"whatsapp-send ")
    assert container.run(container.image(), arguments=["--x"], options=offline).returncode == 64


def test_it_sends_to_the_api_from_a_container(sandbox):
    done = container.run(container.image(), {
        **sandbox.environment, "WHATSAPP_CA_FILE": "/ca.pem", "WHATSAPP_RECIPIENT": RECIPIENT,
        "WHATSAPP_TEMPLATE_NAME": "hello_world"},
        options=["--network", "host", "--volume", f"{sandbox.ca_file}:/ca.pem:ro"])
    result = check_result({"access_token": TOKEN}, done.returncode, done.stdout,
                          done.stderr.decode())
    assert result.json["status"] == "accepted"
    assert [message.type for message in sandbox.accepted] == ["template"]


def test_the_program_for_arm64_sends_to_the_api(sandbox, tmp_path):
    with root_of(container.image("arm64")) as root:
        (tmp_path / "program").write_bytes(root.extractfile("bin/whatsapp-send").read())
    (tmp_path / "program").chmod(0o755)
    done = subprocess.run(
        [QEMU, tmp_path / "program"], stdin=subprocess.DEVNULL,
        env={**sandbox.environment, "WHATSAPP_RECIPIENT": RECIPIENT, "WHATSAPP_TEXT": "from arm64"},
        capture_output=True, timeout=60, check=False)
    result = check_result({}, done.returncode, done.stdout, done.stderr.decode())
    assert result.json["status"] == "accepted"
    assert [message.text for message in sandbox.accepted] == ["from arm64"]


def test_the_shell_for_arm64_runs_the_entrypoint(tmp_path):
    with root_of(container.image("arm64")) as root:
        for name in ("busybox", "whatsapp-send"):
            (tmp_path / name).write_bytes(root.extractfile(f"bin/{name}").read())
            (tmp_path / name).chmod(0o755)
    script = (ROOT / "entrypoint.sh").read_text().replace("exec ", ": ")
    done = subprocess.run(
        [QEMU, tmp_path / "busybox", "sh", "-c", f'{script}\necho "$WHATSAPP_TEXT"', "entrypoint"],
        env={"GITHUB_ACTIONS": "true", "INPUT_TEXT": "héllo $HOME", "PATH": str(tmp_path)},
        stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    assert done.stdout.decode() == "héllo $HOME\n", done.stderr.decode()


# What GitLab's runner pipes to the shell of a job (gitlab-runner, shells/bash.go), in short.
GITLAB_SCRIPT = r"""
trap exit 1 TERM
if set -o | grep pipefail > /dev/null; then set -o pipefail; fi; set -o errexit
set +o noclobber
: | eval $'export CI=true\nmkdir -p "/builds/x.tmp"\nprintf \'%s\' $\'a\\nb\' > "/builds/x.tmp/FILE"
export FILE="/builds/x.tmp/FILE"\ncd "/builds"\necho $\'\\x1b[32;1m$ whatsapp-send --version\\x1b[0;m\'
printf \'%b\\n\' section_start:$(date +%s):section_x\r\nwhatsapp-send --version\ncat "$FILE"\n
touch t; chmod 777 t; cp t u; rm -r -f t u; ls -rvd /proc/[0-9]* >/dev/null; false | true\n'
exit 0
"""


def test_the_shell_runs_what_gitlab_s_runner_says():
    done = container.podman(
        "run", "--rm", "--network", "none", "--entrypoint", "", "--volume", "/builds",
        container.image(), "sh", "-c",
        "if [ -x /bin/bash ]; then exec /bin/bash; elif [ -x /bin/sh ]; then exec /bin/sh -c "
        "\"$0\"; fi", GITLAB_SCRIPT, check=False)
    said = done.stdout.decode()
    assert "whatsapp-send " in said and "a\nb" in said, (said, done.stderr)
    assert done.stderr == b""
    assert done.returncode == 1, "false | true must fail under pipefail and errexit"


# What the Kubernetes hook of GitHub's runner does with the pod of a step
# (actions/runner-container-hooks, packages/k8s).
KUBERNETES_SCRIPT = """\
#!/bin/sh -l
rm "$0" # remove script after running
mv /__w/_temp/_github_home /github/home && \
mv /__w/_temp/_github_workflow /github/workflow && \
mv /__w/_temp/_runner_file_commands /github/file_commands || true && \
mv /__w/repo/repo/ /github/workspace && \
cd /github/workspace && \
exec env "GITHUB_ACTIONS=true" "GITHUB_OUTPUT=/github/file_commands/output" "INPUT_MODE=validate" \
"INPUT_TEXT_FILE=hello.txt" /entrypoint.sh
"""


def test_the_image_serves_as_the_pod_of_a_step_on_kubernetes(tmp_path):
    work = tmp_path / "__w"
    for folder in ("_temp/_github_home", "_temp/_github_workflow", "repo/repo",
                   "_temp/_runner_file_commands"):
        (work / folder).mkdir(parents=True)
    (work / "_temp/script.sh").write_text(KUBERNETES_SCRIPT)
    (work / "repo/repo/hello.txt").write_text("from the workspace\n")
    sent = io.BytesIO()
    with tarfile.open(fileobj=sent, mode="w") as archive:
        archive.add(work, ".")
    name = f"whatsapp-send-pod-{tmp_path.parent.name}"
    container.podman(
        "run", "--detach", "--rm", "--name", name, "--network", "none", "--entrypoint", "tail",
        "--workdir", "/__w", "--volume", "/__w", "--volume", "/github", container.image(),
        "-f", "/dev/null")
    try:
        subprocess.run(
            ["podman", "exec", "--interactive", name, "sh", "-c",
             "tar xf - --no-same-owner -C /__w 2>/dev/null; "
             "find /__w -type f -exec chmod u+rw {} \\; 2>/dev/null; "
             "find /__w -type d -exec chmod u+rwx {} \\; 2>/dev/null"],
            input=sent.getvalue(), env=container.ENVIRONMENT, check=True)
        listed = container.podman(
            "exec", name, "sh", "-c", "cd /__w && find . -type f -not -path "
            "'*/_runner_hook_responses*' -exec stat -c '%s %n' {} +").stdout.decode()
        assert "19 ./repo/repo/hello.txt\n" in listed
        step = container.podman("exec", name, "sh", "-e", "/__w/_temp/script.sh")
        assert step.stdout == b"" and b"whatsapp-send: valid" in step.stderr
        back = container.podman("exec", name, "tar", "cf", "-", "-C", "/github", "file_commands")
        with tarfile.open(fileobj=io.BytesIO(back.stdout)) as archive:
            outputs = archive.extractfile("file_commands/output").read().decode()
        assert "status=valid\n" in outputs
    finally:
        container.podman("kill", name)
