"""What every resource must do; a resource's test inherits it and names a few facts.

    class TestSuppliers(ResourceContract):
        path = "/compras/fornecedores"
        entity = "supplier"
        sorts = ("name", "created_at")

        async def make(self, api: Api, name: str) -> int: ...

``make`` creates one object in the technician's building (``world.building_a``) where the resource
has a place; ``make_outside`` one in ``world.building_b``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import httpx2
import pytest
from sqlalchemy import select

from levitiis.infra.history.models import AuditLog
from tests.api.client import Api, body_without_request

ABSENT = 987_654_321


class ResourceContract(ABC):
    """The inherited suite: list, detail, PATCH."""

    path: ClassVar[str]
    """The address of the list; a detail is below it by id."""
    entity: ClassVar[str]
    """The name under which changes stand in the trail."""
    sorts: ClassVar[tuple[str, ...]]
    """Orders of the list; each must work with ``-`` too."""
    writer: ClassVar[str] = "manager"
    """A role that may change the resource everywhere."""
    refused_writer: ClassVar[str | None] = "reader"
    """A role that may see but not change it."""
    has_place: ClassVar[bool] = True
    """Whether objects stand in places, so that the technician sees some of them only."""
    change: ClassVar[dict[str, Any] | None] = {"name": "Outro nome"}
    """A valid PATCH body; None for a resource without PATCH."""
    list_statements: ClassVar[int] = 4
    """At most so many SQL statements for a page, authentication and count included, whatever its size."""
    detail_statements: ClassVar[int] = 4
    """At most so many for a detail."""

    @abstractmethod
    async def make(self, api: Api, name: str) -> int:
        """Create an object (in the technician's building) and return its id."""

    async def make_outside(self, api: Api, name: str) -> int:
        """Create an object in the other building and return its id."""
        raise NotImplementedError

    def at(self, object_id: int) -> str:
        """The address of a detail."""
        return f"{self.path}/{object_id}"

    async def patch(self, api: Api, object_id: int, version: int | None) -> httpx2.Response:
        """Send the change with the version that one believes current."""
        headers = {"if-match": f'"{version}"'} if version is not None else {}
        return await api.patch(self.at(object_id), self.change, headers=headers)

    def _needs_patch(self) -> None:
        if self.change is None:
            pytest.skip("has no PATCH")

    # Who may

    async def test_anonymous_is_asked_to_sign_in(self, api: Api, deactivated: Api) -> None:
        made = await self.make(api, "Primeiro")
        answers = [await api.get(self.path), await api.get(self.at(made)), await api.get(self.at(ABSENT))]
        if self.change is not None:
            answers += [await self.patch(api, made, 1), await self.patch(api, ABSENT, 1)]
        for answer in answers:
            assert (answer.status_code, answer.json()["code"]) == (401, "request.unauthenticated")
            assert answer.headers["www-authenticate"] == "Bearer"
        assert (await deactivated.get(self.path)).status_code == 401

    async def test_without_the_permission_nothing_is_told(self, api: Api, nobody: Api) -> None:
        made = await self.make(api, "Primeiro")
        for path in (self.path, self.at(made), self.at(ABSENT)):
            answer = await nobody.get(path)
            assert (answer.status_code, answer.json()["code"]) == (403, "request.forbidden")

    async def test_seeing_is_not_changing(self, api: Api) -> None:
        self._needs_patch()
        if self.refused_writer is None:
            pytest.skip("who sees may change")
        made = await self.make(api, "Primeiro")
        other = api.as_role(self.refused_writer)
        assert (await other.get(self.at(made))).status_code == 200
        assert (await self.patch(other, made, 1)).status_code == 403

    # What exists for whom

    async def test_absent_is_404(self, api: Api) -> None:
        writer = api.as_role(self.writer)
        answers = [await writer.get(self.at(ABSENT))]
        if self.change is not None:
            answers.append(await self.patch(writer, ABSENT, 1))
        for answer in answers:
            assert (answer.status_code, answer.json()["code"]) == (404, "request.not_found")

    async def test_outside_ones_subtree_is_as_absent(self, api: Api, technician: Api) -> None:
        if not self.has_place:
            pytest.skip("has no place")
        inside, outside = await self.make(api, "Dentro"), await self.make_outside(api, "Fora")
        assert (await technician.get(self.at(inside))).status_code == 200
        hidden, absent = await technician.get(self.at(outside)), await technician.get(self.at(ABSENT))
        assert hidden.status_code == absent.status_code == 404
        assert body_without_request(hidden) == body_without_request(absent)
        ids = {item["id"] for item in (await technician.get(f"{self.path}?page_size=200")).json()["items"]}
        assert inside in ids
        assert outside not in ids

    async def test_outside_cannot_be_changed_either(self, api: Api, technician: Api) -> None:
        self._needs_patch()
        if not self.has_place:
            pytest.skip("has no place")
        outside = await self.make_outside(api, "Fora")
        hidden = await self.patch(technician, outside, 1)
        absent = await self.patch(technician, ABSENT, 1)
        assert hidden.status_code in (403, 404)
        assert body_without_request(hidden) == body_without_request(absent)
        assert (await api.as_role(self.writer).get(self.at(outside))).json()["version"] == 1

    # Lists

    async def test_what_a_list_refuses(self, api: Api) -> None:
        """Pages out of bounds, orders that are not offered, filters that do not exist."""
        writer = api.as_role(self.writer)
        pages = ("page=0", "page=-1", "page=x", "page=1.5", "page_size=0", "page_size=201", "page=1&page=2.5")
        sorts = ("sort=nonsense", "sort=id;drop", "sort=-", "sort=--name", "sort=")
        for query in (*pages, *sorts, "nonsense=1", "Page=1", "q%00=1"):
            answer = await writer.get(f"{self.path}?{query}")
            assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid"), query
            pointer, code = answer.json()["errors"][0]["pointer"], answer.json()["errors"][0]["code"]
            if query not in pages and query not in sorts:
                assert code == "unknown_field", query
            else:
                assert pointer == f"?{query.split('=')[0]}", query

    async def test_pages_cut_the_list_without_gap_or_overlap(self, api: Api) -> None:
        for number in range(3):
            await self.make(api, f"Coisa {number}")
        writer = api.as_role(self.writer)
        whole = (await writer.get(f"{self.path}?page_size=200")).json()
        assert whole["total"] == len(whole["items"]) >= 3
        assert not whole["total_is_estimate"]
        for sort in ("", *self.sorts, *(f"-{name}" for name in self.sorts)):
            ids = await self._walk(writer, sort)
            assert len(ids) == len(set(ids)) == whole["total"], sort
        beyond = (await writer.get(f"{self.path}?page=5000")).json()
        assert (beyond["items"], beyond["total"]) == ([], whole["total"])

    async def _walk(self, api: Api, sort: str) -> list[int]:
        ids: list[int] = []
        for page in range(1, 100):
            query = f"page={page}&page_size=2" + (f"&sort={sort}" if sort else "")
            answer = await api.get(f"{self.path}?{query}")
            assert answer.status_code == 200, answer.text
            if not (items := answer.json()["items"]):
                break
            ids.extend(item["id"] for item in items)
        return ids

    async def test_a_page_costs_the_same_however_many_rows_it_has(self, api: Api) -> None:
        made = await self.make(api, "Coisa 0")
        writer = api.as_role(self.writer)
        with api.counting() as few:
            await writer.get(self.path)
        for number in range(1, 6):
            await self.make(api, f"Coisa {number}")
        with api.counting() as many:
            await writer.get(self.path)
        assert len(many) == len(few) <= self.list_statements, many
        with api.counting() as detail:
            await writer.get(self.at(made))
        assert len(detail) <= self.detail_statements, detail

    # Versions and the trail

    async def test_a_stale_change_is_told_the_present_state(self, api: Api) -> None:
        self._needs_patch()
        made, writer = await self.make(api, "Primeiro"), api.as_role(self.writer)
        seen = await writer.get(self.at(made))
        version = seen.json()["version"]
        assert seen.headers["etag"] == f'"{version}"'
        changed = await self.patch(writer, made, version)
        assert changed.status_code == 200, changed.text
        assert changed.json()["version"] == version + 1
        assert changed.headers["etag"] == f'"{version + 1}"'
        stale = await self.patch(writer, made, version)
        assert (stale.status_code, stale.json()["code"]) == (412, "request.stale_version")
        assert stale.json()["current"] == (await writer.get(self.at(made))).json()
        assert (await self.patch(writer, made, None)).status_code == 200

    async def test_a_change_stands_in_the_trail(self, api: Api) -> None:
        self._needs_patch()
        made, writer = await self.make(api, "Primeiro"), api.as_role(self.writer)
        answer = await self.patch(writer, made, 1)
        assert answer.status_code == 200, answer.text
        async with api.database.reading() as session:
            statement = select(AuditLog).where(
                AuditLog.entity == self.entity, AuditLog.entity_id == made, AuditLog.action == "update"
            )
            (row,) = (await session.scalars(statement)).all()
        assert row.actor_id == api.world.accounts[self.writer].user_id
        assert row.request_id == answer.headers["x-request-id"]
        assert row.source == "api"
        assert set(row.data_json["changes"]) >= set(self.change or {})
        assert all(before != after for before, after in row.data_json["changes"].values())

    async def test_unknown_fields_of_a_body_are_refused(self, api: Api) -> None:
        self._needs_patch()
        made = await self.make(api, "Primeiro")
        answer = await api.as_role(self.writer).patch(self.at(made), {**(self.change or {}), "version": 9})
        assert answer.status_code == 422
        assert ("/version", "unknown_field") in {(e["pointer"], e["code"]) for e in answer.json()["errors"]}
