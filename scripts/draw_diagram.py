"""Draw architecture/component-diagram.svg from the text beside it, with the standard library alone.

Rooms are drawn as built when the backend has a folder of their name. With --check nothing is written, and the
exit code says whether the picture is what the text says.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

FOLDER = Path(__file__).resolve().parent.parent / "architecture"
SOURCE, STYLE, PICTURE = (FOLDER / f"component-diagram.{kind}" for kind in ("toml", "css", "svg"))
ROOMS = FOLDER.parent / "backend" / "src" / "levitiis" / "modules"
PADDING = 14
CORNER = 8
LETTER = 0.5  # the mean width of a letter, in its height: enough to see what would not fit

Point = tuple[float, float]


def element(tag: str, content: str = "", **attributes: object) -> str:
    """One SVG element; ``class_`` stands for the attribute's name."""
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    words = "".join(f' {key}="{_number(value)}"' for key, value in given.items())
    return f"<{tag}{words}>{content}</{tag}>" if content else f"<{tag}{words}/>"


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float | int) else escape(str(value), {'"': "&quot;"})


def text(words: str, x: float, y: float, kind: str = "line", anchor: str = "start", room: float = 0) -> str:
    """A line of text; it must fit the room it is given."""
    size = {"title": 26, "name": 15, "room-name": 11, "group-title": 12}.get(kind.partition(" ")[0], 13)
    if room and len(words) * size * LETTER > room:
        raise SystemExit(f"{SOURCE.name}: {words!r} does not fit {room:g} pixels")
    return element("text", escape(words), x=x, y=y, class_=kind, text_anchor=anchor)


def rectangle(at: list[float], kind: str, radius: float = CORNER) -> str:
    """A rectangle with round corners."""
    x, y, width, height = at
    return element("rect", x=x, y=y, width=width, height=height, rx=radius, class_=kind)


def group(item: dict[str, Any]) -> Iterator[str]:
    """A frame around what runs in one place."""
    x, y, width, _ = item["at"]
    yield rectangle(item["at"], "group", 12)
    yield text(item["title"], x + PADDING, y + 24, "group-title", room=width - 2 * PADDING)


def box(item: dict[str, Any]) -> Iterator[str]:
    """A component: its name and a few lines about it; stores are drawn as drums."""
    x, y, width, _ = item["at"]
    kind, later = item.get("kind", "box"), " later" if item.get("later") else ""
    if kind == "store":
        yield drum(item["at"])
        y += 14
    else:
        yield rectangle(item["at"], kind + later)
    room = width - 2 * PADDING + 4
    yield text(item["title"], x + PADDING, y + 26, "name", room=room)
    for number, line in enumerate(item["lines"]):
        yield text(line, x + PADDING, y + 47 + 18 * number, room=room)


def drum(at: list[float]) -> str:
    """A cylinder."""
    x, y, width, height = at
    lid = 11
    side = (
        f"M{x:g} {y + lid:g} a{width / 2:g} {lid} 0 0 1 {width:g} 0 v{height - 2 * lid:g} "
        f"a{width / 2:g} {lid} 0 0 1 {-width:g} 0 z"
    )
    edge = f"M{x:g} {y + lid:g} a{width / 2:g} {lid} 0 0 0 {width:g} 0"
    return element("path", d=side, class_="store") + element("path", d=edge, class_="lid")


def rooms(item: dict[str, Any]) -> Iterator[str]:
    """The modules, one row of equal chips for each layer."""
    x, y, width, height = item["at"]
    yield rectangle(item["at"], "box")
    yield text(item["title"], x + PADDING, y + 24, "name", room=width - 2 * PADDING)
    top, gap = y + 36, 4.0
    step = (height - 36 - 8) / len(item["rows"])
    for number, row in enumerate(item["rows"]):
        chip = (width - 2 * PADDING - gap * (len(row) - 1)) / len(row)
        for place, name in enumerate(row):
            later = "" if any((ROOMS / name).glob("*.py")) else " later"
            left = x + PADDING + place * (chip + gap)
            yield rectangle([left, top + number * step, chip, step - gap], "room" + later, 4)
            middle = top + number * step + (step - gap) / 2 + 4
            yield text(name, left + chip / 2, middle, "room-name" + later, "middle", room=chip)


