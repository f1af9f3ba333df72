"""Inspect an XLSX container before anything in it is unpacked (ASVS 5.2.3, R27)."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from levitiis.infra.tabular.errors import ENCRYPTED, MALFORMED, TOO_LARGE, ZIP_BOMB
from levitiis.infra.tabular.limits import Limits

_CHUNK = 1 << 20
_DOCTYPE = b"<!DOCTYPE"
_MEGABYTE = 1_000_000


@contextmanager
def opened(path: Path, filename: str, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open the container after its directory has been checked; damage inside becomes a problem."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive.infolist(), path.stat().st_size, filename, limits)
            yield archive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise MALFORMED(filename=filename, reason="ZIP") from error


def _check_directory(entries: list[zipfile.ZipInfo], size: int, filename: str, limits: Limits) -> None:
    if len(entries) > limits.max_entries:
        raise TOO_LARGE(filename=filename, limit=limits.max_entries, unit="ZIP entries")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ENCRYPTED(filename=filename)
    if len({entry.filename for entry in entries}) != len(entries):
        raise MALFORMED(filename=filename, reason="ZIP: repeated entry")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise MALFORMED(filename=filename, reason="ZIP: compression method")
    if sum(entry.compress_size for entry in entries) > size:
        raise MALFORMED(filename=filename, reason="ZIP: overlapping entries")
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked // max(size, 1)
    if unpacked > limits.ratio_from_bytes and ratio > limits.max_ratio:
        raise ZIP_BOMB(filename=filename, ratio=ratio, limit=limits.max_ratio)
    if unpacked > limits.max_unpacked_bytes:
        raise TOO_LARGE(filename=filename, limit=limits.max_unpacked_bytes // _MEGABYTE, unit="MB")


def read_part(archive: zipfile.ZipFile, name: str, filename: str, limits: Limits) -> bytes:
    """Return a small part whole; a part beyond its limit or with a document type is refused."""
    if archive.getinfo(name).file_size > limits.max_part_bytes:
        raise TOO_LARGE(filename=filename, limit=limits.max_part_bytes // _MEGABYTE, unit=f"MB ({name})")
    content = archive.read(name)
    if _DOCTYPE in content:
        raise MALFORMED(filename=filename, reason=f"{name}: DOCTYPE")
    return content


def chunks(archive: zipfile.ZipFile, name: str, filename: str) -> Iterator[bytes]:
    """Unpack a large part piece by piece; more than the directory promised ends in a problem."""
    first = True
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            if first and _DOCTYPE in chunk:
                raise MALFORMED(filename=filename, reason=f"{name}: DOCTYPE")
            first = False
            yield chunk
