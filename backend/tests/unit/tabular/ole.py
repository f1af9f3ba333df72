"""An OLE2 container made by hand, as Excel 97-2003 writes them: header, allocation table, directory."""

from __future__ import annotations

import struct

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALLEST = 4096
"""Shorter streams lie in a container within the container, which we spare ourselves."""
_STREAM, _ROOT = 2, 5

BIFF8 = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x1FE0, 0x07CC, 0x000000C1, 0x00000406)
"""How the workbook of an Excel 97-2003 file begins: its BOF record."""


def ole_file(name: str, content: bytes) -> bytes:
    """A container with one stream."""
    content = content.ljust(max(_SMALLEST, -(-len(content) // SECTOR) * SECTOR), b"\0")
    sectors = len(content) // SECTOR
    chain = [*range(3, sectors + 2), END]
    table = [TABLE, END, *chain]
    directory = _entry("Root Entry", _ROOT, child=1, start=END, size=0) + _entry(
        name, _STREAM, child=FREE, start=2, size=len(content)
    )
    return (
        _header()
        + struct.pack(f"<{SECTOR // 4}I", *table, *[FREE] * (SECTOR // 4 - len(table)))
        + directory.ljust(SECTOR, b"\0")
        + content
    )


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x003E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _SMALLEST, END, 0, END, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108)


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", text, len(text), kind, 1, FREE, FREE, child, b"", 0, 0, 0, start, size
    )
