"""The list of transfers, and what actions read of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.locking import load_locked
from levitiis.infra.db.paging import fetch_page, ordering, page_of
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.tree_queries import subtree_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.paging import Page
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible as asset_visible
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import READ as PLACES_READ
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.policy import READ, visible
from levitiis.modules.movements.schemas import TransferFilter, TransferRow
from levitiis.modules.movements.states import DocumentState, ItemState
from levitiis.modules.people.models import Person
from levitiis.modules.people.policy import visible as person_visible

_ORDERS: dict[str, Any] = {"created_at": MovementDocument.created_at, "number": MovementDocument.number}
requester_person = aliased(Person)


async def list_transfers(session: AsyncSession, actor: Actor, params: TransferFilter) -> Page[TransferRow]:
    """A page of transfers."""
    where = _conditions(actor, params)
    order = ordering(_ORDERS, params.sort.value, MovementDocument.id)
    rows = transfer_rows(actor).where(*where).order_by(*order)
    found, total = await fetch_page(session, rows, select(MovementDocument.id).where(*where), params)
    counts = await counts_of(session, [row[0].id for row in found])
    items = [TransferRow.model_validate(row_values(row, counts)) for row in found]
    return page_of(Page[TransferRow], items, params, total)


def transfer_rows(actor: Actor) -> AnySelect:
    """Documents with what a row shows of them; a place or a person out of reach is null."""
    place = aliased(Location)
    return (
        select(MovementDocument, place.id, place.name, place.full_name, Person.name, requester_person.name)
        .select_from(MovementDocument)
        .outerjoin(
            place,
            and_(
                place.id == MovementDocument.to_location_id,
                place_within(place.id, actor.scope(PLACES_READ)),
            ),
        )
        .outerjoin(Person, and_(Person.id == MovementDocument.to_responsible_id, person_visible(actor)))
        .join(User, User.id == MovementDocument.requester_id)
        .join(requester_person, requester_person.id == User.person_id)
    )


def row_values(row: Any, counts: dict[int, tuple[int, int]]) -> dict[str, Any]:
    """A row of :func:`transfer_rows` in the shape of ``TransferRow``."""
    document, place, place_name, full_name, responsible, requester = row
    items, received = counts.get(document.id, (0, 0))
    person = document.to_responsible_id
    ends = {"to_location": (document.to_location_id, place), "to_responsible": (person, responsible)}
    return {
        "id": document.id,
        "number": document.number,
        "kind": "transfer" if document.to_location_id is not None else "assignment",
        "state": document.state,
        "to_location": {"id": place, "name": place_name, "full_name": full_name} if place else None,
        "to_responsible": {"id": person, "name": responsible} if responsible else None,
        "hidden": [name for name, (wanted, seen) in ends.items() if wanted and seen is None],
        "requester": {"id": document.requester_id, "name": requester},
        "reason": document.reason,
        "items": items,
        "received": received,
        "created_at": document.created_at,
        "version": document.version,
    }


async def load_for_update(uow: UnitOfWork, document_id: int) -> MovementDocument:
    """A transfer, locked. Raises ``request.not_found`` when it does not exist for the actor."""
    return await load_locked(uow, MovementDocument, MovementDocument.id == document_id, visible(uow.actor))


async def standing_reversal(session: AsyncSession, document_id: int) -> MovementDocument | None:
    """The transfer that undoes this one, or is asked to; rejected and cancelled ones do not count."""
    ended = [DocumentState.REJECTED.value, DocumentState.CANCELLED.value]
    statement = select(MovementDocument).where(
        MovementDocument.reverses_id == document_id, MovementDocument.state.not_in(ended)
    )
    return await session.scalar(statement.order_by(MovementDocument.id).limit(1))


async def hold(uow: UnitOfWork, document_id: int) -> MovementDocument:
    """A transfer, locked, whoever asks: the caller knows it by an approval that exists for him."""
    return await load_locked(uow, MovementDocument, MovementDocument.id == document_id)


def assets_in(document_id: int) -> Select[int]:
    """The ids of a transfer's assets."""
    return select(MovementDocumentItem.asset_id).where(MovementDocumentItem.document_id == document_id)


async def items_of(session: AsyncSession, document_id: int) -> Sequence[MovementDocumentItem]:
    """The items of a transfer, in order of their assets."""
    statement = (
        select(MovementDocumentItem)
        .where(MovementDocumentItem.document_id == document_id)
        .order_by(MovementDocumentItem.asset_id)
    )
    return (await session.scalars(statement)).all()


