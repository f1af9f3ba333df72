import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.kit.access import EVERYWHERE, NOWHERE, SELF, Actor, ActorKind, Scope
from levitiis.kit.problems import Problem

PATHS = st.lists(st.integers(1, 9), min_size=1, max_size=5).map(
    lambda ids: "/" + "".join(f"{i}/" for i in ids)
)


@given(st.lists(PATHS), PATHS)
def test_the_smallest_scope_covers_exactly_what_its_grants_cover(prefixes: list[str], path: str) -> None:
    assert Scope.of(prefixes).covers(path) == any(path.startswith(prefix) for prefix in prefixes)


@given(st.lists(PATHS))
def test_no_subtree_of_a_scope_lies_in_another(prefixes: list[str]) -> None:
    kept = Scope.of(prefixes).prefixes
    assert not any(a != b and a.startswith(b) for a in kept for b in kept)


def test_a_thing_without_a_place_is_seen_organisation_wide_only() -> None:
    assert EVERYWHERE.covers(None)
    assert not Scope.of(["/1/"]).covers(None)
    assert not NOWHERE.covers("/1/")


def test_sibling_with_a_longer_number_is_outside() -> None:
    assert not Scope.of(["/1/"]).covers("/12/")


def test_require_at_refuses_outside_the_subtree() -> None:
    actor = Actor(ActorKind.USER, 1, "a", {SELF.code: Scope.of(["/1/"])})
    actor.require_at(SELF, "/1/2/")
    with pytest.raises(Problem, match="forbidden"):
        actor.require_at(SELF, "/2/")
