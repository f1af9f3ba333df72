"""Files attached in parts: continued, concluded, cancelled, forgotten."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import update

from levitiis.infra.files.models import StoredFile
from levitiis.kit.clock import now
from levitiis.modules.attachments.actions import uploads
from levitiis.modules.attachments.actions.janitor import cleaning
from levitiis.modules.attachments.models import AttachmentUpload, AttachmentUploadPart
from tests import pictures
from tests.api.attachments.attaching import contents, listed, rows
from tests.api.client import Api


class TestInParts:
    async def start(self, api: Api, at: str, content: bytes, name: str = "manual.pdf") -> dict[str, Any]:
        answer = await api.post(f"{at}/envios", {"filename": name, "size": len(content)})
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def part(self, api: Api, at: str, upload: int, offset: int, content: bytes) -> httpx2.Response:
        return await api.http.put(f"{at}/envios/{upload}?offset={offset}", files={"file": ("part", content)})

    async def test_goes_on_where_it_stopped(self, technician: Api, at: str, tmp_path: Path) -> None:
        content = pictures.pdf(3)
        upload = await self.start(technician, at, content)
        half = len(content) // 2
        assert (await self.part(technician, at, upload["id"], 0, content[:half])).json()["offset"] == half
        early = await technician.post(f"{at}/envios/{upload['id']}/conclusao")
        assert (early.status_code, early.json()["code"]) == (409, "attachments.incomplete")
        asked = (await technician.get(f"{at}/envios/{upload['id']}")).json()
        assert asked["offset"] == half
        again = await self.part(technician, at, upload["id"], 0, content[:half])
        assert (again.status_code, again.json()["offset"]) == (409, half)
        await self.part(technician, at, upload["id"], half, content[half:])
        done = await technician.post(f"{at}/envios/{upload['id']}/conclusao")
        assert (done.status_code, done.json()["pages"], done.json()["size"]) == (201, 3, len(content))
        answer = await technician.get(f"{at}/{done.json()['id']}/conteudo")
        assert answer.content == content
        twice = await technician.post(f"{at}/envios/{upload['id']}/conclusao")
        assert twice.json()["id"] == done.json()["id"]
        assert await rows(technician, AttachmentUploadPart) == 0
        assert len(contents(tmp_path)) == 2, "the document and its preview"

    async def test_fifty_of_one_part_one_wins(self, technician: Api, at: str) -> None:
        content = pictures.pdf()
        upload = await self.start(technician, at, content)
        answers = await asyncio.gather(
            *(self.part(technician, at, upload["id"], 0, content) for _ in range(50))
        )
        assert sorted(answer.status_code for answer in answers) == [200] + [409] * 49
        concluded = await asyncio.gather(
            *(technician.post(f"{at}/envios/{upload['id']}/conclusao") for _ in range(20))
        )
        assert len({answer.json()["id"] for answer in concluded}) == 1
        assert len(await listed(technician, at)) == 1

    async def test_more_than_was_announced_is_refused(self, technician: Api, at: str) -> None:
        upload = await self.start(technician, at, b"x" * 10)
        answer = await self.part(technician, at, upload["id"], 0, b"x" * 11)
        assert (answer.status_code, answer.json()["code"]) == (422, "attachments.part_too_large")
        big = await technician.post(f"{at}/envios", {"filename": "a.pdf", "size": 50_000_001})
        assert (big.status_code, big.json()["code"]) == (413, "files.too_large")
        part = await self.part(technician, at, upload["id"], 0, b"x" * (uploads.PART_BYTES + 20_000))
        assert part.status_code == 413

    async def test_hostile_content_is_refused_at_the_end_and_can_be_cancelled(
        self, technician: Api, at: str, tmp_path: Path
    ) -> None:
        upload = await self.start(technician, at, pictures.SVG, "a.svg")
        await self.part(technician, at, upload["id"], 0, pictures.SVG)
        done = await technician.post(f"{at}/envios/{upload['id']}/conclusao")
        assert (done.status_code, done.json()["code"]) == (415, "media.not_accepted")
        assert (await technician.delete(f"{at}/envios/{upload['id']}")).status_code == 204
        assert contents(tmp_path) == []
        assert await rows(technician, StoredFile) == 0

    async def test_nobody_elses(self, technician: Api, manager: Api, at: str) -> None:
        upload = await self.start(technician, at, b"x" * 10)
        for answer in (
            await manager.get(f"{at}/envios/{upload['id']}"),
            await self.part(manager, at, upload["id"], 0, b"x" * 10),
            await manager.post(f"{at}/envios/{upload['id']}/conclusao"),
            await manager.delete(f"{at}/envios/{upload['id']}"),
        ):
            assert answer.status_code == 404

    async def test_a_person_has_a_limited_number_open(
        self, technician: Api, at: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(uploads, "MOST_OPEN", 1)
        await self.start(technician, at, b"x")
        answer = await technician.post(f"{at}/envios", {"filename": "b.pdf", "size": 1})
        assert (answer.status_code, answer.json()["code"]) == (409, "attachments.too_many_uploads")

    async def test_what_nobody_went_on_with_is_forgotten(
        self, technician: Api, at: str, tmp_path: Path
    ) -> None:
        content = pictures.pdf()
        upload = await self.start(technician, at, content)
        await self.part(technician, at, upload["id"], 0, content[:100])
        async with technician.work() as uow:
            past = now() - timedelta(minutes=1)
            await uow.session.execute(update(AttachmentUpload).values(delete_after=past))
        await _run(technician, cleaning(technician.app.state.services.extras["files"]))
        assert await rows(technician, AttachmentUpload) == 0
        assert contents(tmp_path) == []
        assert (await technician.get(f"{at}/envios/{upload['id']}")).status_code == 404


async def _run(api: Api, handler: Any) -> None:
    """Run a job handler once, as the worker does."""

    class Run:
        database = api.database

        def unit_of_work(self) -> Any:
            return _uncommitted(api)

    await handler.handle(Run())


def _uncommitted(api: Api) -> Any:
    from levitiis.infra.db.uow import Origin, unit_of_work
    from levitiis.kit.access import job_actor

    services = api.app.state.services
    return unit_of_work(api.database, job_actor("tests"), Origin("job"), services.trail_key)
