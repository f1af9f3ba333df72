"""Draw "Levitiis Figures": the zero of Atkinson Hyperlegible Next without its slash.

Codes keep the slashed zero; money, dates, counts and names take the plain one. The font holds that single
glyph: its outline is the original zero's, its counter is the capital O's, fitted into the space the slash
left. Run it only when the fonts change; it needs fonttools, which the product itself does not:

    python scripts/make_figures_font.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

FONTS = Path(__file__).parent.parent / "backend/src/levitiis/infra/documents/fonts"
FAMILY = "Levitiis Figures"


def contours(font: TTFont, name: str) -> list[tuple[list[tuple[int, int]], list[int]]]:
    """The glyph's contours as (points, on-curve flags)."""
    glyph = font["glyf"][name]
    points, ends, flags = glyph.getCoordinates(font["glyf"])
    result = []
    start = 0
    for end in ends:
        result.append((list(points[start : end + 1]), list(flags[start : end + 1])))
        start = end + 1
    return result


def box(points: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Bounding box of the control points: left, bottom, right, top."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def plain_zero(font: TTFont) -> None:
    """Replace the two halves of the zero's counter by one, shaped like the O's."""
    outline, *halves = contours(font, "zero")
    left, bottom, right, top = box([p for half, _ in halves for p in half])
    counter, flags = min(contours(font, "O"), key=lambda c: box(c[0])[2] - box(c[0])[0])
    x0, y0, x1, y1 = box(counter)
    fitted = [
        (
            round(left + (x - x0) * (right - left) / (x1 - x0)),
            round(bottom + (y - y0) * (top - bottom) / (y1 - y0)),
        )
        for x, y in counter
    ]
    glyph = font["glyf"]["zero"]
    glyph.coordinates = GlyphCoordinates(outline[0] + fitted)
    glyph.flags[:] = b""
    glyph.flags.extend(outline[1] + flags)
    glyph.endPtsOfContours = [len(outline[0]) - 1, len(outline[0]) + len(fitted) - 1]
    glyph.numberOfContours = 2
    glyph.removeHinting()
    glyph.recalcBounds(font["glyf"])
    advance = font["hmtx"]["zero.tf"][0]
    side = (advance - (glyph.xMax - glyph.xMin)) // 2
    glyph.coordinates.translate((side - glyph.xMin, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"]["zero"] = (advance, side)


def rename(names: Any, style: str) -> None:
    """Give the derived font its own name, as its licence asks."""
    full = f"{FAMILY} {style}"
    for record, text in ((1, full), (3, f"1.0;{full}"), (4, full), (6, full.replace(" ", "-"))):
        names.setName(text, record, 3, 1, 0x409)
    names.setName(FAMILY, 16, 3, 1, 0x409)
    names.setName(style, 17, 3, 1, 0x409)


def main() -> None:
    """Write one file for each weight in use."""
    for style in ("Regular", "SemiBold"):
        font = TTFont(FONTS / f"AtkinsonHyperlegibleNext-{style}.ttf", recalcTimestamp=False)
        plain_zero(font)
        options = Options(layout_features=[], name_IDs=["*"], notdef_outline=True, recalc_timestamp=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[ord("0")])
        subsetter.subset(font)
        rename(font["name"], style)
        font.save(FONTS / f"LevitiisFigures-{style}.ttf")


if __name__ == "__main__":
    main()
