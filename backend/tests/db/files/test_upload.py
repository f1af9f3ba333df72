"""Uploads through the route class: streamed to the disk, bounded, and a full disk leaves nothing."""

from __future__ import annotations

import asyncio
import os
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import httpx2
import pytest
from fastapi import FastAPI, Response
from fastapi import Path as PathParameter
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.engine import Database
from levitiis.infra.files import blobs
from levitiis.infra.files.blobs import LocalBlobs
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.store import FILES_KEY, FileStore
from levitiis.infra.http.app import build
from levitiis.infra.http.context import Read, Write
from levitiis.infra.http.files import file_response, files_of
from levitiis.infra.http.route import Router
from levitiis.infra.http.services import Services
from levitiis.infra.http.upload import UploadLimits, receive_upload
from levitiis.infra.settings import Settings
from levitiis.kit.access import EVERYWHERE, SELF, Actor, ActorKind
from levitiis.kit.wire import Out

LIMITS = UploadLimits(max_bytes=2_000_000, other_fields=frozenset({"note"}), idle_seconds=0.5)
router = Router("/things", "things")


class Received(Out):
    id: int
    filename: str
    size: int
    sha256: str
    note: str | None


@router.endpoint("POST", "", access=SELF, operation_id="sendThing", response=Received, status=201, body="raw")
async def send(ctx: Write) -> Received:
    async with receive_upload(ctx.request, LIMITS) as upload:
        stored = await files_of(ctx.request).keep(
            ctx.uow, upload.incoming, filename=upload.filename, media_type="text/plain"
        )
        note = upload.fields.get("note")
        return Received(
            id=stored.id, filename=upload.filename, size=upload.size, sha256=upload.sha256, note=note
        )


@router.endpoint(
    "GET", "/{thing}", access=SELF, operation_id="getThing", response=None, media_type="text/plain"
)
async def get(ctx: Read, thing: Annotated[int, PathParameter()], name: str | None = None) -> Response:
    store = files_of(ctx.request)
    return await file_response(store, await store.get(ctx.session, thing), filename=name)


async def _authenticate(_: AsyncSession, __: str) -> Actor:
    return Actor(ActorKind.USER, 7, "tester", {SELF.code: EVERYWHERE})


@asynccontextmanager
async def _nothing(_: FastAPI) -> AsyncIterator[None]:
    yield


class Site:
    """An application with one raw route."""

    def __init__(self, database: Database, root: Path) -> None:
        self.database, self.root = database, root
        services = Services(database.settings, database, _authenticate, b"k")
        services.extras[FILES_KEY] = FileStore(LocalBlobs(root))
        self.app = build(services, [router], _nothing)
        transport = httpx2.ASGITransport(self.app, raise_app_exceptions=False)
        headers = {"authorization": "Bearer good"}
        self.http = httpx2.AsyncClient(transport=transport, base_url="http://test/api/v1", headers=headers)

    async def send(self, content: bytes, filename: str = "a.txt", **options: object) -> httpx2.Response:
        return await self.http.post("/things", files={"file": (filename, content)}, **options)  # type: ignore[arg-type]

    async def raw(self, body: bytes, boundary: str = "b") -> httpx2.Response:
        headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
        return await self.http.post("/things", content=body, headers=headers)

    def on_disk(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.is_file()]

    async def rows(self) -> int:
        async with self.database.reading() as session:
            return int(await session.scalar(select(func.count()).select_from(StoredFile)) or 0)


@pytest.fixture
async def site(database_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    database = Database(database_url, Settings(data_dir=tmp_path, allowed_hosts="test", pool_size=2))
    yield Site(database, tmp_path / "store")
    await database.dispose()


def _part(name: str, content: bytes, filename: str | None = None) -> bytes:
    named = f'; filename="{filename}"' if filename is not None else ""
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"


END = b"--b--\r\n"


async def test_a_file_goes_in_and_comes_out(site: Site) -> None:
    content = os.urandom(1_500_000)
    answer = await site.send(content, "relatório 2026.txt", data={"note": "ação"})
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert (body["filename"], body["size"], body["note"]) == ("relatório 2026.txt", 1_500_000, "ação")
    got = await site.http.get(f"/things/{body['id']}")
    assert got.content == content
    assert got.headers["content-disposition"] == (
        "attachment; filename=\"relatorio 2026.txt\"; filename*=UTF-8''relat%C3%B3rio%202026.txt"
    )
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]
    assert got.headers["content-length"] == "1500000"
    assert len(site.on_disk()) == 1


