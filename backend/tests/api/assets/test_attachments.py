"""Files attached to assets: sent whole or in parts, shown, changed, deleted; hostile ones; races."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections import namedtuple
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select, update

from levitiis.commands.checks import violations_in
from levitiis.infra.files.models import StoredFile
from levitiis.kit.clock import now
from levitiis.modules.assets.models import AssetAttachment
from levitiis.modules.attachments.actions import attach as attaching
from levitiis.modules.attachments.actions import uploads
from levitiis.modules.attachments.actions.janitor import cleaning
from levitiis.modules.attachments.models import AttachmentUpload, AttachmentUploadPart
from tests import pictures
from tests.api.client import PREFIX, Api, test_settings
from tests.api.world import World
from tests.builders.assets import asset

OF_THE_WORLD = "I16"
"""The world has a session of somebody who was deactivated, on purpose."""


@pytest.fixture
async def at(api: Api, world: World) -> str:
    """The address of the attachments of an asset in the technician's building."""
    async with api.work() as uow:
        made = await asset(uow, "Mesa", tag="A-1", location_id=world.room_a)
    return f"/ativos/{made.id}/anexos"


@pytest.fixture
async def elsewhere(api: Api, world: World) -> str:
    """The same of an asset in the other building."""
    async with api.work() as uow:
        made = await asset(uow, "Cofre", tag="B-1", location_id=world.room_b)
    return f"/ativos/{made.id}/anexos"


@pytest.fixture(autouse=True)
async def nothing_is_broken(api: Api, tmp_path: Path) -> AsyncIterator[None]:
    """After every test every content has its row, every row its content."""
    yield
    async with api.database.writing() as session:
        broken = await violations_in(session, test_settings(tmp_path))
    assert [one for one in broken if one.invariant != OF_THE_WORLD] == []


async def send(api: Api, at: str, content: bytes, name: str = "foto.jpg") -> httpx2.Response:
    return await api.http.post(at, files={"file": (name, content)})


async def sent(api: Api, at: str, content: bytes, name: str = "foto.jpg") -> dict[str, Any]:
    answer = await send(api, at, content, name)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def listed(api: Api, at: str) -> list[dict[str, Any]]:
    return (await api.get(at)).json()["items"]


async def rows(api: Api, table: Any) -> int:
    async with api.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


