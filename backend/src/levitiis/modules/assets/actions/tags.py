"""Tags are given out at save, in the same transaction, and never twice."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.text import tag_key
from levitiis.modules.assets.models import Asset, TagCounter

WIDTH = 6


async def next_tag(uow: UnitOfWork, prefix: str = "") -> str:
    """The next free number with ``prefix``; numbers that were typed by hand are skipped."""
    while True:
        tag = f"{prefix}{await _next_number(uow, prefix):0{WIDTH}d}"
        taken = await uow.session.scalar(select(Asset.id).where(Asset.tag_key == tag_key(tag)))
        if taken is None:
            return tag


async def _next_number(uow: UnitOfWork, prefix: str) -> int:
    statement = (
        update(TagCounter)
        .where(TagCounter.prefix == prefix)
        .values(last_number=TagCounter.last_number + 1)
        .returning(TagCounter.last_number)
    )
    number = await uow.session.scalar(statement)
    if number is not None:
        return int(number)
    await dialect_of(uow.session).lock(uow.session, f"tag_counter:{prefix}")
    number = await uow.session.scalar(statement)
    if number is None:
        await uow.session.execute(insert(TagCounter), [{"prefix": prefix, "last_number": 1}])
        return 1
    return int(number)
