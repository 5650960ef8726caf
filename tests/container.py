# SPDX-License-Identifier: MIT
"""The container image under test, built and run with podman.

What cannot be built or run fails the test with what podman said; nothing is skipped.
"""

from __future__ import annotations

import functools
import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {**os.environ, "CONTAINERS_CONF": str(ROOT / "tests/image/containers.conf")}
BASE = "localhost/whatsapp-send-base:trixie"
# Docker's name for this machine, which podman 4.3 does not tell a Dockerfile by itself.
MACHINE = {"aarch64": "arm64"}.get(platform.machine(), "amd64")
# The dates in the image, so that the same sources give the same image.
SOURCE_DATE = "1767225600"


def podman(*arguments: str | Path, check: bool = True, timeout: float = 1800,
           **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Runs podman; unless told otherwise, a failure of it is one of the test."""
    try:
        done = subprocess.run(["podman", *arguments], stdin=subprocess.DEVNULL, check=False,
                              capture_output=True, timeout=timeout,
                              **{"env": ENVIRONMENT, **options})
    except FileNotFoundError:
        pytest.fail("podman is not installed: deps/setup.sh image", pytrace=False)
    if check and done.returncode != 0:
        said = (done.stdout + done.stderr).decode(errors="replace")[-3000:]
        pytest.fail(f"podman {arguments[0]} failed:\n{said}", pytrace=False)
    return done


@functools.cache
def base() -> str:
    """A Debian to build on; made once on a machine, by the packages' own tools."""
    if podman("image", "exists", BASE, check=False).returncode != 0:
        made = subprocess.run([ROOT / "tests/image/base.sh", BASE], env=ENVIRONMENT, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True)
        if made.returncode != 0:
            pytest.fail(f"tests/image/base.sh failed:\n{made.stderr.decode()[-3000:]}",
                        pytrace=False)
    return BASE


def build(name: str, *arguments: str) -> str:
    """Builds what the Dockerfile says; layers that exist already are taken."""
    podman("build", "--isolation", "chroot", "--network", "host", "--build-arg", f"BASE={base()}",
           "--build-arg", f"BUILDPLATFORM=linux/{MACHINE}", "--timestamp", SOURCE_DATE, "--tag",
           name, *arguments, ROOT)
    return name


@functools.cache
def image(architecture: str = "amd64") -> str:
    """The image for this architecture."""
    return build(f"localhost/whatsapp-send:{architecture}", "--platform", f"linux/{architecture}")


@functools.cache
def build_stage() -> str:
    """The stage that compiles, as an image."""
    return build("localhost/whatsapp-send-build:amd64", "--platform", "linux/amd64",
                 "--target", "build")


def inspect(name: str) -> dict[str, Any]:
    return json.loads(podman("image", "inspect", name).stdout)[0]


def run(name: str, environment: Mapping[str, str | bytes] | None = None,
        arguments: Sequence[str] = (), options: Sequence[str] = (), timeout: float = 120,
        **how: Any) -> subprocess.CompletedProcess[bytes]:
    """Runs a container as a runner does: values go by podman's own environment, not its line."""
    environment = environment or {}
    return podman(
        "run", "--rm", *(part for key in environment for part in ("--env", key)), *options, name,
        *arguments, check=False, timeout=timeout,
        env={**{os.fsencode(k): os.fsencode(v) for k, v in ENVIRONMENT.items()},
             **{os.fsencode(k): os.fsencode(v) for k, v in environment.items()}}, **how)
