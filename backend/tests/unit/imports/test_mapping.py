"""The mapping as JSON, and what is wrong with one."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from levitiis.infra.tabular.reader import SheetInfo
from levitiis.kit.problems import Problem
from levitiis.modules.assets.imports.check import check_file
from levitiis.modules.assets.imports.mapping import Mapping, ensure_valid, mapping_errors
from levitiis.modules.assets.imports.proposal import propose
from tests.unit.imports.files import HEAD, TODAY, table_of

SHEET = SheetInfo("Bens", 10, 5)


def columns(*pairs: tuple[object, str | None], **formats: str) -> dict[str, object]:
    return {"columns": [{"column": c, "field": f, "format": formats.get(f or "")} for c, f in pairs]}


def faults(data: dict[str, object]) -> list[tuple[str, str]]:
    return [(e.pointer, e.code) for e in mapping_errors(Mapping.model_validate(data), SHEET)]


def test_a_proposed_mapping_goes_to_json_and_back(tmp_path: Path) -> None:
    mapping = propose(
        table_of(tmp_path, [HEAD, ["1", "MESA", "1,00", "16/06/2010", "X1", "azul"]]), today=TODAY
    ).mapping
    assert Mapping.model_validate_json(mapping.model_dump_json()) == mapping
    assert mapping.version == 1


def test_columns_may_be_letters() -> None:
    mapping = Mapping.model_validate(columns(("A", "tag"), ("b", "name"), (2, None)))
    assert [column.column for column in mapping.columns] == [0, 1, 2]
    assert faults(columns(("A", "tag"), ("B", "name"))) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (columns(("A", "tag")), ("/columns", "import_field_missing")),
        (columns(("A", "tag"), ("B", "name"), ("C", "tag")), ("/columns/2/field", "import_field_twice")),
        (columns(("A", "tag"), ("A", "name")), ("/columns/1/column", "import_column_twice")),
        (columns(("A", "tag"), ("F", "name")), ("/columns/1/column", "import_no_such_column")),
        (columns(("A", "tag"), ("B", "name"), ("C", "cpf")), ("/columns/2/field", "import_unknown_field")),
        (
            columns(("A", "tag"), ("B", "name"), ("C", "acquisition_date"), acquisition_date="dd/mm"),
            ("/columns/2/format", "import_bad_format"),
        ),
        (columns(("A", "tag"), ("B", "name"), tag="digits:99"), ("/columns/0/format", "import_bad_format")),
        (columns(("A", "tag"), ("B", "name")) | {"header_row": 11}, ("/header_row", "import_no_such_row")),
    ],
)
def test_what_is_wrong_is_pointed_out(data: dict[str, object], expected: tuple[str, str]) -> None:
    assert faults(data) == [expected]


def test_a_description_can_stand_for_the_name_and_other_data_may_be_many() -> None:
    assert faults(columns(("A", "tag"), ("B", "description"), ("C", "extra"), ("D", "extra"))) == []


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("purchase_value", "decimal_point"),
        ("acquisition_date", "my"),
        ("warranty_until", "mdy"),
        ("tag", "digits:6"),
        ("patrimonio", "digits:12"),
        ("responsible", "name_detail"),
        ("extra", "list:|"),
        ("location", "path: - "),
    ],
)
def test_formats_that_fit(field: str, form: str) -> None:
    pairs = [(0, "tag"), (1, "name")] + ([(2, field)] if field != "tag" else [])
    assert faults(columns(*pairs, **{field: form})) == []


@pytest.mark.parametrize(
    "data",
    [
        {"columns": [{"column": -1}]},
        {"columns": [{"column": "1A"}]},
        {"columns": [], "version": 2},
        {"columns": [], "surprise": 1},
        {"columns": [], "header_row": 0},
        {"columns": [], "skip_rows": [0]},
        {"columns": [], "options": {"tag_separator": "----"}},
        {"columns": [{"column": 0, "header": "x" * 501}]},
    ],
)
def test_what_is_no_mapping(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Mapping.model_validate(data)


def test_an_invalid_mapping_is_a_problem_before_anything_is_read(tmp_path: Path) -> None:
    mapping = Mapping.model_validate(columns(("A", "tag")))
    with pytest.raises(Problem) as caught:
        ensure_valid(mapping, SHEET)
    assert caught.value.code == "assets.import_mapping"
    assert "Nome" in caught.value.body("pt-BR")["errors"][0]["message"]
    with pytest.raises(Problem):
        check_file(table_of(tmp_path, [HEAD]), mapping, TODAY)
