from hypothesis import given
from hypothesis import strategies as st

from levitiis.kit import text


def test_search_key_ignores_accents_case_and_spaces() -> None:
    assert text.search_key("  Cadeira  GIRATÓRIA ção ") == "cadeira giratoria cao"


def test_sort_key_orders_numbers_by_value_and_accents_by_letter() -> None:
    names = ["Zebra", "10º andar", "2º andar", "Ábaco", "abacate", "Égua"]
    assert sorted(names, key=text.sort_key) == ["2º andar", "10º andar", "abacate", "Ábaco", "Égua", "Zebra"]


def test_tag_key_makes_variants_of_one_tag_equal() -> None:
    assert text.tag_key(" alg-00 0027") == text.tag_key("ALG-000027") == text.tag_key("ＡＬＧ-000027")


def test_like_escape_leaves_nothing_special() -> None:
    assert text.like_escape("100%_\\[a") == "100\\%\\_\\\\\\[a"


def test_bidi_and_control_characters_are_bad() -> None:
    assert text.has_bad_characters("abc\u202edef")
    assert text.has_bad_characters("abc\x90")
    assert text.has_bad_characters("a\nb")
    assert not text.has_bad_characters("a\nb", multiline=True)
    assert not text.has_bad_characters("ação ☂ 日本")


@given(st.text())
def test_clean_line_is_idempotent_and_clean(value: str) -> None:
    once = text.clean_line(value)
    assert text.clean_line(once) == once
    assert not text.has_bad_characters(once)


@given(st.text())
def test_keys_are_idempotent(value: str) -> None:
    assert text.tag_key(text.tag_key(value)) == text.tag_key(value)
    assert text.search_key(text.search_key(value)) == text.search_key(value)
