"""The row of headings, the rows around it, and the profile of columns."""

from datetime import date

from levitiis.infra.tabular.reader import Row
from levitiis.modules.assets.imports.layout import find_layout
from levitiis.modules.assets.imports.profile import MAX_DISTINCT, profile

HEAD: Row = ["Tombo", "Descrição", "Valor", "Data de aquisição"]
BODY: list[Row] = [[f"{n:06}", f"CADEIRA {n}", f"{n},50", "16/06/2010"] for n in range(10)]


def test_headings_in_the_first_row() -> None:
    layout = find_layout([HEAD, *BODY])
    assert (layout.header_row, layout.skip_rows) == (1, ())
    assert [note.code for note in layout.notes] == ["header_found"]


def test_titles_above_the_headings_are_passed_over() -> None:
    titles: list[Row] = [
        ["PREFEITURA DE TESTE", None, None, None],
        [None] * 4,
        ["Relação de bens", "2024", None, None],
    ]
    layout = find_layout([*titles, HEAD, *BODY])
    assert layout.header_row == 4
    assert [(note.code, note.params) for note in layout.notes][1] == ("rows_above_header", {"count": 3})


def test_a_row_of_rules_is_skipped_and_said_so() -> None:
    rules: Row = [
        "Regras:\nR01. É obrigatório.",
        "R01. Até 120 posições",
        "Campo Monetário",
        "Formato: 01/08/2006",
    ]
    layout = find_layout([HEAD, rules, *BODY])
    assert (layout.header_row, layout.skip_rows) == (1, (2,))
    assert layout.notes[1].code == "instruction_row"
    assert layout.notes[1].params == {"row": 2}


def test_long_texts_over_empty_columns_are_instructions() -> None:
    wide: Row = [*HEAD, "Chassi", "Placa", "Empenho", "Acervo"]
    rules: Row = ["um texto bastante comprido que ninguém escreveria em uma célula de dados " + "x" * 40] * 8
    assert find_layout([wide, rules, *[[*row, None, None, None, None] for row in BODY]]).skip_rows == (2,)


def test_a_row_of_data_is_no_instruction() -> None:
    wordy: Row = ["000001", "MESA conforme formato obrigatório do exemplo em anexo", "1,00", "16/06/2010"]
    assert find_layout([HEAD, wordy, *BODY]).skip_rows == ()


def test_unknown_headings_over_numbers_and_dates() -> None:
    assert find_layout([["Alfa", "Beta", "Gama", "Delta"], *BODY]).header_row == 1


def test_no_headings_at_all() -> None:
    layout = find_layout(BODY)
    assert layout.header_row is None
    assert [note.code for note in layout.notes] == ["no_header"]
    assert find_layout([]).header_row is None


def test_a_profile_counts_what_is_filled_and_knows_the_width_of_codes() -> None:
    rows: list[Row] = [[f"{n:05}", None, " "] for n in range(20)]
    rows.append([898, "x", None])
    rows.append([899, "x", " "])
    first, second, third = profile([[["head"] * 3], rows[:9], rows[9:]], 2, frozenset())
    assert (first.filled, second.filled, third.filled) == (22, 2, 0)
    assert first.digit_width == 5
    assert second.samples == ["x"]
    assert third.said == []


def test_a_number_after_thousands_of_texts_is_still_seen() -> None:
    rows: list[Row] = [[f"{n:05}"] for n in range(MAX_DISTINCT + 500)]
    [column] = profile([rows, [[64_523]]], 1, frozenset())
    assert column.digit_width == 5


def test_codes_of_several_widths_are_left_as_they_are() -> None:
    [mixed] = profile([[["001"], ["0002"], ["00003"], [7]]], 1, frozenset())
    assert mixed.digit_width is None
    [plain] = profile([[["100"], ["200"], ["300"], [7]]], 1, frozenset())
    assert plain.digit_width is None


def test_skipped_rows_do_not_count() -> None:
    [column] = profile([[["head"], ["Regras"], ["1"]], [["2"], [date(2020, 1, 1)]]], 2, frozenset({2, 5}))
    assert list(column.values) == ["1", "2"]


def test_endless_texts_are_not_kept_whole() -> None:
    [column] = profile([[["x" * 100_000]]], 1, frozenset())
    assert max(len(str(value)) for value in column.values) <= 300
