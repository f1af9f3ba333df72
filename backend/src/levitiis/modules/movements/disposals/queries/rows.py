"""The list of disposals, and what actions read of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.locking import load_locked
from levitiis.infra.db.paging import fetch_page, ordering, page_of
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.tree_queries import subtree_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, Scope
from levitiis.kit.paging import Page
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible as asset_visible
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.disposals.models import (
    Disposal,
    DisposalAttachment,
    DisposalItem,
    DisposalMember,
)
from levitiis.modules.movements.disposals.policy import READ, visible
from levitiis.modules.movements.disposals.schemas import DisposalFilter, DisposalRow
from levitiis.modules.people.models import Person
from levitiis.modules.suppliers.models import Supplier

_ORDERS: dict[str, Any] = {
    "created_at": Disposal.created_at,
    "concluded_at": Disposal.concluded_at,
    "number": Disposal.number,
}
requester_person = aliased(Person)


class Sums(NamedTuple):
    """How many assets a disposal has, and what they were appraised at together (R$)."""

    items: int = 0
    appraised: Decimal | None = None


async def list_disposals(session: AsyncSession, actor: Actor, params: DisposalFilter) -> Page[DisposalRow]:
    """A page of disposals that exist for ``actor``."""
    where = _conditions(actor, params)
    order = ordering(_ORDERS, params.sort.value, Disposal.id)
    rows = disposal_rows().where(*where).order_by(*order)
    found, total = await fetch_page(session, rows, select(Disposal.id).where(*where), params)
    sums = await sums_of(session, [row[0].id for row in found])
    items = [DisposalRow.model_validate(row_values(row, sums)) for row in found]
    return page_of(Page[DisposalRow], items, params, total)


def disposal_rows() -> AnySelect:
    """Disposals with what a row shows of them."""
    return (
        select(Disposal, Supplier.name, requester_person.name)
        .select_from(Disposal)
        .outerjoin(Supplier, Supplier.id == Disposal.supplier_id)
        .join(User, User.id == Disposal.requester_id)
        .join(requester_person, requester_person.id == User.person_id)
    )


def row_values(row: Any, sums: dict[int, Sums]) -> dict[str, Any]:
    """A row of :func:`disposal_rows` in the shape of ``DisposalRow``."""
    disposal, recipient, requester = row
    mine = sums.get(disposal.id, Sums())
    return {
        "id": disposal.id,
        "number": disposal.number,
        "state": disposal.state,
        "destination": disposal.destination,
        "recipient": {"id": disposal.supplier_id, "name": recipient} if recipient else None,
        "requester": {"id": disposal.requester_id, "name": requester},
        "reason": disposal.reason,
        "process_number": disposal.process_number,
        "is_ewaste": disposal.is_ewaste,
        "items": mine.items,
        "appraised_value": mine.appraised,
        "received_value": disposal.received_value,
        "concluded_at": disposal.concluded_at,
        "created_at": disposal.created_at,
        "version": disposal.version,
    }


async def sums_of(session: AsyncSession, ids: Sequence[int]) -> dict[int, Sums]:
    """The number and the appraised value of the assets of each of these disposals."""
    statement = (
        select(DisposalItem.disposal_id, func.count(), func.sum(DisposalItem.appraised_value))
        .where(DisposalItem.disposal_id.in_(ids))
        .group_by(DisposalItem.disposal_id)
    )
    return {row[0]: Sums(row[1], row[2]) for row in (await session.execute(statement)).all()}


async def load_for_update(uow: UnitOfWork, disposal_id: int) -> Disposal:
    """A disposal, locked. Raises ``request.not_found`` when it does not exist for the actor."""
    return await load_locked(uow, Disposal, Disposal.id == disposal_id, visible(uow.actor))


async def hold(uow: UnitOfWork, disposal_id: int) -> Disposal:
    """A disposal, locked, whoever asks: the caller knows it by something that exists for him."""
    return await load_locked(uow, Disposal, Disposal.id == disposal_id)


async def items_of(session: AsyncSession, disposal_id: int) -> Sequence[DisposalItem]:
    """The items of a disposal, in order of their assets."""
    statement = (
        select(DisposalItem).where(DisposalItem.disposal_id == disposal_id).order_by(DisposalItem.asset_id)
    )
    return (await session.scalars(statement.execution_options(populate_existing=True))).all()


async def members_of(session: AsyncSession, disposal_id: int) -> Sequence[DisposalMember]:
    """The commission of a disposal, by person."""
    statement = (
        select(DisposalMember)
        .where(DisposalMember.disposal_id == disposal_id)
        .order_by(DisposalMember.person_id)
    )
    return (await session.scalars(statement)).all()


def assets_in(disposal_id: int) -> Select[int]:
    """The ids of a disposal's assets."""
    return select(DisposalItem.asset_id).where(DisposalItem.disposal_id == disposal_id)


