"""Users: their page, their grants, editing them, letting them in and out."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from levitiis.infra.history.models import AuditLog
from levitiis.modules.identity.models import AuthSession
from tests.api.client import Api
from tests.builders.users import PASSWORD, Account, account, grant, session_of, user


async def somebody(api: Api, username: str = "ana", role: str | None = "reader", **options: Any) -> Account:
    async with api.work() as uow:
        return await account(uow, username, role=role, **options)


async def shown(api: Api, who: int) -> dict[str, Any]:
    answer = await api.as_role("administrator").get(f"/users/{who}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def problem(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


class TestDetail:
    """GET /users/{id}"""

    async def test_what_it_shows(self, api: Api, administrator: Api) -> None:
        made = await somebody(api, role="technician", at=api.world.building_a)
        body = await shown(api, made.user_id)
        technician = {"name": "technician", "label_pt": "Técnico", "label_en": "Technician"}
        assert body["role"] == technician
        (only,) = body["grants"]
        role = only.pop("role")
        assert role == {**technician, "id": role["id"]}
        assert only == {
            "id": only["id"],
            "everywhere": False,
            "location": {"id": api.world.building_a, "name": "Bloco A", "full_name": "Sede › Bloco A"},
            "allowed_actions": ["remove"],
        }
        assert (body["session_count"], body["grant_count"], body["last_sign_in_at"]) == (1, 1, None)
        assert body["allowed_actions"] == [
            "edit",
            "link_person",
            "grant",
            "deactivate",
            "send_link",
            "end_sessions",
        ]
        listed = (await administrator.get(f"/users/{made.user_id}/grants")).json()
        assert listed["items"] == (await shown(api, made.user_id))["grants"]

    async def test_signing_in_is_remembered(self, api: Api) -> None:
        made = await somebody(api)
        credentials = {"username": "ana", "password": PASSWORD}
        assert (await api.post("/auth/login", credentials)).status_code == 200
        body = await shown(api, made.user_id)
        assert body["last_sign_in_at"]
        assert (body["session_count"], body["version"]) == (2, 1)
        first = (await api.as_role("manager").get("/users?sort=-last_sign_in_at")).json()["items"][0]
        assert first["username"] == "ana"

    async def test_what_one_may_do_with_whom(self, api: Api, manager: Api) -> None:
        world = api.world.accounts
        own = await shown(api, world["administrator"].user_id)
        assert own["allowed_actions"] == ["edit"]
        assert own["grants"][0]["allowed_actions"] == []
        assert "reactivate" in (await shown(api, world["deactivated"].user_id))["allowed_actions"]
        seen = (await manager.get(f"/users/{world['reader'].user_id}")).json()
        assert seen["allowed_actions"] == seen["grants"][0]["allowed_actions"] == []

    async def test_of_a_place_outside_ones_reach_not_even_the_name(self, api: Api) -> None:
        made = await somebody(api, role="technician", at=api.world.building_b)
        async with api.work() as uow:
            from tests.builders.roles import role

            await role(uow, "clerk", "users.read")
            limited = await user(uow, "limited")
            await grant(uow, limited, "clerk")
            await grant(uow, limited, "reader", api.world.building_a)
            caller = api.as_account(await session_of(uow, limited))
        answer = await caller.get(f"/users/{made.user_id}")
        (only,) = answer.json()["grants"]
        assert (only["everywhere"], only["location"]) == (False, None)
        assert "Bloco B" not in answer.text

    async def test_filters(self, api: Api, manager: Api) -> None:
        await somebody(api, role="technician", at=api.world.room_a)
        for query, found in (
            (f"location_id={api.world.building_a}", ["ana", "technician"]),
            (f"location_id={api.world.room_a}", ["ana"]),
            (f"location_id={api.world.building_b}", []),
            ("location_id=987654321", []),
            ("role=technician&q=ana", ["ana"]),
        ):
            rows = (await manager.get(f"/users?{query}&sort=username")).json()["items"]
            assert [row["username"] for row in rows] == found, query


class TestEdit:
    """PATCH /users/{id}"""

    async def test_new_name_and_address_sign_in(self, api: Api, administrator: Api) -> None:
        made = await somebody(api)
        changes = {"username": "Ana.Lima", "email": "ana.lima@example.org"}
        answer = await administrator.patch(f"/users/{made.user_id}", changes)
        assert answer.status_code == 200, answer.text
        assert {name: answer.json()[name] for name in changes} == changes
        for name, status in (("ana.lima", 200), ("ANA.LIMA@example.org", 200), ("ana", 401)):
            signed_in = await api.post("/auth/login", {"username": name, "password": PASSWORD})
            assert signed_in.status_code == status, name
        async with api.database.reading() as session:
            rows = await session.scalars(select(AuditLog).where(AuditLog.entity == "user"))
            (row,) = [row for row in rows if row.entity_id == made.user_id and row.action == "update"]
        assert row.data_json["changes"]["username"] == ["ana", "Ana.Lima"]
        assert "example.org" not in str(row.data_json)

    async def test_which_role_is_shown_first(self, api: Api, administrator: Api) -> None:
        made = await somebody(api)
        async with api.work() as uow:
            await grant(uow, made.user_id, "technician", api.world.room_a)
        path = f"/users/{made.user_id}"
        assert (await administrator.patch(path, {"role": "technician"})).json()["role"][
            "name"
        ] == "technician"
        refused = await administrator.patch(path, {"role": "manager"})
        assert problem(refused) == (422, "request.invalid")
        assert refused.json()["errors"][0]["pointer"] == "/role"

    async def test_refused(self, api: Api, administrator: Api) -> None:
        made = await somebody(api)
        for body, status, code in (
            ({}, 422, "request.invalid"),
            ({"active": False}, 422, "request.invalid"),
            ({"username": "has space"}, 422, "request.invalid"),
            ({"username": "MANAGER"}, 409, "identity.username_taken"),
            ({"email": "Manager@example.org"}, 409, "identity.email_taken"),
        ):
            answer = await administrator.patch(f"/users/{made.user_id}", body)
            assert problem(answer) == (status, code), body

    async def test_one_may_correct_ones_own_address_never_ones_own_role(
        self, api: Api, administrator: Api
    ) -> None:
        own = f"/users/{api.world.accounts['administrator'].user_id}"
        new = {"email": "chefe@example.org"}
        for password, fault in ((None, "required"), ("wrong password", "wrong_password")):
            refused = await administrator.patch(own, {**new, "current_password": password})
            assert problem(refused) == (422, "request.invalid")
            (error,) = refused.json()["errors"]
            assert (error["pointer"], error["code"]) == ("/current_password", fault)
        shown = await administrator.get(own)
        assert shown.json()["email"] == "administrator@example.org"
        same = {"email": "Administrator@example.org", "username": "administrator"}
        assert (await administrator.patch(own, same)).status_code == 200
        given = await administrator.patch(own, {**new, "current_password": PASSWORD})
        assert (given.status_code, given.json()["email"]) == (200, "chefe@example.org")
        assert problem(await administrator.patch(own, {"role": "reader"})) == (403, "identity.own_grant")


class TestActivation:
    """POST and DELETE /users/{id}/deactivation"""

    async def test_out_at_once_and_in_again(self, api: Api, administrator: Api) -> None:
        made = await somebody(api)
        caller, path = api.as_account(made), f"/users/{made.user_id}/deactivation"
        assert (await caller.get("/ativos")).status_code == 200
        answer = await administrator.post(path, headers={"if-match": '"1"'})
        assert (answer.status_code, answer.json()["active"]) == (200, False), answer.text
        assert answer.json()["session_count"] == 0
        assert problem(await caller.get("/ativos")) == (401, "request.unauthenticated")
        credentials = {"username": "ana", "password": PASSWORD}
        assert (await api.post("/auth/login", credentials)).status_code == 401
        back = await administrator.delete(path, headers={"if-match": answer.headers["etag"]})
        assert (back.status_code, back.json()["active"]) == (200, True)
        assert (await caller.get("/ativos")).status_code == 401, "an ended session does not come back"
        assert (await api.post("/auth/login", credentials)).status_code == 200

    async def test_twice_is_once(self, api: Api, administrator: Api) -> None:
        made = await somebody(api)
        path = f"/users/{made.user_id}/deactivation"
        first, second = await administrator.post(path), await administrator.post(path)
        assert first.json() == second.json()

    async def test_a_stale_page_deactivates_nobody(self, api: Api, administrator: Api) -> None:
        made = await somebody(api)
        await administrator.patch(f"/users/{made.user_id}", {"username": "bia"})
        path = f"/users/{made.user_id}/deactivation"
        answer = await administrator.post(path, headers={"if-match": '"1"'})
        assert problem(answer) == (412, "request.stale_version")
        assert answer.json()["current"] == await shown(api, made.user_id)
        async with api.database.reading() as session:
            ended = await session.scalar(
                select(AuthSession.revoked_at).where(AuthSession.id == made.session_id)
            )
        assert ended is None


class TestGrants:
    """POST and DELETE /users/{id}/grants"""

    async def test_given_and_taken_on_the_next_request(self, api: Api, administrator: Api) -> None:
        made = await somebody(api, role=None)
        caller, path = api.as_account(made), f"/users/{made.user_id}/grants"
        assert (await caller.get("/ativos")).status_code == 403
        body = {"role": "technician", "location_id": api.world.building_b}
        answer = await administrator.post(path, body, headers={"if-match": '"1"'})
        assert answer.status_code == 201, answer.text
        assert answer.json()["role"]["name"] == "technician"
        assert (answer.json()["version"], answer.headers["etag"]) == (2, '"2"')
        assert (await caller.get("/ativos")).status_code == 200
        assert (await caller.get(f"/localizacoes/{api.world.building_b}")).status_code == 200
        assert (await caller.get(f"/localizacoes/{api.world.building_a}")).status_code == 404
        (given,) = answer.json()["grants"]
        gone = await administrator.delete(f"{path}/{given['id']}", headers={"if-match": '"2"'})
        assert (gone.status_code, gone.json()["grants"], gone.json()["role"]) == (200, [], None)
        assert (await caller.get("/ativos")).status_code == 403
        assert (await caller.get("/auth/me")).json()["role"] is None

    async def test_the_role_that_is_shown_is_one_that_is_held(self, api: Api, administrator: Api) -> None:
        made = await somebody(api)
        path = f"/users/{made.user_id}/grants"
        first = (await administrator.post(path, {"role": "auditor", "location_id": api.world.room_a})).json()
        assert first["role"]["name"] == "reader"
        reader = next(item["id"] for item in first["grants"] if item["role"]["name"] == "reader")
        assert (await administrator.delete(f"{path}/{reader}")).json()["role"]["name"] == "auditor"

    @pytest.mark.parametrize(
        ("body", "status", "code", "pointer"),
        [
            ({"role": "king"}, 422, "request.invalid", "/role"),
            ({}, 422, "request.invalid", "/role"),
            ({"role": "reader", "location_id": 987_654_321}, 404, "request.not_found", "/location_id"),
            ({"role": "reader", "user_id": 1}, 422, "request.invalid", "/user_id"),
        ],
    )
    async def test_refused(
        self, api: Api, administrator: Api, body: dict[str, Any], status: int, code: str, pointer: str
    ) -> None:
        made = await somebody(api)
        answer = await administrator.post(f"/users/{made.user_id}/grants", body)
        assert problem(answer) == (status, code)
        assert answer.json()["errors"][0]["pointer"] == pointer

    async def test_twice_and_stale(self, api: Api, administrator: Api) -> None:
        made = await somebody(api)
        path = f"/users/{made.user_id}/grants"
        assert problem(await administrator.post(path, {"role": "reader"})) == (409, "identity.grant_exists")
        stale = await administrator.post(path, {"role": "auditor"}, headers={"if-match": '"9"'})
        assert problem(stale) == (412, "request.stale_version")

    async def test_a_grant_of_somebody_else_is_none(self, api: Api, administrator: Api) -> None:
        ana, bia = await somebody(api), await somebody(api, "bia")
        (of_bia,) = (await shown(api, bia.user_id))["grants"]
        hidden = await administrator.delete(f"/users/{ana.user_id}/grants/{of_bia['id']}")
        assert problem(hidden) == (404, "request.not_found")
        assert len((await shown(api, bia.user_id))["grants"]) == 1

    async def test_the_trail_names_role_and_place(self, api: Api, administrator: Api) -> None:
        made = await somebody(api, role=None)
        path = f"/users/{made.user_id}/grants"
        body = {"role": "auditor", "location_id": api.world.building_b}
        given = (await administrator.post(path, body)).json()["grants"][0]["id"]
        await administrator.delete(f"{path}/{given}")
        query = {"entity": "user", "entity_id": made.user_id}
        for language, name in (("pt-BR", "Auditor"), ("en", "Auditor")):
            answer = await administrator.get("/trilha", params=query, headers={"accept-language": language})
            entries = [item for item in answer.json()["items"] if item["entity"] == "grant"]
            assert [item["action"] for item in entries] == ["delete", "create"]
            for entry, side in zip(entries, ("before_label", "after_label"), strict=True):
                labels = {change["field"]: change[side] for change in entry["changes"]}
                assert labels == {"user_id": "Ana", "role_id": name, "location_id": "Sede › Bloco B"}
        other = {"entity": "user", "entity_id": api.world.accounts["reader"].user_id}
        items = (await administrator.get("/trilha", params=other)).json()["items"]
        assert made.user_id not in {c["after"] for item in items for c in item["changes"]}
