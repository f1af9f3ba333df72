"""Staying signed in: rotation, races, theft, expiry; and ending it at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
from sqlalchemy import func, select, update

from levitiis.infra.history.models import AuditLog
from levitiis.infra.outbox.models import OutboxEvent
from levitiis.kit.clock import frozen, now
from levitiis.kit.ids import token_hash
from levitiis.modules.identity.api import prune_sessions, set_user_active
from levitiis.modules.identity.models import AuthSession, SpentToken, User
from levitiis.modules.identity.routes.common import COOKIE
from tests.api.client import Api
from tests.builders.users import PASSWORD


async def refresh(api: Api, token: str | None, **headers: str) -> httpx2.Response:
    sent = {"cookie": f"{COOKIE}={token}", **headers} if token else headers
    return await api.anonymous().post("/auth/refresh", headers=sent)


def token_of(answer: httpx2.Response) -> str:
    token = answer.cookies.get(COOKIE)
    assert token
    return token


def first_token(api: Api, role: str = "manager") -> str:
    return api.world.accounts[role].refresh_token


async def session_row(api: Api, role: str = "manager") -> AuthSession:
    async with api.database.reading() as session:
        return (
            await session.execute(select(AuthSession).where(AuthSession.id == session_id(api, role)))
        ).scalar_one()


def session_id(api: Api, role: str = "manager") -> int:
    return api.world.accounts[role].session_id


async def test_each_refresh_gives_a_new_pair_of_the_same_session(api: Api) -> None:
    token = first_token(api)
    for generation in range(1, 4):
        answer = await refresh(api, token)
        assert answer.status_code == 200
        assert answer.json()["user"]["username"] == "manager"
        assert token_of(answer) != token
        token = token_of(answer)
        row = await session_row(api)
        assert (row.generation, row.token_hash) == (generation, token_hash(token))
        bearer = {"authorization": f"Bearer {answer.json()['access_token']}"}
        assert (await api.get("/auth/me", headers=bearer)).status_code == 200


async def test_twenty_tabs_refresh_at_once_and_all_get_the_same(api: Api) -> None:
    token = first_token(api)
    answers = await asyncio.gather(*(refresh(api, token) for _ in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    given = {token_of(answer) for answer in answers}
    assert len(given) == 1
    row = await session_row(api)
    assert (row.generation, row.token_hash, row.revoked_at) == (1, token_hash(given.pop()), None)
    async with api.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(SpentToken)) == 1
    for answer in answers:
        bearer = {"authorization": f"Bearer {answer.json()['access_token']}"}
        assert (await api.get("/auth/me", headers=bearer)).status_code == 200


async def test_parallel_rounds_never_end_the_session(api: Api) -> None:
    current = first_token(api)
    for _ in range(5):
        answers = await asyncio.gather(*(refresh(api, current) for _ in range(8)))
        (current,) = {token_of(answer) for answer in answers}


async def test_two_tabs_that_straddle_a_new_cookie_stay_signed_in(api: Api) -> None:
    """Requests with the cookie before arrive while others have exchanged the next one already."""
    tokens = [first_token(api)]
    for _ in range(4):
        sent = [*tokens, *tokens[-1:] * (20 - len(tokens))]
        answers = await asyncio.gather(*(refresh(api, token) for token in sent))
        assert {answer.status_code for answer in answers} <= {200, 409}
        given = {token_of(answer) for answer in answers if answer.status_code == 200}
        (following,) = given - {tokens[-1]}
        tokens.append(following)
    for token in tokens[:-2]:
        late = await refresh(api, token)
        assert (late.status_code, late.json()["code"]) == (409, "identity.refresh_raced")
        assert "set-cookie" not in late.headers
    assert (await session_row(api)).revoked_at is None


async def test_a_lost_answer_is_given_again_for_ten_seconds(api: Api) -> None:
    """The page was loaded anew before the cookie had come: the browser has only the one before."""
    start, old = now(), first_token(api)
    with frozen(start):
        new = token_of(await refresh(api, old))
    for seconds in (0, 5, 10):
        with frozen(start + timedelta(seconds=seconds)):
            assert token_of(await refresh(api, old)) == new
    with frozen(start + timedelta(seconds=10)):
        assert (await refresh(api, new)).status_code == 200
        assert (await refresh(api, old)).json()["code"] == "identity.refresh_raced"


async def test_who_stole_a_token_in_time_is_found_out(api: Api) -> None:
    """He gets the owner's own next token; whoever exchanges it later than the other betrays the theft."""
    start, old = now(), first_token(api)
    with frozen(start):
        owners = token_of(await refresh(api, old))
        thiefs = token_of(await refresh(api, old))
    with frozen(start + timedelta(minutes=10)):
        assert (await refresh(api, thiefs)).status_code == 200
    with frozen(start + timedelta(minutes=15)):
        assert (await refresh(api, owners)).status_code == 401
    await assert_ended_for_reuse(api)


