"""People keep the contract of a resource."""

from __future__ import annotations

from tests.api.client import Api
from tests.api.contract import ResourceContract
from tests.builders.people import person


class TestPeople(ResourceContract):
    path = "/pessoas"
    entity = "person"
    sorts = ("name", "created_at")

    async def make(self, api: Api, name: str) -> int:
        async with api.work() as uow:
            return (await person(uow, name, location_id=api.world.building_a)).id

    async def make_outside(self, api: Api, name: str) -> int:
        async with api.work() as uow:
            return (await person(uow, name, location_id=api.world.building_b)).id
