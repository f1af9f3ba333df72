"""Propose how a file is to be read: sheet, headings, which column is what, in which format, how surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from levitiis.infra.tabular.reader import Row, SheetInfo, TableFile, column_letters
from levitiis.kit import clock
from levitiis.modules.assets.imports.evidence import Evidence, gather
from levitiis.modules.assets.imports.fields import EXTRA, FIELDS
from levitiis.modules.assets.imports.headings import is_counter, recognise
from levitiis.modules.assets.imports.layout import LOOK_AHEAD, Layout, Note, find_layout
from levitiis.modules.assets.imports.mapping import ColumnMapping, Mapping, MappingOptions
from levitiis.modules.assets.imports.personal import holds_personal_data, is_personal_heading
from levitiis.modules.assets.imports.profile import profile
from levitiis.modules.assets.imports.tidy import tidy_line
from levitiis.modules.assets.imports.unheaded import guess_without_headings

_MAX_SHEETS = 10
_PERSONAL_SHARE = 0.5
_WORTH_PROPOSING = 0.3
_OVERFLOW_SHARE = 0.05
_SURE_FORMAT = 0.7
_MAX_HEADER = 120
_FILLERS = (("tag", "patrimonio"), ("name", "description", "model"))
"""For each field that an asset needs, what may fill it."""


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """A column as shown in the wizard. ``field`` is None where nothing is proposed."""

    index: int
    letter: str
    header: str | None
    samples: tuple[str, ...]
    filled: int
    field: str | None
    format: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything the wizard starts from."""

    sheet: SheetInfo
    header_row: int | None
    columns: tuple[ColumnProposal, ...]
    mapping: Mapping
    notes: tuple[Note, ...]


def propose(
    table: TableFile, sheet: str | None = None, header_row: int | None = None, today: date | None = None
) -> Proposal:
    """Read the whole sheet once and propose; ``sheet`` and ``header_row`` overrule what would be found."""
    info, head, batches, chosen = _choose_sheet(table, sheet)
    layout = find_layout(head) if header_row is None else _given(header_row)
    headers = _headers(table, info, head, layout)
    skipped = frozenset(layout.skip_rows)
    first = (layout.header_row or 0) + 1
    profiles = profile(batches, first, skipped)
    columns = gather(profiles, today or clock.today())
    data_rows = max(info.rows - first + 1 - len(skipped), 1)
    width = _width(table, headers, columns, data_rows)
    usable = columns[:width] if width else columns
    chosen_fields = _assign(headers, usable) if layout.header_row else guess_without_headings(usable)
    proposals = tuple(_proposal(e, headers, chosen_fields.get(e.profile.index)) for e in usable)
    notes = (*chosen, *layout.notes, *_remarks(proposals, chosen_fields))
    return Proposal(info, layout.header_row, proposals, _mapping(info, layout, proposals, width), notes)


def _choose_sheet(
    table: TableFile, name: str | None
) -> tuple[SheetInfo, list[Row], Iterator[list[Row]], tuple[Note, ...]]:
    """Take the sheet that looks most like a register; opening one is costly, so a lone one is opened once."""
    visible = [s for s in table.sheets if s.rows and s.visible] or [s for s in table.sheets if s.rows]
    candidates = visible[:_MAX_SHEETS] if name is None else [table.sheet(name)]
    if len(candidates) == 1:
        head, batches = _peek(table, candidates[0])
        return candidates[0], head, batches, ()
    heads = [(info, list(islice(table.rows(info.name), LOOK_AHEAD))) for info in candidates]
    info, head = max(heads, key=lambda pair: (find_layout(pair[1]).recognised, pair[0].rows))
    note = Note("sheet_chosen", {"sheet": info.name.strip(), "count": len(heads)})
    return info, head, table.batches(info.name), (note,)


def _peek(table: TableFile, info: SheetInfo) -> tuple[list[Row], Iterator[list[Row]]]:
    batches = iter(table.batches(info.name))
    read: list[list[Row]] = []
    for batch in batches:
        read.append(batch)
        if sum(map(len, read)) >= LOOK_AHEAD:
            break
    return list(chain.from_iterable(read))[:LOOK_AHEAD], chain(read, batches)


def _given(header_row: int) -> Layout:
    return Layout(header_row, (), (Note("header_found", {"row": header_row}),), 0)


def _headers(table: TableFile, info: SheetInfo, head: list[Row], layout: Layout) -> list[str | None]:
    if layout.header_row is None:
        return [None] * info.columns
    if layout.header_row <= len(head):
        return header_names(head[layout.header_row - 1])
    return header_names(next(islice(table.rows(info.name), layout.header_row - 1, None), []))


def header_names(row: Iterable[object]) -> list[str | None]:
    """The headings of a row as they are shown; blank ones are None."""
    return [tidy_line(str(cell))[0][:_MAX_HEADER] or None if cell is not None else None for cell in row]