async def test_an_exchange_of_the_version_before_is_not_given_again(api: Api) -> None:
    """It kept no salt; the browser waits for the cookie, as it did then."""
    old = first_token(api)
    await refresh(api, old)
    async with api.work() as uow:
        await uow.session.execute(update(SpentToken).values(salt=None))
    assert (await refresh(api, old)).json()["code"] == "identity.refresh_raced"


async def test_of_a_session_that_has_ended_nothing_is_given_again(api: Api) -> None:
    old = first_token(api)
    await refresh(api, old)
    assert (await api.as_role("manager").post("/auth/logout")).status_code == 204
    assert (await refresh(api, old)).status_code == 401


async def test_the_predecessor_later_ends_the_family(api: Api) -> None:
    start, old = now(), first_token(api)
    with frozen(start):
        won = await refresh(api, old)
    with frozen(start + timedelta(seconds=11)):
        stolen = await refresh(api, old)
        assert (stolen.status_code, stolen.json()["code"]) == (401, "identity.session_ended")
        assert "set-cookie" not in stolen.headers
        assert (await refresh(api, token_of(won))).status_code == 401
        bearer = {"authorization": f"Bearer {won.json()['access_token']}"}
        assert (await api.get("/auth/me", headers=bearer)).status_code == 401
    await assert_ended_for_reuse(api)


async def test_each_token_is_judged_by_its_own_age(api: Api) -> None:
    """The family's last renewal is fresh, and yet who shows an old token has stolen it."""
    start, oldest = now(), first_token(api)
    with frozen(start):
        second = token_of(await refresh(api, oldest))
    with frozen(start + timedelta(seconds=11)):
        third = token_of(await refresh(api, second))
        assert token_of(await refresh(api, second)) == third
        assert (await refresh(api, oldest)).status_code == 401
        assert (await refresh(api, second)).status_code == 401
        assert (await refresh(api, third)).status_code == 401
    await assert_ended_for_reuse(api)


async def test_signing_out_with_a_used_up_token_ends_the_session_too(api: Api) -> None:
    """A tab that was asleep for two rotations signs out, and means it."""
    oldest = first_token(api)
    second = token_of(await refresh(api, oldest))
    third = token_of(await refresh(api, second))
    answer = await api.anonymous().post("/auth/logout", headers={"cookie": f"{COOKIE}={oldest}"})
    assert answer.status_code == 204
    assert (await refresh(api, third)).status_code == 401


async def assert_ended_for_reuse(api: Api) -> None:
    row = await session_row(api)
    assert row.revoked_reason == "reuse"
    async with api.database.reading() as session:
        statement = select(AuditLog).where(AuditLog.entity == "session", AuditLog.entity_id == row.id)
        trail = {entry.action: entry for entry in await session.scalars(statement)}
        events = (
            await session.scalars(select(OutboxEvent).where(OutboxEvent.type == "sessions.ended"))
        ).all()
    assert trail["refresh_reused"].data_json == {"user_id": row.user_id}
    assert trail["update"].data_json["changes"]["revoked_reason"] == [None, "reuse"]
    assert [(event.payload["ids"], event.payload["user_id"]) for event in events] == [([row.id], row.user_id)]


