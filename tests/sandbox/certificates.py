# SPDX-License-Identifier: MIT
"""Server certificates for localhost, good and bad, from an authority that nobody else trusts."""

from __future__ import annotations

import ssl
import tempfile
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

HOSTS = ("localhost", "127.0.0.1", "::1")
NAMES = ("trusted", "wrong-host", "expired", "not-yet-valid", "self-signed")


@lru_cache(maxsize=None)
def authority() -> trustme.CA:
    """One authority per process: a key takes longer to make than most tests to run."""
    return trustme.CA(organization_name="whatsapp-send sandbox")


@lru_cache(maxsize=None)
def leaf(*hosts: str) -> trustme.LeafCert:
    return authority().issue_cert(*hosts)


def key_and_chain(name: str) -> bytes:
    """PEM of the private key and the certificate that goes by `name`, one of NAMES."""
    if name not in NAMES:
        raise ValueError(f"no certificate {name!r}: there are {', '.join(NAMES)}")
    issued = leaf("elsewhere.example") if name == "wrong-host" else leaf(*HOSTS)
    key, certificate = issued.private_key_pem.bytes(), issued.cert_chain_pems[0].bytes()
    ca_key = authority().private_key_pem.bytes()
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    day, year = timedelta(days=1), timedelta(days=365)
    if name == "expired":
        certificate = reissue(certificate, ca_key, now - year, now - day)
    elif name == "not-yet-valid":
        certificate = reissue(certificate, ca_key, now + day, now + year)
    elif name == "self-signed":
        certificate = reissue(certificate, key, now - day, now + year, own=True)
    return key + certificate


def reissue(pem: bytes, key: bytes, start: datetime, end: datetime, own: bool = False) -> bytes:
    """The same certificate with other dates, signed with `key`; `own`: it names itself as issuer.

    trustme sets no start date in the versions that Debian has.
    """
    old = x509.load_pem_x509_certificate(pem)
    builder = (
        x509.CertificateBuilder()
        .issuer_name(old.subject if own else old.issuer)
        .subject_name(old.subject)
        .public_key(old.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )
    for extension in old.extensions:
        if not (own and isinstance(extension.value, x509.AuthorityKeyIdentifier)):
            builder = builder.add_extension(extension.value, extension.critical)
    signed = builder.sign(load_pem_private_key(key, password=None), hashes.SHA256())
    return signed.public_bytes(Encoding.PEM)


def server_context(name: str, versions: tuple[ssl.TLSVersion, ssl.TLSVersion]) -> ssl.SSLContext:
    """A TLS server that shows certificate `name` and speaks `versions`, oldest to newest."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if versions[0] < ssl.TLSVersion.TLSv1_2:
        context.set_ciphers("DEFAULT:@SECLEVEL=0")  # else OpenSSL refuses old versions
    context.minimum_version, context.maximum_version = versions
    context.set_alpn_protocols(["http/1.1"])
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "server.pem")
        path.write_bytes(key_and_chain(name))
        context.load_cert_chain(path)
    return context
