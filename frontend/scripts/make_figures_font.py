"""Make the one-glyph font "Levitiis Figures": the zero without its slash, for money, dates and counts.

Codes keep the slashed zero of Atkinson Hyperlegible Mono. Run by hand, only when the font package changes:
    pip install fonttools brotli
    python scripts/make_figures_font.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.iup import iup_delta

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"
TARGET = ROOT / "src/shared/styles/fonts/levitiis-figures.woff2"
WIDTH_GLYPH = "one.tf"  # every tabular figure has this advance
OUTER = 16  # points of the outer contour
NAMES = {1: "Levitiis Figures", 3: "Levitiis Figures", 4: "Levitiis Figures", 6: "LevitiisFigures"}

Points = list[tuple[float, float]]


def extremes(points: Points) -> dict[str, int]:
    """Indices of the leftmost, rightmost, top and bottom points of the two counters."""
    inner = range(OUTER, len(points))
    return {
        "left": min(inner, key=lambda i: points[i][0]),
        "right": max(inner, key=lambda i: points[i][0]),
        "top": max(inner, key=lambda i: points[i][1]),
        "bottom": min(inner, key=lambda i: points[i][1]),
    }


def unit_shape(points: Points) -> Points:
    """The outer contour in a square of one by one."""
    xs, ys = [x for x, _ in points[:OUTER]], [y for _, y in points[:OUTER]]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    return [((x - left) / (right - left), (y - bottom) / (top - bottom)) for x, y in points[:OUTER]]


def counter(points: Points, ends: dict[str, int], shape: Points) -> Points:
    """One whole counter in that shape between the extremes; linear, so it serves deltas too."""
    left, right = points[ends["left"]][0], points[ends["right"]][0]
    top, bottom = points[ends["top"]][1], points[ends["bottom"]][1]
    return [(left + u * (right - left), bottom + v * (top - bottom)) for u, v in reversed(shape)]


def redraw(font: Any) -> None:
    """Give the zero one counter instead of two, and the advance of the tabular figures, at every weight."""
    glyph, metrics = font["glyf"]["zero"], font["hmtx"]
    points: Points = list(glyph.coordinates)
    ends, shape = extremes(points), unit_shape(points)
    control = [*points, (0, 0), (metrics["zero"][0], 0), (0, 0), (0, 0)]
    variations = []
    for variation in font["gvar"].variations["zero"]:
        full = iup_delta(variation.coordinates, control, list(glyph.endPtsOfContours))
        grown = [*full[:OUTER], *counter(full, ends, shape)]
        deltas = [(round(x), round(y)) for x, y in grown] + [(0, 0)] * 4  # the advance never varies
        variations.append(TupleVariation(variation.axes, deltas))
    advance = metrics[WIDTH_GLYPH][0]
    shift = (advance - metrics["zero"][0]) / 2
    drawn = [*points[:OUTER], *counter(points, ends, shape)]
    flags = list(glyph.flags[:OUTER])
    glyph.coordinates = GlyphCoordinates([(round(x + shift), round(y)) for x, y in drawn])
    glyph.flags = bytearray(flags + flags[::-1])
    glyph.endPtsOfContours = [OUTER - 1, 2 * OUTER - 1]
    glyph.numberOfContours = 2
    glyph.recalcBounds(font["glyf"])
    metrics["zero"] = (advance, glyph.xMin)
    font["gvar"].variations["zero"] = variations


def main() -> None:
    """Write the font file."""
    font = TTFont(SOURCE / "atkinson-hyperlegible-next-latin-wght-normal.woff2")
    redraw(font)
    for table in ("HVAR", "GSUB", "GPOS", "GDEF"):
        if table in font:
            del font[table]
    for record in font["name"].names:
        record.string = NAMES.get(record.nameID, str(record))
    cutter = subset.Subsetter(subset.Options(name_IDs=["*"], notdef_outline=True))
    cutter.populate(unicodes=[0x30])
    cutter.subset(font)
    font.flavor = "woff2"
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    font.save(TARGET)


if __name__ == "__main__":
    main()
