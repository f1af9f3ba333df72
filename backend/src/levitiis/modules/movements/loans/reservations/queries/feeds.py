"""Feeds of the calendar: a user's own, and what one of them shows at the moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from levitiis.kit.access import Actor
from levitiis.kit.clock import today
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.ids import token_hash
from levitiis.kit.problems import Language, Texts
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible as asset_visible
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.catalogue.policy import visible as category_visible
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import visible as place_visible
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.reservations.ics import Event
from levitiis.modules.movements.loans.reservations.models import CalendarFeed
from levitiis.modules.movements.loans.reservations.queries.agenda import period, periods
from levitiis.modules.movements.loans.reservations.schemas import (
    MOST_PERIODS,
    AgendaFilter,
    FeedList,
    FeedOut,
)
from levitiis.modules.movements.loans.reservations.states import FeedKind
from levitiis.modules.movements.loans.states import AgreementState

_PAST, _AHEAD = dt.timedelta(days=62), dt.timedelta(days=400)
_TAKEN = Texts("ocupado", "taken")
_LATE = Texts("atrasado", "overdue")
_WAITS = Texts("aguarda aprovação", "waits for approval")
_PARAMETERS = {
    FeedKind.CATEGORY: "category_id", FeedKind.PLACE: "location_id", FeedKind.ASSET: "asset_id",
}  # fmt: skip


async def list_feeds(session: AsyncSession, actor: Actor) -> FeedList:
    """The feeds of ``actor``, newest first; those that were revoked go last."""
    statement = (
        select(CalendarFeed)
        .where(CalendarFeed.user_id == actor.id)
        .order_by(CalendarFeed.revoked_at.is_not(None), CalendarFeed.id.desc())
        .limit(100)
    )
    feeds = (await session.scalars(statement)).all()
    return FeedList(items=await shown(session, actor, feeds))


async def shown(session: AsyncSession, actor: Actor, feeds: Sequence[CalendarFeed]) -> list[FeedOut]:
    """Feeds with the names of what they are about, as far as it exists for ``actor``."""
    names = {kind: await _names(session, actor, kind, _ids(feeds, kind)) for kind in _PARAMETERS}
    return [
        FeedOut.model_validate(
            {
                "id": feed.id,
                "name": feed.name,
                "kind": feed.kind,
                "target": _target(feed, names),
                "created_at": feed.created_at,
                "last_used_at": feed.last_used_at,
                "revoked_at": feed.revoked_at,
            }
        )
        for feed in feeds
    ]


def _ids(feeds: Sequence[CalendarFeed], kind: FeedKind) -> set[int]:
    return {feed.target_id for feed in feeds if feed.kind == kind and feed.target_id is not None}


def _target(feed: CalendarFeed, names: Mapping[FeedKind, Mapping[int, str]]) -> dict[str, Any] | None:
    name = names.get(FeedKind(feed.kind), {}).get(feed.target_id or 0)
    return {"id": feed.target_id, "name": name} if name else None


async def _names(
    session: AsyncSession, actor: Actor, kind: FeedKind, ids: Collection[int]
) -> Mapping[int, str]:
    if not ids:
        return {}
    key: InstrumentedAttribute[int]
    name: InstrumentedAttribute[str]
    seen: ColumnElement[bool]
    if kind is FeedKind.CATEGORY:
        key, name, seen = AssetCategory.id, AssetCategory.full_name, category_visible(actor)
    elif kind is FeedKind.PLACE:
        key, name, seen = Location.id, Location.full_name, place_visible(actor)
    else:
        key, name, seen = Asset.id, Asset.tag, asset_visible(actor)
    rows = (await session.execute(select(key, name).where(key.in_(ids), seen))).all()
    return {row[0]: row[1] for row in rows}


async def require_target(session: AsyncSession, actor: Actor, kind: FeedKind, target_id: int) -> bool:
    """Whether what a feed is to be about exists for ``actor``."""
    return bool(await _names(session, actor, kind, [target_id]))


async def count_feeds(session: AsyncSession, user_id: int) -> int:
    """How many feeds of a user are in use."""
    statement = select(func.count(CalendarFeed.id)).where(
        CalendarFeed.user_id == user_id, CalendarFeed.revoked_at.is_(None)
    )
    return int(await session.scalar(statement) or 0)


async def feeds_in_use(session: AsyncSession, user_id: int) -> Sequence[CalendarFeed]:
    """The feeds of a user that were not revoked."""
    statement = select(CalendarFeed).where(CalendarFeed.user_id == user_id, CalendarFeed.revoked_at.is_(None))
    return (await session.scalars(statement)).all()


async def feed_of(session: AsyncSession, token: str) -> CalendarFeed:
    """The feed behind an address. Raises ``request.not_found`` for an unknown or revoked one."""
    statement = select(CalendarFeed).where(
        CalendarFeed.token_hash == token_hash(token), CalendarFeed.revoked_at.is_(None)
    )
    feed = await session.scalar(statement)
    if feed is None:
        raise NOT_FOUND()
    return feed


async def events_of(
    session: AsyncSession, actor: Actor, feed: CalendarFeed, public_url: str, language: Language
) -> list[Event]:
    """What ``actor`` may see now of two months back and a year ahead, as events."""
    kind = FeedKind(feed.kind)
    start, end = today() - _PAST, today() + _AHEAD
    target: dict[str, Any] = {} if kind is FeedKind.OWN else {_PARAMETERS[kind]: feed.target_id}
    params = AgendaFilter.model_construct(start=start, end=end, own=kind is FeedKind.OWN, **target)
    rows = await periods(session, actor, params, MOST_PERIODS)
    return [_event(row, public_url.rstrip("/"), language) for row in rows]


def _event(row: Any, public_url: str, language: Language) -> Event:
    loan, agreement = row[0], row[3]
    one = period(row)
    seen = one.loan
    who = (
        _TAKEN.in_language(language)
        if seen is None
        else (seen.borrower.name if seen.borrower else seen.number)
    )
    waits = seen is not None and seen.state == AgreementState.PENDING
    late = seen is not None and one.overdue
    notes = [text.in_language(language) for text, holds in ((_WAITS, waits), (_LATE, late)) if holds]
    note = f" ({', '.join(notes)})" if notes else ""
    return Event(
        uid=f"loan-{loan.id}@levitiis",
        start=one.start_date,
        last=one.until,
        summary=f"{one.tag} {one.name}: {who}{note}",
        description="" if seen is None else f"{seen.number}\n{agreement.purpose}",
        url=None if seen is None else f"{public_url}/emprestimos/{seen.id}",
        tentative=waits,
        sequence=_sequence(loan, agreement),
        changed=max(loan.updated_at, agreement.updated_at),
    )


def _sequence(loan: Loan, agreement: LoanAgreement) -> int:
    """It grows with every change of either."""
    return loan.version + agreement.version - 2
