"""Lists, the tree and the search: who sees what, in which order, and with how many statements."""

from __future__ import annotations

from typing import Any

import pytest

from levitiis.infra.db.tree_queries import SubtreeCount
from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem
from levitiis.modules.assets.policy import READ as ASSETS
from levitiis.modules.assets.queries.counts import count_in_places
from levitiis.modules.locations import actions, queries
from levitiis.modules.locations.api import PlaceName, find_or_create_places
from levitiis.modules.locations.policy import MANAGE, READ
from levitiis.modules.locations.schemas import LocationFilter, LocationIn, LocationPatch
from tests.builders.actors import actor
from tests.builders.assets import asset
from tests.builders.locations import location
from tests.db.stage import Stage

EVERYTHING = (READ, MANAGE, ASSETS)


class Campus:
    """Sede (Bloco A: salas 2 and 10; Bloco B: sala 1) and Anexo; three assets in Bloco A, one in Anexo."""

    def __init__(self, stage: Stage, ids: dict[str, int], paths: dict[str, str]) -> None:
        self.stage, self.ids, self.paths = stage, ids, paths

    def at(self, *names: str) -> Actor:
        return actor(*EVERYTHING, at=[self.paths[name] for name in names])

    async def listed(self, who: Actor, **params: Any) -> list[str]:
        async with self.stage.read() as session:
            page = await queries.list_locations(session, who, LocationFilter(**params), count_in_places)
        assert page.total == len(page.items)
        return [place.name for place in page.items]

    async def level(self, who: Actor, parent: str | None = None) -> list[str]:
        async with self.stage.read() as session:
            found = await queries.tree_level(
                session, who, self.ids[parent] if parent else None, count_in_places
            )
        return [place.name for place in found.items]


@pytest.fixture
async def campus(stage: Stage) -> Campus:
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
        unit = await location(uow, "Sede")
        a = await location(uow, "Bloco A", parent=unit, kind="building")
        ten = await location(uow, "Sala 10", parent=a)
        two = await location(uow, "Sala 2", parent=a)
        b = await location(uow, "Bloco B", parent=unit, kind="building")
        one = await location(uow, "Sala 1", parent=b)
        annex = await actions.create_location(uow, LocationIn(name="Anéxo", type="unit", code="AX-7"))
        for place in (a, two, two, annex):
            await asset(uow, location_id=place.id)
        made = [unit, a, ten, two, b, one, annex]
    ids, paths = {place.name: place.id for place in made}, {place.name: place.path for place in made}
    return Campus(stage, ids, paths)


async def test_each_sees_what_his_grants_cover(campus: Campus) -> None:
    whole = ["Anéxo", "Sede", "Bloco A", "Sala 2", "Sala 10", "Bloco B", "Sala 1"]
    assert await campus.listed(actor(*EVERYTHING)) == whole
    assert await campus.listed(actor()) == []
    assert await campus.listed(campus.at("Bloco A")) == ["Bloco A", "Sala 2", "Sala 10"]
    assert await campus.listed(campus.at("Bloco A", "Sala 2")) == ["Bloco A", "Sala 2", "Sala 10"]
    assert await campus.listed(campus.at("Sala 2", "Bloco B")) == ["Sala 2", "Bloco B", "Sala 1"]


async def test_the_tree_begins_where_the_grants_begin(campus: Campus) -> None:
    assert await campus.level(actor(*EVERYTHING)) == ["Anéxo", "Sede"]
    assert await campus.level(actor(*EVERYTHING), "Bloco A") == ["Sala 2", "Sala 10"]
    assert await campus.level(actor()) == []
    assert await campus.level(campus.at("Bloco A", "Sala 2", "Sala 1")) == ["Bloco A", "Sala 1"]
    assert await campus.level(campus.at("Bloco A"), "Bloco B") == []


async def test_of_the_places_above_only_the_names_are_shown(campus: Campus) -> None:
    async with campus.stage.read() as session:
        found = await queries.get_location(
            session, campus.at("Sala 2"), campus.ids["Sala 2"], count_in_places
        )
    assert found.full_name == "Sede › Bloco A › Sala 2"
    assert [step.name for step in found.path] == ["Sede", "Bloco A", "Sala 2"]