async def test_the_limit_counts_what_comes_not_what_is_declared(site: Site) -> None:
    assert (await site.send(b"x" * 2_000_000)).status_code == 201
    for content in (b"x" * 2_000_001, b"x" * 2_100_000):
        answer = await site.send(content)
        assert (answer.status_code, answer.json()["code"]) == (413, "files.too_large")

    async def pieces() -> AsyncIterator[bytes]:
        yield _part("file", b"", "a.txt")[:-2]
        for _ in range(50):
            yield b"x" * 100_000

    headers = {"content-type": "multipart/form-data; boundary=b"}
    answer = await site.http.post("/things", content=pieces(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "files.too_large")
    assert len(site.on_disk()) == await site.rows() == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (END, 422, "files.not_one_file"),
        (_part("file", b"a", "a") + _part("file", b"b", "b") + END, 422, "files.not_one_file"),
        (_part("other", b"a", "a") + END, 422, "files.not_one_file"),
        (_part("file", b"a") + END, 422, "files.not_one_file"),
        (_part("surprise", b"a") + _part("file", b"a", "a") + END, 422, "files.not_one_file"),
        (_part("note", b"a" * 5_000) + _part("file", b"a", "a") + END, 413, "files.too_large"),
        (_part("file", b"", "a") + END, 422, "files.empty"),
        (_part("file", b"cut short", "a"), 400, "files.bad_upload"),
        (b"no parts at all", 400, "files.bad_upload"),
        (b"--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n" + END, 400, "files.bad_upload"),
        (b"--b\r\n" + b"X: y\r\n" * 200 + b"\r\nx\r\n" + END, 400, "files.bad_upload"),
        (b"", 422, "files.not_one_file"),
    ],
)
async def test_what_is_not_one_file_is_refused(site: Site, body: bytes, status: int, code: str) -> None:
    answer = await site.raw(body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert site.on_disk() == []
    assert await site.rows() == 0


async def test_only_multipart(site: Site) -> None:
    for kind in ("application/json", "multipart/form-data", f"multipart/form-data; boundary={'b' * 300}", ""):
        answer = await site.http.post("/things", content=b"{}", headers={"content-type": kind})
        assert answer.status_code in (400, 415), kind


async def test_a_stalled_upload_is_ended(site: Site) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield _part("file", b"half", "a.txt")[:-2]
        await asyncio.sleep(5)

    headers = {"content-type": "multipart/form-data; boundary=b"}
    answer = await site.http.post("/things", content=pieces(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (408, "files.upload_stalled")
    assert site.on_disk() == []


async def test_slow_uploads_do_not_hold_database_connections(site: Site) -> None:
    """Two connections in the pool, five uploads under way: others are still served."""
    begun, release = asyncio.Semaphore(0), asyncio.Event()

    async def pieces(number: int) -> AsyncIterator[bytes]:
        yield _part("file", b"first", f"{number}.txt")[:-2]
        begun.release()
        async with asyncio.timeout(20):
            await release.wait()
        yield b" second %d\r\n" % number + END

    headers = {"content-type": "multipart/form-data; boundary=b"}
    limits_patience = pytest.MonkeyPatch()
    limits_patience.setattr(f"{__name__}.LIMITS", UploadLimits(max_bytes=1_000))
    try:
        sending = [
            asyncio.create_task(site.http.post("/things", content=pieces(number), headers=headers))
            for number in range(5)
        ]
        for _ in sending:
            await begun.acquire()
        async with asyncio.timeout(5):
            assert (await site.send(b"quick")).status_code == 201
        release.set()
        assert [answer.status_code for answer in await asyncio.gather(*sending)] == [201] * 5
    finally:
        limits_patience.undo()


@pytest.fixture
def small_files() -> Iterator[None]:
    """The kernel refuses to let any file grow beyond 600 kB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files")
async def test_a_file_that_the_disk_does_not_take_leaves_nothing(site: Site) -> None:
    answer = await site.send(b"x" * 1_500_000)
    assert (answer.status_code, answer.json()["code"]) == (507, "files.storage_full")
    assert site.on_disk() == []
    assert await site.rows() == 0
    assert (await site.send(b"small")).status_code == 201


async def test_no_space_left_on_the_device(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """ENOSPC from the kernel: /dev/full takes nothing."""
    with monkeypatch.context() as patched:
        patched.setattr(blobs, "_create", lambda _: Path("/dev/full").open("wb"))
        answer = await site.send(b"x" * 1_500_000)
    assert (answer.status_code, answer.json()["code"]) == (507, "files.storage_full")
    assert await site.rows() == 0
    assert Path("/dev/full").exists()
    assert (await site.send(b"small")).status_code == 201


async def test_what_is_declared_and_does_not_fit_is_refused_before_it_is_sent(site: Site) -> None:
    reserved = LocalBlobs(site.root, reserve=2**60)
    site.app.state.services.extras[FILES_KEY] = FileStore(reserved)
    answer = await site.send(b"x")
    assert (answer.status_code, answer.json()["code"]) == (507, "files.storage_full")
