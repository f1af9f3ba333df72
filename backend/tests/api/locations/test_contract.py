"""Places keep the contract of a resource."""

from __future__ import annotations

from tests.api.client import Api
from tests.api.contract import ResourceContract
from tests.builders.locations import location


class TestLocations(ResourceContract):
    path = "/localizacoes"
    entity = "location"
    sorts = ("full_name", "name", "code", "created_at")

    async def make(self, api: Api, name: str) -> int:
        async with api.work() as uow:
            return (await location(uow, name, parent=api.world.building_a)).id

    async def make_outside(self, api: Api, name: str) -> int:
        async with api.work() as uow:
            return (await location(uow, name, parent=api.world.building_b)).id
