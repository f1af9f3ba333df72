"""The words on a label: which of them fit, in what size, in how many lines. All measures in mm.

The result is a list of drawing operations with final positions; the template adds nothing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from levitiis.infra.documents.fitting import cut, cut_middle, cut_path, fit_lines, split_code, wrap
from levitiis.infra.documents.label_layout import MIN_CODE_MM, Box, Plan
from levitiis.infra.documents.metrics import Face, text_width

Op = dict[str, object]
Align = Literal["left", "center", "right"]
Detail = tuple[str, str]

_CAP = 0.668  # height of capitals, em
_LINE = 1.2  # distance of baselines, em
_ASCENT = 0.82  # from the top of a line to its baseline, em; clears accented capitals
_PLATE_SIDE = 1.5  # rivets and white at both sides of a plate's code, em
_PLATE_HEIGHT = 1.5  # a plate of one line, em
_CODE_LINE = 1.14  # distance of baselines in a code of several lines, em
_DETAIL_GAP = 1.4  # white between two details on one line, em
_CODE_ONLY_MM = 13.5  # a text column narrower than this holds the code alone
_SAFE = 0.985  # share of a width that is used: kerning may widen a line a little
_STEP = 0.96
_LARGE = 1.2  # scale from which a long name is set smaller rather than cut
_FACTORS = (1.0, 0.86, 0.74, 0.62)
_SHOWN = 0.7  # share of the organisation's name that must fit: less says nothing


@dataclass(frozen=True, slots=True)
class Words:
    """Cleaned texts of one label; empty ones are left out. ``place`` runs from the room up to the root."""

    code: str
    name: str = ""
    place: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """The code as it will be drawn: its lines, type size, whether on a plate, and outer measures."""

    lines: tuple[str, ...]
    size: float
    plated: bool
    width: float
    height: float


def compose(words: Words, plan: Plan) -> list[Op]:
    """Drawing operations of a label's words, inside the plan's text box."""
    box = plan.text
    code_only = box.width < _CODE_ONLY_MM or box.height < 2 * MIN_CODE_MM
    code = fit_code(words.code, box, 4.0 * plan.scale, box.height if code_only else 0.5 * box.height)
    if code_only:
        room = box.height if plan.arrangement == "row" else min(box.height, _PLATE_HEIGHT * code.size)
        shift = (room - code.height) / 2
        return _draw_code(code, plan, box.y + shift)
    factors = _FACTORS if plan.scale > _LARGE else _FACTORS[:2]
    budgets = [_Budget(words, plan, code, factor) for factor in factors]
    best = next((budget for budget in budgets if budget.complete), budgets[0 if plan.scale <= _LARGE else -1])
    return _flow(best, plan, code)


def fit_code(code: str, box: Box, wish: float, most_height: float) -> CodeBlock:
    """The largest setting of a code that its box allows, down to 1.8 mm; then its middle is cut out."""
    wish = max(wish, MIN_CODE_MM)
    for lines, plated, least in (
        (1, True, 0.55 * wish),
        (2, True, 0.5 * wish),
        (1, True, 0.0),
        (1, False, 0.0),
        (2, True, 0.0),
        (3, True, 0.0),
        (2, False, 0.0),
        (3, False, 0.0),
    ):
        size = wish
        while size >= max(least, MIN_CODE_MM):
            block = _try_code(code, lines, size, plated, box.width, most_height)
            if block:
                return block
            size = size * _STEP if size == MIN_CODE_MM else max(size * _STEP, MIN_CODE_MM)
    text = cut_middle(code, MIN_CODE_MM, box.width * _SAFE)
    return CodeBlock((text,), MIN_CODE_MM, False, text_width(text, "code", MIN_CODE_MM), MIN_CODE_MM * 0.85)


def _try_code(
    code: str, most: int, size: float, plated: bool, width: float, most_height: float
) -> CodeBlock | None:
    side = _PLATE_SIDE * size if plated else 0.0
    lines = split_code(code, size, width * _SAFE - side, most)
    if lines is None:
        return None
    height = (_PLATE_HEIGHT if plated else 0.85) * size + (len(lines) - 1) * _CODE_LINE * size
    if height > most_height:
        return None
    widest = max(text_width(line, "code", size) for line in lines)
    return CodeBlock(tuple(lines), size, plated, widest + side, height)


class _Budget:
    """Shares the height that the code leaves among the other words, the most useful ones first."""

    def __init__(self, words: Words, plan: Plan, code: CodeBlock, factor: float) -> None:
        scale = plan.scale
        self.width = plan.text.width * _SAFE
        self.name_size = max(1.9, 2.65 * scale * factor)
        self.place_size = max(1.76, 2.1 * scale)
        self.organisation_size = max(1.76, 1.9 * scale)
        self.gap = max(0.5, 0.8 * scale)
        self.left = plan.text.height - code.height - 0.5 * self.gap
        name = wrap(words.name, "semibold", self.name_size, self.width)
        parts = list(words.place)
        path = wrap(" · ".join(parts), "regular", self.place_size, self.width)
        name_lines = self._take(len(name), 1, self.name_size, self.gap)
        place_lines = self._take(len(path), 1, self.place_size, self.gap)
        if name_lines:
            name_lines += self._take(len(name) - 1, 1, self.name_size)
        owner = cut(words.organisation, "regular", self.organisation_size, self.width)
        shown = bool(owner) and len(owner) > _SHOWN * len(words.organisation)
        self.organisation = [owner] * self._take(int(shown), 1, self.organisation_size, self.gap)
        details = _pack(words.details, self.place_size, self.width)
        self.details = details[: self._take(len(details), len(details), self.place_size)]
        if name_lines > 1:
            name_lines += self._take(len(name) - 2, 3, self.name_size)
        if place_lines:
            place_lines += self._take(len(path) - 1, 2, self.place_size)
        self.name = (
            fit_lines(words.name, "semibold", self.name_size, self.width, name_lines) if name_lines else []
        )
        self.place = (
            cut_path(parts, "regular", self.place_size, self.width, place_lines) if place_lines else []
        )
        self.complete = len(name) <= name_lines and (not parts or place_lines > 0)

    def _take(self, wanted: int, most: int, size: float, above: float = 0.0) -> int:
        """Take the height of up to ``most`` lines, ``above`` mm of white before the first; say how many."""
        taken = 0
        while taken < min(wanted, most) and self.left >= _LINE * size + above:
            self.left -= _LINE * size + above
            above = 0.0
            taken += 1
        return taken


def _flow(budget: _Budget, plan: Plan, code: CodeBlock) -> list[Op]:
    """Organisation, plate, name, details from the top; the place at the foot (below the rest in a stack)."""
    box = plan.text
    stacked = plan.arrangement == "stack"
    y = box.y
    ops: list[Op] = []
    if budget.organisation and not stacked:
        ops += _lines(budget.organisation, "regular", budget.organisation_size, plan, y)
        y += _LINE * budget.organisation_size + budget.gap
    ops += _draw_code(code, plan, y)
    y += code.height + 1.2 * budget.gap
    ops += _lines(budget.name, "semibold", budget.name_size, plan, y)
    y += len(budget.name) * _LINE * budget.name_size + (0.0 if stacked else 0.3 * budget.gap)
    for line in budget.details:
        ops += _detail(line, budget.place_size, plan, y)
        y += _LINE * budget.place_size
    foot = box.y + box.height - len(budget.place) * _LINE * budget.place_size
    if stacked:
        foot = y + budget.gap * 0.6
        end = foot + len(budget.place) * _LINE * budget.place_size + budget.gap
        ops += _lines(budget.organisation, "regular", budget.organisation_size, plan, end)
    return [*ops, *_lines(budget.place, "regular", budget.place_size, plan, foot)]


def _draw_code(code: CodeBlock, plan: Plan, top: float) -> list[Op]:
    box = plan.text
    left = box.x if plan.arrangement == "row" else box.x + (box.width - code.width) / 2
    ops: list[Op] = []
    if code.plated:
        ops.append(
            {
                "kind": "plate",
                "x": _mm(left),
                "y": _mm(top),
                "width": _mm(code.width),
                "height": _mm(code.height),
                "unit": _mm(code.size),
            }
        )
    head = (_PLATE_HEIGHT - _CAP) / 2 * code.size if code.plated else 0.05 * code.size
    centred = code.plated or plan.arrangement == "stack"
    for index, line in enumerate(code.lines):
        baseline = top + head + (_CAP + index * _CODE_LINE) * code.size
        x = left + code.width / 2 if centred else left
        ops.append(_text(line, x, baseline, code.size, "code", "center" if centred else "left"))
    return ops


def _lines(lines: Sequence[str], face: Face, size: float, plan: Plan, top: float) -> list[Op]:
    stacked = plan.arrangement == "stack"
    x = plan.text.x + (plan.text.width / 2 if stacked else 0.0)
    align: Align = "center" if stacked else "left"
    return [
        _text(line, x, top + (_ASCENT + index * _LINE) * size, size, face, align)
        for index, line in enumerate(lines)
    ]


def _pack(details: Sequence[Detail], size: float, width: float) -> list[list[Detail]]:
    """Share captions and their codes among lines, side by side where they fit; long codes are cut."""
    lines: list[list[Detail]] = []
    used = 0.0
    for label, value in details:
        caption = text_width(f"{label} ", "regular", size)
        whole = caption + text_width(value, "code_light", size)
        if lines and used + _DETAIL_GAP * size + whole <= width:
            lines[-1].append((label, value))
            used += _DETAIL_GAP * size + whole
        else:
            lines.append([(label, cut_middle(value, size, max(width - caption, 3 * size)))])
            used = whole
    return lines


def _detail(line: Sequence[Detail], size: float, plan: Plan, top: float) -> list[Op]:
    """One line of captions, each followed by its code, for instance the property number beside our own."""
    baseline = top + _ASCENT * size
    parts: list[tuple[str, Face, float]] = []
    x = 0.0
    for label, value in line:
        x += _DETAIL_GAP * size if parts else 0.0
        parts.append((label, "regular", x))
        x += text_width(f"{label} ", "regular", size)
        parts.append((value, "code_light", x))
        x += text_width(value, "code_light", size)
    left = plan.text.x + ((plan.text.width - x) / 2 if plan.arrangement == "stack" else 0.0)
    return [_text(text, left + shift, baseline, size, face, "left") for text, face, shift in parts]


def _text(text: str, x: float, y: float, size: float, face: Face, align: Align) -> Op:
    return {
        "kind": "text",
        "x": _mm(x),
        "y": _mm(y),
        "size": round(size, 3),
        "face": face,
        "align": align,
        "text": text,
    }


def _mm(value: float) -> float:
    return round(value, 3)
