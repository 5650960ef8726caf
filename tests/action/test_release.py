# SPDX-License-Identifier: MIT
"""What a release makes of the tree: files that name the image by digest, and a bill of materials."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
import yaml
from conftest import ROOT

DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.fixture
def tree(tmp_path):
    for name in (".github/pin-image.sh", "action.yml", "templates/send.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def pin(tree, image: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([tree / ".github/pin-image.sh", image], capture_output=True, text=True,
                          check=False)


def test_a_release_names_its_image_by_digest(tree):
    image = f"ghcr.io/whatsapp-send/whatsapp-send@{DIGEST}"
    assert pin(tree, image).returncode == 0
    action = yaml.safe_load((tree / "action.yml").read_text())
    before = yaml.safe_load((ROOT / "action.yml").read_text())
    assert action["runs"].pop("image") == f"docker://{image}"
    before["runs"].pop("image")
    assert action == before
    header, _ = yaml.safe_load_all((tree / "templates/send.yml").read_text())
    assert header["spec"]["inputs"]["image"]["default"] == image
    assert pin(tree, image.replace("0123", "3210")).returncode == 0, "a release follows another"


@pytest.mark.parametrize("image", [
    "ghcr.io/x/y:1.2.3", "ghcr.io/x/y", f"ghcr.io/x/y@{DIGEST[:-1]}", f"ghcr.io/x/y@{DIGEST}0",
    f"ghcr.io/x/y@{DIGEST[:-1]}g", ""])
def test_an_image_without_a_digest_is_refused(tree, image):
    before = (tree / "action.yml").read_text()
    assert pin(tree, image).returncode == 64
    assert (tree / "action.yml").read_text() == before


def test_the_bill_of_materials_lists_every_package_with_version_licence_and_checksum(tmp_path):
    lock = tmp_path / "lock"
    rows = [line.split() for line in (ROOT / "deps/packages").read_text().splitlines()
            if not line.startswith("#")]
    lock.write_text("".join(f"{row[0]} {row[2]} {'ab' * 32}\n" for row in sorted(rows)))
    made = subprocess.run([ROOT / "deps/sbom.sh", "1.2.3", f"{ROOT}/deps/packages={lock}"],
                          env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1767225600",
                               "LC_ALL": "C"}, capture_output=True, check=True)
    bill = json.loads(made.stdout)
    assert bill["spdxVersion"] == "SPDX-2.3"
    assert bill["creationInfo"]["created"] == "2026-01-01T00:00:00Z"
    own, *packages = bill["packages"]
    assert (own["name"], own["versionInfo"]) == ("whatsapp-send", "1.2.3")
    assert len(packages) == len(rows) > 4
    for row, package in zip(sorted(rows), packages):
        assert [package["name"], package["versionInfo"], package["licenseDeclared"]] == [
            row[0], row[2], row[3]]
        assert package["checksums"] == [{"algorithm": "SHA256", "checksumValue": "ab" * 32}]
        upstream = row[2].rpartition(":")[2].rsplit("-", 1)[0]
        patches = sorted(
            path.name for path in (ROOT / "deps/patches").glob(f"{row[0]}_{upstream}_*.patch"))
        assert package.get("sourceInfo") == (
            f"changed by deps/patches: {', '.join(patches)}" if patches else None)
    assert len(bill["relationships"]) == len(rows) + 1
