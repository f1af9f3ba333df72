"""The seals over HTTP: how far the trail is sealed, and a verification on request."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from levitiis.background import job_handlers
from levitiis.infra.history.sealing import seal_next
from levitiis.infra.history.verifying import VERIFYING
from levitiis.infra.jobs.worker import Worker
from tests.api.client import Api
from tests.builders.users import account
from tests.waiting import eventually


async def test_who_may_ask(reader: Api, technician: Api, anonymous: Api) -> None:
    assert (await anonymous.get("/trilha/selos")).status_code == 401
    for refused in (reader, technician):
        assert (await refused.get("/trilha/selos")).status_code == 403
        assert (await refused.post("/trilha/conferencia")).status_code == 403


async def test_the_chain_is_of_the_whole_organisation(api: Api) -> None:
    """Its figures are not told to who audits one building."""
    async with api.work() as uow:
        local = api.as_account(await account(uow, "local", role="auditor", at=api.world.building_a))
    assert (await local.get("/trilha")).status_code == 200
    assert (await local.get("/trilha/selos")).status_code == 403
    assert (await local.post("/trilha/conferencia")).status_code == 403


async def test_sealed_verified_and_tampered_with(api: Api, manager: Api) -> None:
    before = (await manager.get("/trilha/selos")).json()
    assert (before["seals"], before["head"], before["verdict"]) == (0, None, None)
    assert before["waiting"] > 0
    async with api.work() as uow:
        head = await seal_next(uow, timedelta(0))
    assert head is not None
    sealed = (await manager.get("/trilha/selos")).json()
    assert (sealed["seals"], sealed["entries"], sealed["head"]["hash"]) == (1, head.entries, head.hash)
    assert sealed["waiting"] == 0
    assert (await _verdict(api, manager))["faults"] == []
    async with api.work() as uow:
        connection = await uow.session.connection()
        await connection.exec_driver_sql("DELETE FROM audit_logs WHERE id = 2")
    found = await _verdict(api, manager)
    assert found["faults"] == [{"kind": "missing", "seal": 1, "first_id": 2, "last_id": 2}]


async def _verdict(api: Api, manager: Api) -> dict[str, object]:
    """Ask for a verification, let a worker do it, and read what it saw."""
    answer = await manager.post("/trilha/conferencia")
    assert answer.status_code == 202, answer.text
    job_id = answer.json()["job_id"]
    services = api.app.state.services
    handlers = [each for each in job_handlers(services, api.identity) if each.kind == VERIFYING]
    worker = Worker(services.database, handlers, services.trail_key)
    working = asyncio.create_task(worker.run())

    async def ended() -> bool:
        return (await manager.get(f"/jobs/{job_id}")).json()["status"] == "done"

    await eventually(ended)
    await worker.stop()
    await working
    verdict = (await manager.get("/trilha/selos")).json()["verdict"]
    assert verdict["job_id"] == job_id
    return verdict
