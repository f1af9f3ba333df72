"""Users and roles keep the contract of a resource."""

from __future__ import annotations

from tests.api.client import Api
from tests.api.contract import ResourceContract
from tests.builders.users import user


class TestUsers(ResourceContract):
    path = "/users"
    entity = "user"
    sorts = ("name", "username", "last_sign_in_at")
    writer = "administrator"
    refused_writer = "manager"
    has_place = False
    change = {"username": "outro.nome"}

    async def make(self, api: Api, name: str) -> int:
        async with api.work() as uow:
            return (await user(uow, name.lower().replace(" ", "."))).id


class TestRoles(ResourceContract):
    path = "/roles"
    entity = "role"
    sorts = ("name", "users")
    writer = "administrator"
    refused_writer = "manager"
    has_place = False
    change = {"label_pt": "Outro nome"}

    async def make(self, api: Api, name: str) -> int:
        answer = await api.as_role(self.writer).post(self.path, {"label_pt": name})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]
