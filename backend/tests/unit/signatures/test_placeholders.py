"""Placeholders are filled once, and nothing that is filled in is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.modules.signatures.placeholders import ABSENT, PLACEHOLDERS, faults, fill, paragraphs

NAMES = st.sampled_from(sorted(PLACEHOLDERS))
VALUES = st.dictionaries(NAMES, st.text(max_size=30))
PLAIN = st.text(alphabet=st.characters(exclude_characters="{}"), max_size=20)


@given(st.lists(st.tuples(PLAIN, NAMES), max_size=5), VALUES)
def test_each_is_replaced_by_its_value_and_nothing_else_changes(
    parts: list[tuple[str, str]], values: dict[str, str]
) -> None:
    text = "".join(f"{plain}{{{{{name}}}}}" for plain, name in parts)
    assert faults(text) == []
    assert fill(text, values) == "".join(plain + (values.get(name) or ABSENT) for plain, name in parts)


def test_a_value_that_looks_like_one_stays_as_it_is() -> None:
    assert fill("{{responsavel}}", {"responsavel": "{{cpf}}", "cpf": "secret"}) == "{{cpf}}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{{nome}}", ["nome"]),
        ("{{ responsavel }}", []),
        ("{{responsavel", ["{{"]),
        ("responsavel}}", ["}}"]),
        ("{{responsavel.__class__}}", ["responsavel.__class__"]),
        ("{{}}", [""]),
        ("a {b} c", []),
    ],
)
def test_what_is_no_placeholder_is_named(text: str, wrong: list[str]) -> None:
    assert faults(text) == wrong


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs("um\ndois\n\n \n três \n") == ["um dois", "três"]
