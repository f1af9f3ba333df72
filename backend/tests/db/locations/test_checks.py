"""I09: whatever way a tree is broken, the check names it and the row."""

from __future__ import annotations

import pytest

from levitiis.modules.catalogue import actions as categories
from levitiis.modules.catalogue import checks as category_checks
from levitiis.modules.catalogue.schemas import CategoryIn
from levitiis.modules.locations import actions, checks
from tests.builders.locations import location
from tests.db.stage import Stage

PATH = "path is not its parent's with its own id"
NAME = "full_name is not its parent's with its name"
DEPTH = "depth is not its parent's plus one"
BREAKS = [
    ("SET parent_key = 7 WHERE name = 'Bloco'", "parent_key is not that of the parent"),
    ("SET path = '/9/' WHERE name = 'Bloco'", PATH),
    ("SET path = '/9/' WHERE name = 'Sede'", PATH),
    ("SET full_name = 'Bloco' WHERE name = 'Bloco'", NAME),
    ("SET name = 'X' WHERE name = 'Bloco'", NAME),
    ("SET depth = 3 WHERE name = 'Bloco'", DEPTH),
    ("SET depth = 2 WHERE name = 'Sede'", DEPTH),
    ("SET sort_key = 'bloco' WHERE name = 'Bloco'", "sort_key does not begin with its parent's"),
    ("SET search_text = 'bloco' WHERE name = 'Bloco'", "search_text does not begin with its parent's"),
    (
        "SET parent_id = (SELECT id FROM locations WHERE name = 'Sala') WHERE name = 'Bloco'",
        "in a cycle or below one: no root leads to it",
    ),
    ("SET type = 'unit' WHERE name = 'Bloco'", "its kind does not fit below that of its parent"),
]


@pytest.fixture
async def sound(stage: Stage) -> Stage:
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
        unit = await location(uow, "Sede")
        block = await location(uow, "Bloco", parent=unit, kind="building")
        await location(uow, "Sala", parent=block)
        root = await categories.create_category(uow, CategoryIn(name="Sede"))
        await categories.create_category(uow, CategoryIn(name="Bloco", parent_id=root.id))
    await stage.sql("ALTER TABLE locations DROP CONSTRAINT ck_locations_parent_key")
    async with stage.read() as session:
        assert await checks.violations(session) == []
        assert await category_checks.violations(session) == []
    return stage


async def test_every_way_of_breaking_the_tree_is_found(sound: Stage) -> None:
    for change, message in BREAKS:
        await sound.sql("CREATE TABLE kept AS SELECT * FROM locations")
        await sound.sql(f"UPDATE locations {change}")
        async with sound.read() as session:
            found = await checks.violations(session)
        assert message in {violation.message for violation in found}, change
        assert {violation.invariant for violation in found} == {"I09"}
        assert all(violation.entity == "location" and violation.entity_id for violation in found)
        await sound.sql("DELETE FROM locations")
        await sound.sql("INSERT INTO locations SELECT * FROM kept")
        await sound.sql("DROP TABLE kept")


async def test_categories_are_checked_too(sound: Stage) -> None:
    await sound.sql("UPDATE asset_categories SET full_name = 'x' WHERE name = 'Bloco'")
    async with sound.read() as session:
        (found,) = await category_checks.violations(session)
    assert (found.invariant, found.entity) == ("I09", "asset_category")


async def test_the_database_itself_refuses_a_wrong_parent_key(stage: Stage) -> None:
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
        await location(uow, "Sede")
    with pytest.raises(Exception, match="ck_locations_parent_key"):
        await stage.sql("UPDATE locations SET parent_key = 7")
    with pytest.raises(Exception, match="ck_locations_not_own_parent"):
        await stage.sql("UPDATE locations SET parent_id = id, parent_key = id")
