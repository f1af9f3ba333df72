"""The calendar by a secret address: what its user may see at that moment, and nothing once it is revoked."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from levitiis.modules.identity.models import User
from levitiis.modules.movements.loans.reservations.actions import feeds
from levitiis.modules.movements.loans.reservations.models import CalendarFeed
from tests.api.client import PREFIX, Api
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, day, handed
from tests.api.loans.pool import Pool, any_of, fill, reserve_any
from tests.api.world import World
from tests.builders.roles import role
from tests.builders.users import PASSWORD, account, session_of
from tests.ics import read_calendar, unescaped

FEEDS = f"{ADDRESS}/agenda/assinaturas"


@pytest.fixture
async def pool(api: Api, world: World) -> Pool:
    return await fill(api, world)


async def made(who: Api, **fields: Any) -> dict[str, Any]:
    answer = await who.post(FEEDS, {"name": "Sala; 1", "kind": "own"} | fields)
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


def path_of(feed: dict[str, Any]) -> str:
    return feed["url"].partition(PREFIX)[2]


async def gone(api: Api, feed: dict[str, Any]) -> bool:
    return (await api.anonymous().get(path_of(feed))).status_code == 404


async def read(api: Api, feed: dict[str, Any]) -> list[dict[str, str]]:
    answer = await api.anonymous().get(path_of(feed))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-store"
    calendar = read_calendar(answer.content)
    assert calendar.name == feed["name"]
    return calendar.events


async def test_of_a_category_and_all_its_changes(api: Api, loans: Loans, pool: Pool) -> None:
    feed = await made(loans.api, kind="category", target_id=pool.category)
    assert feed["target"] == {"id": pool.category, "name": "Notebooks"}
    assert await read(api, feed) == []
    one = (await reserve_any(loans, any_of(pool), 2, 4)).json()
    (event,) = await read(api, feed)
    assert event["DTSTART;VALUE=DATE"] == f"{day(2):%Y%m%d}"
    assert event["DTEND;VALUE=DATE"] == f"{day(5):%Y%m%d}"
    assert unescaped(event["SUMMARY"]) == "N-1 Notebook 1: Bruna Tomadora"
    assert event["URL"].endswith(f"/emprestimos/{one['id']}")
    until = {"due_date": day(6).isoformat(), "reason": "Mais uns dias"}
    await loans.step(one["id"], "prorrogacao", until)
    (later,) = await read(api, feed)
    assert (later["UID"], later["DTEND;VALUE=DATE"]) == (event["UID"], f"{day(7):%Y%m%d}")
    assert int(later["SEQUENCE"]) > int(event["SEQUENCE"])
    await loans.step(one["id"], "entrega", handed(*pool.assets[:1]))
    await loans.step(one["id"], "devolucao", handed(*pool.assets[:1]))
    assert await read(api, feed) == []


async def test_own_a_place_an_asset(api: Api, loans: Loans, pool: Pool, world: World) -> None:
    nobody = api.as_role("nobody")
    person = (await loans.api.get("/pessoas?q=Nobody")).json()["items"][0]["id"]
    await loans.make(pool.assets[:1], borrower_id=person)
    await loans.make([pool.elsewhere])
    found = {
        "own": await made(nobody),
        "place": await made(loans.api, kind="place", target_id=world.building_b),
        "asset": await made(loans.api, kind="asset", target_id=pool.assets[0]),
    }
    told = {
        name: [one["SUMMARY"].split()[0] for one in await read(api, feed)] for name, feed in found.items()
    }
    assert told == {"own": ["N-1"], "place": ["N-4"], "asset": ["N-1"]}


async def test_it_has_the_rights_of_its_user_at_that_moment(
    api: Api, loans: Loans, pool: Pool, world: World
) -> None:
    """A borrower out of his user's reach is not named; without the grant nothing is told at all."""
    await loans.make([pool.elsewhere])
    technician = api.as_role("technician")
    feed = await made(technician, kind="category", target_id=pool.category)
    assert await read(api, feed) == [], "he sees building A alone"
    await reserve_any(loans, any_of(pool))
    assert len(await read(api, feed)) == 1
    grants = f"/users/{world.accounts['technician'].user_id}/grants"
    administrator = api.as_role("administrator")
    (one,) = (await administrator.get(grants)).json()["items"]
    gone = await administrator.delete(f"{grants}/{one['id']}")
    assert gone.status_code in (200, 204), gone.text
    assert await read(api, feed) == []


async def test_of_a_loan_out_of_reach_no_state_is_told(
    api: Api, loans: Loans, shelf: Shelf, world: World
) -> None:
    """Whether it waits for approval is no business of who is told that the asset is taken."""
    async with api.work() as uow:
        await role(uow, "vitrine", "assets.read")
        visitor = await account(uow, "vitrine", role="vitrine")
    fields = {"borrower_type": "third_party", "borrower_id": shelf.company, "signer_id": shelf.signer}
    await loans.make(shelf.assets[:1], **fields)
    told = [
        (await read(api, await made(who, kind="asset", target_id=shelf.assets[0])))[0]
        for who in (loans.api, api.as_account(visitor))
    ]
    assert [one["STATUS"] for one in told] == ["TENTATIVE", "CONFIRMED"]
    assert unescaped(told[0]["SUMMARY"]) == "P-1 Projetor 1: Escola Vizinha (aguarda aprovação)"
    assert unescaped(told[1]["SUMMARY"]) == "P-1 Projetor 1: ocupado"


