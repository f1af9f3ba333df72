"""A row of cells into an asset draft and the findings about it (R28).

A bad optional cell is left empty, its text kept among the other data and reported; the row stays valid.
A bad or missing tag or name makes the row invalid.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from levitiis.infra.tabular.reader import Cell, CellNote, Row, SheetInfo, column_letters
from levitiis.infra.tabular.writer import unique_headers
from levitiis.kit.text import tag_key
from levitiis.modules.assets.imports.converters import (
    PERSONAL,
    Converted,
    Converter,
    Finding,
    converter,
    kept_text,
)
from levitiis.modules.assets.imports.draft import AssetDraft, RowResult
from levitiis.modules.assets.imports.fields import EXTRA, FIELDS, SEVERAL_COLUMNS
from levitiis.modules.assets.imports.headings import LIKELY, recognise
from levitiis.modules.assets.imports.issues import CellIssue, Severity, shown
from levitiis.modules.assets.imports.mapping import Mapping
from levitiis.modules.assets.imports.people import PersonCell
from levitiis.modules.assets.imports.tidy import is_blank, plain, tidy_line

_TOTAL = re.compile(r"^\s*(?:sub-?)?tota(?:l|is)\b", re.I)
_NAME_LIMIT = FIELDS["name"].limit
_DESCRIPTION_LIMIT = FIELDS["description"].limit
_TAG_LIMIT = FIELDS["tag"].limit
_EXTRA_LIMIT = FIELDS[EXTRA].limit
_CUT = 40
_REMEMBERED = 4_096
_REMEMBERED_LENGTH = 200


@dataclass(frozen=True, slots=True)
class _Plan:
    """A mapped column. Registers repeat themselves: ``known`` keeps the answers for some thousand texts."""

    index: int
    header: str
    field: str
    convert: Converter
    known: dict[str, Converted] = dataclasses.field(default_factory=dict[str, Converted])

    def answer(self, cell: Cell) -> Converted:
        """Convert a cell whose answer is not known yet."""
        answer = self.convert(cell)
        if isinstance(cell, str) and len(self.known) < _REMEMBERED and len(cell) <= _REMEMBERED_LENGTH:
            self.known[cell] = answer
        return answer


class Interpreter:
    """Reads the rows of one sheet under one mapping; remembers across rows what is reported once."""

    def __init__(self, mapping: Mapping, sheet: SheetInfo, today: date) -> None:
        self.mapping = mapping
        columns = [column for column in mapping.columns if column.field]
        names = [column.header or f"Coluna {column_letters(column.column)}" for column in columns]
        self._plans = [
            _Plan(column.column, name, column.field, converter(FIELDS[column.field], column, today))
            for column, name in zip(columns, unique_headers(names), strict=True)
            if column.field
        ]
        self._width = max(plan.index for plan in self._plans) + 1
        self._by_field = {plan.field: plan for plan in self._plans}
        self._headers = {column.column: column.header for column in columns if column.header}
        self._first_header = next(iter(self._headers.items()), (-1, None))
        self._skip = frozenset(mapping.skip_rows)
        self._notes: dict[int, list[CellNote]] = defaultdict(list)
        for note in sheet.notes:
            self._notes[note.row].append(note)
        self._tag_is_patrimonio = self._is_patrimonio()
        self._personal: dict[int, CellIssue] = {}

    def _is_patrimonio(self) -> bool:
        """The number of the organisation's books is also the tag, or the tag's second part."""
        tag = self._by_field.get("tag")
        if not self.mapping.options.patrimonio_from_tag or "patrimonio" in self._by_field or tag is None:
            return False
        return "tag_prefix" in self._by_field or recognise(tag.header).get("patrimonio", 0.0) >= LIKELY

    def row(self, number: int, cells: Row) -> RowResult | None:
        """Interpret a row; None when it is no data at all (blank, instructions, above the headings)."""
        if number < self.mapping.first_data_row or number in self._skip:
            return None
        if all(is_blank(cell) for cell in cells) and number not in self._notes:
            return None
        if len(cells) < self._width:
            cells = [*cells, *[None] * (self._width - len(cells))]
        reading = _Reading(number)
        self._convert(cells, reading)
        self._unreadable(reading)
        if (skipped := self._totals(cells, reading)) is not None:
            return skipped
        self._check_width(cells, reading)
        self._finish(reading)
        return RowResult(number, self._draft(reading), reading.issues)

    def _convert(self, cells: Row, reading: _Reading) -> None:
        values, extra = reading.values, reading.extra
        for plan in self._plans:
            cell = cells[plan.index]
            if cell is None:
                continue
            known = plan.known.get(cell) if type(cell) is str else None
            value, findings = known or plan.answer(cell)
            for finding in findings:
                self._report(finding, plan, cell, reading)
            if value is None:
                continue
            field = plan.field
            if field == EXTRA:
                extra[plan.header] = value
            elif field in values and field in SEVERAL_COLUMNS:
                values[field] = _join(values[field], value)[:_DESCRIPTION_LIMIT]
            else:
                values[field] = value

    def _report(self, finding: Finding, plan: _Plan, cell: Cell, reading: _Reading) -> None:
        if finding is PERSONAL:
            self._count_personal(plan, reading)
            return
        blocks = finding.lost and FIELDS[plan.field].required
        reading.report(
            plan, tidy_line(plain(cell))[0], finding.code, finding.severity, finding.params, blocks=blocks
        )
        if finding.lost:
            reading.failed.add(plan.field)
            text = kept_text(cell, _EXTRA_LIMIT)
            if text is not None and not blocks:
                reading.extra[plan.header] = text

    def _count_personal(self, plan: _Plan, reading: _Reading) -> None:
        """One finding per column, whose count grows."""
        known = self._personal.get(plan.index)
        if known is not None:
            known.params["count"] += 1
            return
        self._personal[plan.index] = reading.report(plan, "", "personal_data", "warning", {"count": 1})

    def _unreadable(self, reading: _Reading) -> None:
        for note in self._notes.get(reading.number, ()):
            plan = next((p for p in self._plans if p.index == note.column), None)
            if plan is None:
                continue
            reading.failed.add(plan.field)
            reading.report(plan, note.text, note.kind, blocks=FIELDS[plan.field].required)

    def _totals(self, cells: Row, reading: _Reading) -> RowResult | None:
        """A row of totals belongs to the paper, not to the register."""
        tag, name = reading.values.get("tag"), reading.values.get("name")
        if (tag is not None and not _TOTAL.match(tag)) or (name is not None and not _TOTAL.match(name)):
            return None
        text = next((c for c in cells if isinstance(c, str) and _TOTAL.match(c)), None)
        if text is None:
            return None
        issue = CellIssue(reading.number, None, shown(text.strip()), "total_row", "warning")
        return RowResult(reading.number, None, [issue])

    def is_header_again(self, cells: Row) -> bool:
        """Tell whether a row repeats the headings (reports do so on every page)."""
        first, header = self._first_header
        cell = cells[first] if 0 <= first < len(cells) else None
        if not isinstance(cell, str) or header is None or tidy_line(cell)[0] != header:
            return False
        return all(i < len(cells) and tidy_line(cells[i])[0] == name for i, name in self._headers.items())

    def _check_width(self, cells: Row, reading: _Reading) -> None:
        width = self.mapping.options.width
        if width is None or len(cells) <= width:
            return
        beyond = [plain(cell).strip() for cell in cells[width:] if not is_blank(cell)]
        if beyond:
            reading.report(None, " | ".join(beyond), "row_too_long", blocks=True)

    def _finish(self, reading: _Reading) -> None:
        self._compose_tag(reading)
        self._settle_name(reading)
        for code in ("tag", "name"):
            if reading.values.get(code) is None and code not in reading.failed:
                plan = self._by_field.get(code) or self._by_field.get("description")
                reading.report(plan, "", "required", blocks=True, field=code)

    def _compose_tag(self, reading: _Reading) -> None:
        values = reading.values
        prefix, number = values.pop("tag_prefix", None), values.get("tag")
        if number is None:
            return
        if self._tag_is_patrimonio:
            values["patrimonio"] = number
        front = f"{prefix}{self.mapping.options.tag_separator}" if prefix else ""
        tag = number if number.upper().startswith(front.upper()) else front + number
        key = tag_key(tag)
        length = max(len(tag), len(key))
        if length > _TAG_LIMIT or not key:
            params = {"length": length, "limit": _TAG_LIMIT}
            reading.report(self._by_field["tag"], tag, "too_long", params=params, blocks=True)
            reading.failed.add("tag")
            values["tag"] = None
        else:
            values["tag"], values["tag_key"] = tag, key

    def _settle_name(self, reading: _Reading) -> None:
        """A description stands in for a missing name; a name that is too long goes to the description."""
        values = reading.values
        name, description = values.get("name"), values.get("description")
        if name is None and description is not None and "name" not in self._by_field:
            name = " ".join(description.split())
            values["description"] = description if len(name) > _NAME_LIMIT or name != description else None
        elif name is not None and len(name) > _NAME_LIMIT:
            values["description"] = _join(name, description)[:_DESCRIPTION_LIMIT]
            params = {"length": len(name), "limit": _NAME_LIMIT}
            reading.report(self._by_field["name"], name, "shortened", "warning", params)
        values["name"] = name if name is None or len(name) <= _NAME_LIMIT else _cut(name)

    def _draft(self, reading: _Reading) -> AssetDraft | None:
        if any(issue.blocks for issue in reading.issues):
            return None
        values = reading.values
        _settle_person(reading)
        values["lifecycle_state"] = values.pop("status", None)
        values["location_path"] = values.pop("location", ())
        return AssetDraft(row=reading.number, extra=reading.extra, **values)


class _Reading:
    """A row while it is being read."""

    __slots__ = ("extra", "failed", "issues", "number", "values")

    def __init__(self, number: int) -> None:
        self.number = number
        self.values: dict[str, Any] = {}
        self.extra: dict[str, Any] = {}
        self.issues: list[CellIssue] = []
        self.failed: set[str] = set()

    def report(
        self,
        plan: _Plan | None,
        value: str,
        code: str,
        severity: Severity = "error",
        params: dict[str, Any] | None = None,
        *,
        blocks: bool = False,
        field: str | None = None,
    ) -> CellIssue:
        """Add a finding about a cell, or about the row where no column is named."""
        issue = CellIssue(
            row=self.number,
            column=plan.index if plan else None,
            value=shown(value),
            code=code,
            severity=severity,
            blocks=blocks,
            field=field or (plan.field if plan else None),
            header=plan.header if plan else None,
            params=params or {},
        )
        self.issues.append(issue)
        return issue


def _settle_person(reading: _Reading) -> None:
    values = reading.values
    person: PersonCell | None = values.pop("responsible", None)
    surname: str | None = values.pop("responsible_surname", None)
    if person is None:
        values["responsible"] = surname
        return
    values["responsible"] = f"{person.name} {surname}" if surname else person.name
    values["responsible_sector"] = person.sector
    if person.registration and values.get("responsible_registration") is None:
        values["responsible_registration"] = person.registration


def _join(first: str, second: str | None) -> str:
    return f"{first}\n{second}" if second else first


def _cut(name: str) -> str:
    """Cut at the last space within the limit, if there is one near the end."""
    head = name[: _NAME_LIMIT - 1]
    space = head.rfind(" ", _NAME_LIMIT - _CUT)
    return (head[:space] if space > 0 else head).rstrip() + "…"