async def test_filters(campus: Campus) -> None:
    everyone = actor(*EVERYTHING)
    assert await campus.listed(everyone, parent_id=campus.ids["Sede"]) == ["Bloco A", "Bloco B"]
    assert await campus.listed(everyone, within=campus.ids["Bloco A"]) == ["Bloco A", "Sala 2", "Sala 10"]
    assert await campus.listed(everyone, within=999) == []
    assert await campus.listed(campus.at("Sala 2"), within=campus.ids["Bloco A"]) == [], (
        "it does not exist for him"
    )
    assert await campus.listed(everyone, type=["building", "unit"]) == ["Anéxo", "Sede", "Bloco A", "Bloco B"]
    assert await campus.listed(everyone, sort="-name", type=["room"]) == ["Sala 2", "Sala 10", "Sala 1"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("anexo", ["Anéxo"]),
        ("SALÁ 1", ["Sala 10", "Sala 1"]),
        ("sede", ["Sede"]),
        ("sede bloco", ["Bloco A", "Bloco B"]),
        ("sede b sala", ["Sala 2", "Sala 10", "Sala 1"]),
        ("ax-7", ["Anéxo"]),
        ("AX", ["Anéxo"]),
        ("%", []),
        ("_", []),
        ("nowhere", []),
    ],
)
async def test_search(campus: Campus, q: str, found: list[str]) -> None:
    assert await campus.listed(actor(*EVERYTHING), q=q) == found
    async with campus.stage.read() as session:
        hits = await queries.search(session, actor(*EVERYTHING), q, 10)
        assert {hit.title for hit in hits} == set(found)
        assert await queries.search(session, actor(), q, 10) == []


async def test_matches_stand_under_their_ancestors(campus: Campus) -> None:
    async with campus.stage.read() as session:
        found = await queries.tree_search(session, actor(*EVERYTHING), "sala 10", None, count_in_places)
        assert [(node.name, node.matched) for node in found.items] == [
            ("Sede", False), ("Bloco A", False), ("Sala 10", True),
        ]  # fmt: skip
        limited = await queries.tree_search(session, campus.at("Bloco A"), "sala", None, count_in_places)
        assert [(node.name, node.matched) for node in limited.items] == [
            ("Bloco A", False), ("Sala 2", True), ("Sala 10", True),
        ]  # fmt: skip
        inside = await queries.tree_search(
            session, actor(*EVERYTHING), "sala", campus.ids["Bloco B"], count_in_places
        )
        assert [node.name for node in inside.items if node.matched] == ["Sala 1"]


async def test_counts_are_its_own_and_with_all_below(campus: Campus) -> None:
    async with campus.stage.read() as session:
        level = await queries.tree_level(session, actor(*EVERYTHING), None, count_in_places)
        counts = {
            node.name: (node.child_count, node.asset_count, node.asset_count_total) for node in level.items
        }
        assert counts == {"Anéxo": (0, 1, 1), "Sede": (2, 0, 3)}
        block = await queries.get_location(
            session, actor(*EVERYTHING), campus.ids["Bloco A"], count_in_places
        )
        assert (block.child_count, block.asset_count, block.asset_count_total) == (2, 1, 3)


async def test_what_may_be_done_is_told_per_place_and_actor(campus: Campus) -> None:
    async def allowed(who: Actor, name: str) -> list[str]:
        async with campus.stage.read() as session:
            shown = await queries.get_location(session, who, campus.ids[name], count_in_places)
        return list(shown.allowed_actions)

    assert await allowed(actor(*EVERYTHING), "Bloco B") == ["edit", "move", "create_child"]
    assert await allowed(actor(*EVERYTHING), "Sala 1") == ["edit", "move", "delete", "create_child"]
    assert await allowed(actor(*EVERYTHING), "Sala 2") == ["edit", "move", "create_child"]
    assert await allowed(actor(READ), "Sala 1") == []
    mixed = Actor(
        actor().kind, 1, "x", {**actor(READ).scopes, **actor(MANAGE, at=campus.paths["Bloco A"]).scopes}
    )
    assert await allowed(mixed, "Sala 10") == ["edit", "move", "delete", "create_child"]
    assert await allowed(mixed, "Sala 1") == []