async def paths_of_assets(session: AsyncSession, disposal_id: int) -> list[str | None]:
    """The paths of the places where a disposal's assets are registered; None for those without one."""
    statement = (
        select(Location.path)
        .select_from(DisposalItem)
        .join(Asset, Asset.id == DisposalItem.asset_id)
        .outerjoin(Location, Location.id == Asset.location_id)
        .where(DisposalItem.disposal_id == disposal_id)
        .distinct()
    )
    return list((await session.scalars(statement)).all())


async def asset_of(session: AsyncSession, item_id: int) -> tuple[str, str | None]:
    """The tag of an item's asset, and the path of the place where it belongs."""
    statement = (
        select(Asset.tag, Location.path)
        .join(DisposalItem, DisposalItem.asset_id == Asset.id)
        .outerjoin(Location, Location.id == Asset.location_id)
        .where(DisposalItem.id == item_id)
    )
    row = (await session.execute(statement)).one()
    return row[0], row[1]


def items_within(scope: Scope) -> Select[int]:
    """The ids of the items whose assets belong to places in ``scope``."""
    return (
        select(DisposalItem.id)
        .join(Asset, Asset.id == DisposalItem.asset_id)
        .where(place_within(Asset.location_id, scope))
    )


async def has_attachment(session: AsyncSession, disposal_id: int, attachment_id: int) -> bool:
    """Whether a file is attached to the document of a disposal."""
    statement = select(DisposalAttachment.id).where(
        DisposalAttachment.id == attachment_id, DisposalAttachment.disposal_id == disposal_id
    )
    return await session.scalar(statement) is not None


def _conditions(actor: Actor, params: DisposalFilter) -> list[ColumnElement[bool]]:
    where = [visible(actor)]
    if params.state:
        where.append(Disposal.state.in_([state.value for state in params.state]))
    if params.destination:
        where.append(Disposal.destination.in_([one.value for one in params.destination]))
    if params.q and (typed := params.q.strip()):
        number = Disposal.number.contains(typed.upper(), autoescape=True)
        where.append(or_(number, Disposal.process_number.contains(typed, autoescape=True)))
    if params.supplier_id is not None:
        where.append(Disposal.supplier_id == params.supplier_id)
    if params.asset_id is not None:
        where.append(Disposal.id.in_(_with_assets(actor).where(DisposalItem.asset_id == params.asset_id)))
    if params.location_id is not None:
        seen = place_within(Location.id, actor.scope(READ))
        below = select(Location.id).where(subtree_of(Location, params.location_id, seen))
        where.append(Disposal.id.in_(_with_assets(actor).where(Asset.location_id.in_(below))))
    return where


def _with_assets(actor: Actor) -> Select[int]:
    """Disposals by those of their assets that exist for ``actor``."""
    return (
        select(DisposalItem.disposal_id)
        .join(Asset, Asset.id == DisposalItem.asset_id)
        .where(asset_visible(actor))
    )
