"""Tell what a file is by its first bytes; the name it came with proves nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from levitiis.infra.tabular.errors import BINARY_XLSB, EMPTY, ENCRYPTED, LEGACY_XLS, MALFORMED, WRONG_TYPE

Kind = Literal["xlsx", "csv"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SNIFF = 65_536
_OLE_DIRECTORY = 4_000_000
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "RIFF (WebP, WAV, AVI)"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\xfd7zXZ", "XZ"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"PGDMP", "PostgreSQL dump"),
    (b"\x00\x01\x00\x00Standard", "Access"),
    (b"\x09\x08", "XLS"),
)
_TEXT_MAGIC_LENGTH = 3
_FEW = 8
_BINARY_BYTES = frozenset(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31}
_ZIP_KINDS = (
    ("word/", "DOCX"),
    ("ppt/", "PPTX"),
    ("content.xml", "ODS/ODT (OpenDocument)"),
    ("META-INF/MANIFEST.MF", "JAR"),
)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


def sniff(path: Path, filename: str) -> Kind:
    """Return the kind of the file at ``path`` or raise the problem that says what it is instead."""
    with path.open("rb") as file:
        head = file.read(_SNIFF)
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise EMPTY(filename=filename)
    if head.startswith(_OLE):
        _refuse_ole(path, filename)
    if head.startswith(_ZIP):
        return _zip_kind(path, filename)
    _refuse_binary(head, filename)
    _refuse_markup(head, filename)
    return "csv"


def _refuse_ole(path: Path, filename: str) -> None:
    with path.open("rb") as file:
        content = file.read(_OLE_DIRECTORY)
    if _utf16("EncryptedPackage") in content:
        raise ENCRYPTED(filename=filename)
    if _utf16("Workbook") in content or _utf16("Book") in content:
        raise LEGACY_XLS(filename=filename)
    raise WRONG_TYPE(filename=filename, found="OLE (DOC, PPT, MSI, MSG)")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _zip_kind(path: Path, filename: str) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise MALFORMED(filename=filename, reason="ZIP") from error
    if "xl/workbook.bin" in names:
        raise BINARY_XLSB(filename=filename)
    if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in names):
        return "xlsx"
    for part, found in _ZIP_KINDS:
        if any(name == part or name.startswith(part) for name in names):
            raise WRONG_TYPE(filename=filename, found=found)
    raise WRONG_TYPE(filename=filename, found="ZIP")


def _refuse_binary(head: bytes, filename: str) -> None:
    for magic, found in _MAGIC:
        if head.startswith(magic) and (len(magic) > _TEXT_MAGIC_LENGTH or _looks_binary(head)):
            raise WRONG_TYPE(filename=filename, found=found)
    if _looks_binary(head):
        raise WRONG_TYPE(filename=filename, found="BIN")


def _looks_binary(head: bytes) -> bool:
    """Text holds next to no control bytes; UTF-16 text holds NUL only in every second place."""
    if head.startswith(_WIDE_BOMS):
        return False
    nulls = head.count(0)
    odd_ones = sum(head.count(byte) for byte in _BINARY_BYTES)
    wide = nulls > len(head) // 4 and max(head[::2].count(0), head[1::2].count(0)) > 0.9 * nulls
    few = max(_FEW, len(head) // 200)
    return odd_ones > few or (nulls > few and not wide)


def _refuse_markup(head: bytes, filename: str) -> None:
    if head.startswith(_WIDE_BOMS):
        text = head.decode("utf-16", errors="replace").lstrip()
    else:
        text = head.decode("utf-8-sig", errors="replace").lstrip()
    start = text[:2_000].lower()
    if start.startswith(
        ("<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<script")
    ):
        raise WRONG_TYPE(filename=filename, found="HTML")
    if start.startswith(("<?xml", "<svg", "<!doctype", "<!--")):
        raise WRONG_TYPE(filename=filename, found="XML/HTML")
    if start.startswith("{") or (start.startswith("[") and _opens_json_array(start)):
        raise WRONG_TYPE(filename=filename, found="JSON")


def _opens_json_array(start: str) -> bool:
    following = start[1:].lstrip()[:1]
    return following in {"{", "[", '"', "]"}
