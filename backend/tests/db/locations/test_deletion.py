"""A place that holds something, or ever did, is not deleted: the database refuses, each time by name."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from levitiis.infra.history.models import AuditLog
from levitiis.kit.problems import Problem
from levitiis.modules.assets.actions.moving import move_asset
from levitiis.modules.assets.schemas import MoveIn
from levitiis.modules.identity.api import sync_roles
from levitiis.modules.locations import actions
from tests.builders.assets import asset
from tests.builders.locations import location
from tests.builders.people import person
from tests.builders.users import account
from tests.db.stage import Stage


async def delete(stage: Stage, place_id: int, expected: int | None = None) -> str:
    try:
        async with stage.work() as uow:
            await actions.delete_location(uow, place_id, expected)
    except Problem as problem:
        return problem.code
    return "deleted"


async def fill(uow: Any, what: str, place: Any, other: Any) -> None:
    if what == "child":
        await location(uow, "Sala", parent=place)
    elif what == "asset":
        await asset(uow, location_id=place.id)
    elif what == "movement":
        thing = await asset(uow, location_id=place.id)
        await move_asset(uow, thing.id, MoveIn(to_location_id=other.id), None)
    elif what == "person":
        await person(uow, "Ana", location_id=place.id)
    else:
        await sync_roles(uow)
        await account(uow, "ana", role="technician", at=place)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("child", "locations.has_children"),
        ("asset", "locations.has_assets"),
        ("movement", "locations.has_movements"),
        ("person", "locations.has_people"),
        ("grant", "locations.has_grants"),
    ],
)
async def test_what_is_used_stays(stage: Stage, what: str, code: str) -> None:
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
        place, other = await location(uow, "Sede"), await location(uow, "Anexo")
        await fill(uow, what, place, other)
    assert await delete(stage, place.id) == code
    assert await stage.sql("SELECT 1 FROM locations WHERE id = :id", id=place.id)


async def test_an_empty_place_goes_and_the_trail_keeps_what_it_was(stage: Stage) -> None:
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
        place = await location(uow, "Sede")
    assert await delete(stage, place.id, expected=9) == "request.stale_version"
    assert await delete(stage, place.id, expected=1) == "deleted"
    assert await delete(stage, place.id) == "request.not_found"
    async with stage.read() as session:
        last = (await session.scalars(select(AuditLog).order_by(AuditLog.id.desc()).limit(1))).one()
    assert (last.entity, last.entity_id, last.action) == ("location", place.id, "delete")
    assert last.data_json["changes"]["full_name"] == ["Sede", None]
