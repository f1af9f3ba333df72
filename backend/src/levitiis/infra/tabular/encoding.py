"""Find out how the bytes of a text file stand for characters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20
_SNIFF = 4_096
_HANDLER = "levitiis.as_cp1252"
_MOSTLY = 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDE_SHARE = 0.3
_STRAY = re.compile("[\udc80-\udcff]")
_ACCENTED = re.compile("[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file; ``mixed`` says that some bytes follow cp1252 within a UTF-8 file."""

    name: str
    mixed: bool = False

    @property
    def errors(self) -> str:
        """The error handler that goes with it: stray bytes are read as cp1252, never dropped."""
        return "strict" if self.name.startswith("utf-16") else _HANDLER


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_cp1252(byte) for byte in wrong), error.end


def _cp1252(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error(_HANDLER, _as_cp1252)


def detect(path: Path) -> Encoding:
    """Return the encoding of the file: a byte order mark, else UTF-8 where it holds, else cp1252."""
    with path.open("rb") as file:
        head = file.read(_SNIFF)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return Encoding(name)
    wide = _wide_without_mark(head)
    return Encoding(wide) if wide else _utf8_or_cp1252(path)


def _wide_without_mark(head: bytes) -> str | None:
    half = max(len(head) // 2, 1)
    if head[1::2].count(0) > _WIDE_SHARE * half and head[::2].count(0) == 0:
        return "utf-16-le"
    if head[::2].count(0) > _WIDE_SHARE * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _utf8_or_cp1252(path: Path) -> Encoding:
    """One stray byte does not turn a UTF-8 file into cp1252: the majority of accented letters decides."""
    right, wrong = 0, 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if chunk.isascii() and not wrong:
                decoder.decode(chunk)
                continue
            text = decoder.decode(chunk)
            stray = len(_STRAY.findall(text))
            wrong += stray
            right += len(_ACCENTED.findall(text)) - stray
    wrong += len(decoder.decode(b"", final=True))
    if not wrong:
        return Encoding("utf-8")
    return Encoding("utf-8", mixed=True) if right > _MOSTLY * wrong else Encoding("cp1252")
