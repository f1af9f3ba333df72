"""Text fitted into widths: no line is ever wider than its room, and nothing is lost without a sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.infra.documents.fitting import (
    break_word,
    cut,
    cut_middle,
    cut_path,
    fit_lines,
    split_code,
    wrap,
)
from levitiis.infra.documents.metrics import text_width
from levitiis.infra.documents.text import clusters, plain

ANY_TEXT = st.text(max_size=120).map(plain)
WIDTHS = st.floats(min_value=8, max_value=80)
SIZE = 2.0


@given(ANY_TEXT, WIDTHS)
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap(text, "regular", SIZE, width)
    assert all(text_width(line, "regular", SIZE) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@given(ANY_TEXT, WIDTHS, st.integers(1, 4))
def test_fitted_lines_fit_and_say_when_something_is_missing(text: str, width: float, most: int) -> None:
    lines = fit_lines(text, "semibold", SIZE, width, most)
    assert len(lines) <= most
    assert all(text_width(line, "semibold", SIZE) <= width for line in lines)
    if "".join(lines).replace(" ", "") != "".join(text.split()):
        assert lines[-1].endswith("…")


@given(ANY_TEXT, WIDTHS)
def test_a_cut_text_fits(text: str, width: float) -> None:
    assert text_width(cut(text, "regular", SIZE, width), "regular", SIZE) <= width


@given(ANY_TEXT, WIDTHS, st.integers(1, 3))
def test_codes_fit_or_are_refused(code: str, width: float, most: int) -> None:
    lines = split_code(code, SIZE, width, most)
    if lines is not None:
        assert len(lines) <= most
        assert all(text_width(line, "code", SIZE) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == code.replace(" ", "")
    assert text_width(cut_middle(code, SIZE, width), "code", SIZE) <= width


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrap("Mesa de reunião", "regular", SIZE, 12) == ["Mesa de", "reunião"]


def test_a_long_word_is_broken_between_characters_not_within_them() -> None:
    word = "a\u0303" * 30
    pieces = break_word(word, "regular", SIZE, 10)
    assert len(pieces) > 1
    assert all(piece.startswith("a") for piece in pieces)


def test_an_ellipsis_follows_a_letter_not_a_comma() -> None:
    text = "Cadeira, mesa"
    width = text_width("Cadeira, …", "regular", SIZE) + 0.01
    assert cut(text, "regular", SIZE, width) == "Cadeira…"


def test_a_code_breaks_after_its_separators() -> None:
    assert split_code("ALG-000027", SIZE, 9, 2) == ["ALG-", "000027"]
    assert split_code("PMSP-2026-0000123", SIZE, 12, 2) is None


def test_a_cut_code_keeps_both_ends() -> None:
    text = cut_middle("PMSP-2026-0000123", SIZE, 14)
    head, tail = text.split("…")
    assert "PMSP-2026-0000123".startswith(head)
    assert "PMSP-2026-0000123".endswith(tail)
    assert min(len(head), len(tail)) >= 4


def test_a_place_keeps_the_room_and_drops_what_is_farthest() -> None:
    parts = ["Sala 214", "2º andar", "Bloco B", "Sede"]
    assert cut_path(parts, "regular", SIZE, 60, 1) == ["Sala 214 · 2º andar · Bloco B · Sede"]
    assert cut_path(parts, "regular", SIZE, 22, 1) == ["Sala 214 · 2º andar"]
    assert cut_path(["Almoxarifado central"], "regular", SIZE, 12, 1)[0].endswith("…")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Mesa \t de\nreunião ", "Mesa de reunião"),
        ("abc\u202edef\u2066", "abcdef"),
        ("a\u200bb\u200dc\ufe0f\u00ad", "abc"),
        ("a\x00\x90b", "ab"),
        ("Sa\u0303o", "São"),
        ("a" + "\u0301" * 40 + "b", "á\u0301\u0301b"),
        ("\ud800x", "x"),
        (None, ""),
    ],
)
def test_plain_text(typed: str | None, printed: str) -> None:
    assert plain(typed) == printed


def test_plain_text_is_bounded() -> None:
    assert plain("x" * 100_000, 50) == "x" * 49 + "…"


def test_clusters_keep_marks_with_their_letter() -> None:
    assert clusters("a\u0303o") == ["a\u0303", "o"]
