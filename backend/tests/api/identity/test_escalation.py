"""Nobody gives, takes away or changes more than he has; the last administrator stays, races included."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.dialects import dialect_of
from levitiis.kit.access import PERMISSIONS, SELF
from levitiis.kit.checks import Violation
from levitiis.modules.identity.checks import violations
from levitiis.modules.identity.models import User, UserRole
from tests.api.client import Api
from tests.builders.roles import role
from tests.builders.users import Account, account, grant, session_of, user
from tests.waiting import eventually

CLERK = (
    "users.read",
    "users.manage",
    "roles.read",
    "roles.manage",
    "locations.read",
    "people.read",
    "people.manage",
)


def problem(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def clerk(api: Api, *local: str) -> Api:
    """Manages users and roles everywhere; has the roles ``local`` in building A only."""
    async with api.work() as uow:
        await role(uow, "clerk", *CLERK)
        made = await user(uow, "clerk.one")
        await grant(uow, made, "clerk")
        for name in local:
            await grant(uow, made, name, api.world.building_a)
        return api.as_account(await session_of(uow, made))


async def victim(api: Api, name: str, at: int | None = None) -> Account:
    async with api.work() as uow:
        return await account(uow, f"victim.of.{name}", role=name, at=at)


async def without_administrator(session: AsyncSession) -> list[Violation]:
    """What ``levitiis check`` says of I17."""
    return [found for found in await violations(session) if found.invariant == "I17"]


async def grant_id(api: Api, who: int) -> int:
    async with api.database.reading() as session:
        return (await session.scalars(select(UserRole.id).where(UserRole.user_id == who))).one()


class TestGiving:
    """A role, a place, a permission that one lacks."""

    async def test_a_role_that_one_lacks(self, api: Api) -> None:
        caller, to = await clerk(api), await victim(api, "clerk")
        for name in ("administrator", "manager", "technician", "reader"):
            answer = await caller.post(f"/users/{to.user_id}/grants", {"role": name})
            assert problem(answer) == (403, "identity.beyond_own_grant"), name
        body = {"role": "clerk", "location_id": api.world.building_b}
        assert (await caller.post(f"/users/{to.user_id}/grants", body)).status_code == 201

    async def test_a_place_outside_ones_own(self, api: Api) -> None:
        caller, to = await clerk(api, "technician"), await victim(api, "clerk")
        path = f"/users/{to.user_id}/grants"
        for place, status in (
            (None, 403), (api.world.unit, 403), (api.world.building_b, 403), (api.world.room_b, 403),
            (api.world.building_a, 201), (api.world.room_a, 201),
        ):  # fmt: skip
            answer = await caller.post(path, {"role": "technician", "location_id": place})
            assert answer.status_code == status, (place, answer.text)

    async def test_a_new_user_with_more_than_one_has(self, api: Api) -> None:
        caller = await clerk(api)
        body = {
            "username": "eva", "email": "eva@example.org", "name": "Eva", "password": "um mate quente cedo",
            "role": "administrator",
        }  # fmt: skip
        assert problem(await caller.post("/users", body)) == (403, "identity.beyond_own_grant")
        assert (await caller.post("/users", {**body, "role": "clerk"})).status_code == 201

    async def test_a_permission_that_one_lacks(self, api: Api) -> None:
        caller = await clerk(api, "technician")
        body = {"label_pt": "Atalho", "permissions": ["assets.read"]}
        assert problem(await caller.post("/roles", body)) == (403, "identity.beyond_own_grant")
        made = (await caller.post("/roles", {**body, "permissions": ["users.read"]})).json()
        path = f"/roles/{made['id']}/permissions"
        for codes, status in (
            (["assets.read"], 403),
            (["users.read", "jobs.read"], 403),
            (["roles.read"], 200),
        ):
            assert (await caller.put(path, {"permissions": codes})).status_code == status, codes

    async def test_a_role_with_more_than_one_has_is_not_touched(self, api: Api, administrator: Api) -> None:
        caller = await clerk(api)
        every = sorted(set(PERMISSIONS) - {SELF.code})
        made = (await administrator.post("/roles", {"label_pt": "Vice", "permissions": every})).json()
        path = f"/roles/{made['id']}"
        attempts = (
            await caller.post(f"{path}/copy", {"label_pt": "Cópia"}),
            await caller.patch(path, {"label_pt": "Consulta geral"}),
            await caller.put(f"{path}/permissions", {"permissions": ["users.read"]}),
            await caller.delete(path),
        )
        assert {problem(answer) for answer in attempts} == {(403, "identity.beyond_own_grant")}
        assert (await caller.get(path)).json()["allowed_actions"] == []


class TestTouching:
    """Somebody who has more, and oneself."""

    @pytest.mark.parametrize("name", ["administrator", "manager", "reader"])
    async def test_who_has_more_is_not_changed(self, api: Api, name: str) -> None:
        caller, other = await clerk(api, "technician"), await victim(api, name)
        path, given = f"/users/{other.user_id}", await grant_id(api, other.user_id)
        attempts = (
            await caller.patch(path, {"email": "mine@example.org"}),
            await caller.patch(path, {"username": "mine"}),
            await caller.post(f"{path}/deactivation"),
            await caller.delete(f"{path}/deactivation"),
            await caller.post(f"{path}/grants", {"role": "clerk"}),
            await caller.delete(f"{path}/grants/{given}"),
        )
        assert {problem(answer) for answer in attempts} == {(403, "identity.more_powerful_user")}
        seen = (await caller.get(path)).json()
        assert (seen["active"], seen["allowed_actions"]) == (True, [])

    async def test_who_has_the_same_elsewhere_has_more(self, api: Api) -> None:
        caller = await clerk(api, "technician")
        for place, status in ((api.world.building_b, 403), (api.world.unit, 403), (api.world.room_a, 200)):
            async with api.work() as uow:
                other = await account(uow, f"at.{place}", role="technician", at=place)
            answer = await caller.post(f"/users/{other.user_id}/deactivation")
            assert answer.status_code == status, answer.text

    async def test_a_deactivated_administrator_is_not_brought_back_by_less(self, api: Api) -> None:
        caller = await clerk(api)
        path = f"/users/{api.world.accounts['deactivated'].user_id}/deactivation"
        assert problem(await caller.delete(path)) == (403, "identity.more_powerful_user")

    async def test_nobody_changes_his_own_access(self, api: Api, administrator: Api) -> None:
        mine = api.world.accounts["administrator"].user_id
        path = f"/users/{mine}"
        attempts = (
            await administrator.post(f"{path}/deactivation"),
            await administrator.post(f"{path}/grants", {"role": "reader"}),
            await administrator.delete(f"{path}/grants/{await grant_id(api, mine)}"),
            await administrator.patch(path, {"role": "administrator"}),
        )
        assert {problem(answer) for answer in attempts} == {(403, "identity.own_grant")}

    async def test_managing_users_of_one_place_is_managing_none(self, api: Api) -> None:
        async with api.work() as uow:
            local = await account(uow, "local", role="administrator", at=api.world.building_a)
        caller, reader = api.as_account(local), api.world.accounts["reader"].user_id
        for answer in (
            await caller.post(f"/users/{reader}/deactivation"),
            await caller.post(f"/users/{reader}/grants", {"role": "reader"}),
            await caller.post("/roles", {"label_pt": "Meu"}),
        ):
            assert problem(answer) == (403, "request.forbidden")
        assert problem(await caller.get(f"/users/{reader}")) == (404, "request.not_found")


class TestTheLastAdministrator:
    """I17, whichever way and however many at once."""

    async def test_stays(self, api: Api, administrator: Api) -> None:
        """The second deactivates the first; then nobody may take the second's role away."""
        async with api.work() as uow:
            second = await account(uow, "second", role="administrator")
            await account(uow, "local", role="administrator", at=api.world.building_a)
        first = api.world.accounts["administrator"]
        assert (await api.as_account(second).post(f"/users/{first.user_id}/deactivation")).status_code == 200
        async with api.work() as uow:
            await role(uow, "vice", *(set(PERMISSIONS) - {SELF.code}))
            vice = api.as_account(await account(uow, "vice", role="vice"))
        path = f"/users/{second.user_id}"
        for answer in (
            await vice.post(f"{path}/deactivation"),
            await vice.delete(f"{path}/grants/{await grant_id(api, second.user_id)}"),
        ):
            assert problem(answer) == (409, "identity.last_administrator")
        async with api.database.reading() as session:
            assert await without_administrator(session) == []

    @pytest.mark.parametrize("way", ["deactivation", "grant"])
    @pytest.mark.parametrize("others", [0, 1])
    async def test_two_demote_each_other_at_once(self, api: Api, way: str, others: int) -> None:
        """Both requests are past their sign-in check before either may go on; one of them wins."""
        async with api.work() as uow:
            second = await account(uow, "second", role="administrator")
            for number in range(others):
                await account(uow, f"other.{number}", role="administrator")
        first = api.world.accounts["administrator"]

        async def demote(caller: Account, who: Account) -> httpx2.Response:
            path = f"/users/{who.user_id}"
            if way == "deactivation":
                return await api.as_account(caller).post(f"{path}/deactivation")
            return await api.as_account(caller).delete(f"{path}/grants/{await grant_id(api, who.user_id)}")

        answers = await together(api, lambda: demote(first, second), lambda: demote(second, first))
        assert sorted(answer.status_code for answer in answers)[0] == 200
        (loser,) = [answer for answer in answers if answer.status_code != 200]
        assert problem(loser) == (
            (401, "request.unauthenticated") if way == "deactivation" else (403, "request.forbidden")
        )
        async with api.database.reading() as session:
            assert await without_administrator(session) == []

    async def test_two_others_who_take_the_last_two_away(self, api: Api) -> None:
        """Neither of the callers loses anything himself: the second is stopped by the rule alone."""
        async with api.work() as uow:
            second = await account(uow, "second", role="administrator")
            await role(uow, "vice", *(set(PERMISSIONS) - {SELF.code}))
            vices = [await account(uow, f"vice.{number}", role="vice") for number in range(2)]
        victims = (api.world.accounts["administrator"], second)

        def deactivate(caller: Account, who: Account) -> Callable[[], Awaitable[httpx2.Response]]:
            return lambda: api.as_account(caller).post(f"/users/{who.user_id}/deactivation")

        answers = await together(api, *(deactivate(*pair) for pair in zip(vices, victims, strict=True)))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        async with api.database.reading() as session:
            assert await without_administrator(session) == []

    async def test_the_check_tells_when_there_is_none(self, api: Api) -> None:
        async with api.work() as uow:
            await uow.session.execute(update(User).values(active=False))
            (found,) = await without_administrator(uow.session)
        assert found.entity_id is None

    async def test_a_role_is_not_given_while_it_grows(self, api: Api, administrator: Api) -> None:
        """The clerk may give the role as he sees it; the administrator adds what the clerk lacks."""
        caller, to = await clerk(api), await victim(api, "clerk")
        made = (
            await administrator.post("/roles", {"label_pt": "Cresce", "permissions": ["users.read"]})
        ).json()
        answers = await together(
            api,
            lambda: administrator.put(f"/roles/{made['id']}/permissions", {"permissions": ["jobs.read"]}),
            lambda: caller.post(f"/users/{to.user_id}/grants", {"role": made["name"]}),
            in_order=True,
        )
        assert answers[0].status_code == 200
        assert problem(answers[1]) == (403, "identity.beyond_own_grant")


async def together(
    api: Api, *calls: Callable[[], Awaitable[httpx2.Response]], in_order: bool = False
) -> list[httpx2.Response]:
    """Let all calls come to the lock of authority while it is held, then let go."""
    tasks: list[asyncio.Task[httpx2.Response]] = []
    async with held(api) as waiting:
        for number, call in enumerate(calls):
            tasks.append(asyncio.create_task(_run(call)))
            if in_order:
                await waiting(number + 1)
        await waiting(len(calls))
    return list(await asyncio.gather(*tasks))


async def _run(call: Callable[[], Awaitable[httpx2.Response]]) -> httpx2.Response:
    return await call()


@asynccontextmanager
async def held(api: Api) -> AsyncIterator[Callable[[int], Awaitable[Any]]]:
    """Hold the lock; gives what waits until so many stand before it."""
    async with api.database.writing() as session, api.database.writing() as watch:
        await dialect_of(session).lock(session, "identity:authority")
        statement = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")

        async def waiting(count: int) -> bool:
            async def enough() -> bool:
                return await watch.scalar(statement) >= count

            return await eventually(enough, what=f"{count} requests at the lock")

        yield waiting