async def test_revoked_deactivated_and_unknown_are_one_and_the_same(
    api: Api, loans: Loans, pool: Pool, world: World
) -> None:
    feed, other = await made(loans.api), await made(api.as_role("reader"))
    assert (await loans.api.post(f"{FEEDS}/{other['id']}/revogacao")).status_code == 404, "somebody else's"
    for _ in range(2):
        assert (await loans.api.post(f"{FEEDS}/{feed['id']}/revogacao")).status_code == 204
    user = world.accounts["reader"].user_id
    await read(api, other)
    ended = await api.as_role("administrator").post(f"/users/{user}/deactivation")
    assert ended.status_code == 200, ended.text
    unknown = f"{ADDRESS}/agenda/{'x' * 43}.ics"
    bodies = []
    for path in (path_of(feed), path_of(other), unknown, f"{ADDRESS}/agenda/x", f"{ADDRESS}/agenda/.ics"):
        answer = await api.anonymous().get(path)
        bodies.append((answer.status_code, answer.json()["code"], answer.json()["detail"]))
    assert set(bodies) == {(404, "request.not_found", bodies[0][2])}


async def test_they_end_with_all_sessions_and_with_a_forgotten_password(
    api: Api, loans: Loans, world: World
) -> None:
    """Whoever had the password has the addresses too; the trail tells each that ended."""
    administrator, user = api.as_role("administrator"), world.accounts["reader"].user_id
    feed, other = await made(api.as_role("reader")), await made(loans.api)
    assert (await administrator.delete(f"/users/{user}/sessions")).status_code == 200
    assert await gone(api, feed)
    token = (await administrator.post(f"/users/{user}/convite")).json()["link"].partition("#")[2]
    async with api.work() as uow:
        again = await session_of(uow, (await uow.session.scalars(select(User).where(User.id == user))).one())
    feed = await made(api.as_account(again))
    choice = {"token": token, "password": "another long sentence for this"}
    assert (await api.anonymous().post("/auth/password/choice", choice)).status_code == 200
    assert await gone(api, feed)
    assert not await gone(api, other), "somebody else's"
    trail = (await administrator.get(f"/trilha?entity=calendar_feed&entity_id={feed['id']}")).json()
    assert trail["items"][0]["action"] == "update", "the newest first"


@pytest.mark.parametrize("revoked", [False, True])
async def test_who_changes_his_own_password_says_whether_they_end(api: Api, revoked: bool) -> None:
    reader = api.as_role("reader")
    feed = await made(reader)
    body = {"current_password": PASSWORD, "new_password": "another long sentence for this"}
    answer = await reader.post("/auth/password", body | ({"revoke_feeds": True} if revoked else {}))
    assert answer.status_code == 204, answer.text
    assert await gone(api, feed) is revoked


async def test_the_secret_is_told_once_and_kept_nowhere(api: Api, loans: Loans) -> None:
    """A repeated request with the same key makes another: answers with a secret are not kept."""
    headers = {"idempotency-key": "a" * 20}
    first = await loans.api.post(FEEDS, {"name": "x", "kind": "own"}, headers=headers)
    token = first.json()["url"].rpartition("/")[2].removesuffix(".ics")
    assert len(token) == 43
    again = await loans.api.post(FEEDS, {"name": "x", "kind": "own"}, headers=headers)
    assert again.json()["url"] != first.json()["url"]
    listed = (await loans.api.get(FEEDS)).text
    assert token not in listed
    assert "url" not in (await loans.api.get(FEEDS)).json()["items"][0]
    async with api.database.writing() as session:
        kept = (await session.scalars(select(CalendarFeed.token_hash))).all()
        assert token not in kept
        assert all(len(one) == 64 for one in kept)


async def test_what_does_not_exist_for_one_has_no_feed(api: Api, pool: Pool, world: World) -> None:
    technician = api.as_role("technician")
    for kind, target in (("asset", pool.elsewhere), ("place", world.room_b), ("category", 999)):
        answer = await technician.post(FEEDS, {"name": "x", "kind": kind, "target_id": target})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, "/target_id")
    for body in ({"kind": "own", "target_id": 1}, {"kind": "asset"}, {"kind": "secret", "target_id": 1}):
        assert (await technician.post(FEEDS, {"name": "x"} | body)).status_code == 422


async def test_there_are_not_too_many(loans: Loans, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_FEEDS", 2)
    first = await made(loans.api)
    await made(loans.api)
    assert (await loans.api.post(FEEDS, {"name": "x", "kind": "own"})).json()[
        "code"
    ] == "loans.too_many_feeds"
    await loans.api.post(f"{FEEDS}/{first['id']}/revogacao")
    await made(loans.api)


async def test_it_is_read_so_many_times_and_no_more(
    api: Api, loans: Loans, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "READS_PER_FEED", 3)
    feed = await made(loans.api)
    statuses = [(await api.anonymous().get(path_of(feed))).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    monkeypatch.setattr(feeds, "READS_PER_ADDRESS", 4)
    other = f"{ADDRESS}/agenda/{'y' * 43}.ics"
    assert [(await api.anonymous().get(other)).status_code for _ in range(2)] == [404, 429]


async def test_when_it_was_read_is_remembered(api: Api, loans: Loans) -> None:
    feed = await made(loans.api)
    assert (await loans.api.get(FEEDS)).json()["items"][0]["last_used_at"] is None
    await read(api, feed)
    assert (await loans.api.get(FEEDS)).json()["items"][0]["last_used_at"] is not None
    assert (await api.as_role("administrator").get(FEEDS)).json()["items"] == []
