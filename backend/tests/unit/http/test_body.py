import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.infra.http.body import MAX_DEPTH, parse
from levitiis.kit.problems import Problem

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NUMBER = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBER | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_ordinary_json_is_read_as_the_standard_library_reads_it(value: object) -> None:
    raw = json.dumps(value, ensure_ascii=False).encode()
    assert parse(raw) == json.loads(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":-Infinity}',
        b'{"a":1e1000000}',
        b'{"a":1e400}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\ud800"}',
        b'{"a":"\\u0000"}',
        b'{"\\u0000":1}',
        b'{"a":"\xff"}',
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 40 + b"1" + b"}" * 40,
        b"{",
        b"[1,]",
        b"\xef\xbb\xbf{}x",
        b"[" * 33 + b'"' + b'\\"' * 400_000,
    ],
)
def test_hostile_json_is_refused(raw: bytes) -> None:
    with pytest.raises(Problem) as refused:
        parse(raw)
    assert refused.value.code == "request.malformed_body"


def test_a_text_that_never_ends_takes_no_longer_than_its_length() -> None:
    """Quadratic, this megabyte would take hours, before anybody has signed in."""
    began = time.process_time()
    with pytest.raises(Problem):
        parse(b"[" * 33 + b'"' + b'\\"' * 500_000)
    assert time.process_time() - began < 5


def test_brackets_in_texts_are_no_depth() -> None:
    assert parse(json.dumps(["[" * 100]).encode()) == ["[" * 100]
    assert parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
