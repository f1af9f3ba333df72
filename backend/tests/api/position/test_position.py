"""Where things were on a day, held against a ledger that is read row by row."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from levitiis.infra.db import paging
from levitiis.modules.assets import custody
from levitiis.modules.assets.models import Movement
from tests.api.client import Api
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.people import person
from tests.builders.users import account

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAYS = 30


async def move(api: Api, asset_id: int, **to: Any) -> None:
    answer = await api.post(f"/ativos/{asset_id}/movimentacao", to)
    assert answer.status_code == 200, answer.text


async def dated(api: Api, asset_id: int, moments: Sequence[datetime]) -> None:
    """Give the rows of an asset's ledger these moments, in order."""
    async with api.work() as uow:
        for seq, moment in enumerate(moments, start=1):
            mine = (Movement.asset_id == asset_id, Movement.seq == seq)
            await uow.session.execute(update(Movement).where(*mine).values(created_at=moment))


async def there(api: Api, on: date, **filters: Any) -> dict[str, dict[str, Any]]:
    answer = await api.get("/movimentacoes/posicao", params={"on": on.isoformat(), **filters})
    assert answer.status_code == 200, answer.text
    assert answer.json()["on"] == on.isoformat()
    return {item["tag"]: item for item in answer.json()["items"]}


@pytest.fixture
async def moved(api: Api, manager: Api, world: World) -> int:
    """An asset: on 5 January in room A with Ana, from the 10th in room B, from the 20th in room A again."""
    async with api.work() as uow:
        ana = await person(uow, "Ana Lima", location_id=world.room_a)
        made = await asset(uow, "Mesa", tag="A-1", location_id=world.room_a, responsible_id=ana.id)
    await move(manager, made.id, to_location_id=world.room_b)
    await move(manager, made.id, to_location_id=world.room_a, to_responsible_id=None)
    await dated(api, made.id, [START, START + timedelta(days=5), START + timedelta(days=15)])
    return made.id


async def test_a_place_and_everything_below_it(manager: Api, world: World, moved: int) -> None:
    assert await there(manager, date(2026, 1, 4), location_id=world.building_a) == {}
    first = (await there(manager, date(2026, 1, 5), location_id=world.building_a))["A-1"]
    assert (first["location"]["name"], first["responsible"]["name"]) == ("Sala 101", "Ana Lima")
    assert (first["since"], first["until"]) == ("2026-01-05T12:00:00.000Z", "2026-01-10T12:00:00.000Z")
    assert await there(manager, date(2026, 1, 10), location_id=world.building_a) == {}
    second = await there(manager, date(2026, 1, 10), location_id=world.unit)
    assert second["A-1"]["location"]["name"] == "Sala 201"
    third = (await there(manager, date(2026, 1, 20), location_id=world.room_a))["A-1"]
    assert (third["responsible"], third["until"], third["id"]) == (None, None, moved)


async def test_a_person_and_a_status(manager: Api, moved: int) -> None:
    ana = (await there(manager, date(2026, 1, 6)))["A-1"]["responsible"]["id"]
    assert set(await there(manager, date(2026, 1, 19), responsible_id=ana)) == {"A-1"}
    assert await there(manager, date(2026, 1, 20), responsible_id=ana) == {}
    assert set(await there(manager, date(2026, 1, 6), status="in_use")) == {"A-1"}
    assert await there(manager, date(2026, 1, 6), status="available") == {}


async def test_the_day_ends_where_the_organisation_is(api: Api, manager: Api, world: World) -> None:
    async with api.work() as uow:
        made = await asset(uow, "Cadeira", tag="A-2", location_id=world.room_a)
    await dated(api, made.id, [datetime(2026, 3, 2, 2, 59, tzinfo=UTC)])  # 23:59 on the 1st in São Paulo
    assert set(await there(manager, date(2026, 3, 1))) == {"A-2"}
    await dated(api, made.id, [datetime(2026, 3, 2, 3, 0, tzinfo=UTC)])
    assert await there(manager, date(2026, 3, 1)) == {}


