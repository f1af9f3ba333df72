"""Categories keep the contract of a resource."""

from __future__ import annotations

from tests.api.client import Api
from tests.api.contract import ResourceContract


class TestCategories(ResourceContract):
    path = "/ativos/categorias"
    entity = "asset_category"
    sorts = ("name", "full_name")
    has_place = False

    async def make(self, api: Api, name: str) -> int:
        answer = await api.as_role("manager").post(self.path, {"name": name})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]