def _width(table: TableFile, headers: list[str | None], columns: list[Evidence], rows: int) -> int | None:
    """In delimited text, columns behind the last heading that hardly any row fills come from shifted rows."""
    if table.kind != "csv" or not any(headers):
        return None
    width = max(index for index, header in enumerate(headers) if header) + 1
    while width < len(columns) and columns[width].profile.filled > _OVERFLOW_SHARE * rows:
        width += 1
    return width


def _assign(headers: list[str | None], columns: list[Evidence]) -> dict[int, tuple[str, float]]:
    """Give every field to the column that fits it best, the surest pairs first.

    What an asset cannot do without goes to the column whose heading says so, however odd its cells are: they
    become findings by row, where a field that nothing fills would stop the whole file.
    """
    pairs: list[tuple[float, int, str]] = []
    for evidence in columns:
        index = evidence.profile.index
        header = headers[index] if index < len(headers) else None
        for code, score in recognise(header).items():
            fit = score * evidence.compatibility(code)
            if not (code == "tag" and is_counter(header) and _is_count(evidence)):
                pairs.append((fit, index, code))
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for fit, index, code in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        wanted = fit >= _WORTH_PROPOSING or (fit > 0 and _lacks(taken, code))
        if wanted and index not in chosen and code not in taken:
            chosen[index] = (code, fit)
            taken.add(code)
    return _complete(chosen)


def _lacks(taken: set[str], code: str) -> bool:
    """Whether ``code`` fills a required field that nothing better fills."""
    return any(code in fillers and not taken.intersection(fillers) for fillers in _FILLERS)


def _complete(chosen: dict[int, tuple[str, float]]) -> dict[int, tuple[str, float]]:
    """The property number serves as tag where nothing else does; the description as name."""
    by_field = {code: (index, fit) for index, (code, fit) in chosen.items()}
    for missing, substitute in (("tag", "patrimonio"), ("name", "description"), ("name", "model")):
        if missing not in by_field and substitute in by_field:
            index, fit = by_field.pop(substitute)
            chosen[index] = (missing, fit)
            by_field[missing] = (index, fit)
    if "tag" not in by_field and "tag_prefix" in by_field:
        del chosen[by_field["tag_prefix"][0]]
    return chosen


def _is_count(evidence: Evidence) -> bool:
    """1, 2, 3 … is a count of the rows, not a code."""
    values = [str(value) for value in evidence.profile.values]
    return values[:20] == [str(n) for n in range(1, min(len(values), 20) + 1)]


def _proposal(
    evidence: Evidence, headers: list[str | None], chosen: tuple[str, float] | None
) -> ColumnProposal:
    found = evidence.profile
    header = headers[found.index] if found.index < len(headers) else None
    code, confidence = chosen or (None, 0.0)
    if code is None and found.filled and found.said and not (is_counter(header) and _is_count(evidence)):
        code = None if _is_personal(header, evidence) else EXTRA
    form, sure = evidence.format_for(code) if code else (None, 1.0)
    return ColumnProposal(
        index=found.index,
        letter=column_letters(found.index),
        header=header,
        samples=tuple(found.samples),
        filled=found.filled,
        field=code,
        format=form,
        confidence=round(confidence * sure, 2),
    )


def _is_personal(header: str | None, evidence: Evidence) -> bool:
    values = evidence.profile.said[:200]
    found = sum(holds_personal_data(value) for value in values)
    return is_personal_heading(header or "") or found > _PERSONAL_SHARE * len(values)


def _mapping(
    info: SheetInfo, layout: Layout, proposals: tuple[ColumnProposal, ...], width: int | None
) -> Mapping:
    return Mapping(
        sheet=info.name,
        header_row=layout.header_row,
        skip_rows=layout.skip_rows,
        columns=tuple(
            ColumnMapping(column=p.index, header=p.header, field=p.field, format=p.format)
            for p in proposals
            if p.field
        ),
        options=MappingOptions(width=width),
    )


def _remarks(proposals: tuple[ColumnProposal, ...], chosen: dict[int, tuple[str, float]]) -> list[Note]:
    by_field = {p.field: p for p in proposals if p.index in chosen}
    notes: list[Note] = []
    if "tag" in by_field and "tag_prefix" in by_field:
        prefix, number = by_field["tag_prefix"], by_field["tag"]
        names = {"prefix": prefix.header or prefix.letter, "number": number.header or number.letter}
        notes.append(Note("tag_composed", names))
    for p in proposals:
        name = p.header or p.letter
        if p.field and (p.format or "").startswith("digits:"):
            notes.append(Note("width_kept", {"header": name, "width": (p.format or "").partition(":")[2]}))
        unsure = p.field and FIELDS[p.field].kind in ("money", "date", "future_date")
        if unsure and p.confidence < _SURE_FORMAT * chosen.get(p.index, ("", 1.0))[1] + 1e-9:
            notes.append(Note("format_unsure", {"header": name}))
        if p.field is None and p.filled and is_personal_heading(p.header or ""):
            notes.append(Note("personal_column", {"header": name}))
    return notes
