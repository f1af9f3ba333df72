"""QR codes: made by segno, drawn as one outline, so that paper and screen get sharp edges.

Error correction is M or better (segno raises it where the symbol has room left). The mask is fixed: any
mask is valid, and trying all eight costs four times as much. Sizes are in mm; a *module* is one small
square.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape

import segno

MIN_MODULE_MM = 0.33
"""Smallest module printed: four dots of a 300 dpi printer, read by phones at arm's length."""
MIN_SIZE_MM = 10.0
"""Smallest side of a printed symbol, wherever the label has room for it."""
QUIET_MODULES = 4
"""White modules around a symbol, as ISO/IEC 18004 asks."""
TIGHT_QUIET_MODULES = 2
"""White modules around a symbol on labels too small for four; readers still find it."""
MAX_BYTES = 500
"""Longest content; more would need a symbol that no label holds."""

_MASK = 2


class QrError(ValueError):
    """The text cannot become a QR code: it is empty or too long."""


@dataclass(frozen=True, slots=True)
class QrSymbol:
    """A symbol without its quiet zone: ``modules`` squares on a side, its dark parts as an SVG path."""

    modules: int
    path: str

    def svg(self) -> str:
        """Minimal SVG of the bare symbol, for the PDF engine; fills its box exactly."""
        size = self.modules
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
            f'<path fill-rule="evenodd" d="{self.path}"/></svg>'
        )


def encode(text: str) -> QrSymbol:
    """Encode ``text`` (UTF-8, at most 500 bytes)."""
    rows = [int(bytes(row)[::-1].translate(_DIGITS), 2) for row in _code(text).matrix]
    return QrSymbol(modules=len(rows), path=_outline(rows))


def min_size_mm(modules: int) -> float:
    """Smallest side in mm at which a symbol of ``modules`` may be printed, quiet zone not counted."""
    return modules * MIN_MODULE_MM


def qr_svg(text: str, *, label: str | None = None) -> str:
    """SVG for the web: black on white with a quiet zone of four modules, scaled by its container.

    ``label`` is the text alternative; without one the picture is hidden from screen readers.
    """
    symbol = encode(text)
    side = symbol.modules + 2 * QUIET_MODULES
    access = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges" {access}>'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path fill="#000" fill-rule="evenodd" transform="translate({QUIET_MODULES} {QUIET_MODULES})" '
        f'd="{symbol.path}"/></svg>'
    )


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """Black and white PNG with a quiet zone of four modules and ``scale`` pixels a module."""
    target = io.BytesIO()
    _code(text).save(target, kind="png", scale=scale, border=QUIET_MODULES)
    return target.getvalue()


def _code(text: str) -> segno.QRCode:
    if not text:
        raise QrError("a QR code needs content")
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise QrError(f"a QR code of ours holds at most {MAX_BYTES} bytes")
    encoding = None if text.isascii() else "utf-8"
    return segno.make_qr(text, error="m", mask=_MASK, encoding=encoding)


_DIGITS = bytes(48 + (value & 1) for value in range(256))


def _outline(rows: list[int]) -> str:
    """Trace the dark area (bit x of ``rows[y]``) into closed contours, to be filled by the even-odd rule.

    A corner lies where the border between two neighbouring rows begins or ends; corners pair up along their
    row and along their column, and following the pairs in turn walks round each contour.
    """
    across: dict[tuple[int, int], int] = {}
    columns: dict[int, list[int]] = {}
    for y, (above, below) in enumerate(zip([0, *rows], [*rows, 0], strict=True)):
        border = above ^ below
        ends = _bits(border ^ (border << 1))
        for left, right in zip(ends[::2], ends[1::2], strict=True):
            across[left, y] = right
            across[right, y] = left
        for x in ends:
            columns.setdefault(x, []).append(y)
    down: dict[tuple[int, int], int] = {}
    for x, ys in columns.items():
        for top, bottom in zip(ys[::2], ys[1::2], strict=True):
            down[x, top] = bottom
            down[x, bottom] = top
    return _walk(across, down)


def _walk(across: dict[tuple[int, int], int], down: dict[tuple[int, int], int]) -> str:
    parts: list[str] = []
    while across:
        start = next(iter(across))
        x, y = start
        parts.append(f"M{x} {y}")
        while True:
            right = across.pop((x, y))
            del across[right, y]
            bottom = down[right, y]
            parts.append(f"h{right - x}v{bottom - y}")
            x, y = right, bottom
            if (x, y) == start:
                break
        parts.append("z")
    return "".join(parts)


def _bits(number: int) -> list[int]:
    """Positions of the set bits, ascending."""
    return [index for index, digit in enumerate(reversed(f"{number:b}")) if digit == "1"]
