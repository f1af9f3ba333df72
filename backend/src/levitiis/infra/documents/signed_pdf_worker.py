"""The confined reader of signed PDFs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from levitiis.infra.confined.process import Frame
from levitiis.infra.confined.worker import serve
from levitiis.infra.documents.errors import PDF_UNREADABLE
from levitiis.kit.problems import Problem

_LONGEST = 200


def answer(request: Frame) -> Iterator[Frame]:
    """One frame: the signatures that hold. Raises ``documents.pdf_unreadable``."""
    try:
        with open(request["path"], "rb") as stream:  # noqa: PTH123
            found = [_told(each) for each in _holding(PdfFileReader(stream, strict=False))]
    except MemoryError:
        raise
    except Exception as error:
        raise PDF_UNREADABLE() from error  # whatever a hostile file makes of its reader
    yield {"signatures": found}


def _holding(reader: PdfFileReader) -> Iterator[EmbeddedPdfSignature]:
    for found in reader.embedded_regular_signatures:
        found.compute_integrity_info(skip_diff=True)
        if found.coverage != SignatureCoverageLevel.ENTIRE_FILE:
            continue
        intact, valid = validate_sig_integrity(
            found.signer_info,
            found.signer_cert,
            expected_content_type="data",
            actual_digest=found.compute_digest(),
        )
        if intact and valid:
            yield found


def _told(found: EmbeddedPdfSignature) -> dict[str, Any]:
    certificate = found.signer_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    moment = found.self_reported_timestamp
    return {
        "name": _text(subject.get("common_name")),
        "organisation": _text(subject.get("organization_name")),
        "issuer": _text(issuer.get("common_name")),
        "serial": format(certificate.serial_number, "x")[:_LONGEST],
        "signed_at": moment.isoformat() if moment else "",
    }


def _text(value: object) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return str(first or "")[:_LONGEST]


def _too_costly(_: Frame) -> Problem:
    return PDF_UNREADABLE()


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:], answer, _too_costly))
