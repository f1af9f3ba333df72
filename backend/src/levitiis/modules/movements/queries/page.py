"""One transfer as its page shows it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.approvals.models import Approval
from levitiis.modules.assets.models import Asset
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import READ as PLACES_READ
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.policy import RECEIVE, REQUEST, visible
from levitiis.modules.movements.queries.rows import counts_of, origin_paths, row_values, transfer_rows
from levitiis.modules.movements.schemas import TransferAction, TransferOut
from levitiis.modules.movements.states import KIND, UNDER_WAY, DocumentState
from levitiis.modules.people.models import Person


async def get_transfer(session: AsyncSession, actor: Actor, document_id: int) -> TransferOut:
    """One transfer with its assets. Raises ``request.not_found`` when it does not exist for ``actor``."""
    statement = transfer_rows(actor).where(MovementDocument.id == document_id, visible(actor))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    document: MovementDocument = row[0]
    values = row_values(row, await counts_of(session, [document_id]))
    values |= {
        "approver": await _user(session, document.approver_id),
        "approval_id": await _approval(session, document_id),
        "closing_note": document.closing_note,
        "submitted_at": document.submitted_at,
        "decided_at": document.decided_at,
        "sent_at": document.sent_at,
        "closed_at": document.closed_at,
        "lines": await _lines(session, actor, document_id),
        "allowed_actions": await _allowed(session, actor, document),
    }
    return TransferOut.model_validate(values)


async def _allowed(session: AsyncSession, actor: Actor, document: MovementDocument) -> list[TransferAction]:
    state = DocumentState(document.state)
    origins = await origin_paths(session, document.id)
    requests = all(actor.scope(REQUEST).covers(path) for path in origins)
    receives = actor.scope(RECEIVE).covers(
        await session.scalar(select(Location.path).where(Location.id == document.to_location_id))
    )
    waiting = state in (DocumentState.DRAFT, DocumentState.PENDING, DocumentState.APPROVED)
    candidates: tuple[tuple[TransferAction, bool], ...] = (
        ("submit", state is DocumentState.DRAFT and requests),
        ("send", state is DocumentState.APPROVED and requests),
        ("receive", state in UNDER_WAY and receives),
        ("take_back", state in UNDER_WAY and requests),
        ("cancel", waiting and requests),
    )
    return [name for name, fits in candidates if fits]


async def _user(session: AsyncSession, user_id: int | None) -> dict[str, Any] | None:
    if user_id is None:
        return None
    statement = select(Person.name).join(User, User.person_id == Person.id).where(User.id == user_id)
    return {"id": user_id, "name": await session.scalar(statement)}


async def _approval(session: AsyncSession, document_id: int) -> int | None:
    statement = select(Approval.id).where(Approval.kind == KIND, Approval.document_id == document_id)
    return await session.scalar(statement.order_by(Approval.id.desc()).limit(1))


async def _lines(session: AsyncSession, actor: Actor, document_id: int) -> list[dict[str, Any]]:
    """Whoever sees the document sees its assets; places out of reach have no name here either."""
    holder, receiver, account = aliased(Person), aliased(Person), aliased(User)
    item = MovementDocumentItem
    seen = and_(Location.id == item.from_location_id, place_within(Location.id, actor.scope(PLACES_READ)))
    statement = (
        select(item, Asset.tag, Asset.name, Location.name, Location.full_name, holder.name, receiver.name)
        .select_from(item)
        .join(Asset, Asset.id == item.asset_id)
        .outerjoin(Location, seen)
        .outerjoin(holder, holder.id == item.from_responsible_id)
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
) -> dict[str, Any]:
    at = {"id": item.from_location_id, "name": place, "full_name": full_name} if place else None
    return {
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
    }
