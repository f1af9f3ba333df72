"""Which rule a document falls under: deterministic, the most specific one, whatever the order."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.modules.approvals.choosing import Conditions, Facts, choose, place_of
from levitiis.modules.approvals.states import LevelPlace

PATHS = st.sampled_from(["/1/", "/1/2/", "/1/2/3/", "/1/4/", "/5/", "/5/6/"])
VALUES = st.integers(0, 5_000).map(Decimal)
FACTS = st.builds(
    Facts,
    origins=st.frozensets(PATHS, min_size=1, max_size=3),
    destination=st.none() | PATHS,
    value=VALUES,
    categories=st.frozensets(st.integers(1, 4), max_size=3),
)
RULES = st.lists(
    st.builds(
        Conditions,
        rule_id=st.integers(1, 1_000),
        origin=st.none() | PATHS,
        destination=st.none() | PATHS,
        category_id=st.none() | st.integers(1, 4),
        minimum_value=st.none() | VALUES,
    ),
    max_size=8,
    unique_by=lambda rule: rule.rule_id,
)


@given(RULES, FACTS, st.randoms(use_true_random=False))
def test_it_holds_and_does_not_hang_on_the_order(
    rules: list[Conditions], facts: Facts, random: Random
) -> None:
    found = choose(rules, facts)
    shuffled = list(rules)
    random.shuffle(shuffled)
    assert choose(shuffled, facts) == found
    assert (found is None) == (not any(rule.hold(facts) for rule in rules))
    if found is not None:
        assert found.hold(facts)
        assert all(found.weight >= rule.weight for rule in rules if rule.hold(facts))


@given(RULES, FACTS)
def test_a_higher_value_never_loses_a_rule(rules: list[Conditions], facts: Facts) -> None:
    richer = Facts(facts.origins, facts.destination, facts.value + 1, facts.categories)
    assert all(rule.hold(richer) for rule in rules if rule.hold(facts))


def test_deeper_places_come_before_categories_and_values() -> None:
    facts = Facts(frozenset({"/1/2/"}), "/5/6/", Decimal(900), frozenset({7}))
    general = Conditions(1)
    valued = Conditions(2, minimum_value=Decimal(500))
    dearer = Conditions(3, minimum_value=Decimal(800))
    category = Conditions(4, category_id=7)
    unit = Conditions(5, destination="/5/")
    room = Conditions(6, destination="/5/6/")
    order = [general, valued, dearer, category, unit, room]
    for count in range(1, len(order) + 1):
        assert choose(order[:count], facts) == order[count - 1]
    assert choose([Conditions(9, minimum_value=Decimal(901))], facts) is None


@pytest.mark.parametrize(
    ("place", "origins", "destination", "asked"),
    [
        (LevelPlace.DESTINATION, {"/1/2/"}, "/5/6/", 6),
        (LevelPlace.DESTINATION, {"/1/2/"}, None, 2),
        (LevelPlace.ORIGIN, {"/1/2/3/", "/1/4/"}, "/5/", 1),
        (LevelPlace.ORIGIN, {"/1/2/", "/5/"}, "/5/", None),
        (LevelPlace.ORIGIN, {None}, "/5/", None),
        (LevelPlace.ORGANISATION, {"/1/"}, "/5/", None),
        (LevelPlace.PLACE, {"/1/"}, "/5/", 42),
    ],
)
def test_where_a_level_asks(
    place: LevelPlace, origins: set[str | None], destination: str | None, asked: int | None
) -> None:
    assert place_of(place, 42, Facts(frozenset(origins), destination)) == asked
