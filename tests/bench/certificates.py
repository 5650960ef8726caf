#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Makes a server's certificate in the shape of Graph's, and a world that trusts it.

    certificates.py DIRECTORY MOZILLA

Graph shows a leaf with a P-256 key and an intermediate of RSA-2048, under a root of RSA-2048. In
DIRECTORY: server.pem (key and chain), root.pem and root.key, the same of two roots that allow less
(expired.*, shallow.*) and of one that signed itself with SHA-1 (old.*), bundle.pem (all roots of the
folder MOZILLA and these, as a machine's /etc/ssl holds them), roots/ (the same, one a file).
"""

from __future__ import annotations

import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# As many names, and about as long, as Graph's certificate has.
NAMES = ["localhost", *(f"*.{name}.example" for name in (
    "facebook", "facebook-com", "fbcdn", "fbsbx", "m-facebook", "messenger", "xx-fbcdn",
    "xy-fbcdn", "xz-fbcdn", "m-me"))]
YEARS = timedelta(days=3650)
HOUR = timedelta(hours=1)
# sha256WithRSAEncryption and sha1WithRSAEncryption (RFC 8017, appendix C)
RSA_SHA256 = bytes.fromhex("2a864886f70d01010b")
RSA_SHA1 = bytes.fromhex("2a864886f70d010105")


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "US"),
                      x509.NameAttribute(NameOID.ORGANIZATION_NAME, "whatsapp-send bench"),
                      x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "www.bench.example"),
                      x509.NameAttribute(NameOID.COMMON_NAME, common)])


class Issuer:
    """A certificate and its key, and what they sign."""

    def __init__(self, common: str, key: Any, parent: Issuer | None = None, *,
                 spelt: x509.Name | None = None, lasts: timedelta = YEARS,
                 depth: int | None = None, has_sha1: bool = False) -> None:
        """`spelt`: the parent's name as this one writes it. `lasts`: from now on. `depth`: so many
        issuers may stand below this one. `has_sha1`: so the parent signs, whose key is RSA's."""
        self.subject, self.key, self.depth = name(common), key, depth
        issuer = parent or self
        now = datetime.utcnow()
        builder = (
            x509.CertificateBuilder().subject_name(self.subject)
            .issuer_name(spelt or issuer.subject)
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - 2 * HOUR).not_valid_after(now + lasts)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(
                issuer.key.public_key()), False))
        for extension, is_critical in self.extensions():
            builder = builder.add_extension(extension, is_critical)
        self.certificate = builder.sign(issuer.key, hashes.SHA256())
        if has_sha1:
            self.certificate = with_sha1(self.certificate, issuer.key)

    def extensions(self) -> list[tuple[x509.ExtensionType, bool]]:
        return [(x509.BasicConstraints(ca=True, path_length=self.depth), True),
                (usage(signs=True), True)]

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return bytes(self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def with_sha1(certificate: x509.Certificate, key: rsa.RSAPrivateKey) -> x509.Certificate:
    """The same, signed as nobody should: newer versions of the library refuse to."""
    signed = certificate.tbs_certificate_bytes.replace(RSA_SHA256, RSA_SHA1)
    signature = key.sign(signed, padding.PKCS1v15(), hashes.SHA1())
    whole = certificate.public_bytes(Encoding.DER).replace(RSA_SHA256, RSA_SHA1)
    return x509.load_der_x509_certificate(whole[:-len(signature)] + signature)


class Leaf(Issuer):
    """A server's certificate."""

    def extensions(self) -> list[tuple[x509.ExtensionType, bool]]:
        return [(x509.BasicConstraints(ca=False, path_length=None), True),
                (usage(signs=False), True),
                (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
                (x509.SubjectAlternativeName([x509.DNSName(host) for host in NAMES]), False)]


def usage(signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True, key_cert_sign=signs, crl_sign=signs, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False)


def main() -> int:
    directory, mozilla = Path(sys.argv[1]), Path(sys.argv[2])
    shutil.rmtree(directory / "roots", ignore_errors=True)
    (directory / "roots").mkdir(parents=True)
    roots = {"root": Issuer("Bench Root", rsa.generate_private_key(65537, 2048)),
             "expired": Issuer("Bench Expired Root", rsa.generate_private_key(65537, 2048),
                               lasts=-HOUR),
             "shallow": Issuer("Bench Shallow Root", rsa.generate_private_key(65537, 2048),
                               depth=0),
             "old": Issuer("Bench Old Root", rsa.generate_private_key(65537, 2048),
                           has_sha1=True)}
    root = roots["root"]
    middle = Issuer("Bench Server CA", rsa.generate_private_key(65537, 2048), root)
    leaf = Leaf("localhost", ec.generate_private_key(ec.SECP256R1()), middle)
    for path in sorted(mozilla.glob("*.crt")):
        shutil.copy(path, directory / "roots")
    for word, one in roots.items():
        (directory / f"{word}.pem").write_bytes(one.pem)
        (directory / f"{word}.key").write_bytes(one.key_pem)
        (directory / f"roots/Bench_{word}.crt").write_bytes(one.pem)
    (directory / "bundle.pem").write_bytes(
        b"".join(path.read_bytes() for path in sorted((directory / "roots").glob("*.crt"))))
    (directory / "server.pem").write_bytes(leaf.key_pem + leaf.pem + middle.pem)
    return 0


if __name__ == "__main__":
    sys.exit(main())
