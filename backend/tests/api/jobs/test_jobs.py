"""Jobs over HTTP: one's own for everybody, everybody's for administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.queue import enqueue
from levitiis.kit.clock import now
from tests.api.client import Api, body_without_request
from tests.builders.roles import role
from tests.builders.users import account

SHOWN = {
    "id", "kind", "status", "done", "total", "unit", "message", "result", "problem", "created_at",
    "started_at", "finished_at", "eta_seconds",
}  # fmt: skip


async def _job(api: Api, owner: str | None, **values: Any) -> int:
    created_by = api.world.accounts[owner].user_id if owner else None
    async with api.work() as uow:
        job_id = await enqueue(uow, "tests.work", {"secret": "payload"}, created_by=created_by)
        if values:
            await uow.session.execute(update(Job).where(Job.id == job_id).values(**values))
    return job_id


async def test_one_s_own_job(api: Api, reader: Api) -> None:
    started = now() - timedelta(seconds=30)
    job_id = await _job(
        api, "reader", status="running", done=25, total=100, unit="rows", message="Lendo", started_at=started
    )
    body = (await reader.get(f"/jobs/{job_id}")).json()
    assert body.keys() == SHOWN
    assert (body["status"], body["done"], body["total"], body["unit"]) == ("running", 25, 100, "rows")
    assert 85 <= body["eta_seconds"] <= 100
    assert body["started_at"].endswith("Z")
    assert "payload" not in str(body)


async def test_somebody_else_s_job_does_not_exist(api: Api, reader: Api, manager: Api) -> None:
    job_id = await _job(api, "manager")
    refused = await reader.get(f"/jobs/{job_id}")
    absent = await reader.get("/jobs/987654321")
    assert refused.status_code == absent.status_code == 404
    assert body_without_request(refused) == body_without_request(absent)
    assert (await reader.post(f"/jobs/{job_id}/cancelamento")).status_code == 404
    assert (await manager.get(f"/jobs/{job_id}")).status_code == 200


async def test_administrators_see_all(api: Api, administrator: Api, manager: Api) -> None:
    theirs, system = await _job(api, "reader"), await _job(api, None)
    for job_id in (theirs, system):
        assert (await administrator.get(f"/jobs/{job_id}")).status_code == 200
        assert (await manager.get(f"/jobs/{job_id}")).status_code == 404
    assert (await administrator.get("/jobs")).json()["items"] == []
    everything = (await administrator.get("/jobs", params={"mine": False})).json()
    assert [item["id"] for item in everything["items"]] == [system, theirs]
    assert (await manager.get("/jobs", params={"mine": False})).json()["items"] == []


async def test_the_list_is_recent_first_and_filtered(api: Api, reader: Api) -> None:
    first, second = await _job(api, "reader"), await _job(api, "reader", status="done")
    await _job(api, "manager")
    page = (await reader.get("/jobs")).json()
    assert [item["id"] for item in page["items"]] == [second, first]
    assert page["total"] == 2
    assert [j["id"] for j in (await reader.get("/jobs", params={"status": "done"})).json()["items"]] == [
        second
    ]
    assert (await reader.get("/jobs", params={"kind": "other"})).json()["items"] == []
    assert (await reader.get("/jobs", params={"status": "sleeping"})).status_code == 422


@pytest.mark.parametrize(("language", "title"), [("pt-BR", "Sem permissão"), ("en", "Not allowed")])
async def test_a_failure_speaks_the_reader_s_language(
    api: Api, reader: Api, language: str, title: str
) -> None:
    problem = {"code": "request.forbidden", "params": {}, "errors": [{"pointer": "/a", "code": "required"}]}
    job_id = await _job(api, "reader", status="failed", problem=problem)
    body = (await reader.get(f"/jobs/{job_id}", headers={"accept-language": language})).json()
    assert (body["problem"]["code"], body["problem"]["title"]) == ("request.forbidden", title)
    assert body["problem"]["errors"][0]["pointer"] == "/a"


async def test_a_passing_failure_is_not_shown_while_it_is_tried_again(api: Api, reader: Api) -> None:
    problem = {"code": "server.internal", "params": {}, "errors": []}
    job_id = await _job(api, "reader", problem=problem)
    assert (await reader.get(f"/jobs/{job_id}")).json()["problem"] is None


async def test_cancelling(api: Api, reader: Api) -> None:
    job_id = await _job(api, "reader")
    answer = await reader.post(f"/jobs/{job_id}/cancelamento")
    assert answer.status_code == 202
    async with api.database.reading() as session:
        assert (await session.get_one(Job, job_id)).cancel_requested
    done = await _job(api, "reader", status="done")
    refused = await reader.post(f"/jobs/{done}/cancelamento")
    assert (refused.status_code, refused.json()["code"]) == (409, "jobs.already_finished")


async def test_to_see_is_not_to_cancel(api: Api, administrator: Api) -> None:
    """Somebody else's job takes a permission of its own, and is seen first."""
    callers: dict[str, Api] = {}
    async with api.work() as uow:
        for name, codes in (("watcher", ["jobs.read"]), ("stopper", ["jobs.cancel"]),
                            ("warden", ["jobs.read", "jobs.cancel"])):  # fmt: skip
            await role(uow, name, *codes)
            callers[name] = api.as_account(await account(uow, f"the.{name}", role=name))
    theirs, system = await _job(api, "reader"), await _job(api, None)
    for job_id in (theirs, system):
        address = f"/jobs/{job_id}/cancelamento"
        refused = await callers["watcher"].post(address)
        assert (refused.status_code, refused.json()["code"]) == (403, "request.forbidden")
        assert (await callers["stopper"].post(address)).status_code == 404
        async with api.database.reading() as session:
            assert not (await session.get_one(Job, job_id)).cancel_requested
        assert (await callers["warden"].post(address)).status_code == 202
        assert (await administrator.post(address)).status_code == 202


async def test_who_sees_all_still_cancels_his_own(api: Api) -> None:
    async with api.work() as uow:
        await role(uow, "watcher", "jobs.read")
        watcher = await account(uow, "the.watcher", role="watcher")
        job_id = await enqueue(uow, "tests.work", {}, created_by=watcher.user_id)
    assert (await api.as_account(watcher).post(f"/jobs/{job_id}/cancelamento")).status_code == 202
