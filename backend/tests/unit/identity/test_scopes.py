"""Where permissions hold: grants become scopes, and scopes become the rows that exist for somebody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert, select

from levitiis.infra.db.search import within
from levitiis.kit.access import EVERYWHERE, NOWHERE, SELF, Actor, ActorKind, Permission, Scope
from levitiis.kit.problems import Texts
from levitiis.modules.identity.policy import USERS_READ, visible
from levitiis.modules.identity.queries.actor import scopes_of

THINGS = Permission("tests.things", Texts("Ver coisas", "See things"))

ids = st.integers(1, 12)
paths = st.lists(ids, min_size=1, max_size=4).map(lambda steps: "/" + "".join(f"{step}/" for step in steps))


@given(st.lists(paths, max_size=8), paths)
def test_a_scope_covers_exactly_what_one_of_its_subtrees_covers(prefixes: list[str], path: str) -> None:
    assert Scope.of(prefixes).covers(path) == any(path.startswith(prefix) for prefix in prefixes)


@given(st.lists(paths, max_size=8))
def test_a_scope_is_the_smallest_that_says_so(prefixes: list[str]) -> None:
    scope = Scope.of(prefixes)
    assert set(scope.prefixes) <= set(prefixes)
    for prefix in scope.prefixes:
        others = [other for other in scope.prefixes if other != prefix]
        assert not prefix.startswith(tuple(others) or ("\0",))
    assert Scope.of([*scope.prefixes, *prefixes]) == scope
    assert bool(scope) == bool(prefixes)


@given(st.lists(paths, max_size=4))
def test_a_thing_without_a_place_is_in_no_subtree(prefixes: list[str]) -> None:
    assert not Scope.of(prefixes).covers(None)
    assert EVERYWHERE.covers(None)
    assert not NOWHERE.covers(None)


def test_neighbours_whose_numbers_begin_alike_stay_apart() -> None:
    assert not Scope.of(["/1/"]).covers("/12/")
    assert not Scope.of(["/1/2/"]).covers("/1/23/")
    assert Scope.of(["/1/2/"]).covers("/1/2/")


table = Table(
    "things", MetaData(), Column("id", Integer, primary_key=True), Column("path", String, nullable=True)
)


@given(st.lists(paths, max_size=5), st.lists(st.none() | paths, max_size=12))
def test_the_database_and_the_scope_agree(prefixes: list[str], places: list[str | None]) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        if places:
            connection.execute(insert(table), [{"path": path} for path in places])
        for scope in (Scope.of(prefixes), EVERYWHERE, NOWHERE):
            found = (
                connection.execute(select(table.c.path).where(within(table.c.path, scope))).scalars().all()
            )
            expected = [path for path in places if scope.covers(path)]
            assert sorted(map(str, found)) == sorted(map(str, expected))
    engine.dispose()


def actor(*grants: tuple[str | None, str]) -> Actor:
    return Actor(ActorKind.USER, 1, "", scopes_of(grants))


def test_no_grant() -> None:
    nobody = actor()
    assert set(nobody.scopes) == {SELF.code}
    assert not nobody.may(THINGS)
    assert not nobody.may(THINGS, "/1/")


def test_a_user_whose_only_grant_names_no_permission() -> None:
    assert set(scopes_of(((None, None),))) == {SELF.code}
    assert set(scopes_of((("/1/", ""),))) == {SELF.code}


def test_one_subtree() -> None:
    local = actor(("/1/2/", THINGS.code))
    assert local.may(THINGS)
    assert local.may(THINGS, "/1/2/9/")
    assert not local.may(THINGS, "/1/")
    assert not local.scope(THINGS).covers(None)


def test_two_that_overlap() -> None:
    both = actor(("/1/2/", THINGS.code), ("/1/", f"{THINGS.code},users.read"), ("/3/", THINGS.code))
    assert both.scope(THINGS).prefixes == ("/1/", "/3/")
    assert both.scope(USERS_READ).prefixes == ("/1/",)


def test_everywhere_wins() -> None:
    whole = actor(("/1/2/", THINGS.code), (None, THINGS.code))
    assert whole.scope(THINGS) is EVERYWHERE


def test_users_have_no_place() -> None:
    assert str(visible(actor())) == "false"
    assert str(visible(actor(("/1/", "users.read")))) == "false"
    assert str(visible(actor((None, "users.read")))) == "true"