async def document_and_tag_of(session: AsyncSession, item_id: int) -> tuple[int, str]:
    """The transfer of an item that is known to exist, and the tag of its asset."""
    statement = (
        select(MovementDocumentItem.document_id, Asset.tag)
        .join(Asset, Asset.id == MovementDocumentItem.asset_id)
        .where(MovementDocumentItem.id == item_id)
    )
    row = (await session.execute(statement)).one()
    return row[0], row[1]


async def seen_assets(session: AsyncSession, actor: Actor, ids: Sequence[int]) -> set[int]:
    """Which of these assets exist for ``actor``."""
    statement = select(Asset.id).where(Asset.id.in_(ids), asset_visible(actor))
    return set((await session.scalars(statement)).all())


async def open_elsewhere(session: AsyncSession, ids: Sequence[int]) -> set[int]:
    """Which of these assets are in an open transfer."""
    statement = select(MovementDocumentItem.asset_id).where(
        MovementDocumentItem.asset_id.in_(ids), MovementDocumentItem.is_open
    )
    return set((await session.scalars(statement)).all())


async def count_open_of(session: AsyncSession, person_id: int) -> int:
    """How many transfers that have not ended take assets from a person, or to him."""
    ended = [DocumentState.RECEIVED.value, DocumentState.REJECTED.value, DocumentState.CANCELLED.value]
    leaving = select(MovementDocumentItem.document_id).where(
        MovementDocumentItem.from_responsible_id == person_id, MovementDocumentItem.is_open
    )
    statement = select(func.count(MovementDocument.id)).where(
        or_(
            and_(MovementDocument.to_responsible_id == person_id, MovementDocument.state.not_in(ended)),
            MovementDocument.id.in_(leaving),
        )
    )
    return int(await session.scalar(statement) or 0)


async def origin_paths(session: AsyncSession, document_id: int) -> list[str | None]:
    """The paths of the places that a transfer's assets come from; None for those without one."""
    statement = (
        select(Location.path)
        .select_from(MovementDocumentItem)
        .outerjoin(Location, Location.id == MovementDocumentItem.from_location_id)
        .where(MovementDocumentItem.document_id == document_id)
        .distinct()
    )
    return list((await session.scalars(statement)).all())


async def value_and_categories(session: AsyncSession, assets: Select[int]) -> tuple[Decimal, frozenset[int]]:
    """The sum of the purchase values of a document's assets (R$), and their categories with those above."""
    statement = (
        select(func.coalesce(func.sum(Asset.purchase_value), 0), AssetCategory.path)
        .outerjoin(AssetCategory, AssetCategory.id == Asset.category_id)
        .where(Asset.id.in_(assets))
        .group_by(AssetCategory.path)
    )
    rows = (await session.execute(statement)).all()
    categories = {int(step) for _, path in rows for step in (path or "").split("/") if step}
    return sum((value or Decimal(0) for value, _ in rows), Decimal(0)), frozenset(categories)


async def counts_of(session: AsyncSession, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many assets each of these transfers has, and how many of them were received."""
    received = func.count().filter(MovementDocumentItem.state == ItemState.RECEIVED.value)
    statement = (
        select(MovementDocumentItem.document_id, func.count(), received)
        .where(MovementDocumentItem.document_id.in_(ids))
        .group_by(MovementDocumentItem.document_id)
    )
    return {row[0]: (row[1], row[2]) for row in (await session.execute(statement)).all()}


def _conditions(actor: Actor, params: TransferFilter) -> list[ColumnElement[bool]]:
    where = [visible(actor)]
    if params.state:
        where.append(MovementDocument.state.in_([state.value for state in params.state]))
    if params.q and params.q.strip():
        where.append(MovementDocument.number.contains(params.q.strip().upper(), autoescape=True))
    if params.to_location_id is not None:
        seen = place_within(Location.id, actor.scope(READ))
        below = select(Location.id).where(subtree_of(Location, params.to_location_id, seen))
        where.append(MovementDocument.to_location_id.in_(below))
    if params.asset_id is not None:
        named = select(MovementDocumentItem.document_id).where(
            MovementDocumentItem.asset_id == params.asset_id,
            MovementDocumentItem.asset_id.in_(select(Asset.id).where(asset_visible(actor))),
        )
        where.append(MovementDocument.id.in_(named))
    return where