def contents(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


class TestSent:
    async def test_a_photo_is_shown_clean_and_becomes_the_main_picture(
        self, technician: Api, at: str
    ) -> None:
        made = await sent(technician, at, pictures.jpeg(turned=True), "Frente.JPG")
        assert (made["filename"], made["media_type"], made["is_main"]) == ("Frente.JPG", "image/jpeg", True)
        assert (made["width"], made["height"], made["pages"]) == (480, 640, None)
        assert made["url"] == f"{PREFIX}{at}/{made['id']}/conteudo"
        assert made["uploaded_by"]["name"]
        content = await technician.get(f"{at}/{made['id']}/conteudo")
        assert pictures.SECRET.encode() not in content.content
        assert hashlib.sha256(content.content).hexdigest() == made["sha256"]
        assert len(content.content) == made["size"] == int(content.headers["content-length"])
        preview = await technician.http.get(made["preview_url"].removeprefix(PREFIX))
        assert preview.headers["content-type"] == "image/jpeg"

    async def test_headers_that_keep_a_browser_from_running_it(self, technician: Api, at: str) -> None:
        name = "nota\r\nset-cookie: x=1 “fiscal” \u202efdp.exe.pdf"
        made = await sent(technician, at, pictures.pdf(), name)
        answer = await technician.get(f"{at}/{made['id']}/conteudo")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["cache-control"] == "no-store"
        disposition = answer.headers["content-disposition"]
        assert disposition.startswith("attachment; filename=")
        assert not {"\r", "\n", "\u202e"} & set(disposition)
        assert "set-cookie" not in answer.headers

    async def test_the_name_takes_the_extension_of_the_content(self, technician: Api, at: str) -> None:
        made = await sent(technician, at, pictures.png(), "../../etc/foto.exe")
        assert made["filename"] == "foto.png"

    async def test_pages_of_a_pdf_are_pictures(self, technician: Api, at: str) -> None:
        made = await sent(technician, at, pictures.pdf(2), "nota.pdf")
        assert (made["pages"], made["is_main"]) == (2, False)
        page = await technician.get(f"{at}/{made['id']}/paginas/2")
        assert (page.headers["content-type"], page.content[:2]) == ("image/jpeg", b"\xff\xd8")
        none = await technician.get(f"{at}/{made['id']}/paginas/3")
        assert (none.status_code, none.json()["code"]) == (404, "media.no_such_page")
        photo = await sent(technician, at, pictures.png(), "a.png")
        assert (await technician.get(f"{at}/{photo['id']}/paginas/1")).status_code == 404

    async def test_an_office_document_has_no_preview(self, technician: Api, at: str) -> None:
        made = await sent(technician, at, pictures.docx(), "laudo.docx")
        assert made["preview_url"] is None
        assert (await technician.get(f"{at}/{made['id']}/miniatura")).status_code == 404

    async def test_one_content_is_stored_once(
        self, manager: Api, at: str, elsewhere: str, tmp_path: Path
    ) -> None:
        content = pictures.pdf()
        first = await sent(manager, at, content, "a.pdf")
        before = len(contents(tmp_path))
        again = await sent(manager, at, content, "b.pdf")
        other = await sent(manager, elsewhere, content, "c.pdf")
        assert again["id"] == first["id"], "on one asset it is attached once"
        assert (other["filename"], other["sha256"]) == ("c.pdf", first["sha256"])
        assert len(contents(tmp_path)) == before
        await manager.delete(f"{at}/{first['id']}")
        kept = await manager.get(f"{elsewhere}/{other['id']}/conteudo")
        assert kept.content == content

    async def test_an_asset_has_a_limited_number(
        self, manager: Api, at: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(attaching, "MOST_PER_OWNER", 1)
        await sent(manager, at, pictures.pdf(), "a.pdf")
        answer = await send(manager, at, pictures.png(), "b.png")
        assert (answer.status_code, answer.json()["code"]) == (409, "attachments.limit_reached")

    async def test_an_archived_asset_takes_none(self, manager: Api, at: str) -> None:
        await manager.post(f"{at.removesuffix('/anexos')}/arquivamento", {"reason": "x"})
        answer = await send(manager, at, pictures.png())
        assert (answer.status_code, answer.json()["code"]) == (409, "assets.archived")


class TestWho:
    async def test_a_reader_sees_and_changes_nothing(self, manager: Api, reader: Api, at: str) -> None:
        made = await sent(manager, at, pictures.png())
        found = (await reader.get(at)).json()
        assert (len(found["items"]), found["allowed_actions"]) == (1, [])
        assert (await reader.get(f"{at}/{made['id']}/conteudo")).status_code == 200
        for answer in (
            await send(reader, at, pictures.pdf()),
            await reader.patch(f"{at}/{made['id']}", {"caption": "x"}),
            await reader.post(f"{at}/{made['id']}/principal"),
            await reader.delete(f"{at}/{made['id']}"),
            await reader.post(f"{at}/envios", {"filename": "a.pdf", "size": 9}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "request.forbidden")

    async def test_a_technician_attaches_in_his_building_alone(
        self, manager: Api, technician: Api, at: str, elsewhere: str
    ) -> None:
        assert (await technician.get(at)).json()["allowed_actions"] == ["attach", "edit", "delete"]
        there = await sent(manager, elsewhere, pictures.png())
        for path in (elsewhere, f"{elsewhere}/{there['id']}/conteudo", f"{at}/{there['id']}/conteudo"):
            assert (await technician.get(path)).status_code == 404, path
        assert (await send(technician, elsewhere, pictures.png())).status_code == 404

    async def test_nobody_without_signing_in(self, anonymous: Api, manager: Api, at: str) -> None:
        made = await sent(manager, at, pictures.png())
        assert (await anonymous.get(f"{at}/{made['id']}/conteudo")).status_code == 401
        assert (await anonymous.get(made["url"].removeprefix(PREFIX))).status_code == 401


class TestChanged:
    async def test_renamed_and_described(self, technician: Api, at: str) -> None:
        made = await sent(technician, at, pictures.png(), "IMG_001.png")
        answer = await technician.patch(
            f"{at}/{made['id']}",
            {"filename": "frente", "caption": "Vista de frente"},
            headers={"if-match": f'"{made["version"]}"'},
        )
        assert (answer.json()["filename"], answer.json()["caption"]) == ("frente.png", "Vista de frente")
        stale = await technician.patch(
            f"{at}/{made['id']}", {"caption": "x"}, headers={"if-match": f'"{made["version"]}"'}
        )
        assert (stale.status_code, stale.json()["current"]["caption"]) == (412, "Vista de frente")
        for field in ("url", "is_main", "media_type", "size", "file_id"):
            refused = await technician.patch(f"{at}/{made['id']}", {field: 1})
            assert refused.json()["errors"][0]["code"] == "unknown_field", field

    async def test_another_main_picture(self, technician: Api, at: str) -> None:
        first = await sent(technician, at, pictures.png(32, 32), "a.png")
        second = await sent(technician, at, pictures.png(33, 33), "b.png")
        assert (first["is_main"], second["is_main"]) == (True, False)
        chosen = await technician.post(f"{at}/{second['id']}/principal")
        assert chosen.json()["is_main"]
        assert [item["id"] for item in await listed(technician, at)] == [second["id"], first["id"]]
        document = await sent(technician, at, pictures.pdf(), "nota.pdf")
        refused = await technician.post(f"{at}/{document['id']}/principal")
        assert (refused.status_code, refused.json()["code"]) == (409, "attachments.not_a_picture")

    async def test_deleted_with_its_content_and_the_next_picture_is_the_main_one(
        self, technician: Api, at: str, tmp_path: Path
    ) -> None:
        first = await sent(technician, at, pictures.png(32, 32), "a.png")
        kept = contents(tmp_path)
        second = await sent(technician, at, pictures.jpeg(), "b.jpg")
        await technician.post(f"{at}/{second['id']}/principal")
        assert (await technician.delete(f"{at}/{second['id']}")).status_code == 204
        (left,) = await listed(technician, at)
        assert (left["id"], left["is_main"]) == (first["id"], True)
        assert sorted(contents(tmp_path)) == sorted(kept)
        assert (await technician.get(f"{at}/{second['id']}")).status_code == 404

    async def test_the_page_of_the_asset_tells_it_all(self, technician: Api, at: str) -> None:
        made = await sent(technician, at, pictures.png(), "a.png")
        await technician.patch(f"{at}/{made['id']}", {"filename": "b.png", "caption": "Frente"})
        await technician.delete(f"{at}/{made['id']}")
        trail = await technician.get(f"{at.removesuffix('/anexos')}/trilha")
        told = [
            (entry["action"], [(c["field"], c["before"], c["after"]) for c in entry["changes"]])
            for entry in trail.json()["items"]
            if entry["action"] != "create"
        ]
        assert told == [
            ("detach", [("attachment", "b.png", None)]),
            ("edit_attachment", [("attachment", "a.png", "b.png"), ("attachment_caption", None, "Frente")]),
            ("attach", [("attachment", None, "a.png")]),
        ]


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


HOSTILE = {
    "svg": (pictures.SVG, "media.not_accepted"),
    "html": (pictures.HTML, "media.not_accepted"),
    "xhtml": (pictures.XHTML, "media.not_accepted"),
    "gif that is a script": (pictures.GIF_SCRIPT, "media.not_accepted"),
    "zip": (pictures.archive({"../../x": b"x"}), "media.not_accepted"),
    "macros": (pictures.docx(**{"word/vbaProject.bin": b"x"}), "media.macros"),
    "100 megapixels": (pictures.huge_png(10_000), "media.too_many_pixels"),
    "half a picture": (pictures.jpeg()[:500], "media.damaged"),
    "empty": (b"", "files.empty"),
}


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_hostile_file_leaves_nothing_behind(
    technician: Api, at: str, kind: str, tmp_path: Path
) -> None:
    content, code = HOSTILE[kind]
    answer = await send(technician, at, content, "foto.jpg")
    assert (answer.status_code < 500, answer.json()["code"]) == (True, code)
    assert contents(tmp_path) == []
    assert await rows(technician, StoredFile) == 0
    assert await listed(technician, at) == []


async def test_a_full_disk_is_said_and_leaves_nothing(
    technician: Api, at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    full = False

    def disk_usage(_: Path) -> Any:
        return usage(100, 100, 0 if full else 10**9)

    monkeypatch.setattr(technician.app.state.services.extras["files"].blobs, "_reserve", 1)
    monkeypatch.setattr(shutil, "disk_usage", disk_usage)
    full = True
    answer = await send(technician, at, pictures.jpeg())
    assert (answer.status_code, answer.json()["code"]) == (507, "files.storage_full")
    assert contents(tmp_path) == []
    assert (await technician.get(at)).status_code == 200


async def test_fifty_of_one_content_make_one_attachment(technician: Api, at: str, tmp_path: Path) -> None:
    content = pictures.docx()
    answers = await asyncio.gather(*(send(technician, at, content, "laudo.docx") for _ in range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await rows(technician, AssetAttachment) == 1
    assert len(contents(tmp_path)) == 1


async def test_attached_and_deleted_at_once_nothing_is_lost_or_left(
    technician: Api, at: str, tmp_path: Path
) -> None:
    """The content of one attachment goes while the same content is attached again."""
    content = pictures.docx()
    for _ in range(10):
        made = await sent(technician, at, content, "laudo.docx")
        deleted, again = await asyncio.gather(
            technician.delete(f"{at}/{made['id']}"), send(technician, at, content, "laudo.docx")
        )
        assert (deleted.status_code, again.status_code) == (204, 201)
        for item in await listed(technician, at):
            assert (await technician.get(f"{at}/{item['id']}/conteudo")).content == content
            await technician.delete(f"{at}/{item['id']}")


async def test_pictures_choose_one_main_at_once(technician: Api, at: str) -> None:
    made = [await sent(technician, at, pictures.png(20 + side, 20), f"{side}.png") for side in range(5)]
    await asyncio.gather(*(technician.post(f"{at}/{one['id']}/principal") for one in made * 4))
    assert sum(item["is_main"] for item in await listed(technician, at)) == 1
