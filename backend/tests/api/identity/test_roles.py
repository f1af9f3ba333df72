"""Roles of an organisation's own making, and those of the system that stay as they are."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select

from levitiis.infra.outbox.models import OutboxEvent
from levitiis.kit.access import PERMISSIONS, SELF
from levitiis.modules.identity.models import Role, RolePermission
from levitiis.modules.identity.roles import BUILT_IN
from tests.api.client import Api
from tests.builders.users import account


def problem(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def make(api: Api, label: str = "Fiscal de obras", *permissions: str) -> dict[str, Any]:
    body = {"label_pt": label, "permissions": list(permissions)}
    answer = await api.as_role("administrator").post("/roles", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def built_in(api: Api, name: str) -> dict[str, Any]:
    items = (await api.as_role("administrator").get("/roles")).json()["items"]
    return next(item for item in items if item["name"] == name)


class TestOwnRoles:
    """POST, PATCH, DELETE /roles; POST /roles/{id}/copy"""

    async def test_a_new_role_works_at_once(self, api: Api, administrator: Api) -> None:
        made = await make(api, "Fiscal de obras", "locations.read", "assets.read")
        assert made == {
            "id": made["id"], "name": "own.fiscal_de_obras", "label_pt": "Fiscal de obras",
            "label_en": "Fiscal de obras", "built_in": False,
            "permissions": ["assets.read", "locations.read"], "user_count": 0, "version": 1,
            "allowed_actions": ["edit", "permissions", "copy", "delete"],
        }  # fmt: skip
        body = {
            "username": "rui", "email": "rui@example.org", "name": "Rui", "password": "um mate quente cedo",
            "role": made["name"], "location_id": api.world.building_a,
        }  # fmt: skip
        assert (await administrator.post("/users", body)).status_code == 201
        signed_in = await api.post("/auth/login", {"username": "rui", "password": body["password"]})
        assert set(signed_in.json()["user"]["permissions"]) == {"assets.read", "locations.read", SELF.code}
        assert (await built_in(api, made["name"]))["user_count"] == 1

    async def test_a_copy_has_the_same_permissions_and_can_change(self, api: Api, administrator: Api) -> None:
        origin = await built_in(api, "technician")
        answer = await administrator.post(f"/roles/{origin['id']}/copy", {"label_pt": "Técnico de campo"})
        assert answer.status_code == 201, answer.text
        copied = answer.json()
        assert copied["permissions"] == origin["permissions"]
        assert not copied["built_in"]
        assert "permissions" in copied["allowed_actions"]

    async def test_names(self, api: Api, administrator: Api) -> None:
        first = await make(api, "Ação")
        renamed = await administrator.patch(
            f"/roles/{first['id']}", {"label_pt": "Reação", "label_en": "Reação"}, headers={"if-match": '"1"'}
        )
        assert (renamed.json()["label_pt"], renamed.json()["name"]) == ("Reação", "own.acao")
        second = await make(api, "Ação")
        assert second["name"] == "own.acao_2"
        assert (await make(api, "»«—"))["name"] == "own.role"
        for label in ("REACAO", "Administrador", "asset MANAGER"):
            answer = await administrator.post("/roles", {"label_pt": label})
            assert problem(answer) == (409, "identity.role_name_taken"), label
            assert answer.json()["errors"][0]["pointer"] == "/label_pt"
        taken = await administrator.patch(f"/roles/{second['id']}", {"label_en": "Reader"})
        assert problem(taken) == (409, "identity.role_name_taken")

    async def test_a_later_built_in_role_never_takes_one_over(self, api: Api) -> None:
        """Internal names of own roles and of the system's never meet."""
        assert all(not name.startswith("own.") for name in BUILT_IN)
        assert (await make(api, "Manager of all"))["name"].startswith("own.")

    async def test_deleted_only_while_nobody_has_it(self, api: Api, administrator: Api) -> None:
        made = await make(api, "Temporário", "assets.read")
        path = f"/roles/{made['id']}"
        async with api.work() as uow:
            holder = await account(uow, "holder", role=made["name"])
        assert problem(await administrator.delete(path)) == (409, "identity.role_in_use")
        grants = (await administrator.get(f"/users/{holder.user_id}/grants")).json()["items"]
        await administrator.delete(f"/users/{holder.user_id}/grants/{grants[0]['id']}")
        stale = await administrator.delete(path, headers={"if-match": '"7"'})
        assert problem(stale) == (412, "request.stale_version")
        assert (await administrator.delete(path, headers={"if-match": '"1"'})).status_code == 204
        assert problem(await administrator.get(path)) == (404, "request.not_found")
        async with api.database.reading() as session:
            left = select(func.count(RolePermission.id)).where(RolePermission.role_id == made["id"])
            assert await session.scalar(left) == 0

    async def test_the_list_is_read_as_people_read(self, api: Api, administrator: Api) -> None:
        await make(api, "Zelador")
        await make(api, "Ágil")
        items = (await administrator.get("/roles")).json()["items"]
        own = [item["label_pt"] for item in items if not item["built_in"]]
        assert own == ["Ágil", "Zelador"]
        assert [item["built_in"] for item in items] == [True] * len(BUILT_IN) + [False] * 2
        found = (await administrator.get("/roles?q=tecnic")).json()["items"]
        assert [item["name"] for item in found] == ["technician"]
        assert (await administrator.get("/roles?built_in=false")).json()["total"] == 2


