"""Contents in S3, against a server that speaks its protocol (moto): kept, read, listed, lost, unreachable."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from moto.server import ThreadedMotoServer
from obstore.store import S3Store

from levitiis.infra.files.blobs import LocalBlobs
from levitiis.infra.files.checks import violations
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.s3 import S3Blobs
from levitiis.infra.files.storage import blobs_of
from levitiis.infra.files.store import FileStore
from levitiis.infra.settings import Settings
from levitiis.kit.problems import Problem
from tests.db.stage import Stage

BUCKET = "levitiis-tests"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def settings(endpoint: str, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """A folder of the bucket for each test."""
    settings = Settings(
        data_dir=tmp_path, files_s3_bucket=BUCKET, files_s3_endpoint=endpoint,
        files_s3_prefix=f"/{request.node.name}/", files_s3_access_key="tests",
        files_s3_secret_key="tests only",
    )  # fmt: skip
    _make_bucket(endpoint)
    return settings


def _make_bucket(endpoint: str) -> None:
    import boto3

    client = boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1",
        aws_access_key_id="tests", aws_secret_access_key="tests only",
    )  # fmt: skip
    client.create_bucket(Bucket=BUCKET)


@pytest.fixture
def blobs(settings: Settings) -> S3Blobs:
    found = blobs_of(settings)
    assert isinstance(found, S3Blobs)
    return found


async def put(blobs: S3Blobs, content: bytes) -> str:
    async with blobs.incoming(len(content)) as incoming:
        await incoming.write(content)
        await incoming.finish()
        return await blobs.adopt(incoming)


async def content_of(blobs: S3Blobs, key: str) -> bytes:
    return b"".join([piece async for piece in blobs.read(key)])


def keys(blobs: S3Blobs) -> list[str]:
    return sorted(entry.key for entry in blobs.entries())


async def test_kept_read_listed_and_removed(blobs: S3Blobs, tmp_path: Path) -> None:
    content = bytes(range(256)) * 40_000  # more than one part
    key = await put(blobs, content)
    other = await put(blobs, b"x")
    assert await blobs.size(key) == len(content)
    assert await content_of(blobs, key) == content
    async with blobs.local(key) as path:
        assert path.read_bytes() == content
    assert not path.exists()
    assert keys(blobs) == sorted([key, other])
    (entry,) = [entry for entry in blobs.entries() if entry.key == other]
    assert entry.size == 1
    assert -5 < entry.age < 60
    await blobs.remove(key)
    await blobs.remove(key)
    assert keys(blobs) == [other]
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "nothing stays on the local disk"


async def test_a_key_that_is_not_ours_is_refused(blobs: S3Blobs) -> None:
    for key in ("../../x", "a/b", "", "é"):
        with pytest.raises(ValueError, match="not a key of ours"):
            await blobs.size(key)


async def test_what_the_storage_lost_is_said(blobs: S3Blobs) -> None:
    key = await put(blobs, b"content")
    await blobs.remove(key)
    assert await blobs.size(key) is None
    with pytest.raises(Problem) as problem:
        await content_of(blobs, key)
    assert problem.value.code == "files.missing"


async def test_a_storage_that_does_not_answer_is_said_and_nothing_is_left(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("levitiis.infra.files.s3._RETRIES", 0)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    gone = S3Blobs(settings.model_copy(update={"files_s3_endpoint": f"http://127.0.0.1:{port}"}))
    with pytest.raises(Problem) as problem:
        await put(gone, b"content")
    assert (problem.value.code, problem.value.status) == ("files.storage_unavailable", 503)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


async def test_a_wrong_bucket_is_said_without_its_secrets(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    other = S3Blobs(settings.model_copy(update={"files_s3_bucket": "nobody-has-this"}))
    with pytest.raises(Problem) as problem:
        await put(other, b"content")
    assert problem.value.code in ("files.storage_unavailable", "files.missing")
    said = capsys.readouterr()
    assert "tests only" not in said.out + said.err


async def test_the_store_on_it_keeps_each_content_once_and_the_check_reads_it(
    stage: Stage, blobs: S3Blobs, settings: Settings
) -> None:
    store = FileStore(blobs)

    async def keep(content: bytes) -> StoredFile:
        async with stage.work() as uow, store.blobs.incoming() as incoming:
            await incoming.write(content)
            await incoming.finish()
            return await store.keep(uow, incoming, filename="a.pdf", media_type="application/pdf")

    first, again = await keep(b"content"), await keep(b"content")
    assert first.id == again.id
    assert len(keys(blobs)) == 1
    async with stage.database.reading() as session:
        assert await violations(session, blobs) == []
    raw = S3Store(
        BUCKET, endpoint=settings.files_s3_endpoint, region="us-east-1", access_key_id="tests",
        secret_access_key="tests only", client_options={"allow_http": True},
    )  # fmt: skip
    (batch,) = obstore.list(raw, settings.files_s3_prefix.strip("/"))
    obstore.put(raw, batch[0]["path"], b"CONTENT")
    async with stage.database.reading() as session:
        (found,) = await violations(session, blobs)
    assert "altered" in found.message
    async with stage.work() as uow:
        assert await store.release(uow, first.id)
    assert keys(blobs) == []


def test_without_a_bucket_it_is_the_local_disk(tmp_path: Path) -> None:
    assert isinstance(blobs_of(Settings(data_dir=tmp_path)), LocalBlobs)
