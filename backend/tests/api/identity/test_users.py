"""Users, roles, permissions, preferences."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from levitiis.infra.history.models import AuditLog
from levitiis.kit.access import PERMISSIONS
from levitiis.kit.problems import Problem
from levitiis.modules.identity.api import GrantIn, grant_role, revoke_grant, set_user_active
from levitiis.modules.identity.models import User, UserRole
from levitiis.modules.identity.roles import BUILT_IN
from tests.api.client import Api
from tests.api.world import ACTORS
from tests.builders.users import account, user

NEW = {
    "username": "carla.dias",
    "email": "carla.dias@example.org",
    "name": "Carla Dias",
    "password": "um mate quente cedo",
    "role": "technician",
}


class TestList:
    """GET /users"""

    async def test_rows(self, manager: Api) -> None:
        body = (await manager.get("/users")).json()
        assert body["total"] == len(ACTORS)
        assert [row["username"] for row in body["items"]] == sorted(row["username"] for row in body["items"])
        (row,) = [row for row in body["items"] if row["username"] == "technician"]
        assert set(row) == {
            "id", "username", "email", "name", "role", "grant_count", "person_id", "active",
            "invited", "last_sign_in_at", "created_at", "version",
        }  # fmt: skip

    async def test_filters(self, manager: Api) -> None:
        async def names(query: str) -> list[str]:
            answer = await manager.get(f"/users?{query}")
            assert answer.status_code == 200, answer.text
            return [row["username"] for row in answer.json()["items"]]

        assert await names("active=false") == ["deactivated"]
        assert await names("role=technician") == ["technician"]
        assert await names("q=TÉCHNI") == ["technician"]
        assert await names("q=technician@exam") == ["technician"]
        assert await names("q=%25") == []
        assert (await names("sort=-username"))[0] == "technician"

    async def test_users_have_no_place_so_a_subtree_shows_none(self, api: Api) -> None:
        async with api.work() as uow:
            local = await account(uow, "local", role="manager", at=api.world.building_a)
        assert (await api.as_account(local).get("/users")).json()["items"] == []

    async def test_who_may_not(self, technician: Api, reader: Api, anonymous: Api) -> None:
        assert (await technician.get("/users")).status_code == 403
        assert (await reader.get("/users")).status_code == 403
        assert (await anonymous.get("/users")).status_code == 401


class TestCreate:
    """POST /users"""

    async def test_a_new_user_signs_in_with_his_role(self, api: Api, administrator: Api) -> None:
        body = {**NEW, "location_id": api.world.building_b}
        answer = await administrator.post("/users", body)
        assert answer.status_code == 201, answer.text
        assert answer.headers["etag"] == '"1"'
        assert "password" not in answer.text
        signed_in = await api.post("/auth/login", {"username": "Carla.Dias", "password": NEW["password"]})
        me = signed_in.json()["user"]
        assert me["name"] == "Carla Dias"
        assert me["permissions"]["assets.edit"]["location_ids"] == [api.world.building_b]

    async def test_the_trail_holds_no_personal_data_in_clear(self, api: Api, administrator: Api) -> None:
        made = (await administrator.post("/users", NEW)).json()
        async with api.database.reading() as session:
            rows = (await session.scalars(select(AuditLog).order_by(AuditLog.id.desc()).limit(3))).all()
        assert {(row.entity, row.action) for row in rows} == {
            ("person", "create"), ("user", "create"), ("grant", "create")
        }  # fmt: skip
        assert {row.actor_id for row in rows} == {api.world.accounts["administrator"].user_id}
        text = str([row.data_json for row in rows])
        assert not any(secret in text for secret in (NEW["email"], NEW["password"], "argon2", NEW["name"]))
        assert made["id"] in {row.entity_id for row in rows}

    async def test_refused(self, administrator: Api) -> None:
        refused: list[tuple[dict[str, Any], str, str]] = [
            ({"password": "short"}, "/password", "too_short"),
            ({"password": "carladias"}, "/password", "weak_password"),
            ({"password": "senha123"}, "/password", "weak_password"),
            ({"role": "king"}, "/role", "not_an_option"),
            ({"location_id": 999_999}, "/location_id", "not_found"),
            ({"username": "has space"}, "/username", "invalid"),
            ({"username": "an@address"}, "/username", "invalid"),
            ({"email": "no address"}, "/email", "invalid"),
            ({"name": None}, "/name", "required"),
            ({"active": True}, "/active", "unknown_field"),
        ]
        for changes, pointer, code in refused:
            answer = await administrator.post("/users", {**NEW, **changes})
            assert answer.status_code in (404, 422), answer.text
            found = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
            assert found == [(pointer, code)]
            assert NEW["password"] not in answer.text

    async def test_taken(self, administrator: Api) -> None:
        for changes, code in (
            ({"username": "MANAGER"}, "identity.username_taken"),
            ({"email": "Manager@example.org"}, "identity.email_taken"),
        ):
            answer = await administrator.post("/users", {**NEW, **changes})
            assert (answer.status_code, answer.json()["code"]) == (409, code)

    async def test_two_at_once_make_one(self, administrator: Api) -> None:
        answers = await asyncio.gather(*(administrator.post("/users", NEW) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]

    async def test_nobody_grants_more_than_he_has(self, api: Api) -> None:
        """Even somebody who may manage users: his own role must hold all that he gives, there."""
        async with api.work() as uow:
            from levitiis.modules.identity.models import PermissionRow, Role, RolePermission

            clerk = Role(name="clerk", label_pt="Atendente", label_en="Clerk")
            uow.session.add(clerk)
            await uow.flush()
            wanted = ("users.manage", "users.read", "people.manage", *(BUILT_IN["reader"].permissions or ()))
            found = await uow.session.scalars(select(PermissionRow).where(PermissionRow.name.in_(wanted)))
            uow.session.add_all(RolePermission(role_id=clerk.id, permission_id=row.id) for row in found)
            await uow.flush()
            made = api.as_account(await account(uow, "clerk", role="clerk"))
        refused = await made.post("/users", {**NEW, "role": "administrator"})
        assert (refused.status_code, refused.json()["code"]) == (403, "identity.beyond_own_grant")
        assert (await made.post("/users", {**NEW, "role": "technician"})).status_code == 403
        assert (await made.post("/users", {**NEW, "role": "clerk"})).status_code == 201


class TestProtection:
    """What an administrator cannot do, by whatever way in."""

    async def test_the_last_administrator_stays(self, api: Api) -> None:
        admin = api.world.accounts["administrator"]
        async with api.database.reading() as session:
            grant_id = await session.scalar(select(UserRole.id).where(UserRole.user_id == admin.user_id))
        assert grant_id is not None
        for attempt in (
            lambda uow: set_user_active(uow, admin.user_id, False),
            lambda uow: revoke_grant(uow, admin.user_id, grant_id),
        ):
            with pytest.raises(Problem, match="last_administrator"):
                async with api.work() as uow:
                    await attempt(uow)

    async def test_two_who_remove_each_other_take_turns(self, api: Api) -> None:
        async with api.work() as uow:
            second = await account(uow, "second", role="administrator")
        first = api.world.accounts["administrator"]

        async def deactivate(who: int) -> str:
            try:
                async with api.work() as uow:
                    await set_user_active(uow, who, False)
            except Problem as problem:
                return problem.code
            return "done"

        done = await asyncio.gather(deactivate(first.user_id), deactivate(second.user_id))
        assert sorted(done) == ["done", "identity.last_administrator"]

    async def test_nobody_changes_his_own_access(self, api: Api) -> None:
        token = api.as_role("administrator").http.headers["authorization"].removeprefix("Bearer ")
        async with api.database.reading() as session:
            actor = await api.identity.authenticate(session, token)
        mine = api.world.accounts["administrator"].user_id
        for attempt in (
            lambda uow: set_user_active(uow, mine, False),
            lambda uow: grant_role(uow, mine, GrantIn(role="reader", location_id=api.world.room_a)),
        ):
            with pytest.raises(Problem, match="own_grant"):
                async with api.work(actor) as uow:
                    await attempt(uow)

    async def test_a_grant_twice_is_one(self, api: Api) -> None:
        reader = api.world.accounts["reader"].user_id
        for place in (None, api.world.building_a):
            if place:
                async with api.work() as uow:
                    await grant_role(uow, reader, GrantIn(role="reader", location_id=place))
            with pytest.raises(Problem, match="grant_exists"):
                async with api.work() as uow:
                    await grant_role(uow, reader, GrantIn(role="reader", location_id=place))

    async def test_one_user_per_person(self, api: Api, administrator: Api) -> None:
        async with api.work() as uow:
            known = await user(uow, "davi")
        body = {**NEW, "name": None, "person_id": known.person_id}
        answer = await administrator.post("/users", body)
        assert (answer.status_code, answer.json()["code"]) == (409, "identity.person_has_user")


class TestRoles:
    """GET /roles, GET /permissions"""

    async def test_roles_are_what_the_code_says(self, manager: Api) -> None:
        items = (await manager.get("/roles")).json()["items"]
        assert {item["name"] for item in items} == set(BUILT_IN)
        for item in items:
            assert item["built_in"]
            assert set(item["permissions"]) == BUILT_IN[item["name"]].codes(PERMISSIONS)

    async def test_permissions_in_both_languages(self, manager: Api) -> None:
        groups = (await manager.get("/permissions")).json()["groups"]
        items = [item for group in groups for item in group["permissions"]]
        assert {item["name"] for item in items} == set(PERMISSIONS)
        for item in (*items, *groups):
            assert all(item[name] for name in item if name.startswith(("label_", "about_")))

    async def test_who_may_not(self, reader: Api) -> None:
        assert (await reader.get("/roles")).status_code == 403
        assert (await reader.get("/permissions")).status_code == 403


class TestPreferences:
    """PATCH /auth/me/preferences"""

    PATH = "/auth/me/preferences"

    async def test_merge_and_remove(self, reader: Api) -> None:
        first = {"theme": "dark", "lists": {"assets": {"pageSize": 100}}}
        assert (await reader.patch(self.PATH, first)).json()["preferences"] == first
        answer = await reader.patch(self.PATH, {"theme": None, "density": "compact"})
        assert answer.json()["preferences"] == {"lists": first["lists"], "density": "compact"}
        assert (await reader.get("/auth/me")).json()["preferences"] == answer.json()["preferences"]

    async def test_two_tabs_that_save_different_ones_both_succeed(self, api: Api, reader: Api) -> None:
        names = [f"list{number}" for number in range(8)]
        answers = await asyncio.gather(*(reader.patch(self.PATH, {name: 1}) for name in names))
        assert {answer.status_code for answer in answers} == {200}
        assert (await reader.get("/auth/me")).json()["preferences"] == dict.fromkeys(names, 1)
        async with api.database.reading() as session:
            made = await session.get(User, api.world.accounts["reader"].user_id)
        assert made is not None
        assert made.version == 1

    async def test_refused(self, reader: Api) -> None:
        refused: list[tuple[Any, str]] = [
            ({"x" * 61: 1}, "request.invalid"),
            ({"a b": 1}, "request.invalid"),
            ([1], "request.invalid"),
            ({f"p{number}": 1 for number in range(51)}, "request.invalid"),
            ({"big": "x" * 17_000}, "identity.preferences_too_large"),
        ]
        for body, code in refused:
            answer = await reader.patch(self.PATH, body)
            assert (answer.status_code, answer.json()["code"]) == (422, code)