class TestPermissionsOfARole:
    """PUT /roles/{id}/permissions"""

    async def test_holders_have_them_on_their_next_request(self, api: Api, administrator: Api) -> None:
        made = await make(api, "Fiscal", "assets.read")
        async with api.work() as uow:
            holder = api.as_account(await account(uow, "holder", role=made["name"]))
        assert (await holder.get("/pessoas")).status_code == 403
        path = f"/roles/{made['id']}/permissions"
        answer = await administrator.put(
            path, {"permissions": ["people.read", "people.read"]}, headers={"if-match": '"1"'}
        )
        assert (answer.status_code, answer.json()["permissions"]) == (200, ["people.read"]), answer.text
        assert answer.headers["etag"] == '"2"'
        assert (await holder.get("/pessoas")).status_code == 200
        assert (await holder.get("/ativos")).status_code == 403
        async with api.database.reading() as session:
            told = (await session.scalars(select(OutboxEvent).order_by(OutboxEvent.id.desc()).limit(2))).all()
        assert {event.type for event in told} == {"roles.changed", "access.changed"}
        same = await administrator.put(path, {"permissions": ["people.read"]}, headers={"if-match": '"2"'})
        assert same.headers["etag"] == '"2"', "nothing changed"

    async def test_refused(self, api: Api, administrator: Api) -> None:
        made = await make(api, "Fiscal", "assets.read")
        path = f"/roles/{made['id']}/permissions"
        for codes in (["assets.read", "assets.fly"], ["assets.read", SELF.code], ["assets.read", ""]):
            answer = await administrator.put(path, {"permissions": codes})
            assert problem(answer) == (422, "request.invalid")
            assert answer.json()["errors"][0]["pointer"] == "/permissions/1"
        stale = await administrator.put(path, {"permissions": []}, headers={"if-match": '"5"'})
        assert problem(stale) == (412, "request.stale_version")
        assert stale.json()["current"]["permissions"] == ["assets.read"]

    async def test_every_change_stands_in_the_trail_in_words(self, api: Api, administrator: Api) -> None:
        made = await make(api, "Fiscal", "assets.read")
        path = f"/roles/{made['id']}/permissions"
        await administrator.put(path, {"permissions": ["people.read"]})
        query = {"entity": "role", "entity_id": made["id"]}
        for language, words in (
            ("pt-BR", ("Ver ativos", "Ver pessoas")),
            ("en", ("See assets", "See people")),
        ):
            answer = await administrator.get("/trilha", params=query, headers={"accept-language": language})
            told = [
                (entry["action"], change["before_label"] or change["after_label"])
                for entry in answer.json()["items"]
                for change in entry["changes"]
                if change["field"] == "permission_id"
            ]
            assert sorted(told) == [("create", words[0]), ("create", words[1]), ("delete", words[0])]
        roles = {change["after_label"] for change in answer.json()["items"][0]["changes"]}
        assert "Fiscal" in roles

    async def test_what_another_version_declares_stays(self, api: Api, administrator: Api) -> None:
        made = await make(api, "Fiscal", "assets.read")
        async with api.work() as uow:
            from levitiis.modules.identity.models import PermissionRow

            future = PermissionRow(name="future.read")
            uow.session.add(future)
            await uow.flush()
            roles = (made["id"], (await built_in(api, "administrator"))["id"])
            uow.session.add_all(RolePermission(role_id=role, permission_id=future.id) for role in roles)
        answer = await administrator.put(f"/roles/{made['id']}/permissions", {"permissions": []})
        assert answer.json()["permissions"] == ["future.read"]


class TestBuiltInRoles:
    """Those of the system."""

    @pytest.mark.parametrize("name", sorted(BUILT_IN))
    async def test_they_neither_change_nor_go(self, api: Api, administrator: Api, name: str) -> None:
        role = await built_in(api, name)
        path = f"/roles/{role['id']}"
        assert role["allowed_actions"] == ["copy"]
        attempts = (
            await administrator.patch(path, {"label_pt": "Outro"}),
            await administrator.put(f"{path}/permissions", {"permissions": []}),
            await administrator.delete(path),
        )
        for answer in attempts:
            assert problem(answer) == (409, "identity.role_built_in")
        assert await built_in(api, name) == role

    async def test_seven_are_ready(self, api: Api) -> None:
        async with api.database.reading() as session:
            labels = {row[0]: row[1] for row in await session.execute(select(Role.name, Role.label_pt))}
        assert labels == {
            "administrator": "Administrador",
            "manager": "Gestor de patrimônio",
            "technician": "Técnico",
            "auditor": "Auditor",
            "buyer": "Comprador",
            "approver": "Aprovador",
            "reader": "Consulta",
        }

    async def test_who_only_reads_changes_nothing(self, api: Api) -> None:
        reads = {code for code in PERMISSIONS if code.split(".")[1] in ("read", "export", "verify")}
        for name in ("auditor", "buyer", "reader"):
            assert BUILT_IN[name].codes(PERMISSIONS) <= reads
        assert BUILT_IN["approver"].codes(PERMISSIONS) <= reads | {"approvals.decide"}
