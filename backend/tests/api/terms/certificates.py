"""PDFs signed with certificates that the tests make for themselves."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers


def signed_pdf(pdf: bytes, name: str, organisation: str = "ICP-Brasil") -> bytes:
    """``pdf`` with a signature behind it, as gov.br and ICP-Brasil programs add one."""
    metadata = signers.PdfSignatureMetadata(field_name="Assinatura1")
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return signers.sign_pdf(writer, metadata, signer=_signer(name, organisation)).getvalue()


def _signer(name: str, organisation: str) -> signers.SimpleSigner:
    key = rsa.generate_private_key(65_537, 2_048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        ]
    )
    moment = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment)
        .not_valid_after(moment + timedelta(days=1))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    packed = serialization.pkcs12.serialize_key_and_certificates(
        b"x", key, certificate, None, serialization.NoEncryption()
    )
    return signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[])
