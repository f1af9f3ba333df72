"""Engines that outlive a test: what statements compile to is kept, connections are not.

Every application of a test makes engines of its own, and each would compile the same statements anew,
which took a third of the time of all tests. So the engines that one test is done with go to the next,
which connects them to its own database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from levitiis.infra.db import engine as engines

_ADDRESS = ("host", "port", "user", "password", "database")

_idle: dict[str, list[_Kept]] = defaultdict(list)


class _Kept:
    """An engine and the address to which it connects now."""

    def __init__(self, url: str, options: dict[str, Any]) -> None:
        self.kind = repr(sorted(options.items()))
        self.engine: AsyncEngine = create_async_engine(url, **options)
        self._address: dict[str, Any] = {}
        self.aim(url)
        event.listen(self.engine.sync_engine, "do_connect", self._connect)

    def aim(self, url: str) -> None:
        """Connect to this database from now on."""
        _, told = self.engine.dialect.create_connect_args(make_url(url))
        self._address = {name: told.get(name) for name in _ADDRESS}

    def _connect(self, _: Any, __: Any, ___: Any, parameters: dict[str, Any]) -> None:
        parameters.update(self._address)

    @property
    def is_free(self) -> bool:
        """Whether everything that was taken from its pool has come back."""
        checked_out = getattr(self.engine.pool, "checkedout", None)  # a lone connection has no pool
        return checked_out is None or checked_out() == 0


@contextmanager
def kept_engines() -> Iterator[None]:
    """What is made within the block takes its engines from earlier tests, and leaves them to later ones."""
    taken: list[_Kept] = []

    def take(url: str, **options: Any) -> AsyncEngine:
        waiting = _idle[repr(sorted(options.items()))]
        kept = waiting.pop() if waiting else _Kept(url, options)
        kept.aim(url)
        taken.append(kept)
        return kept.engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_async_engine", take)
        yield
    for kept in taken:
        if kept.is_free:
            _idle[kept.kind].append(kept)
