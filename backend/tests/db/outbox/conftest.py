"""A database whose signals are heard."""

from __future__ import annotations

import pytest

from tests.db.stage import Stage


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await stage.database.signals.start()
    return stage
