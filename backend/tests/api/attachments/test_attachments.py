"""Files attached to assets: sent whole or in parts, shown, changed, deleted; hostile ones; races."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from levitiis.infra.files.models import StoredFile
from levitiis.modules.assets.models import AssetAttachment
from levitiis.modules.attachments.actions import attach as attaching
from tests import pictures
from tests.api.attachments.attaching import contents, listed, rows, send, sent
from tests.api.client import PREFIX, Api


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
        assert (await manager.get(at)).json()["allowed_actions"] == []


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
