# SPDX-License-Identifier: MIT
"""What a release publishes as files: programs, bills of materials, terms, source, checksums."""

from __future__ import annotations

import functools
import io
import json
import re
import tarfile

import container
import pytest
from container import ROOT

pytestmark = pytest.mark.image

VERSION = re.search(r"^VERSION = (.*)$", (ROOT / "Makefile").read_text(), re.M)[1]
ARCHITECTURES = ["amd64", "arm64"]
PACKAGES = [line.split()[:4] for name in ("deps/packages", "deps/image/packages")
            for line in (ROOT / name).read_text().splitlines() if not line.startswith("#")]


@functools.cache
def published(architecture: str) -> dict[str, bytes]:
    """The files of a release that are made for this machine, by name."""
    name = container.build(f"localhost/whatsapp-send-release:{architecture}", "--platform",
                           f"linux/{architecture}", "--target", "release", "--build-arg",
                           f"SOURCE_DATE_EPOCH={container.SOURCE_DATE}")
    created = container.podman("create", name, "none").stdout.decode().strip()
    try:
        exported = container.podman("export", created).stdout
    finally:
        container.podman("rm", created)
    with tarfile.open(fileobj=io.BytesIO(exported)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive
                if member.isfile() and "/" not in member.name}


def program(architecture: str) -> str:
    return f"whatsapp-send-{VERSION}-linux-{architecture}"


def bill(architecture: str) -> dict:
    return json.loads(published(architecture)[f"{program(architecture)}.spdx.json"])


def inside(architecture: str, path: str) -> bytes:
    """A file of the image."""
    created = container.podman("create", container.image(architecture)).stdout.decode().strip()
    try:
        copied = container.podman("cp", f"{created}:{path}", "-").stdout
    finally:
        container.podman("rm", created)
    with tarfile.open(fileobj=io.BytesIO(copied)) as archive:
        (member,) = archive
        return archive.extractfile(member).read()


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_program_is_the_one_in_the_image(architecture):
    """Which tests/image/test_image.py runs, for either machine."""
    assert published(architecture)[program(architecture)] == inside(
        architecture, "/bin/whatsapp-send")


def test_the_two_machines_differ_in_program_and_bill_alone():
    one, other = map(published, ARCHITECTURES)
    common = one.keys() & other.keys()
    assert common == {"THIRD-PARTY.txt", "busybox-source.tar.xz"}
    assert all(one[name] == other[name] for name in common)
    assert len(one) == len(other) == 4


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_bill_of_materials_is_spdx_and_names_what_is_inside(architecture):
    """What SPDX 2.3 asks of a document, a package and a relationship."""
    made = bill(architecture)
    assert made["spdxVersion"] == "SPDX-2.3" and made["dataLicense"] == "CC0-1.0"
    assert made["SPDXID"] == "SPDXRef-DOCUMENT" and made["name"]
    assert re.fullmatch(r"https://[^#\s]+", made["documentNamespace"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", made["creationInfo"]["created"])
    assert made["creationInfo"]["created"] >= "2026"
    assert all(re.match(r"(Person|Organization|Tool): ", who)
               for who in made["creationInfo"]["creators"])
    own, *packages = made["packages"]
    assert (own["name"], own["versionInfo"]) == ("whatsapp-send", VERSION)
    assert {(p["name"], p["licenseDeclared"]) for p in packages} == {
        (name, licence) for name, _, _, licence in PACKAGES}
    for package in packages:
        assert re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package["SPDXID"])
        assert re.fullmatch(r"[0-9][A-Za-z0-9.+~:-]*", package["versionInfo"])
        assert package["downloadLocation"] and package["filesAnalyzed"] is False
        (checksum,) = package["checksums"]
        assert checksum["algorithm"] == "SHA256"
        assert re.fullmatch(r"[0-9a-f]{64}", checksum["checksumValue"])
    related = {(r["spdxElementId"], r["relationshipType"], r["relatedSpdxElement"])
               for r in made["relationships"]}
    assert related == {("SPDXRef-DOCUMENT", "DESCRIBES", own["SPDXID"]),
                       *((own["SPDXID"], "CONTAINS", p["SPDXID"]) for p in packages)}


def test_the_versions_in_the_bill_are_those_that_the_program_tells():
    done = container.run(container.image(), arguments=["--version"],
                         options=["--network", "none"])
    told = dict(line.split() for line in done.stdout.decode().splitlines())
    listed = {p["name"].removesuffix("-dev"): p["versionInfo"] for p in bill("amd64")["packages"]}
    assert listed.pop("busybox")
    assert told == listed


def test_the_terms_of_every_package_are_there():
    text = published("amd64")["THIRD-PARTY.txt"].decode(errors="replace")
    for package in bill("amd64")["packages"][1:]:
        assert f"\n=== {package['name']} {package['versionInfo']}: " in "\n" + text
    for words in ("COPYRIGHT AND PERMISSION NOTICE", "Apache License", "Dave Gamble",
                  "Ben Hoyt", "Martin Mit", "Rich Felker", "Mozilla Public License",
                  "GNU GENERAL PUBLIC LICENSE"):
        assert words in text, words


def test_the_source_of_busybox_is_there_for_whoever_builds_it():
    packed = published("amd64")["busybox-source.tar.xz"]
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        members = archive.getmembers()
    names = [member.name for member in members]
    assert names == sorted(names, key=lambda name: name.split("/")) and "busybox/Makefile" in names
    assert {member.mode for member in members} <= {0o644, 0o755, 0o777}  # the last are links
    assert all(member.mtime == 0 and member.uid == member.gid == 0 for member in members)


@functools.cache
def made_again() -> list[str]:
    """What make says of a whole release, made anew where the image was made, but elsewhere."""
    done = container.run(container.build_stage(), arguments=[
        "sh", "-ec", "cp -a /src /elsewhere && cd /elsewhere && make clean && "
        "make release MACHINES=$(uname -m) >/dev/null && cd build/release && cat SHA256SUMS && "
        "sha256sum --check --strict --quiet SHA256SUMS && ls >/listed && rm SHA256SUMS && "
        "cmp LICENSE /src/LICENSE && rm LICENSE && diff -r . /release && "
        "cmp whatsapp-send-*-linux-amd64 /image/bin/whatsapp-send && cat /listed"],
        options=["--network", "none"], timeout=1200)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    return done.stdout.decode().splitlines()


def test_make_gives_the_same_release_in_another_place():
    """And the program of the image."""
    assert f"{program('amd64')}" in made_again()


def test_the_checksums_are_those_of_all_files():
    sums = [line.split() for line in made_again() if " " in line]
    listed = [line for line in made_again() if " " not in line]
    assert len(sums) == 5
    assert {"SHA256SUMS", *(name for _, name in sums)} == set(listed)
