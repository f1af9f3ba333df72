"""File names from outside, and the header that carries a name out."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.infra.files.names import FALLBACK, MAX_NAME, content_disposition, safe_filename


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("relatório.xlsx", "relatório.xlsx"),
        ("C:\\Users\\ana\\a.csv", "a.csv"),
        ("../../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.csv", "aSet-Cookie_ x.csv"),
        ("fatura\u202efdp.exe", "faturafdp.exe"),
        ("a\0b.csv", "ab.csv"),
        ("  ..hidden.. ", "hidden"),
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ('a"b<c>|d?.csv', "a_b_c__d_.csv"),
        ("zero\u200bwidth.csv", "zerowidth.csv"),
        ("e\u0301.csv", "é.csv"),
        ("", FALLBACK),
        ("...", FALLBACK),
        ("/", FALLBACK),
        (".csv", "csv"),
        ("a" * 300 + ".xlsx", "a" * (MAX_NAME - 5) + ".xlsx"),
        ("a." + "b" * 300, ("a." + "b" * 300)[:MAX_NAME]),
    ],
)
def test_harmless(sent: str, kept: str) -> None:
    assert safe_filename(sent) == kept


@given(st.text(max_size=400))
def test_always_a_name(sent: str) -> None:
    kept = safe_filename(sent)
    assert 0 < len(kept) <= MAX_NAME
    assert not re.search(r'[/\\\x00-\x1f\x7f"<>:|?*\u202a-\u202e]', kept)
    assert kept == safe_filename(kept)
    assert kept.strip(". ") == kept


@given(st.text(max_size=400))
def test_always_one_line_of_plain_ascii_that_names_the_file(sent: str) -> None:
    header = content_disposition(sent)
    assert re.fullmatch(
        r"attachment; filename=\"[A-Za-z0-9 ._()\-]+\"(; filename\*=UTF-8''[^ \"';,]+)?", header
    )
    name = safe_filename(sent)
    extended = header.partition("filename*=UTF-8''")[2]
    assert unquote(extended) == name if extended else f'"{name}"' in header