def port(places: dict[str, list[float]], name: str) -> Point:
    """The point that ``box.side`` names, moved along the side by ``+n`` or ``-n``."""
    found = re.fullmatch(r"(\w+)\.(left|right|top|bottom)([+-]\d+)?", name)
    if found is None or found[1] not in places:
        raise SystemExit(f"{SOURCE.name}: no such place: {name}")
    x, y, width, height = places[found[1]]
    shift = float(found[3] or 0)
    if found[2] in ("left", "right"):
        return (x if found[2] == "left" else x + width, y + height / 2 + shift)
    return (x + width / 2 + shift, y if found[2] == "top" else y + height)


def edge(item: dict[str, Any], places: dict[str, list[float]]) -> Iterator[str]:
    """An arrow with straight parts and round corners, and its label on a plate."""
    via: list[Point] = [(x, y) for x, y in item.get("via", [])]
    points = [port(places, item["from"]), *via, port(places, item["to"])]
    kind = " live" if item.get("kind") == "live" else ""
    kind += " later" if item.get("later") else ""
    points = straightened(points)
    yield element("path", d=route(points), class_=f"edge{kind}")
    yield element("path", d=arrow_head(points[-2], points[-1]), class_=f"head{kind.replace(' later', '')}")
    if "label" in item:
        x, y = item["label_at"]
        half = len(item["label"]) * 12 * LETTER / 2 + 5
        yield rectangle([x - half, y - 9, 2 * half, 18], "plate", 4)
        yield text(item["label"], x, y + 4, f"label{kind.replace(' later', '')}", "middle")


def straightened(points: list[Point]) -> list[Point]:
    """The points, with a corner put in wherever two of them are not in one line."""
    straight = points[:1]
    for x, y in points[1:]:
        before = straight[-1]
        if abs(before[0] - x) > 1 and abs(before[1] - y) > 1:
            middle = (before[0] + x) / 2
            straight += [(middle, before[1]), (middle, y)]
        straight.append((x, y))
    return straight


def route(points: list[Point]) -> str:
    """The path through the points, ending where the arrow's head begins."""
    parts = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        entry, leave = _towards(corner, before, CORNER), _towards(corner, after, CORNER)
        parts.append(f"L{entry[0]:g} {entry[1]:g} Q{corner[0]:g} {corner[1]:g} {leave[0]:g} {leave[1]:g}")
    end = _towards(points[-1], points[-2], 8)
    return " ".join([*parts, f"L{end[0]:g} {end[1]:g}"])


def arrow_head(before: Point, tip: Point) -> str:
    """A filled triangle that points at the last point."""
    base = _towards(tip, before, 10)
    across = ((tip[1] - base[1]) * 0.45, (base[0] - tip[0]) * 0.45)
    left, right = (base[0] + across[0], base[1] + across[1]), (base[0] - across[0], base[1] - across[1])
    return f"M{tip[0]:g} {tip[1]:g} L{left[0]:g} {left[1]:g} L{right[0]:g} {right[1]:g} z"


def _towards(start: Point, goal: Point, distance: float) -> Point:
    length = max(abs(goal[0] - start[0]), abs(goal[1] - start[1])) or 1
    part = min(distance, length / 2) / length
    return (start[0] + (goal[0] - start[0]) * part, start[1] + (goal[1] - start[1]) * part)


def draw(source: dict[str, Any]) -> str:
    """The whole picture."""
    width, height = source["width"], source["height"]
    boxes = [*source["box"], *source["rooms"]]
    places = {item["id"]: item["at"] for item in boxes}
    parts = [element("title", escape(source["title"])), element("desc", escape(source["subtitle"]))]
    parts += [
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>",
        rectangle([0, 0, width, height], "canvas", 0),
    ]
    parts.append(text(source["title"], 32, 52, "title"))
    parts.append(text(source["subtitle"], 32, 78))
    parts += [part for item in source["group"] for part in group(item)]
    parts += [part for item in source["edge"] for part in edge(item, places)]
    parts += [part for item in source["box"] for part in box(item)]
    parts += [part for item in source["rooms"] for part in rooms(item)]
    key = "Broken lines: planned, not built yet."
    parts.append(text(key, width - 32, 52, anchor="end"))
    body = "\n".join(parts)
    view = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view} role="img">\n{body}\n</svg>\n'


def main() -> int:
    """Write the picture, or say whether it is up to date."""
    picture = draw(tomllib.loads(SOURCE.read_text(encoding="utf-8")))
    if "--check" in sys.argv[1:]:
        if not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != picture:
            print(f"{PICTURE.name} is not what {SOURCE.name} says: run `make diagram`")
            return 1
        return 0
    PICTURE.write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
