"""Fixtures of database tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from levitiis.bootstrap import metadata
from levitiis.infra.crypto import Keys, load_keys
from levitiis.infra.db.engine import Database
from levitiis.infra.settings import Settings
from tests.db.stage import Stage
from tests.engines import kept_engines


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Keys of an installation that somebody tries out."""
    return load_keys(Settings(data_dir=tmp_path))


@pytest.fixture
async def stage(database_url: str, keys: Keys, tmp_path: Path) -> AsyncIterator[Stage]:
    """A migrated, empty database."""
    metadata()
    with kept_engines():
        database = Database(database_url, Settings(data_dir=tmp_path))
        yield Stage(database, keys)
        await database.dispose()
