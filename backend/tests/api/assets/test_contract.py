"""Assets keep the contract of a resource."""

from __future__ import annotations

from tests.api.client import Api
from tests.api.contract import ResourceContract


class TestAssets(ResourceContract):
    path = "/ativos"
    entity = "asset"
    sorts = (
        "tag", "name", "status", "purchase_value", "acquisition_date", "created_at", "location",
        "responsible", "category",
    )  # fmt: skip

    async def make(self, api: Api, name: str) -> int:
        return await self._made(api, name, api.world.room_a)

    async def make_outside(self, api: Api, name: str) -> int:
        return await self._made(api, name, api.world.room_b)

    async def _made(self, api: Api, name: str, place: int) -> int:
        answer = await api.as_role("manager").post(self.path, {"name": name, "location_id": place})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]
