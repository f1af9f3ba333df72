"""One transfer as its page shows it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible as asset_visible
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import READ as PLACES_READ
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.models import (
    MovementDocument,
    MovementDocumentItem,
    MovementItemAttachment,
)
from levitiis.modules.movements.policy import RECEIVE, REQUEST, visible
from levitiis.modules.movements.queries.extras import shown_extras
from levitiis.modules.movements.queries.refs import last_approval, user_ref
from levitiis.modules.movements.queries.rows import (
    counts_of,
    origin_paths,
    row_values,
    standing_reversal,
    transfer_rows,
)
from levitiis.modules.movements.schemas import TransferAction, TransferOut
from levitiis.modules.movements.states import KIND, UNDER_WAY, DocumentState
from levitiis.modules.people.models import Person
from levitiis.modules.people.policy import READ as PEOPLE_READ


async def get_transfer(session: AsyncSession, actor: Actor, document_id: int) -> TransferOut:
    """One transfer with its assets. Raises ``request.not_found`` when it does not exist for ``actor``."""
    statement = transfer_rows(actor).where(MovementDocument.id == document_id, visible(actor))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    document: MovementDocument = row[0]
    reversal = await standing_reversal(session, document_id)
    values = row_values(row, await counts_of(session, [document_id]))
    values |= {
        "approver": await user_ref(session, document.approver_id),
        "approval_id": await last_approval(session, KIND, document_id),
        "closing_note": document.closing_note,
        "reverses": await _named(session, actor, document.reverses_id),
        "reversed_by": _as_ref(reversal),
        "submitted_at": document.submitted_at,
        "decided_at": document.decided_at,
        "sent_at": document.sent_at,
        "closed_at": document.closed_at,
        "lines": await _lines(session, actor, document_id),
        "extras": await _extras(session, actor, document),
        "allowed_actions": await _allowed(
            session, actor, document, is_reversed=reversal is not None, is_whole=not values["hidden"]
        ),
    }
    return TransferOut.model_validate(values)


async def _allowed(
    session: AsyncSession, actor: Actor, document: MovementDocument, *, is_reversed: bool, is_whole: bool
) -> list[TransferAction]:
    """What may be done next. Who does not see all of a draft would lose the rest by saying it anew."""
    state = DocumentState(document.state)
    origins = await origin_paths(session, document.id)
    stays = document.to_location_id is None
    ends = origins if stays else [await _path(session, document.to_location_id)]
    requests = all(actor.scope(REQUEST).covers(path) for path in origins)
    receives = all(actor.scope(RECEIVE).covers(path) for path in ends)
    asks_back = all(actor.scope(REQUEST).covers(path) for path in ends)
    waiting = state in (DocumentState.DRAFT, DocumentState.PENDING, DocumentState.APPROVED)
    undone = document.reverses_id is not None or is_reversed
    candidates: tuple[tuple[TransferAction, bool], ...] = (
        ("submit", state is DocumentState.DRAFT and requests),
        ("edit", state is DocumentState.DRAFT and requests and is_whole),
        ("send", state is DocumentState.APPROVED and requests and not stays),
        ("effect", state is DocumentState.APPROVED and receives and stays),
        ("receive", state in UNDER_WAY and receives),
        ("take_back", state in UNDER_WAY and requests),
        ("reverse", state is DocumentState.RECEIVED and asks_back and not undone),
        ("cancel", waiting and requests),
    )
    return [name for name, fits in candidates if fits]


async def _extras(session: AsyncSession, actor: Actor, document: MovementDocument) -> list[dict[str, Any]]:
    resolves = actor.scope(RECEIVE).covers(await _path(session, document.to_location_id))
    return await shown_extras(session, document.id, resolves=resolves)


async def _path(session: AsyncSession, location_id: int | None) -> str | None:
    return await session.scalar(select(Location.path).where(Location.id == location_id))


async def _named(session: AsyncSession, actor: Actor, document_id: int | None) -> dict[str, Any] | None:
    """Another transfer by its number, if it exists for ``actor``."""
    statement = select(MovementDocument).where(MovementDocument.id == document_id, visible(actor))
    return _as_ref(await session.scalar(statement))


def _as_ref(document: MovementDocument | None) -> dict[str, Any] | None:
    return {"id": document.id, "name": document.number} if document else None


async def _lines(session: AsyncSession, actor: Actor, document_id: int) -> list[dict[str, Any]]:
    """Whoever sees the document sees its assets; places and people out of reach have no name here either.

    Who answers for an asset now is named on its page, and so here, if that page exists for ``actor``.
    """
    holder, receiver, account = aliased(Person), aliased(Person), aliased(User)
    item = MovementDocumentItem
    attached = (
        select(func.count())
        .select_from(MovementItemAttachment)
        .where(MovementItemAttachment.item_id == item.id)
        .scalar_subquery()
    )
    seen = and_(Location.id == item.from_location_id, place_within(Location.id, actor.scope(PLACES_READ)))
    near = place_within(holder.location_id, actor.scope(PEOPLE_READ))
    answers = and_(holder.id == Asset.responsible_id, asset_visible(actor))
    statement = (
        select(
            item,
            Asset.tag,
            Asset.name,
            Location.name,
            Location.full_name,
            holder.name,
            receiver.name,
            attached,
        )
        .select_from(item)
        .join(Asset, Asset.id == item.asset_id)
        .outerjoin(Location, seen)
        .outerjoin(holder, and_(holder.id == item.from_responsible_id, or_(near, answers)))
        .outerjoin(account, account.id == item.received_by)
        .outerjoin(receiver, receiver.id == account.person_id)
        .where(item.document_id == document_id)
        .order_by(Asset.tag_sort, Asset.id)
    )
    return [_line(*row) for row in (await session.execute(statement)).all()]


def _line(
    item: MovementDocumentItem,
    tag: str,
    name: str,
    place: str | None,
    full_name: str | None,
    holder: str | None,
    receiver: str | None,
    attached: int,
) -> dict[str, Any]:
    at = {"id": item.from_location_id, "name": place, "full_name": full_name} if place else None
    return {
        "id": item.id,
        "asset_id": item.asset_id,
        "tag": tag,
        "name": name,
        "from_location": at,
        "from_responsible": {"id": item.from_responsible_id, "name": holder} if holder else None,
        "state": item.state,
        "condition": item.condition,
        "note": item.note,
        "received_by": {"id": item.received_by, "name": receiver} if receiver else None,
        "received_at": item.received_at,
        "attachments": attached,
    }