async def test_one_family_ends_the_others_stay(api: Api) -> None:
    signed_in = await api.anonymous().post("/auth/login", {"username": "manager", "password": PASSWORD})
    start, old = now(), first_token(api)
    with frozen(start):
        await_token = token_of(await refresh(api, old))
    with frozen(start + timedelta(seconds=11)):
        assert (await refresh(api, old)).status_code == 401
        assert (await refresh(api, await_token)).status_code == 401
        assert (await refresh(api, token_of(signed_in))).status_code == 200


async def test_no_token_of_ours(api: Api) -> None:
    for token in (None, b"", b"unknown", b"x" * 300, "á".encode(), b"\xff"):
        sent = {b"cookie": COOKIE.encode() + b"=" + token} if token is not None else {}
        answer = await api.anonymous().post("/auth/refresh", headers=sent)
        assert (answer.status_code, answer.json()["code"]) == (401, "identity.session_ended"), token


async def test_a_refresh_token_is_no_access_token_and_the_reverse(api: Api) -> None:
    token = first_token(api)
    assert (await api.get("/auth/me", headers={"authorization": f"Bearer {token}"})).status_code == 401
    access = (await refresh(api, token)).json()["access_token"]
    assert (await refresh(api, access)).status_code == 401
    assert (await api.get(f"/auth/me?access_token={access}")).status_code in (401, 422)


async def test_an_idle_session_ends(api: Api) -> None:
    with frozen(now() + timedelta(days=14, seconds=1)):
        answer = await refresh(api, first_token(api))
    assert (answer.status_code, answer.json()["code"]) == (401, "identity.session_ended")


async def test_a_session_in_use_lives_on_until_its_absolute_end(api: Api) -> None:
    start, token = now(), first_token(api)
    row = await session_row(api)
    for days in range(10, 90, 10):
        with frozen(start + timedelta(days=days)):
            answer = await refresh(api, token)
            assert answer.status_code == 200, days
            token, access = token_of(answer), answer.json()["access_token"]
    max_age = int(answer.headers["set-cookie"].lower().split("max-age=")[1].split(";")[0])
    assert max_age <= 10 * 86_400
    with frozen(row.created_at + timedelta(days=90, seconds=1)):
        assert (await refresh(api, token)).status_code == 401
        assert (await api.get("/auth/me", headers={"authorization": f"Bearer {access}"})).status_code == 401


class TestSigningInOverASession:
    """A browser that still holds a session and opens another gives the first one up."""

    async def sign_in(self, api: Api, token: str, password: str = PASSWORD, **more: str) -> httpx2.Response:
        sent = {"username": "reader", "password": password, **more}
        return await api.anonymous().post("/auth/login", sent, headers={"cookie": f"{COOKIE}={token}"})

    async def test_the_session_before_ends_with_its_family(self, api: Api, manager: Api) -> None:
        spent = first_token(api)
        current = token_of(await refresh(api, spent))
        assert (await self.sign_in(api, spent)).status_code == 200
        assert (await manager.get("/auth/me")).status_code == 401
        assert (await refresh(api, current)).status_code == 401
        row = await session_row(api)
        async with api.database.reading() as session:
            statement = select(AuditLog).where(AuditLog.entity_id == row.id, AuditLog.action == "update")
            (entry,) = [one for one in await session.scalars(statement) if one.entity == "session"]
        assert entry.actor_id == api.world.accounts["reader"].user_id
        assert entry.data_json["changes"]["revoked_reason"] == [None, "replaced"]

    async def test_nothing_ends_by_a_wrong_password_or_a_token_in_the_body(
        self, api: Api, manager: Api
    ) -> None:
        token = first_token(api)
        assert (await self.sign_in(api, token, "wrong password")).status_code == 401
        assert (await self.sign_in(api, token, token_delivery="body")).status_code == 200
        assert (await manager.get("/auth/me")).status_code == 200


