"""Pictures and documents that tests attach, made here: good ones and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import typst
from PIL import Image

SECRET = "Rua das Flores 12"
"""What stands in the EXIF of :func:`jpeg`, and must stand nowhere afterwards."""


def jpeg(width: int = 640, height: int = 480, *, colour: str = "#246", turned: bool = False) -> bytes:
    """A JPEG with EXIF: a camera's name, a secret and, when ``turned``, "turn me a quarter to the right"."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[0x010F] = "Camera"
    if turned:
        exif[0x0112] = 6
    Image.new("RGB", (width, height), colour).save(out, "JPEG", exif=exif, quality=90)
    return out.getvalue()


def png(width: int = 64, height: int = 64, *, transparent: bool = False) -> bytes:
    """A PNG of one colour."""
    out = io.BytesIO()
    mode, colour = ("RGBA", (10, 20, 30, 0)) if transparent else ("RGB", (10, 20, 30))
    Image.new(mode, (width, height), colour).save(out, "PNG")
    return out.getvalue()


def webp(width: int = 64, height: int = 64) -> bytes:
    """A WebP."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#824").save(out, "WEBP")
    return out.getvalue()


def pdf(pages: int = 1, text: str = "Nota fiscal") -> bytes:
    """A PDF of some pages."""
    body = "#pagebreak()\n".join(f"{text} {number}\n" for number in range(1, pages + 1))
    return typst.compile(body.encode(), format="pdf")


def huge_png(side: int) -> bytes:
    """A PNG that says it is ``side`` × ``side`` and whose pixels, all zero, take a hundredth of it."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(1)
    row = bytes(1 + 3 * side)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in entries.items():
            made.writestr(name, body)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """The least that is a DOCX, and whatever else is put in."""
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", **more})


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
HTML = b"<!doctype html><script>alert(1)</script>"
XHTML = b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"
GIF_SCRIPT = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//"
