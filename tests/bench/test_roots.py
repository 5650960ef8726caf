# SPDX-License-Identifier: MIT
"""Looking up the one root that a chain asks for judges as the full set does.

The same program meets the same chain twice: with the root built in, where src/roots.c looks it up by
its name, and with all roots in `ca_file`, which mbedTLS searches by itself.
"""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.name import _ASN1Type

sys.path.insert(0, str(Path(__file__).parent))

from certificates import HOUR, Issuer, Leaf  # noqa: E402
from clients import BENCH, BUNDLE, PROGRAM  # noqa: E402
from sandbox import Sandbox  # noqa: E402

PAST = -HOUR
GOOD, REFUSED = ("accepted", "ok"), ("failed", "tls")


def new_key():
    return ec.generate_private_key(ec.SECP256R1())


def signed_by(middle, **changes):
    return Leaf("localhost", new_key(), middle, **changes)


def root(word="root"):
    """One that both trust."""
    certificate = x509.load_pem_x509_certificate((BENCH / f"{word}.pem").read_bytes())
    key = load_pem_private_key((BENCH / f"{word}.key").read_bytes(), password=None)
    return SimpleNamespace(subject=certificate.subject, key=key)


def respelt(name, kind=_ASN1Type.UTF8String, change=str):
    return x509.Name([x509.NameAttribute(
        part.oid, change(part.value) if kind is _ASN1Type.UTF8String else part.value, kind)
        for part in name])


def middle(parent, **changes):
    return Issuer("Bench Server CA", new_key(), parent, **changes)


def chain(*certificates):
    """What the server shows: its key, and its certificate before those above it."""
    return certificates[0].key_pem + b"".join(one.pem for one in certificates)


def through(parent, **changes):
    above = middle(parent, **changes)
    return chain(signed_by(above), above)


def stranger():
    """A root that nobody knows."""
    return Issuer("Unknown Root", new_key())


def impostor():
    """One with the name of the known root, and a key of its own."""
    return Issuer("Bench Root", rsa.generate_private_key(65537, 2048))


def shown_impostor():
    fake = impostor()
    above = middle(fake)
    return chain(signed_by(above), above, fake)


def cross_signed():
    """The known root's key, certified by a stranger too, and shown as one more intermediate."""
    known, above = root(), middle(root())
    return chain(signed_by(above), above, Issuer("Bench Root", known.key, stranger()))


def forged_middle():
    real, fake = middle(root()), middle(stranger())
    return chain(signed_by(fake), real)


def leaf_as_issuer():
    above = middle(root())
    leaf = signed_by(above)
    return chain(signed_by(leaf), leaf, above)


def expired_leaf():
    above = middle(root())
    return chain(signed_by(above, lasts=PAST), above)


def leaf_with_sha1():
    return chain(signed_by(root(), has_sha1=True))


def short_leaf():
    return chain(Leaf("localhost", rsa.generate_private_key(65537, 1024), root()))


CHAINS = {
    "good": (lambda: through(root()), GOOD),
    "signed by the root itself": (lambda: chain(signed_by(root())), GOOD),
    "the issuer's name in another kind of string": (lambda: through(
        root(), spelt=respelt(root().subject, _ASN1Type.PrintableString)), GOOD),
    "the issuer's name in capitals": (lambda: through(
        root(), spelt=respelt(root().subject, change=str.upper)), GOOD),
    "cross-signed by a stranger": (cross_signed, GOOD),
    "the issuer's name with another space": (lambda: through(
        root(), spelt=respelt(root().subject, change=lambda text: text.replace("Bench ", "Bench  "))), REFUSED),
    "an unknown root": (lambda: through(stranger()), REFUSED),
    "a root with a known name and another key": (lambda: through(impostor()), REFUSED),
    "an impostor that is shown, too": (shown_impostor, REFUSED),
    "an intermediate that did not sign": (forged_middle, REFUSED),
    "no intermediate": (lambda: chain(signed_by(middle(root()))), REFUSED),
    "a leaf that signs": (leaf_as_issuer, REFUSED),
    "a root that allows no issuer below": (lambda: chain(signed_by(root("shallow"))), GOOD),
    "an issuer below a root that allows none": (lambda: through(root("shallow")), REFUSED),
    "an expired root": (lambda: through(root("expired")), REFUSED),
    "an expired leaf": (expired_leaf, REFUSED),
    "an expired intermediate": (lambda: through(root(), lasts=PAST), REFUSED),
    "a root that signed itself with SHA-1": (lambda: through(root("old")), GOOD),
    "a leaf signed with SHA-1": (leaf_with_sha1, REFUSED),
    "an intermediate signed with SHA-1": (lambda: through(root(), has_sha1=True), REFUSED),
    "a leaf with a key of 1024 bits": (short_leaf, REFUSED),
}


def verdict(client, sandbox):
    done = subprocess.run(
        client.command(sandbox, sandbox.https_url), capture_output=True, check=False,
        env={**client.environment(sandbox, sandbox.https_url), "WHATSAPP_RETRIES": "0"})
    result = json.loads(done.stdout)
    return result["status"], result["class"]


@pytest.mark.parametrize("name", CHAINS)
def test_a_root_looked_up_judges_as_all_of_them_would(name, tmp_path):
    make, expected = CHAINS[name]
    (tmp_path / "server.pem").write_bytes(make())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # a server that shows whatever it has
    context.load_cert_chain(tmp_path / "server.pem")
    with Sandbox(context=context) as sandbox:
        assert verdict(PROGRAM, sandbox) == verdict(BUNDLE, sandbox) == expected