async def test_the_number_of_statements_does_not_grow_with_the_tree(campus: Campus) -> None:
    everyone = actor(*EVERYTHING)

    async def none_inside(*_: Any) -> dict[int, SubtreeCount]:
        return {}

    async def statements() -> list[int]:
        numbers: list[int] = []
        for parent in (None, campus.ids["Sede"]):
            with campus.stage.counting() as sent:
                async with campus.stage.read() as session:
                    await queries.tree_level(session, everyone, parent, none_inside)
            numbers.append(len(sent))
        with campus.stage.counting() as sent:
            async with campus.stage.read() as session:
                await queries.tree_search(session, everyone, "sala", None, none_inside)
        numbers.append(len(sent))
        with campus.stage.counting() as sent:
            async with campus.stage.read() as session:
                await queries.list_locations(session, everyone, LocationFilter(), none_inside)
        return [*numbers, len(sent)]

    before = await statements()
    async with campus.stage.work() as uow:
        await find_or_create_places(
            uow, [PlaceName(("Sede", f"Bloco {b}", f"Sala {n}")) for b in range(10) for n in range(40)]
        )
    after = await statements()
    assert before == [2, 2, 3, 2]
    assert after == [2, 2, 3, 3], "a full page asks for the total too"


async def test_a_broad_level_is_cut_and_says_so(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MAX_LEVEL", 1)
    monkeypatch.setattr(queries, "MAX_MATCHES", 1)
    async with campus.stage.read() as session:
        level = await queries.tree_level(session, actor(*EVERYTHING), None, count_in_places)
        assert ([node.name for node in level.items], level.truncated) == (["Anéxo"], True)
        found = await queries.tree_search(session, actor(*EVERYTHING), "sala", None, count_in_places)
        assert ([node.name for node in found.items if node.matched], found.truncated) == (["Sala 2"], True)


async def test_kinds_are_seeded_once_and_say_below_what_they_stand(stage: Stage) -> None:
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
    async with stage.read() as session:
        kinds = {kind.code: kind for kind in (await queries.list_kinds(session)).items}
    assert list(kinds) == ["unit", "administrative_unit", "building", "floor", "sector", "room"]
    assert kinds["unit"].allowed_parents == []
    assert kinds["floor"].allowed_parents == ["unit", "administrative_unit", "building"]
    assert kinds["room"].allowed_parents == list(kinds)
    assert (kinds["floor"].name_pt, kinds["floor"].name_en) == ("Andar", "Floor")


async def test_the_paths_of_places_are_had_in_one_statement(campus: Campus) -> None:
    async with campus.stage.read() as session:
        assert await queries.paths_of(session, []) == []
        wanted = [campus.ids["Sede"], campus.ids["Anéxo"], campus.ids["Sede"]]
        assert sorted(await queries.paths_of(session, wanted)) == sorted(
            [campus.paths["Sede"], campus.paths["Anéxo"]]
        )
        assert await queries.path_of(session, None) is None
        assert await queries.require_place(session, actor(READ), None, "/location_id") is None


async def test_an_edit_out_of_reach_is_as_if_there_were_nothing(campus: Campus) -> None:
    limited = campus.at("Bloco A")

    async def edit(who: Actor, name: str) -> None:
        async with campus.stage.work(who) as uow:
            await actions.edit_location(uow, campus.ids[name], LocationPatch(code="C"), None)

    await edit(limited, "Sala 2")
    for who, name, code in (
        (limited, "Sala 1", "not_found"),
        (limited, "Sede", "not_found"),
        (actor(READ), "Sala 1", "forbidden"),
    ):
        with pytest.raises(Problem, match=code):
            await edit(who, name)
