"""A user's own preferences."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select, update

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.identity.errors import PREFERENCES_TOO_LARGE
from levitiis.modules.identity.models import User

MAX_BYTES = 16_384


async def save_preferences(uow: UnitOfWork, changes: dict[str, Any]) -> None:
    """Set preferences by name; None removes one. Two tabs that save different ones both succeed.

    The row's version stays: preferences are not what an administrator edits.
    """
    mine = User.id == uow.actor.id
    row = (await uow.session.execute(select(User.preferences).where(mine).with_for_update())).one_or_none()
    if row is None:
        raise NOT_FOUND()
    merged = {name: value for name, value in {**row.preferences, **changes}.items() if value is not None}
    if len(msgspec.json.encode(merged)) > MAX_BYTES:
        raise PREFERENCES_TOO_LARGE(limit=MAX_BYTES)
    statement = update(User).where(mine).values(preferences=merged)
    await uow.session.execute(statement.execution_options(synchronize_session=False))
