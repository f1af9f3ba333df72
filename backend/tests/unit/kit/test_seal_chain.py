"""The chain's pure functions: ranges, what is missing from them, and that each field counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.infra.history.chain import GENESIS, Digest, Link, as_ranges, missing_from

NOON = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)
LINK = Link(3, 40, 2, [[37, 37], [40, 40]], "d" * 64, "p" * 64, NOON)


def ids_of(ranges: list[list[int]]) -> list[int]:
    return [number for first, last in ranges for number in range(first, last + 1)]


@given(st.sets(st.integers(1, 400), min_size=1))
def test_ranges_and_gaps_are_two_halves(ids: set[int]) -> None:
    ordered = sorted(ids)
    assert ids_of(as_ranges(ordered)) == ordered
    gaps = missing_from(1, 400, ordered)
    assert sorted([*ids_of(gaps), *ordered]) == list(range(1, 401))
    assert all(first <= last for first, last in gaps)


def digest(*entries: Any) -> str:
    made = Digest()
    for entry in entries:
        made.add(entry)
    return made.hexdigest()


def test_a_digest_tells_order_number_and_every_value() -> None:
    one, two = (1, "asset", {"b": 1, "a": [None, "é"]}, NOON), (2, "asset", {}, NOON)
    assert digest(one, two) != digest(two, one)
    assert digest(one) != digest(one, two) != digest(one, one)
    assert digest(one) != digest((1, "asset", {"b": 1, "a": [None, "e"]}, NOON))
    assert digest(one) != digest((1, "asset", {"b": 1, "a": [None, "é"]}, NOON + timedelta(microseconds=1)))


def test_a_digest_does_not_depend_on_key_order_or_zone() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=-3)))
    assert digest((1, {"a": 1, "b": 2}, NOON)) == digest((1, {"b": 2, "a": 1}, elsewhere))


@pytest.mark.parametrize(
    "change",
    [
        {"number": 4},
        {"covered_to": 41},
        {"entries": 3},
        {"ranges": [[37, 40]]},
        {"digest": "e" * 64},
        {"previous": GENESIS},
        {"sealed_at": NOON + timedelta(seconds=1)},
    ],
)
def test_a_hash_covers_every_field_of_its_link(change: dict[str, Any]) -> None:
    assert replace(LINK, **change).hash() != LINK.hash()
