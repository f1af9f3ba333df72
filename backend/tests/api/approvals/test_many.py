"""Many decisions at once, the count of what waits, and the mails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.approvals.conftest import Office, ask, decide, rule
from tests.api.client import Api, running_app, test_settings
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.users import account
from tests.smtp import Post, post_office, smtp_settings
from tests.waiting import eventually

MANY = "/movimentacoes/aprovacoes/decisoes"


async def waiting(api: Api) -> int:
    return (await api.get("/movimentacoes/aprovacoes/contagem")).json()["waiting"]


async def test_each_is_decided_or_refused_by_itself(
    api: Api, manager: Api, reader: Api, world: World, office: Office
) -> None:
    await rule(manager, {"place": "organisation"})
    director = api.as_account(office.director)
    asked = [(await ask(manager, [number], world.room_b))["approval_id"] for number in office.assets]
    assert (await waiting(director), await waiting(manager), await waiting(reader)) == (3, 0, 0)
    await decide(director, asked[1])
    body = {"approval_ids": [*asked, 999], "decision": "approve"}
    answer = await director.post(MANY, body)
    assert answer.status_code == 200, answer.text
    assert [(one["approval_id"], one["code"]) for one in answer.json()["items"]] == [
        (asked[0], None), (asked[1], "approvals.decided"), (asked[2], None), (999, "request.not_found"),
    ]  # fmt: skip
    assert await waiting(director) == 0
    own = await manager.post(MANY, {"approval_ids": asked[:1], "decision": "approve"})
    assert own.json()["items"][0]["code"] == "approvals.decided"
    silent = await director.post(MANY, {"approval_ids": asked, "decision": "reject"})
    assert silent.status_code == 422


@pytest.fixture
async def post(world_url: str, tmp_path: Path) -> AsyncIterator[tuple[Post, str, Path]]:
    async with post_office() as made:
        yield made, world_url, tmp_path


async def test_who_is_asked_and_who_asked_get_a_mail(post: tuple[Post, str, Path], world: World) -> None:
    office, url, folder = post
    settings = test_settings(
        folder, **smtp_settings(office, public_url="https://bens.example.org", run_worker=True)
    )
    async with running_app(url, settings) as app:
        api = Api(app, world)
        async with api.work() as uow:
            director = await account(uow, "director", role="approver")
            one = await asset(uow, "Mesa", tag="M-1", location_id=world.room_a)
        manager = api.as_role("manager")
        await rule(manager, {"place": "organisation", "approver_ids": [director.user_id]})
        made = await ask(manager, [one.id], world.room_b)

        async def asked() -> bool:
            return bool(office.to("director@example.org"))

        await eventually(asked, what="a letter to who is asked")
        (letter,) = office.to("director@example.org")
        assert made["number"] in letter.message["subject"]
        assert f"https://bens.example.org/transferencias/{made['id']}" in letter.text()
        await decide(api.as_account(director), made["approval_id"], "reject", note="Sem espaço")

        async def told() -> bool:
            return bool(office.to("manager@example.org"))

        await eventually(told, what="a letter to who asked")
        assert "Sem espaço" in office.to("manager@example.org")[0].text()
        assert office.to("approver@example.org") == [], "only who is named is asked"
