"""Read a whole file under a mapping: what would enter, what would not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from levitiis.infra.tabular.reader import SheetInfo, TableFile
from levitiis.kit import clock
from levitiis.kit.problems import DEFAULT_LANGUAGE, Language
from levitiis.kit.text import search_key, tag_key
from levitiis.modules.assets.imports.draft import AssetDraft, RowResult
from levitiis.modules.assets.imports.interpret import Interpreter
from levitiis.modules.assets.imports.issues import CellIssue, shown
from levitiis.modules.assets.imports.mapping import Mapping, ensure_valid
from levitiis.modules.assets.imports.messages import issue_dict

MAX_ISSUES = 10_000
_MAX_ROWS_NAMED = 20

_name_key = lru_cache(maxsize=16_384)(search_key)

Progress = Callable[[int, int], None]


def read_results(
    table: TableFile, mapping: Mapping, today: date | None = None, on_progress: Progress | None = None
) -> Iterator[RowResult]:
    """Yield every data row in order; check and apply both read through here, so they agree.

    ``on_progress`` is called with rows done and rows in all; what it raises ends the reading.
    """
    sheet = table.sheet(mapping.sheet)
    ensure_valid(mapping, sheet)
    interpreter = Interpreter(mapping, sheet, today or clock.today())
    memory = _Memory()
    done = 0
    for batch in table.batches(sheet.name):
        for number, cells in enumerate(batch, done + 1):
            if number > mapping.first_data_row and interpreter.is_header_again(cells):
                yield RowResult(number, None, [CellIssue(number, None, "", "header_again", "warning")])
                continue
            result = interpreter.row(number, cells)
            if result is not None:
                yield memory.compare(result, mapping)
        done += len(batch)
        if on_progress is not None:
            on_progress(done, sheet.rows)
    yield from unlisted_notes(sheet)


def unlisted_notes(sheet: SheetInfo) -> Iterator[RowResult]:
    """One finding for all the unreadable cells that the reader counted but did not list."""
    rest = sheet.note_count - len(sheet.notes)
    if rest > 0:
        row = sheet.notes[-1].row
        issue = CellIssue(row, None, "", "unreadable_cells", "error", params={"count": rest})
        yield RowResult(row, None, [issue])


class _Memory:
    """What earlier rows said: tags, serial numbers, names of places."""

    def __init__(self) -> None:
        self._tags: dict[str, int] = {}
        self._serials: dict[str, int] = {}
        self._repeated: dict[str, CellIssue] = {}
        self._places: dict[str, str] = {}
        self._other_names: set[tuple[str, str]] = set()

    def compare(self, result: RowResult, mapping: Mapping) -> RowResult:
        draft = result.draft
        if draft is None:
            return result
        first = self._tags.setdefault(draft.tag_key, draft.row)
        if first != draft.row:
            result.issues.append(
                _issue(draft, mapping, "tag", draft.tag, "repeated_tag", {"first_row": first}, blocks=True)
            )
            result.draft = None
            return result
        if draft.serial_number:
            self._compare_serial(draft, draft.serial_number, mapping, result)
        if draft.location_code and draft.location:
            self._compare_place(draft, draft.location_code, draft.location, mapping, result)
        return result

    def _compare_serial(self, draft: AssetDraft, serial: str, mapping: Mapping, result: RowResult) -> None:
        """One warning per serial number, at its second appearance; later rows are added to it."""
        key = tag_key(serial)
        first = self._serials.setdefault(key, draft.row)
        if first == draft.row:
            return
        known = self._repeated.get(key)
        if known is not None:
            known.params["count"] += 1
            if len(known.params["rows"]) < _MAX_ROWS_NAMED:
                known.params["rows"].append(draft.row)
            return
        params = {"rows": [first, draft.row], "count": 2}
        issue = _issue(draft, mapping, "serial_number", serial, "repeated_serial", params)
        self._repeated[key] = issue
        result.issues.append(issue)

    def _compare_place(
        self, draft: AssetDraft, code: str, name: str, mapping: Mapping, result: RowResult
    ) -> None:
        """One code, one place: the first name counts, another one is reported once."""
        first = self._places.setdefault(code, name)
        if first == name or (code, name) in self._other_names:
            return
        self._other_names.add((code, name))
        if search_key(first) != search_key(name):
            params = {"code": code, "first": first}
            result.issues.append(_issue(draft, mapping, "location", name, "place_name_differs", params))


def _issue(
    draft: AssetDraft,
    mapping: Mapping,
    field_code: str,
    value: str,
    code: str,
    params: dict[str, Any],
    *,
    blocks: bool = False,
) -> CellIssue:
    column = mapping.column_of(field_code)
    return CellIssue(
        row=draft.row,
        column=column.column if column else None,
        value=shown(value),
        code=code,
        severity="error" if blocks else "warning",
        blocks=blocks,
        field=field_code,
        header=column.header if column else None,
        params=params,
    )


@dataclass(slots=True)
class Place:
    """A place named in the file, with how many valid rows name it."""

    path: tuple[str, ...]
    code: str | None
    rows: int = 0


@dataclass(slots=True)
class Holder:
    """A person named in the file."""

    name: str
    registration: str | None
    email: str | None
    rows: int = 0


@dataclass(slots=True)
class CheckResult:
    """The outcome of a check. Sums and names count valid rows only; lists of findings are capped."""

    valid_rows: int = 0
    invalid_rows: int = 0
    total_purchase_value: Decimal = Decimal("0.00")
    locations: dict[str, Place] = field(default_factory=dict[str, Place])
    people: dict[str, Holder] = field(default_factory=dict[str, Holder])
    categories: dict[str, str] = field(default_factory=dict[str, str])
    suppliers: dict[str, str] = field(default_factory=dict[str, str])
    conditions: Counter[str] = field(default_factory=Counter[str])
    errors: list[CellIssue] = field(default_factory=list[CellIssue])
    warnings: list[CellIssue] = field(default_factory=list[CellIssue])
    error_count: int = 0
    warning_count: int = 0
    repeated_tags: int = 0
    tag_keys: list[str] = field(default_factory=list[str])

    def add(self, result: RowResult) -> None:
        """Take a row into account."""
        blocked = False
        for issue in result.issues:
            self._add_issue(issue)
            blocked = blocked or issue.blocks
        if result.draft is not None:
            self._add_draft(result.draft)
        elif blocked:
            self.invalid_rows += 1

    def _add_issue(self, issue: CellIssue) -> None:
        self.repeated_tags += issue.code == "repeated_tag"
        listed = self.errors if issue.severity == "error" else self.warnings
        if issue.severity == "error":
            self.error_count += 1
        else:
            self.warning_count += 1
        if len(listed) < MAX_ISSUES:
            listed.append(issue)

    def _add_draft(self, draft: AssetDraft) -> None:
        self.valid_rows += 1
        self.tag_keys.append(draft.tag_key)
        self.total_purchase_value += draft.purchase_value or 0
        if draft.condition:
            self.conditions[draft.condition] += 1
        if draft.location_path or draft.location_code:
            place = self.locations.setdefault(
                place_key(draft), Place(draft.location_path, draft.location_code)
            )
            place.rows += 1
        if draft.responsible:
            holder = self.people.setdefault(
                person_key(draft),
                Holder(draft.responsible, draft.responsible_registration, draft.responsible_email),
            )
            holder.rows += 1
        if draft.category:
            self.categories.setdefault(_name_key(draft.category), draft.category)
        if draft.supplier:
            self.suppliers.setdefault(_name_key(draft.supplier), draft.supplier)

    @property
    def issues(self) -> list[CellIssue]:
        """Errors and warnings in the order of the rows."""
        return sorted([*self.errors, *self.warnings], key=lambda issue: (issue.row, issue.column or 0))

    def summary(self) -> dict[str, Any]:
        """The figures as plain data."""
        return {
            "valid_rows": self.valid_rows,
            "invalid_rows": self.invalid_rows,
            "total_purchase_value": f"{self.total_purchase_value:.2f}",
            "locations": len(self.locations),
            "people": len(self.people),
            "categories": len(self.categories),
            "suppliers": len(self.suppliers),
            "conditions": dict(self.conditions),
            "repeated_tags": self.repeated_tags,
            "errors": self.error_count,
            "warnings": self.warning_count,
        }

    def report(self, language: Language = DEFAULT_LANGUAGE) -> dict[str, Any]:
        """The figures with the findings spelled out: what the command line prints."""
        return {
            **self.summary(),
            "errors": [issue_dict(issue, language) for issue in self.errors],
            "warnings": [issue_dict(issue, language) for issue in self.warnings],
            "error_count": self.error_count,
            "warning_count": self.warning_count,
        }


def place_key(draft: AssetDraft) -> str:
    """What makes two rows name the same place: the code where there is one, else the whole path."""
    if draft.location_code:
        return f"#{draft.location_code}"
    return " › ".join(_name_key(part) for part in draft.location_path)


def person_key(draft: AssetDraft) -> str:
    """What makes two rows name the same person: registration, else e-mail, else the name."""
    if draft.responsible_registration:
        return f"#{draft.responsible_registration}"
    return draft.responsible_email or _name_key(draft.responsible or "")


def check_file(
    table: TableFile, mapping: Mapping, today: date | None = None, on_progress: Progress | None = None
) -> CheckResult:
    """Check the whole file, streaming; nothing is stored anywhere."""
    outcome = CheckResult()
    for result in read_results(table, mapping, today, on_progress):
        outcome.add(result)
    return outcome
