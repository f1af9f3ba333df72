"""The file store: a row always has its file, a content is stored once, and what is forgotten goes."""

from __future__ import annotations

import asyncio
import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from levitiis.infra.files import janitor
from levitiis.infra.files.blobs import LocalBlobs
from levitiis.infra.files.models import StoredFile
from levitiis.infra.jobs.claims import Claimed
from levitiis.infra.jobs.run import JobRun
from levitiis.kit.clock import frozen, now
from levitiis.kit.problems import Problem
from levitiis.modules.assets.models import AssetImport
from tests.db.files.conftest import Files
from tests.db.stage import Stage

BIG = os.urandom(3_000_000)


async def _rows(stage: Stage) -> list[StoredFile]:
    async with stage.read() as session:
        return list((await session.execute(select(StoredFile).order_by(StoredFile.id))).scalars().all())


async def _clean(files: Files) -> dict[str, int]:
    stage = files.stage
    run = JobRun(Claimed(0, "files.cleaning", {}, None, 1, False, "t"), stage.database, stage.keys.trail_key)
    result = await janitor.cleaning(files.store).handle(run)
    await run.progress.close()
    assert result is not None
    return result


async def test_what_is_kept_comes_back(files: Files) -> None:
    stored = await files.keep(BIG, filename="../../etc/relatório\u202e final.txt")
    (row,) = await _rows(files.stage)
    assert (row.sha256, row.size) == (hashlib.sha256(BIG).hexdigest(), len(BIG))
    assert row.filename == "relatório final.txt"
    assert await files.content(stored) == BIG
    (path,) = files.on_disk()
    assert path.read_bytes() == BIG
    assert path.name == row.storage_key
    assert "relat" not in str(path.relative_to(files.root))
    assert path.stat().st_mode & 0o077 == 0
    async with files.store.local(stored) as local:
        assert local.read_bytes() == BIG


async def test_a_content_is_stored_once(files: Files) -> None:
    first = await files.keep(b"the same", filename="a.txt")
    second = await files.keep(b"the same", filename="b.txt")
    assert first.id == second.id
    assert len(files.on_disk()) == 1


async def test_ten_at_once_are_stored_once(files: Files) -> None:
    stored = await asyncio.gather(*(files.keep(b"the same") for _ in range(10)))
    assert len({row.id for row in stored}) == 1
    assert len(files.on_disk()) == len(await _rows(files.stage)) == 1


async def test_a_failed_unit_of_work_leaves_no_row_and_the_janitor_removes_the_file(files: Files) -> None:
    with pytest.raises(RuntimeError):
        async with files.stage.work() as uow, files.store.blobs.incoming() as incoming:
            await incoming.write(b"lost")
            await incoming.finish()
            await files.store.keep(uow, incoming, filename="a", media_type="text/plain")
            raise RuntimeError
    assert await _rows(files.stage) == []
    (orphan,) = files.on_disk()
    assert (await _clean(files))["orphans"] == 0  # its row may still be on the way
    with frozen(now() + timedelta(minutes=59)):
        assert (await _clean(files))["orphans"] == 1
    assert not orphan.exists()


async def test_the_janitor_leaves_what_has_a_row(files: Files) -> None:
    stored = await files.keep(b"kept")
    with frozen(now() + timedelta(days=400)):
        assert await _clean(files) == {"unfinished": 0, "expired": 0, "orphans": 0}
    assert await files.content(stored) == b"kept"


async def test_an_interrupted_upload_leaves_nothing(files: Files) -> None:
    with pytest.raises(RuntimeError):
        async with files.store.blobs.incoming() as incoming:
            await incoming.write(BIG)
            raise RuntimeError
    assert files.on_disk() == []


async def test_the_janitor_removes_what_a_crash_left(files: Files) -> None:
    (files.root / "incoming" / "crashed.part").write_bytes(b"half")
    assert (await _clean(files))["unfinished"] == 0
    with frozen(now() + timedelta(minutes=59)):
        assert (await _clean(files))["unfinished"] == 1
    assert files.on_disk() == []


async def test_releasing_removes_the_row_first_and_the_file_after_the_commit(files: Files) -> None:
    stored = await files.keep(b"gone")
    async with files.stage.work(commit=False) as uow:
        assert await files.store.release(uow, stored.id)
        assert len(files.on_disk()) == 1
    assert len(await _rows(files.stage)) == 1  # it was rolled back, and the file is still there
    assert await files.content(stored) == b"gone"
    async with files.stage.work() as uow:
        assert await files.store.release(uow, stored.id)
    assert await _rows(files.stage) == files.on_disk() == []


async def test_what_is_still_referred_to_stays(files: Files) -> None:
    stored = await files.keep(b"shared")
    async with files.stage.work() as uow:
        uow.session.add(AssetImport(file_id=stored.id, filename="a.csv", layout={}, mapping={}))
    async with files.stage.work() as uow:
        assert not await files.store.release(uow, stored.id)
        uow.log("thing", 1, "still works", {})  # the transaction is not spoilt
    assert await files.content(stored) == b"shared"


async def test_files_for_a_time(files: Files) -> None:
    soon = await files.keep(b"report", delete_after=now() + timedelta(hours=1))
    kept = await files.keep(b"other", delete_after=now() + timedelta(hours=1))
    await files.keep(b"other")  # now somebody wants it for good
    with frozen(now() + timedelta(hours=2)):
        assert (await _clean(files))["expired"] == 1
    assert [row.id for row in await _rows(files.stage)] == [kept.id]
    assert soon.id != kept.id
    assert len(files.on_disk()) == 1


async def test_a_lost_content_is_told_and_comes_back_with_the_next_upload(files: Files) -> None:
    stored = await files.keep(b"precious")
    files.on_disk()[0].unlink()
    with pytest.raises(Problem, match=r"files\.missing"):
        await files.store.open(stored)
    faults = [fault async for fault in janitor.faults(await _rows(files.stage), files.store.blobs)]
    assert [(fault.file_id, fault.fault) for fault in faults] == [(stored.id, "missing")]
    again = await files.keep(b"precious")
    assert again.id == stored.id
    assert await files.content(again) == b"precious"


async def test_the_check_finds_what_is_not_as_it_was(files: Files) -> None:
    whole, cut, changed = [await files.keep(name * 100) for name in (b"a", b"b", b"c")]
    by_key = {path.name: path for path in files.on_disk()}
    by_key[cut.storage_key].write_bytes(b"b")
    by_key[changed.storage_key].write_bytes(b"x" * 100)
    rows = await _rows(files.stage)
    blobs = files.store.blobs
    assert [(f.file_id, f.fault) async for f in janitor.faults(rows, blobs)] == [(cut.id, "size")]
    deep = [(f.file_id, f.fault) async for f in janitor.faults(rows, blobs, deep=True)]
    assert deep == [(cut.id, "size"), (changed.id, "content")]
    assert whole.id not in dict(deep)


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b", "", "é", "a.b"])
async def test_only_our_own_keys_are_paths(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        await LocalBlobs(tmp_path).size(key)
