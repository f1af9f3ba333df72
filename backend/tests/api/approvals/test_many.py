"""Many decisions at once, the count of what waits, and the mails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.queue import enqueue, set_aside
from levitiis.modules.approvals.actions import mailing, many
from tests.api.approvals.conftest import Office, ask, decide, rule
from tests.api.client import Api, running_app, test_settings
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.users import Account, account
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


async def two_levels_asked(api: Api, world: World) -> tuple[Account, Account, list[dict[str, Any]]]:
    """The director's level, then the treasurer's, and thirteen transfers that they are asked about."""
    async with api.work() as uow:
        director, treasurer = [await account(uow, one, role="approver") for one in ("director", "treasurer")]
        tables = [await asset(uow, "Mesa", tag=f"M-{n}", location_id=world.room_a) for n in range(13)]
    manager = api.as_role("manager")
    levels = [{"place": "organisation", "approver_ids": [who.user_id]} for who in (director, treasurer)]
    await rule(manager, *levels)
    return director, treasurer, [await ask(manager, [one.id], world.room_b) for one in tables]


async def test_many_at_once_are_one_letter_to_each(post: tuple[Post, str, Path], world: World) -> None:
    """The next level hears once of all that reached it, and who asked once of all that was decided."""
    office, url, folder = post
    async with running_app(url, test_settings(folder, **smtp_settings(office, run_worker=True))) as app:
        api = Api(app, world)
        director, treasurer, made = await two_levels_asked(api, world)
        asked = [one["approval_id"] for one in made]
        body = {"approval_ids": [*asked, 999], "decision": "approve"}
        assert (await api.as_account(director).post(MANY, body)).status_code == 200

        async def passed_on() -> bool:
            return bool(office.to("treasurer@example.org"))

        await eventually(passed_on, what="a letter to the next level")
        body = {"approval_ids": asked[:12], "decision": "reject", "note": "Sem espaço"}
        assert (await api.as_account(treasurer).post(MANY, body)).status_code == 200
        await decide(api.as_account(treasurer), asked[12])

        async def told() -> bool:
            return len(office.to("manager@example.org")) >= 2

        await eventually(told, what="letters to who asked")
        (letter,) = office.to("treasurer@example.org")
        assert letter.message["subject"] == "13 pedidos esperam pela sua decisão"
        text = " ".join(letter.text().split())
        assert f"{made[0]['number']} (Manager: Mudança); {made[1]['number']}" in text
        assert "(+3)" in text
        assert made[10]["number"] not in text, "ten are named"
        rejected, single = sorted(
            office.to("manager@example.org"), key=lambda one: made[12]["number"] in one.message["subject"]
        )
        assert rejected.message["subject"] == "12 pedidos foram recusados"
        assert "foi recusado: Sem espaço" in " ".join(rejected.text().split())
        assert single.message["subject"] == f"{made[12]['number']} foi aprovado"


async def test_letters_that_nobody_brought_together_go_by_themselves(
    api: Api, manager: Api, world: World, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost: each is still in the queue, and due soon; who decided is told what came of it."""

    async def dies(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(many, "bring_together", dies)
    await rule(manager, {"place": "organisation"})
    asked = [(await ask(manager, [number], world.room_b))["approval_id"] for number in office.assets]
    body = {"approval_ids": asked, "decision": "approve"}
    answer = await api.as_account(office.director).post(MANY, body)
    assert [one["code"] for one in answer.json()["items"]] == [None] * len(asked)
    async with api.database.reading() as session:
        letters = select(Job).where(Job.kind == mailing.MAILING, Job.status == "queued").order_by(Job.id)
        left = [one for one in await session.scalars(letters) if one.payload["what"] == "decided"]
    assert [one.payload["approval_id"] for one in left] == asked
    assert all(one.due_at - one.created_at <= timedelta(minutes=5) for one in left)


async def test_a_letter_under_way_is_not_brought_together(api: Api) -> None:
    async with api.work() as uow:
        ids = [await enqueue(uow, "x", {"n": n}) for n in range(3)]
        await uow.session.execute(update(Job).where(Job.id == ids[1]).values(status="running"))
        await uow.commit()
    async with api.work() as uow:
        assert sorted(one["n"] for one in await set_aside(uow, ids)) == [0, 2]
        assert await set_aside(uow, ids) == []


async def test_who_is_asked_last_hears_once_though_nobody_wrote_meanwhile(
    post: tuple[Post, str, Path], world: World
) -> None:
    """Both levels before him decided while the queue stood still: what they waited for is told to nobody."""
    office, url, folder = post
    async with running_app(url, test_settings(folder, **smtp_settings(office))) as app:
        api = Api(app, world)
        async with api.work() as uow:
            names = ("director", "treasurer", "mayor")
            deciders = [await account(uow, one, role="approver") for one in names]
            tables = [await asset(uow, "Mesa", tag=f"M-{n}", location_id=world.room_a) for n in range(2)]
        manager = api.as_role("manager")
        levels = [{"place": "organisation", "approver_ids": [who.user_id]} for who in deciders]
        await rule(manager, *levels)
        asked = [(await ask(manager, [one.id], world.room_b))["approval_id"] for one in tables]
        for who in deciders[:2]:
            body = {"approval_ids": asked, "decision": "approve"}
            assert (await api.as_account(who).post(MANY, body)).status_code == 200
    async with running_app(url, test_settings(folder, **smtp_settings(office, run_worker=True))) as app:

        async def written() -> bool:
            async with Api(app, world).database.reading() as session:
                left = select(Job.id).where(Job.kind.in_([mailing.MAILING, "mail.send"]))
                return not (await session.scalars(left.where(Job.status.in_(["queued", "running"])))).all()

        await eventually(written, what="every letter")
    assert [one.to for one in office.letters] == [["mayor@example.org"]]
