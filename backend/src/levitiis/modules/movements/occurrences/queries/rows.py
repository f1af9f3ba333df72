"""The list of occurrences, one of them, and what actions read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.locking import load_locked
from levitiis.infra.db.paging import fetch_page, ordering, page_of
from levitiis.infra.db.search import AnySelect, matches
from levitiis.infra.db.tree_queries import subtree_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible as asset_visible
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import visible as place_visible
from levitiis.modules.movements.disposals.policy import REQUEST as DISPOSE
from levitiis.modules.movements.disposals.queries.held import held
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.policy import visible as loan_visible
from levitiis.modules.movements.occurrences.models import AssetOccurrence, OccurrenceAttachment
from levitiis.modules.movements.occurrences.policy import OPEN, RESOLVE, visible, visible_by_row
from levitiis.modules.movements.occurrences.queries.found import report_of
from levitiis.modules.movements.occurrences.schemas import (
    OccurrenceFilter,
    OccurrenceOut,
    OccurrenceRow,
)
from levitiis.modules.movements.occurrences.states import OccurrenceState
from levitiis.modules.movements.queries.refs import user_ref
from levitiis.modules.people.models import Person

_ORDERS: dict[str, Any] = {
    "created_at": AssetOccurrence.created_at,
    "resolved_at": AssetOccurrence.resolved_at,
}
_opener = aliased(Person)


async def list_occurrences(
    session: AsyncSession, actor: Actor, params: OccurrenceFilter
) -> Page[OccurrenceRow]:
    """A page of occurrences that exist for ``actor``."""
    where = _conditions(actor, params)
    order = ordering(_ORDERS, params.sort.value, AssetOccurrence.id)
    rows = _rows(actor).where(*where).order_by(*order)
    counted = select(AssetOccurrence.id).join(Asset, Asset.id == AssetOccurrence.asset_id).where(*where)
    found, total = await fetch_page(session, rows, counted, params)
    items = [OccurrenceRow.model_validate(_values(*row)) for row in found]
    return page_of(Page[OccurrenceRow], items, params, total)


async def get_occurrence(session: AsyncSession, actor: Actor, occurrence_id: int) -> OccurrenceOut:
    """One occurrence. Raises ``request.not_found`` when it does not exist for ``actor``."""
    statement = _rows(actor).where(AssetOccurrence.id == occurrence_id, visible(actor))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    occurrence: AssetOccurrence = row[0]
    resolves = actor.scope(RESOLVE).covers(await path_of_asset(session, occurrence.asset_id))
    attached = select(func.count()).where(OccurrenceAttachment.occurrence_id == occurrence_id)
    values = _values(*row) | {
        "resolution": occurrence.resolution,
        "resolved_by": await user_ref(session, occurrence.resolved_by),
        "report": await report_of(session, occurrence_id, with_finder=resolves),
        "attachments": await session.scalar(attached) or 0,
        "allowed_actions": await _allowed(session, actor, occurrence),
    }
    return OccurrenceOut.model_validate(values)


async def load_for_update(uow: UnitOfWork, occurrence_id: int) -> AssetOccurrence:
    """An occurrence, locked. Raises ``request.not_found`` when it does not exist for the actor."""
    return await load_locked(uow, AssetOccurrence, AssetOccurrence.id == occurrence_id, visible(uow.actor))


async def path_of_asset(session: AsyncSession, asset_id: int) -> str | None:
    """The path of the place where an asset is registered; None for one without a place."""
    statement = select(Location.path).join(Asset, Asset.location_id == Location.id)
    return await session.scalar(statement.where(Asset.id == asset_id))


async def seen_asset(session: AsyncSession, actor: Actor, asset_id: int) -> bool:
    """Whether an asset exists for ``actor``."""
    statement = select(Asset.id).where(Asset.id == asset_id, asset_visible(actor))
    return await session.scalar(statement) is not None


async def _allowed(session: AsyncSession, actor: Actor, occurrence: AssetOccurrence) -> list[str]:
    """What ``actor`` may do next; an asset that is leaving, or gone, is not disposed of once more."""
    path = await path_of_asset(session, occurrence.asset_id)
    opened = occurrence.state == OccurrenceState.OPEN
    offered = {
        "resolve": opened and actor.scope(RESOLVE).covers(path),
        "attach": opened and actor.scope(OPEN).covers(path),
        "dispose": actor.scope(DISPOSE).covers(path) and await _stays(session, actor, occurrence.asset_id),
    }
    return [name for name, fits in offered.items() if fits]


async def _stays(session: AsyncSession, actor: Actor, asset_id: int) -> bool:
    """Whether an asset is neither disposed of, nor archived, nor held by an open disposal."""
    here = select(Asset.id).where(
        Asset.id == asset_id, Asset.status != AssetStatus.DISPOSED.value, Asset.archived_at.is_(None)
    )
    return await session.scalar(here) is not None and not await held(session, actor, [asset_id])


def _rows(actor: Actor) -> AnySelect:
    """Occurrences with what a row shows of them; a loan out of reach is null."""
    loan = and_(
        LoanAgreement.id
        == select(Loan.agreement_id).where(Loan.id == AssetOccurrence.loan_id).scalar_subquery(),
        loan_visible(actor),
    )
    return (
        select(
            AssetOccurrence, Asset.tag, Asset.name, Location.id, Location.name, Location.full_name,
            LoanAgreement.id, LoanAgreement.number, _opener.name,
        )
        .join(Asset, Asset.id == AssetOccurrence.asset_id)
        .outerjoin(Location, and_(Location.id == Asset.location_id, place_visible(actor)))
        .outerjoin(LoanAgreement, loan)
        .outerjoin(User, User.id == AssetOccurrence.opened_by)
        .outerjoin(_opener, _opener.id == User.person_id)
    )  # fmt: skip


def _values(
    occurrence: AssetOccurrence,
    tag: str,
    name: str,
    place: int | None,
    place_name: str | None,
    full_name: str | None,
    loan: int | None,
    number: str | None,
    opener: str | None,
) -> dict[str, Any]:
    """A row of :func:`_rows` in the shape of ``OccurrenceRow``."""
    return {
        "id": occurrence.id,
        "kind": occurrence.kind,
        "state": occurrence.state,
        "asset": {"id": occurrence.asset_id, "tag": tag, "name": name},
        "location": {"id": place, "name": place_name, "full_name": full_name} if place else None,
        "loan": {"id": loan, "name": number} if loan else None,
        "description": occurrence.description,
        "opened_by": {"id": occurrence.opened_by, "name": opener} if occurrence.opened_by else None,
        "created_at": occurrence.created_at,
        "resolved_at": occurrence.resolved_at,
        "version": occurrence.version,
    }


def _conditions(actor: Actor, params: OccurrenceFilter) -> list[ColumnElement[bool]]:
    where = [visible_by_row(actor)]
    if params.state:
        where.append(AssetOccurrence.state.in_([state.value for state in params.state]))
    if params.kind:
        where.append(AssetOccurrence.kind.in_([kind.value for kind in params.kind]))
    if params.q and params.q.strip():
        where.append(matches(Asset.search_text, params.q))
    if params.asset_id is not None:
        where.append(
            and_(
                AssetOccurrence.asset_id == params.asset_id,
                AssetOccurrence.asset_id.in_(select(Asset.id).where(asset_visible(actor))),
            )
        )
    if params.location_id is not None:
        below = select(Location.id).where(subtree_of(Location, params.location_id, place_visible(actor)))
        where.append(Asset.location_id.in_(below))
    return where
