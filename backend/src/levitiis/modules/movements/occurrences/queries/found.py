"""The page of found things, what was written there, and which code is an asset's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor
from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.occurrences.models import AssetOccurrence, FoundPage, FoundReport
from levitiis.modules.movements.occurrences.policy import CONFIGURE
from levitiis.modules.movements.occurrences.schemas import FoundPageOut, FoundReportOut
from levitiis.modules.movements.occurrences.states import OccurrenceState


async def page_of(session: AsyncSession) -> FoundPage | None:
    """The page as it is set; None as long as nobody has."""
    return await session.scalar(select(FoundPage).execution_options(populate_existing=True))


async def get_found_page(session: AsyncSession, actor: Actor) -> FoundPageOut:
    """The page as whoever configures it reads it. Raises ``request.forbidden``."""
    actor.require_at(CONFIGURE, None)
    page = await page_of(session)
    if page is None:
        return FoundPageOut(enabled=False, contact=None, phone=None, email=None, version=0)
    return FoundPageOut.model_validate(page)


async def report_of(session: AsyncSession, occurrence_id: int, *, with_finder: bool) -> FoundReportOut | None:
    """What whoever found the asset wrote; None when nobody did, or it was erased.

    Who he is and how he is reached is told only to who deals with it (LGPD, art. 6, III).
    """
    found = await session.scalar(select(FoundReport).where(FoundReport.occurrence_id == occurrence_id))
    if found is None:
        return None
    return FoundReportOut(
        place=found.place,
        message=found.message,
        name=found.name if with_finder else None,
        phone=found.phone if with_finder else None,
        email=found.email if with_finder else None,
        created_at=found.created_at,
    )


async def report_to_look_at(session: AsyncSession, report_id: int) -> FoundReport | None:
    """A report that nobody has looked at yet, locked; None when it was dealt with."""
    statement = select(FoundReport).where(FoundReport.id == report_id, FoundReport.occurrence_id.is_(None))
    return await session.scalar(statement.with_for_update())


async def asset_with(session: AsyncSession, code: str) -> tuple[int, str, str] | None:
    """Id, tag and name of the asset whose label carries ``code``."""
    statement = select(Asset.id, Asset.tag, Asset.name).where(Asset.code == code)
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


async def reports_to_erase(
    session: AsyncSession, resolved_before: datetime, written_before: datetime, most: int
) -> Sequence[FoundReport]:
    """Reports of occurrences resolved before a moment, and all that were written before another, locked.

    What another worker has is left out.
    """
    dealt_with = select(AssetOccurrence.id).where(
        AssetOccurrence.state == OccurrenceState.RESOLVED.value,
        AssetOccurrence.resolved_at < resolved_before,
    )
    over = or_(FoundReport.created_at < written_before, FoundReport.occurrence_id.in_(dealt_with))
    statement = (
        select(FoundReport).where(over).order_by(FoundReport.id).limit(most).with_for_update(skip_locked=True)
    )
    return (await session.scalars(statement)).all()
