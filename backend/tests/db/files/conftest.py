"""A file store on a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from levitiis.infra import logging
from levitiis.infra.files.blobs import LocalBlobs
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.store import FileStore
from tests.db.stage import Stage


@pytest.fixture(autouse=True, scope="session")
def plain_logs() -> None:
    """As in production: without local variables, which here are megabytes."""
    logging.configure()


class Files:
    """A store with its database."""

    def __init__(self, stage: Stage, root: Path) -> None:
        self.stage = stage
        self.root = root
        self.store = FileStore(LocalBlobs(root))

    async def keep(self, content: bytes, *, filename: str = "a.txt", **options: object) -> StoredFile:
        async with self.stage.work() as uow, self.store.blobs.incoming() as incoming:
            await incoming.write(content)
            await incoming.finish()
            return await self.store.keep(
                uow,
                incoming,
                filename=filename,
                media_type="text/plain",
                **options,  # type: ignore[arg-type]
            )

    async def content(self, stored: StoredFile) -> bytes:
        return b"".join([piece async for piece in await self.store.open(stored)])

    def on_disk(self) -> list[Path]:
        return sorted(path for path in self.root.rglob("*") if path.is_file())


@pytest.fixture
def files(stage: Stage, tmp_path: Path) -> Files:
    return Files(stage, tmp_path / "store")
