"""Invariants of clearances, as SQL that finds what breaks them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.files.models import StoredFile
from levitiis.kit.checks import Violation
from levitiis.modules.movements.clearances.models import Clearance
from levitiis.modules.movements.clearances.queries.standing import STANDING

_SHOWN = 100


async def violations(session: AsyncSession) -> list[Violation]:
    """Everything that breaks I25; at most 100 rows of each kind."""
    other = (
        select(Clearance.id)
        .join(StoredFile, StoredFile.id == Clearance.pdf_id)
        .where(StoredFile.sha256 != Clearance.pdf_sha256)
    )
    found: list[Violation] = []
    for message, statement in (*STANDING, ("its PDF is another", other)):
        rows = (await session.execute(statement.limit(_SHOWN))).all()
        found += [Violation("I25", message, "clearance", row[0]) for row in rows]
    return found
