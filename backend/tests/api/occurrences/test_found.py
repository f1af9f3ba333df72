"""The page of found things: off as before; on, the same for every code, and nothing about any asset."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select, update

from levitiis.infra.history.models import AuditLog
from levitiis.infra.jobs.models import Job
from levitiis.kit.clock import now
from levitiis.kit.ids import opaque_code
from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.occurrences.actions.found import (
    ERASING,
    KEPT,
    KEPT_AT_MOST,
    LOOKING,
    erasing,
    looking,
)
from levitiis.modules.movements.occurrences.models import AssetOccurrence, FoundReport
from tests.api.client import Api, counted_statements
from tests.api.occurrences.conftest import work_off
from tests.builders.assets import asset

PAGE = "/movimentacoes/ocorrencias/pagina-do-achado"
ON = {
    "enabled": True,
    "contact": "Recepção, térreo",
    "phone": "(11) 5555-0100",
    "email": "achados@example.org",
}
TOLD = {
    "place": "Ponto de ônibus da praça", "message": "Estava no banco.", "name": "Iara Gonzaga",
    "phone": "11 95555-0199", "email": "iara@example.com",
}  # fmt: skip


@pytest.fixture
async def code(api: Api) -> str:
    """The code on the label of an asset."""
    async with api.work() as uow:
        made = await asset(uow, "Tablet secreto", tag="T-77", location_id=api.world.room_a)
        return str(await uow.session.scalar(select(Asset.code).where(Asset.id == made.id)))


async def _switch_on(api: Api, **changes: object) -> None:
    answer = await api.as_role("administrator").put(PAGE, ON | changes)
    assert answer.status_code == 200, answer.text


async def test_off_as_it_comes(api: Api, code: str) -> None:
    stranger = api.anonymous()
    page = (await stranger.get("/achados")).json()
    assert page == {
        "enabled": False, "organisation": None, "contact": None, "phone": None, "email": None,
        "kept_days": 90, "kept_at_most_days": 365,
    }  # fmt: skip
    answer = await stranger.post("/achados", TOLD | {"code": code})
    assert answer.status_code == 404
    async with api.database.reading() as session:
        assert await session.scalar(select(func.count(FoundReport.id))) == 0


async def test_set_by_who_configures_alone(api: Api, administrator: Api, manager: Api) -> None:
    assert (await manager.get(PAGE)).status_code == 403
    empty = await administrator.put(PAGE, {"enabled": True})
    assert (empty.status_code, empty.json()["code"]) == (422, "occurrences.no_contact")
    first = (await administrator.get(PAGE)).json()
    assert (first["enabled"], first["version"]) == (False, 0)
    saved = await administrator.put(PAGE, ON)
    assert (saved.json()["contact"], saved.json()["version"]) == ("Recepção, térreo", 1)
    stale = await administrator.put(PAGE, ON, headers={"if-match": '"7"'})
    assert stale.status_code == 412
    shown = (await api.anonymous().get("/achados")).json()
    assert (shown["enabled"], shown["phone"]) == (True, "(11) 5555-0100")


async def test_an_attacker_learns_nothing_of_codes(api: Api, code: str) -> None:
    """Known or not: the same answer, by the same statements; the asset is looked for afterwards."""
    await _switch_on(api)
    stranger, seen = api.anonymous(), []
    for tried in (code, opaque_code(), code.upper()):
        with counted_statements(api.database) as statements:
            answer = await stranger.post("/achados", TOLD | {"code": tried})
        kept = {name: value for name, value in answer.headers.items() if "request" not in name}
        seen.append((answer.status_code, answer.content, kept, _shapes(statements)))
    assert seen[0][0] == 204
    assert seen[0] == seen[1] == seen[2]
    assert not any("assets" in shape for shape in seen[0][3]), "no asset is looked for"
    await work_off(api, looking(api.identity), LOOKING)
    page = (await stranger.get("/achados")).text
    assert "Tablet" not in page
    assert "T-77" not in page


def _shapes(statements: Sequence[str]) -> list[str]:
    return [" ".join(statement.split()) for statement in statements]


async def test_an_occurrence_with_what_was_told_and_the_trail_without_it(
    api: Api, manager: Api, reader: Api, code: str
) -> None:
    await _switch_on(api)
    for tried in (code, opaque_code()):
        assert (await api.anonymous().post("/achados", TOLD | {"code": tried})).status_code == 204
    await work_off(api, looking(api.identity), LOOKING)
    await work_off(api, looking(api.identity), LOOKING)
    rows = (await manager.get("/movimentacoes/ocorrencias?kind=found")).json()["items"]
    assert [(row["asset"]["tag"], row["opened_by"]) for row in rows] == [("T-77", None)]
    found = (await manager.get(f"/movimentacoes/ocorrencias/{rows[0]['id']}")).json()
    assert {name: found["report"][name] for name in TOLD} == TOLD
    seen = (await reader.get(f"/movimentacoes/ocorrencias/{rows[0]['id']}")).json()["report"]
    assert (seen["place"], seen["name"], seen["phone"], seen["email"]) == (TOLD["place"], None, None, None)
    async with api.database.reading() as session:
        assert await session.scalar(select(func.count(FoundReport.id))) == 1, "the other belongs to nothing"
        trail = [str(row) for row in await session.scalars(select(AuditLog.data_json))]
    for secret in ("Iara", "95555", "iara@example.com", "banco", "praça"):
        assert not any(secret in row for row in trail), secret


async def test_erased_some_time_after_it_was_resolved(api: Api, manager: Api, code: str) -> None:
    await _switch_on(api)
    await api.anonymous().post("/achados", TOLD | {"code": code})
    await work_off(api, looking(api.identity), LOOKING)
    number = (await manager.get("/movimentacoes/ocorrencias?kind=found")).json()["items"][0]["id"]
    here = f"/movimentacoes/ocorrencias/{number}"
    await manager.post(f"{here}/resolucao", {"resolution": "Buscado"})
    for ago, left in ((KEPT - dt.timedelta(days=1), True), (KEPT + dt.timedelta(days=1), False)):
        async with api.work() as uow:
            await uow.session.execute(update(AssetOccurrence).values(resolved_at=now() - ago))
        await work_off(api, erasing(), ERASING, queue=True)
        assert ((await manager.get(here)).json()["report"] is not None) is left
    trail = (await manager.get(f"/trilha?entity=asset_occurrence&entity_id={number}")).json()["items"]
    assert "erase_report" in [row["action"] for row in trail]


async def test_erased_some_time_after_it_was_written_although_nobody_resolves_it(
    api: Api, manager: Api, code: str
) -> None:
    await _switch_on(api)
    for told in (code, code, opaque_code()):
        assert (await api.anonymous().post("/achados", TOLD | {"code": told})).status_code == 204
    await work_off(api, looking(api.identity), LOOKING)
    first, second = (await manager.get("/movimentacoes/ocorrencias?sort=created_at")).json()["items"]
    async with api.work() as uow:  # one that no job has looked at: it may belong to nothing
        lost = FoundReport(**TOLD, code=code, created_at=now() - KEPT_AT_MOST - dt.timedelta(days=1))
        uow.session.add(lost)
    for ago, left in (
        (KEPT_AT_MOST - dt.timedelta(days=1), True),
        (KEPT_AT_MOST + dt.timedelta(days=1), False),
    ):
        async with api.work() as uow:
            of_first = update(FoundReport).where(FoundReport.occurrence_id == first["id"])
            await uow.session.execute(of_first.values(created_at=now() - ago))
        await work_off(api, erasing(), ERASING, queue=True)
        found = (await manager.get(f"/movimentacoes/ocorrencias/{first['id']}")).json()
        assert ((found["report"] is not None), found["state"]) == (left, "open")
    async with api.database.reading() as session:
        kept = list(await session.scalars(select(FoundReport.occurrence_id)))
        text = [str(row) for row in await session.scalars(select(AuditLog.data_json))]
    assert kept == [second["id"]], "what is younger stays"
    assert not any(str(secret) in row for row in text for secret in TOLD.values())
    path = f"/trilha?entity=asset_occurrence&entity_id={first['id']}"
    assert [row["action"] for row in (await manager.get(path)).json()["items"]] == ["erase_report", "create"]


async def test_limits_and_sizes(api: Api, code: str) -> None:
    await _switch_on(api)
    stranger = api.anonymous()
    for wrong in (
        {"code": "x"}, {"code": "../../etc/passwd"}, {"message": ""}, {"message": "x" * 1001},
        {"place": "x" * 201}, {"email": "nobody"}, {"asset_id": 1},
    ):  # fmt: skip
        answer = await stranger.post("/achados", TOLD | {"code": code} | wrong)
        assert answer.status_code == 422, wrong
    statuses = [
        (await stranger.post("/achados", TOLD | {"code": opaque_code()})).status_code for _ in range(7)
    ]
    assert statuses == [204] * 5 + [429] * 2
    async with api.database.reading() as session:
        waiting = select(func.count(Job.id)).where(Job.kind == LOOKING)
        assert await session.scalar(waiting) == 5
