"""The statements that run on connections of their own are portable too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.sql import ClauseElement

from levitiis.infra.outbox import publishing
from tests.portability import fault_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "statement",
    [
        publishing.number_events(5, NOW, 100),
        publishing.last_sequence(),
        publishing.first_sequence(),
        publishing.published_after(5, 100),
        publishing.forget_published(NOW, 5, 100),
        publishing.slowest_delivery(["a"]),
    ],
)
def test_portable(statement: ClauseElement) -> None:
    assert fault_of(statement) is None