class TestSigningOut:
    """Effective on the next request, from whatever the client still has."""

    async def test_by_the_cookie(self, api: Api, manager: Api) -> None:
        assert (await manager.get("/auth/me")).status_code == 200
        answer = await api.post("/auth/logout", headers={"cookie": f"{COOKIE}={first_token(api)}"})
        assert answer.status_code == 204
        cleared = answer.headers["set-cookie"]
        assert cleared.startswith(f'{COOKIE}=""')
        assert "Max-Age=0" in cleared
        assert "Secure" in cleared
        assert (await manager.get("/auth/me")).status_code == 401
        assert (await refresh(api, first_token(api))).status_code == 401
        row = await session_row(api)
        assert row.revoked_reason == "signed_out"
        async with api.database.reading() as session:
            statement = select(AuditLog).where(AuditLog.entity_id == row.id, AuditLog.action == "update")
            (entry,) = (await session.scalars(statement)).all()
        assert (entry.actor_kind, entry.actor_id) == ("user", row.user_id)

    async def test_by_the_access_token(self, manager: Api) -> None:
        assert (await manager.post("/auth/logout")).status_code == 204
        assert (await manager.get("/auth/me")).status_code == 401

    async def test_by_the_cookie_of_another_tab(self, api: Api, manager: Api) -> None:
        old = first_token(api)
        await refresh(api, old)
        assert (await api.post("/auth/logout", headers={"cookie": f"{COOKIE}={old}"})).status_code == 204
        assert (await manager.get("/auth/me")).status_code == 401

    async def test_again_and_without_anything(self, api: Api, manager: Api) -> None:
        for _ in range(2):
            assert (await manager.post("/auth/logout")).status_code == 204
        assert (await api.post("/auth/logout")).status_code == 204
        assert (await api.post("/auth/logout", headers={"authorization": "Bearer x"})).status_code == 204


class TestDeactivation:
    """The next request is refused, whatever token it carries."""

    async def test_by_the_action(self, api: Api, reader: Api) -> None:
        account = api.world.accounts["reader"]
        assert (await reader.get("/auth/me")).status_code == 200
        async with api.work() as uow:
            await set_user_active(uow, account.user_id, False)
        assert (await reader.get("/auth/me")).status_code == 401
        assert (await refresh(api, account.refresh_token)).status_code == 401
        answer = await api.anonymous().post("/auth/login", {"username": "reader", "password": PASSWORD})
        assert answer.json()["code"] == "identity.invalid_credentials"

    async def test_even_when_only_the_row_says_so(self, api: Api, reader: Api) -> None:
        account = api.world.accounts["reader"]
        async with api.work() as uow:
            await uow.session.execute(update(User).where(User.id == account.user_id).values(active=False))
        assert (await reader.get("/auth/me")).status_code == 401
        assert (await refresh(api, account.refresh_token)).status_code == 401

    async def test_who_was_deactivated_before(self, deactivated: Api) -> None:
        for path in ("/auth/me", "/users", "/roles"):
            answer = await deactivated.get(path)
            assert (answer.status_code, answer.json()["code"]) == (401, "request.unauthenticated")


async def test_an_access_token_ends_after_fifteen_minutes(manager: Api) -> None:
    assert (await manager.get("/auth/me")).status_code == 200
    with frozen(now() + timedelta(minutes=15, seconds=1)):
        assert (await manager.get("/auth/me")).status_code == 401


async def test_a_session_is_its_users_alone(api: Api) -> None:
    from levitiis.kit.access import Actor, ActorKind

    reader, manager = api.world.accounts["reader"], api.world.accounts["manager"]
    mixed = Actor(ActorKind.USER, manager.user_id, "", session_id=reader.session_id)
    bearer = {"authorization": f"Bearer {api.identity.access_token(mixed)}"}
    assert (await api.get("/auth/me", headers=bearer)).status_code == 401


async def test_the_janitor_takes_what_ended_long_ago(api: Api) -> None:
    await refresh(api, first_token(api))
    async with api.work() as uow:
        assert await prune_sessions(uow, api.identity) == 0
    with frozen(now() + timedelta(days=45)):
        async with api.work() as uow:
            assert await prune_sessions(uow, api.identity) == len(api.world.accounts)
    async with api.database.reading() as session:
        left: Any = await session.scalar(select(func.count()).select_from(SpentToken))
    assert left == 0
