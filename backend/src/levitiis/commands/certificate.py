"""A self-signed certificate for trying Levitiis out with a phone on the same network."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psutil
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from levitiis.kit.clock import now

_VALID_DAYS = 397


def lan_address() -> str:
    """The address by which others on the network reach this machine (no packet is sent to find it).

    127.0.0.1 when it is on no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:  # no way out of the network, which may be there all the same
            return next(_own_addresses(), "127.0.0.1")


def _own_addresses() -> Iterator[str]:
    """The IPv4 addresses of the interfaces that are up, without loopback and link-local ones."""
    states = psutil.net_if_stats()
    for name, addresses in psutil.net_if_addrs().items():
        for entry in addresses:
            if name in states and states[name].isup and entry.family == socket.AF_INET:
                address = ipaddress.ip_address(entry.address)
                if not address.is_loopback and not address.is_link_local:
                    yield entry.address


def self_signed(folder: Path, address: str) -> tuple[Path, Path]:
    """Return (certificate, key) for ``address`` and localhost, made once per address."""
    folder.mkdir(parents=True, exist_ok=True)
    certificate, key = folder / f"{address}.crt", folder / f"{address}.key"
    if not (certificate.exists() and key.exists()):
        _make(certificate, key, address)
    return certificate, key


def _make(certificate: Path, key_file: Path, address: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Levitiis (self-signed)")])
    names = [
        x509.IPAddress(ipaddress.ip_address(address)),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
        x509.DNSName("localhost"),
    ]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=_VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(pem)
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
