"""Places that a file names: found or made, in a number of statements that does not depend on theirs."""

from __future__ import annotations

import pytest

from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem
from levitiis.modules.locations import actions, checks
from levitiis.modules.locations.naming import PlaceName, PlaceRef, find_or_create_places, find_places
from levitiis.modules.locations.policy import MANAGE, READ
from tests.builders.actors import actor
from tests.builders.locations import location
from tests.db.stage import Stage


async def ensure(stage: Stage, *wanted: PlaceName, who: Actor | None = None) -> dict[PlaceName, PlaceRef]:
    async with stage.work(who) as uow:
        return await find_or_create_places(uow, wanted)


async def rows(stage: Stage) -> list[tuple[str, str, str | None]]:
    found = await stage.sql("SELECT full_name, type, code FROM locations ORDER BY sort_key")
    return [(row.full_name, row.type, row.code) for row in found]


@pytest.fixture
async def seeded(stage: Stage) -> Stage:
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
    return stage


async def test_what_is_missing_is_made_with_the_places_above_it(seeded: Stage) -> None:
    wanted = (
        PlaceName(("Sede", "Bloco A", "2º andar", "201")),
        PlaceName(("SÉDE", "bloco a"), code="BA"),
        PlaceName(("Delegacia de Arandu",), kind="administrative_unit", code="11080"),
        PlaceName(("Sede", "Bloco A", "2º andar", "201", "Armário"), kind="floor"),
    )
    found = await ensure(seeded, *wanted)
    assert await rows(seeded) == [
        ("Delegacia de Arandu", "administrative_unit", "11080"),
        ("Sede", "unit", None),
        ("Sede › Bloco A", "building", "BA"),
        ("Sede › Bloco A › 2º andar", "floor", None),
        ("Sede › Bloco A › 2º andar › 201", "room", None),
        ("Sede › Bloco A › 2º andar › 201 › Armário", "room", None),
    ]
    assert all(found[place].created for place in wanted)
    async with seeded.read() as session:
        assert await checks.violations(session) == []


async def test_the_same_again_adds_nothing_and_leaves_no_trail(seeded: Stage) -> None:
    wanted = (PlaceName(("Sede", "201"), code="x"), PlaceName(("Anexo",)))
    first = await ensure(seeded, *wanted)
    trail = await seeded.sql("SELECT count(*) FROM audit_logs")
    events = await seeded.sql("SELECT count(*) FROM outbox_events")
    second = await ensure(seeded, PlaceName(("sede", "201")), PlaceName(("ANEXO",)))
    assert sorted(ref.id for ref in second.values()) == sorted(ref.id for ref in first.values())
    assert not any(ref.created for ref in second.values())
    assert await seeded.sql("SELECT count(*) FROM audit_logs") == trail
    assert await seeded.sql("SELECT count(*) FROM outbox_events") == events


async def test_a_lone_name_is_found_by_its_code_where_just_one_place_has_it(seeded: Stage) -> None:
    made = await ensure(seeded, PlaceName(("DP Arandu",), code="11080"), PlaceName(("A", "1"), code="7"),
                        PlaceName(("B", "1"), code="7"))  # fmt: skip
    renamed = PlaceName(("Delegacia de Polícia de Arandu",), code="11080")
    ambiguous = PlaceName(("Sala sete",), code="7")
    nested = PlaceName(("C", "1"), code="11080")
    found = await ensure(seeded, renamed, ambiguous, nested)
    assert found[renamed].id == made[PlaceName(("DP Arandu",), code="11080")].id
    assert found[ambiguous].created
    assert found[nested].full_name == "C › 1"


async def test_every_place_made_has_its_trail(seeded: Stage) -> None:
    await ensure(seeded, PlaceName(("Sede", "Bloco A")))
    entries = await seeded.sql(
        "SELECT entity_id, data_json FROM audit_logs WHERE entity = 'location' AND action = 'create'"
    )
    assert [row.data_json["changes"]["full_name"] for row in entries] == [
        [None, "Sede"], [None, "Sede › Bloco A"],
    ]  # fmt: skip
    (event,) = await seeded.sql("SELECT payload FROM outbox_events")
    assert sorted(event.payload["ids"]) == sorted(row.entity_id for row in entries)


async def test_the_number_of_statements_does_not_depend_on_that_of_places(seeded: Stage) -> None:
    async def statements(unit: str, number: int) -> int:
        with seeded.counting() as sent:
            await ensure(seeded, *(PlaceName((unit, f"{n % 7}", f"{n}")) for n in range(number)))
        return len(sent)

    few = await statements("few", 10)
    many = await statements("many", 900)
    assert many <= few + 6, "900 rows go in a few batches of one statement"


async def test_two_imports_at_once_make_each_place_once(seeded: Stage) -> None:
    wanted = [PlaceName(("Sede", f"Sala {n}")) for n in range(20)]
    outcome = await seeded.together(*(lambda uow: find_or_create_places(uow, wanted) for _ in range(3)))
    assert outcome == ["done"] * 3
    assert len(await rows(seeded)) == 21


async def test_nobody_makes_places_where_he_may_not(seeded: Stage) -> None:
    async with seeded.work() as uow:
        unit = await location(uow, "Sede")
        block = await location(uow, "Bloco A", parent=unit, kind="building")
        await location(uow, "Bloco B", parent=unit, kind="building")
    limited = actor(READ, MANAGE, at=block.path)
    found = await ensure(seeded, PlaceName(("Sede", "Bloco A", "201")), who=limited)
    assert [ref.full_name for ref in found.values()] == ["Sede › Bloco A › 201"]
    for names in (("Anexo",), ("Sede", "Bloco B"), ("Sede", "Bloco B", "1"), ("Sede",)):
        with pytest.raises(Problem, match="forbidden"):
            await ensure(seeded, PlaceName(names), who=limited)
    with pytest.raises(Problem, match="forbidden"):
        await ensure(seeded, PlaceName(("Sede", "Bloco A", "202")), who=actor(READ))
    async with seeded.read() as session:
        wanted = [PlaceName(("Sede", "Bloco A")), PlaceName(("Sede", "Bloco B"))]
        assert list(await find_places(session, limited, wanted)) == wanted[:1]


@pytest.mark.parametrize("names", [(), ("",), ("x" * 121,), ("Sede", " ")])
def test_what_cannot_be_stored_is_refused_when_it_is_named(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="readable"):
        PlaceName(names)
