"""Which contents are accepted, and how each is recognised: by its first bytes and by what it holds.

SVG, HTML and XML are not among them: a browser would run what they carry. A name or a type that the
client gives decides nothing.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from levitiis.infra.media.errors import DAMAGED, MACROS, NOT_ACCEPTED

Form = Literal["picture", "pdf", "office"]

_HEAD = 16
_MAX_ENTRIES = 10_000
_MAX_NAME = 200
_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """One accepted type of content."""

    media_type: str
    form: Form
    extension: str


JPEG = Kind("image/jpeg", "picture", "jpg")
PNG = Kind("image/png", "picture", "png")
WEBP = Kind("image/webp", "picture", "webp")
PDF = Kind("application/pdf", "pdf", "pdf")
_IN_ZIP = {
    "word/document.xml": Kind(f"{_OOXML}.wordprocessingml.document", "office", "docx"),
    "xl/workbook.xml": Kind(f"{_OOXML}.spreadsheetml.sheet", "office", "xlsx"),
    "ppt/presentation.xml": Kind(f"{_OOXML}.presentationml.presentation", "office", "pptx"),
}
_ODF_KINDS = {
    f"{_ODF}.text": Kind(f"{_ODF}.text", "office", "odt"),
    f"{_ODF}.spreadsheet": Kind(f"{_ODF}.spreadsheet", "office", "ods"),
    f"{_ODF}.presentation": Kind(f"{_ODF}.presentation", "office", "odp"),
}
ALL = (JPEG, PNG, WEBP, PDF, *_IN_ZIP.values(), *_ODF_KINDS.values())
_EXECUTABLE = ("vbaproject", "activex/", "embeddings/", "basic/", "scripts/")


def kind_of(path: Path, filename: str) -> Kind:
    """What the file is by its content.

    Raises ``media.not_accepted``; for office documents also ``media.macros`` and ``media.damaged``.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _office(path, filename)
    raise NOT_ACCEPTED(filename=filename)


def _office(path: Path, filename: str) -> Kind:
    """An office document, from its list of contents; nothing in it is unpacked but its short type."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > _MAX_ENTRIES or len(names) != len(entries):
                raise DAMAGED(filename=filename)
            kind = _declared(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise DAMAGED(filename=filename) from error
    if kind is None:
        raise NOT_ACCEPTED(filename=filename)
    if any(mark in name.casefold() for name in names for mark in _EXECUTABLE):
        raise MACROS(filename=filename)
    return kind


def _declared(archive: zipfile.ZipFile, names: set[str]) -> Kind | None:
    if "[Content_Types].xml" in names:
        return next((kind for name, kind in _IN_ZIP.items() if name in names), None)
    if "mimetype" in names and archive.getinfo("mimetype").file_size <= _MAX_NAME:
        return _ODF_KINDS.get(archive.read("mimetype").decode("ascii", "replace").strip())
    return None