async def test_one_asset(manager: Api, moved: int) -> None:
    async def at(on: str) -> dict[str, Any] | None:
        return (await manager.get(f"/ativos/{moved}/posicao?on={on}")).json()["position"]

    assert await at("2026-01-01") is None
    found = await at("2026-01-12")
    assert found is not None
    assert found["location"]["full_name"] == "Sede › Bloco B › Sala 201"
    now = (await manager.get(f"/ativos/{moved}/posicao")).json()
    assert now["position"]["until"] is None
    assert (await manager.get(f"/ativos/{moved}/posicao?on=0202-01-01")).status_code == 422
    assert (await manager.get("/ativos/987654321/posicao")).status_code == 404


async def test_what_is_out_of_reach_now_is_counted_and_not_told(
    api: Api, manager: Api, world: World, moved: int
) -> None:
    async with api.work() as uow:
        local = api.as_account(await account(uow, "chefe", role="manager", at=world.building_a))
    while_away = (await local.get("/movimentacoes/posicao?on=2026-01-12")).json()
    (shown,) = while_away["items"]
    assert (shown["location"], shown["hidden"]) == (None, ["location"])
    assert while_away["beyond_reach"] == 0
    await move(manager, moved, to_location_id=world.room_b)
    then = (await local.get("/movimentacoes/posicao?on=2026-01-06")).json()
    assert (then["items"], then["total"], then["beyond_reach"]) == ([], 0, 1)
    assert (await local.get(f"/ativos/{moved}/posicao?on=2026-01-06")).status_code == 404
    assert (await manager.get("/movimentacoes/posicao?on=2026-01-06")).json()["beyond_reach"] == 0


async def test_a_guessed_total_is_no_more_than_there_are_assets(
    api: Api, manager: Api, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with api.work() as uow:
        made = [await asset(uow, "Mesa", tag=f"E-{n}", location_id=world.room_a) for n in range(30)]
        for room in (world.room_b, world.room_a) * 4:
            await custody.move(uow, [each.id for each in made], custody.CustodyChange(room))
        await uow.session.execute(text("ANALYZE"))
    monkeypatch.setattr(paging, "EXACT_TOTAL_LIMIT", 10)
    found = (await manager.get("/movimentacoes/posicao?page_size=5")).json()
    assert found["total_is_estimate"] is True
    assert 10 < found["total"] <= len(made)


async def test_every_day_says_what_the_ledger_says(api: Api, manager: Api, world: World) -> None:
    """Twenty assets that move about at random; every day of a month is compared with a plain reading."""
    chance = random.Random(7)
    rooms = [world.room_a, world.room_b, None]
    for number in range(20):
        async with api.work() as uow:
            made = await asset(uow, "Monitor", tag=f"M-{number}", location_id=chance.choice(rooms))
        here = made.location_id
        moments = [START + timedelta(days=chance.randrange(5))]
        for _ in range(chance.randrange(6)):
            here = chance.choice([room for room in rooms if room != here])
            await move(manager, made.id, to_location_id=here)
            moments.append(moments[-1] + timedelta(hours=chance.randrange(1, 140)))
        await dated(api, made.id, moments)
    async with api.database.reading() as session:
        ledger = (await session.scalars(select(Movement).order_by(Movement.asset_id, Movement.seq))).all()
    for day in range(DAYS):
        on = START.date() + timedelta(days=day)
        end = datetime(on.year, on.month, on.day, 3, tzinfo=UTC) + timedelta(days=1)
        last = {row.asset_id: row.to_location_id for row in ledger if row.created_at < end}
        for room in (world.room_a, world.room_b):
            expected = {asset_id for asset_id, place in last.items() if place == room}
            found = await there(manager, on, location_id=room, page_size=200)
            assert {item["id"] for item in found.values()} == expected, (on, room)
