"""One disposal as its page shows it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor, Permission
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.disposals.models import (
    Disposal,
    DisposalAttachment,
    DisposalItem,
    DisposalItemAttachment,
    DisposalMember,
)
from levitiis.modules.movements.disposals.policy import DESK, REQUEST, REVERSE, visible
from levitiis.modules.movements.disposals.queries.rows import (
    disposal_rows,
    paths_of_assets,
    row_values,
    sums_of,
)
from levitiis.modules.movements.disposals.schemas import DisposalAction, DisposalOut
from levitiis.modules.movements.disposals.states import KIND, RUNNING, DisposalState
from levitiis.modules.movements.loans.models import LoanAgreement
from levitiis.modules.movements.loans.policy import visible as loan_visible
from levitiis.modules.movements.queries.refs import last_approval, user_ref
from levitiis.modules.people.models import Person

_COPIED = (
    "report", "commission_act", "police_report", "police_report_date", "document_number", "certificate_id",
    "submitted_at", "decided_at", "reversed_at", "closing_note",
)  # fmt: skip


async def get_disposal(session: AsyncSession, actor: Actor, disposal_id: int) -> DisposalOut:
    """One disposal with its assets. Raises ``request.not_found`` when it does not exist for ``actor``."""
    statement = disposal_rows().where(Disposal.id == disposal_id, visible(actor))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    disposal: Disposal = row[0]
    values = row_values(row, await sums_of(session, [disposal_id]))
    values |= {name: getattr(disposal, name) for name in _COPIED}
    values |= {
        "members": await _members(session, disposal_id),
        "receiver": await _person(session, disposal.receiver_id),
        "loan": await _loan(session, actor, disposal.loan_agreement_id),
        "approver": await user_ref(session, disposal.approver_id),
        "approval_id": await last_approval(session, KIND, disposal_id),
        "concluded_by": await user_ref(session, disposal.concluded_by),
        "reversed_by": await user_ref(session, disposal.reversed_by),
        "attachments": await _attached(session, disposal_id),
        "lines": await _lines(session, disposal_id),
        "allowed_actions": await _allowed(session, actor, disposal),
    }
    return DisposalOut.model_validate(values)


async def _allowed(session: AsyncSession, actor: Actor, disposal: Disposal) -> list[DisposalAction]:
    state = DisposalState(disposal.state)
    paths = await paths_of_assets(session, disposal.id)

    def everywhere(wanted: Permission) -> bool:
        return all(actor.scope(wanted).covers(path) for path in paths)

    asks = disposal.requester_id == actor.id or everywhere(REQUEST)
    candidates: tuple[tuple[DisposalAction, bool], ...] = (
        ("edit", state is DisposalState.DRAFT and asks),
        ("ask", state is DisposalState.DRAFT and everywhere(REQUEST)),
        ("cancel", state in RUNNING and asks),
        ("conclude", state is DisposalState.APPROVED and everywhere(DESK)),
        ("reverse", state is DisposalState.CONCLUDED and everywhere(REVERSE)),
    )
    return [name for name, fits in candidates if fits]


async def _lines(session: AsyncSession, disposal_id: int) -> list[dict[str, Any]]:
    """Whoever sees the disposal sees its assets."""
    attached = (
        select(func.count())
        .select_from(DisposalItemAttachment)
        .where(DisposalItemAttachment.item_id == DisposalItem.id)
        .scalar_subquery()
    )
    photo = exists().where(DisposalItemAttachment.item_id == DisposalItem.id, DisposalItemAttachment.is_main)
    has_photo = case((photo, 1), else_=0)  # SQL Server selects no conditions
    statement = (
        select(DisposalItem, Asset.tag, Asset.name, Asset.status, Asset.purchase_value, attached, has_photo)
        .join(Asset, Asset.id == DisposalItem.asset_id)
        .where(DisposalItem.disposal_id == disposal_id)
        .order_by(Asset.tag_sort, Asset.id)
    )
    return [
        {
            "id": item.id,
            "asset_id": item.asset_id,
            "tag": tag,
            "name": name,
            "status": status,
            "classification": item.classification,
            "purchase_value": purchase_value,
            "appraised_value": item.appraised_value,
            "received_value": item.received_value,
            "note": item.note,
            "attachments": files,
            "has_photo": bool(photo),
        }
        for item, tag, name, status, purchase_value, files, photo in (await session.execute(statement)).all()
    ]


async def _members(session: AsyncSession, disposal_id: int) -> list[dict[str, Any]]:
    """A commission is published: whoever sees the disposal sees who sits in it, its chair first."""
    statement = (
        select(DisposalMember.person_id, Person.name, DisposalMember.role)
        .join(Person, Person.id == DisposalMember.person_id)
        .where(DisposalMember.disposal_id == disposal_id)
        .order_by(DisposalMember.role, Person.sort_key, Person.id)
    )
    return [
        {"person": {"id": number, "name": name}, "role": role}
        for number, name, role in (await session.execute(statement)).all()
    ]


async def _person(session: AsyncSession, person_id: int | None) -> dict[str, Any] | None:
    if person_id is None:
        return None
    return {
        "id": person_id,
        "name": await session.scalar(select(Person.name).where(Person.id == person_id)),
    }


async def _loan(session: AsyncSession, actor: Actor, agreement_id: int | None) -> dict[str, Any] | None:
    if agreement_id is None:
        return None
    statement = select(LoanAgreement.number).where(LoanAgreement.id == agreement_id, loan_visible(actor))
    number = await session.scalar(statement)
    return {"id": agreement_id, "name": number} if number is not None else None


async def _attached(session: AsyncSession, disposal_id: int) -> int:
    statement = (
        select(func.count())
        .select_from(DisposalAttachment)
        .where(DisposalAttachment.disposal_id == disposal_id)
    )
    return int(await session.scalar(statement) or 0)
