"""Tags are given out at save, in the same transaction, and never twice."""

from __future__ import annotations

from sqlalchemy import select

from levitiis.infra.db.counting import next_number
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.text import tag_key
from levitiis.modules.assets.models import Asset, TagCounter

WIDTH = 6


async def next_tag(uow: UnitOfWork, prefix: str = "") -> str:
    """The next free number with ``prefix``; numbers that were typed by hand are skipped."""
    while True:
        tag = f"{prefix}{await next_number(uow, TagCounter, prefix):0{WIDTH}d}"
        taken = await uow.session.scalar(select(Asset.id).where(Asset.tag_key == tag_key(tag)))
        if taken is None:
            return tag
