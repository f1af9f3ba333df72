import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.kit.access import EVERYWHERE, NOWHERE, SELF, Actor, ActorKind, Permission, Scope, job_actor
from levitiis.kit.problems import Problem, Texts

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


SCOPES = st.one_of(st.just(EVERYWHERE), st.lists(PATHS, max_size=4).map(Scope.of))


@given(SCOPES, SCOPES, st.none() | PATHS)
def test_what_two_scopes_have_in_common_is_covered_by_both(one: Scope, two: Scope, path: str | None) -> None:
    assert (one & two).covers(path) == (one.covers(path) and two.covers(path))


@given(SCOPES, SCOPES, PATHS)
def test_within_places_an_actor_may_there_what_he_may_at_all(held: Scope, places: Scope, path: str) -> None:
    actor = Actor(ActorKind.USER, 1, "a", {SELF.code: held}, person_id=2)
    inside = actor.within(places)
    assert inside.may(SELF, path) == (held.covers(path) and places.covers(path))
    assert (inside.id, inside.person_id) == ((1, 2) if places.everywhere else (None, None))


def test_within_places_the_system_may_everything_there_alone() -> None:
    inside = job_actor("x").within(Scope.of(["/1/"]))
    assert inside.may(SELF, "/1/2/")
    assert not inside.may(SELF, "/2/")


def test_a_common_scope_is_where_all_permissions_hold() -> None:
    other = Permission("test.other", Texts("", ""))
    actor = Actor(
        ActorKind.USER, 1, "a", {SELF.code: Scope.of(["/1/"]), "test.other": Scope.of(["/1/2/", "/3/"])}
    )
    assert actor.common_scope(SELF) == Scope.of(["/1/"])
    assert actor.common_scope(SELF, other) == Scope.of(["/1/2/"])


def test_require_at_refuses_outside_the_subtree() -> None:
    actor = Actor(ActorKind.USER, 1, "a", {SELF.code: Scope.of(["/1/"])})
    actor.require_at(SELF, "/1/2/")
    with pytest.raises(Problem, match="forbidden"):
        actor.require_at(SELF, "/2/")
