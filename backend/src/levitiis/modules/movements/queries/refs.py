"""What the pages of all documents name in the same way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.approvals.models import Approval
from levitiis.modules.identity.models import User
from levitiis.modules.people.models import Person


async def user_ref(session: AsyncSession, user_id: int | None) -> dict[str, Any] | None:
    """A user by the name of his person; None for none."""
    if user_id is None:
        return None
    statement = select(Person.name).join(User, User.person_id == Person.id).where(User.id == user_id)
    return {"id": user_id, "name": await session.scalar(statement)}


async def last_approval(session: AsyncSession, kind: str, document_id: int) -> int | None:
    """The id of the approval that was asked for last; None when none was."""
    statement = select(Approval.id).where(Approval.kind == kind, Approval.document_id == document_id)
    return await session.scalar(statement.order_by(Approval.id.desc()).limit(1))
