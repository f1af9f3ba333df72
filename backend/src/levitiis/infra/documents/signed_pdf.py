"""Whether a PDF carries digital signatures that are intact, and whose. Read in a confined process.

What is checked: the signature's value, the digest of the bytes that it covers, and that it covers the whole
file. What is not: the chain of its certificate, for which roots and revocation lists would be needed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from levitiis.infra.confined.process import Confines, EndedEarly, frames
from levitiis.infra.documents.errors import PDF_UNREADABLE

_WORKER = "levitiis.infra.documents.signed_pdf_worker"
CONFINES = Confines(memory_bytes=1_000_000_000, cpu_seconds=20, silent_seconds=40)


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """One signature that is intact and covers the file to its end: who, by whose certificate, when (ISO)."""

    name: str
    organisation: str
    issuer: str
    serial: str
    signed_at: str

    def as_json(self) -> dict[str, str]:
        """As it is kept."""
        return asdict(self)


def intact_signatures(path: Path, confines: Confines = CONFINES) -> list[PdfSignature]:
    """The signatures of a PDF that hold for the whole of it. Blocks. Raises ``documents.pdf_unreadable``."""
    try:
        answers = list(frames(_WORKER, {"path": str(path)}, confines))
    except EndedEarly as error:
        raise PDF_UNREADABLE() from error
    return [PdfSignature(**found) for found in answers[0]["signatures"]]
