"""Printed lists: head on every page, page x of y, totals, and cells that keep to their columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from levitiis.infra.documents.tables import (
    MAX_ROWS,
    PAGE_MARGIN_MM,
    Column,
    Group,
    TableReport,
    _widths,
    render_table_report,
)
from tests.unit.documents.paper import HAIR, PER_MM, Page, Paper
from tests.unit.documents.samples import HOSTILE

COLUMNS = (
    Column("Plaqueta", 1.5, "plate"),
    Column("Nome", 3.4, "strong"),
    Column("Série", 1.4, "code"),
    Column("Situação", 1.2),
    Column("Valor (R$)", 1.2, "number"),
)


def row(number: int) -> list[str]:
    return [
        f"{4217 + number:06d}",
        "Cadeira giratória com braços",
        f"7H2K{number}",
        "Em manutenção",
        "1.234,56",
    ]


def report(*sizes: int, **changes: object) -> TableReport:
    groups = [
        Group(
            title=f"Sala {index}",
            note="Bloco B · Sede",
            rows=[row(number) for number in range(size)],
            totals=["", f"{size} bens", "", "", f"{size},00"],
        )
        for index, size in enumerate(sizes, 1)
    ]
    made = TableReport(
        title="Bens por local",
        organisation="Secretaria Municipal de Saúde",
        columns=COLUMNS,
        groups=groups,
        filters=[("Local", "Sede › Bloco B"), ("Situação", "Em uso")],
        facts=[("Bens", str(sum(sizes))), ("Valor total", "R$ 6.942.232,91")],
        totals=["", "Total geral", "", "", "6.942.232,91"],
        footer="Emitido em 23/11/2026 às 14:05 por Rita Mendes",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_everything_is_said_in_order() -> None:
    paper = Paper(render_table_report(report(3, 2)))
    text = paper.text()
    parts = [
        "Secretaria Municipal de Saúde",
        "Bens por local",
        "Local",
        "Sede › Bloco B",
        "R$ 6.942.232,91",
        "Plaqueta",
        "Sala 1",
        "004217",
        "3 bens",
        "Sala 2",
        "2 bens",
        "Total geral",
        "Emitido em 23/11/2026",
        "Página 1 de 1",
    ]
    found = [text.find(part) for part in parts]
    assert min(found) >= 0, parts[found.index(-1)]
    assert found == sorted(found)
    assert text.count("Em manutenção") == 5


def test_head_group_and_page_numbers_stand_on_every_page() -> None:
    paper = Paper(render_table_report(report(150)))
    assert len(paper) > 2
    for index in range(len(paper)):
        text = paper.text(index)
        assert "Plaqueta" in text
        assert "Sala 1" in text
        assert f"Página {index + 1} de {len(paper)}" in text
    whole = " ".join(paper.text(index) for index in range(len(paper)))
    assert all(f"{4217 + number:06d}" in whole for number in range(150))
    assert whole.count("Total geral") == 1


def test_a_group_never_begins_with_its_heading_alone() -> None:
    for first in range(30, 42):
        paper = Paper(render_table_report(report(first, 3)))
        text = paper.text(0)
        assert "Sala 2" not in text or text.count("004217") == 2


def test_nothing_to_show() -> None:
    assert "Nenhum registro para mostrar." in Paper(render_table_report(report())).text()
    assert "Nothing to show." in Paper(render_table_report(report(language="en"))).text()


def test_english() -> None:
    assert "Page 1 of 1" in Paper(render_table_report(report(1, language="en"))).text()


def test_landscape_paper() -> None:
    page = Paper(render_table_report(report(1, landscape=True))).page()
    assert page.size_mm == pytest.approx((297, 210), abs=0.2)


def test_metadata_and_the_same_bytes() -> None:
    made = report(2, created=datetime(2026, 11, 23, 17, 5, tzinfo=UTC))
    pdf = render_table_report(made)
    assert pdf == render_table_report(made)
    assert Paper(pdf).metadata["Title"] == "Bens por local · Secretaria Municipal de Saúde"
    assert Paper(pdf).metadata["CreationDate"].startswith("D:20261123170500")
    assert b"/StructTreeRoot" in pdf


def test_text_is_never_markup() -> None:
    nasty = '#import "x" $x$ *b* \\ <a> @b // c'
    text = Paper(render_table_report(report(title=nasty, groups=[Group(rows=[[nasty] * 5])]))).text()
    assert text.replace(" ", "").count(nasty.replace(" ", "")) == 6


@pytest.mark.parametrize("landscape", [False, True])
def test_hostile_texts_keep_to_their_columns(landscape: bool) -> None:
    made = report(
        groups=[Group(rows=[[text] * 5 for text in HOSTILE], title=HOSTILE[0], note=HOSTILE[1])],
        title=HOSTILE[2],
        organisation=HOSTILE[5],
        filters=[(HOSTILE[0], HOSTILE[1])],
        landscape=landscape,
    )
    paper = Paper(render_table_report(made))
    right = 297 if landscape else 210
    for index in range(len(paper)):
        page = paper.page(index)
        assert page.is_blank(0, 0, PAGE_MARGIN_MM - 1, page.size_mm[1])
        assert page.is_blank(right - PAGE_MARGIN_MM + 1, 0, PAGE_MARGIN_MM - 1, page.size_mm[1])
    made = replace(made, groups=[replace(group, title="", note="") for group in made.groups])
    page = Paper(render_table_report(made)).page(1)
    edge = PAGE_MARGIN_MM
    for width in _widths(made)[:-1]:
        edge += width
        assert tallest_ink(page, edge - 0.3, 0.6) < 0.6, f"text across the column edge at {edge} mm"


def tallest_ink(page: Page, x: float, width: float) -> float:
    """Height in mm of the tallest mark in an upright strip: rules are thin, text is not."""
    strip = page.area(x, 0, width, page.size_mm[1] - 18)
    tallest = run = 0
    for y in range(strip.height):
        darkest = min(strip.crop((0, y, strip.width, y + 1)).tobytes())
        run = run + 1 if darkest < HAIR - 10 else 0
        tallest = max(tallest, run)
    return tallest / PER_MM


def test_columns_are_wide_enough_for_their_longest_word_and_fill_the_page() -> None:
    groups = [
        Group(rows=[["SAA-000123456", "Mesa", "7H2K0Q8XYZ123", "Indisponibilidade", "1.234.567.890,12"]])
    ]
    widths = _widths(report(groups=groups, totals=()))
    assert sum(widths) == pytest.approx(210 - 2 * PAGE_MARGIN_MM, abs=0.05)
    text = Paper(render_table_report(report(groups=groups, totals=()))).text()
    for word in ("SAA-000123456", "7H2K0Q8XYZ123", "Indisponibilidade", "1.234.567.890,12"):
        assert word in text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"columns": ()}, "columns"),
        ({"columns": (Column("A", 0),)}, "share"),
        ({"groups": [Group(rows=[["only one"]])]}, "one text"),
        ({"totals": ["a", "b"]}, "one text"),
        ({"groups": [Group(rows=[["x"] * 5] * (MAX_ROWS + 1))]}, "at most"),
    ],
)
def test_malformed_reports_are_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        render_table_report(report(1, **changes))
