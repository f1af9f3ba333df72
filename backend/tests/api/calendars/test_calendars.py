"""Calendars over HTTP: the organisation's, those of places, and how they hold together."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select

from levitiis.modules.calendars.api import ensure_calendar, working_time
from levitiis.modules.calendars.models import Calendar
from levitiis.modules.locations.api import path_of
from tests.api.client import Api
from tests.api.world import World
from tests.builders.users import account

OFF: list[Any] = []
HALF_DAY = [{"opens": "08:00", "closes": "12:00"}]
WEEK = [HALF_DAY] * 5 + [OFF] * 2


async def the_organisations(api: Api) -> dict[str, Any]:
    return (await api.get("/calendarios")).json()["items"][0]


async def made(api: Api, location_id: int, **fields: Any) -> dict[str, Any]:
    answer = await api.post("/calendarios", {"location_id": location_id, "hours": WEEK, **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def days(api: Api, calendar_id: int, year: int = 2026) -> dict[str, tuple[str, str]]:
    items = (await api.get(f"/calendarios/{calendar_id}/anos/{year}")).json()["items"]
    return {item["date"]: (item["kind"], item["name"]) for item in items}


async def test_the_organisation_has_one_from_the_start(reader: Api, manager: Api) -> None:
    found = (await reader.get("/calendarios")).json()
    (item,) = found["items"]
    assert (item["location"], item["allowed_actions"], found["allowed_actions"]) == (None, [], [])
    assert [len(day) for day in item["hours"]] == [2, 2, 2, 2, 2, 0, 0]
    assert (await the_organisations(manager))["allowed_actions"] == ["edit"]
    refused = await manager.delete(f"/calendarios/{item['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "calendars.organisation_needs_one")


async def test_hours_are_changed_and_bad_ones_refused(manager: Api) -> None:
    item = await the_organisations(manager)
    path = f"/calendarios/{item['id']}"
    changed = await manager.patch(path, {"hours": WEEK, "state": "SP"}, headers={"if-match": '"1"'})
    assert (changed.status_code, changed.json()["hours"], changed.json()["state"]) == (200, WEEK, "SP")
    stale = await manager.patch(path, {"state": "RJ"}, headers={"if-match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["state"]) == (412, "SP")
    for body in (
        {"hours": WEEK[:6]},
        {"hours": [[{"opens": "12:00", "closes": "08:00"}], *WEEK[1:]]},
        {"hours": [[*HALF_DAY, {"opens": "11:00", "closes": "13:00"}], *WEEK[1:]]},
        {"hours": [[{"opens": "24:00", "closes": "25:00"}], *WEEK[1:]]},
        {"state": "XX"},
        {},
        {"location_id": 1},
    ):
        assert (await manager.patch(path, body)).status_code == 422, body


async def test_a_year_with_what_holds(manager: Api) -> None:
    item = await the_organisations(manager)
    path = f"/calendarios/{item['id']}"
    assert (await days(manager, item["id"]))["2026-02-17"] == ("optional", "Carnaval")
    await manager.patch(path, {"optional_days": False, "state": "SP"})
    added = await manager.post(f"{path}/dias", {"date": "2026-08-15", "name": "Padroeira"})
    assert added.status_code == 201
    await manager.post(f"{path}/dias", {"date": "2026-11-20", "name": "Plantão", "is_worked": True})
    found = await days(manager, item["id"])
    assert "2026-02-17" not in found
    assert found["2026-07-09"] == ("state", "Revolução Constitucionalista")
    assert found["2026-08-15"] == ("own", "Padroeira")
    assert found["2026-11-20"] == ("working", "Plantão")
    again = await manager.post(f"{path}/dias", {"date": "2026-08-15", "name": "Outra"})
    assert (again.status_code, again.json()["code"]) == (409, "calendars.day_taken")
    assert again.json()["errors"][0]["pointer"] == "/date"
    (own,) = [one for one in added.json()["items"] if one["kind"] == "own"]
    assert (await manager.delete(f"{path}/dias/{own['id']}")).status_code == 204
    assert "2026-08-15" not in await days(manager, item["id"])


async def test_a_place_has_one_of_its_own_that_builds_on_those_above(manager: Api, world: World) -> None:
    above = await the_organisations(manager)
    await manager.post(f"/calendarios/{above['id']}/dias", {"date": "2026-08-15", "name": "Padroeira"})
    unit = await made(manager, world.unit, state="RJ")
    building = await made(manager, world.building_a)
    await manager.post(
        f"/calendarios/{building['id']}/dias", {"date": "2026-08-15", "name": "Feira", "is_worked": True}
    )
    assert (await days(manager, unit["id"]))["2026-08-15"] == ("own", "Padroeira")
    found = await days(manager, building["id"])
    assert found["2026-08-15"] == ("working", "Feira")
    assert found["2026-04-23"] == ("state", "São Jorge"), "the state of the unit above"
    async with manager.database.reading() as session:
        room = await path_of(session, world.room_a)
        holding = await working_time(session, room, "America/Sao_Paulo")
        elsewhere = await working_time(session, await path_of(session, world.room_b), "America/Sao_Paulo")
    saturday = date(2026, 8, 15)
    assert holding.is_business_day(saturday)
    assert not elsewhere.is_business_day(saturday)
    assert not elsewhere.is_business_day(date(2026, 4, 23))
    twice = await manager.post("/calendarios", {"location_id": world.unit, "hours": WEEK})
    assert (twice.status_code, twice.json()["code"]) == (409, "calendars.place_has_one")
    assert (await manager.delete(f"/calendarios/{building['id']}")).status_code == 204
    assert [
        one["location"] and one["location"]["name"]
        for one in (await manager.get("/calendarios")).json()["items"]
    ] == [None, "Sede"]


async def test_when_a_period_ends(manager: Api) -> None:
    item = await the_organisations(manager)
    due = (await manager.get(f"/calendarios/{item['id']}/prazo?business_days=5")).json()
    assert due["due_at"] > due["starts_at"]
    await manager.patch(f"/calendarios/{item['id']}", {"hours": [OFF] * 7})
    never = await manager.get(f"/calendarios/{item['id']}/prazo")
    assert (never.status_code, never.json()["code"]) == (409, "calendars.never_open")


async def test_who_manages_a_building_changes_that_of_his_building_alone(
    api: Api, manager: Api, world: World
) -> None:
    here, there = await made(manager, world.building_a), await made(manager, world.building_b)
    above = await made(manager, world.unit)
    async with api.work() as uow:
        local = api.as_account(await account(uow, "chefe", role="manager", at=world.building_a))
    seen = {item["id"]: item["allowed_actions"] for item in (await local.get("/calendarios")).json()["items"]}
    assert seen[here["id"]] == ["edit", "delete"]
    assert seen[above["id"]] == []
    assert there["id"] not in seen
    assert (await local.patch(f"/calendarios/{here['id']}", {"state": "MG"})).status_code == 200
    assert (await local.patch(f"/calendarios/{above['id']}", {"state": "MG"})).status_code == 403
    for method, path, body in (
        ("GET", f"/calendarios/{there['id']}", None),
        ("GET", f"/calendarios/{there['id']}/anos/2026", None),
        ("GET", f"/calendarios/{there['id']}/prazo", None),
        ("PATCH", f"/calendarios/{there['id']}", {"state": "MG"}),
        ("DELETE", f"/calendarios/{there['id']}", None),
        ("POST", f"/calendarios/{there['id']}/dias", {"date": "2026-01-02", "name": "x"}),
        ("DELETE", f"/calendarios/{there['id']}/dias/1", None),
        ("POST", "/calendarios", {"location_id": world.room_b, "hours": WEEK}),
    ):
        assert (await local.http.request(method, path, json=body)).status_code == 404, (method, path)


@pytest.mark.parametrize("number", [20])
async def test_one_place_gets_one_calendar_however_many_ask(manager: Api, world: World, number: int) -> None:
    answers = await asyncio.gather(
        *(manager.post("/calendarios", {"location_id": world.unit, "hours": WEEK}) for _ in range(number))
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (number - 1)


async def test_servers_that_start_together_make_one(api: Api) -> None:
    async with api.work() as uow:
        await uow.session.execute(delete(Calendar))

    together = asyncio.Barrier(4)

    async def start() -> None:
        async with api.work() as uow:
            await uow.session.connection()
            await together.wait()
            await ensure_calendar(uow)

    await asyncio.gather(*(start() for _ in range(4)))
    async with api.database.reading() as session:
        assert len((await session.scalars(select(Calendar.id))).all()) == 1
