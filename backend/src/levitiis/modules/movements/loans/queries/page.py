"""One loan as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.identity.models import User
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem
from levitiis.modules.movements.disposals.policy import visible as disposal_visible
from levitiis.modules.movements.disposals.states import RUNNING as DISPOSALS_RUNNING
from levitiis.modules.movements.disposals.states import DisposalState
from levitiis.modules.movements.loans.models import (
    Loan,
    LoanAgreement,
    LoanAttachment,
    LoanReminder,
)
from levitiis.modules.movements.loans.policy import DESK, REQUEST, visible
from levitiis.modules.movements.loans.queries.extensions import (
    approval_of_extension,
    concerns,
    extensions_of,
    open_extension,
)
from levitiis.modules.movements.loans.queries.rows import counts_of, loan_rows, paths_of_assets, row_values
from levitiis.modules.movements.loans.schemas import LoanAction, LoanOut
from levitiis.modules.movements.loans.states import (
    EXTENDABLE,
    KIND,
    AgreementState,
    ExtensionState,
    LoanStatus,
)
from levitiis.modules.movements.occurrences.models import AssetOccurrence
from levitiis.modules.movements.queries.refs import last_approval, user_ref
from levitiis.modules.people.models import Person

_DISPOSING = [state.value for state in sorted(DISPOSALS_RUNNING)]


async def get_loan(session: AsyncSession, actor: Actor, agreement_id: int) -> LoanOut:
    """One loan with its assets. Raises ``request.not_found`` when it does not exist for ``actor``."""
    statement = loan_rows(actor).where(LoanAgreement.id == agreement_id, visible(actor))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    agreement: LoanAgreement = row[0]
    values = row_values(row, await counts_of(session, [agreement_id]))
    values |= {
        "signer": await _signer(session, agreement.signer_id, shown=values["borrower"] is not None),
        "conditions": agreement.conditions,
        "approver": await user_ref(session, agreement.approver_id),
        "approval_id": await last_approval(session, KIND, agreement_id),
        "decided_at": agreement.decided_at,
        "handed_over_at": agreement.handed_over_at,
        "closed_at": agreement.closed_at,
        "closing_note": agreement.closing_note,
        "lines": await _lines(session, actor, agreement_id),
        "reminders": await _reminders(session, agreement_id),
        "extensions": await extensions_of(session, agreement_id),
        "extension_approval_id": getattr(await approval_of_extension(session, agreement_id), "id", None),
        "disposals": await _disposals(session, actor, agreement_id),
        "allowed_actions": await _allowed(session, actor, agreement, is_late=values["overdue_days"] > 0),
    }
    return LoanOut.model_validate(values)


async def _allowed(
    session: AsyncSession, actor: Actor, agreement: LoanAgreement, *, is_late: bool
) -> list[LoanAction]:
    state = AgreementState(agreement.state)
    paths = await paths_of_assets(session, agreement.id)
    within = all(actor.scope(REQUEST).covers(path) for path in paths)
    lends = agreement.requester_id == actor.id or within
    serves = any(actor.scope(DESK).covers(path) for path in paths)
    misses = serves and await _misses(session, agreement.id)
    candidates: tuple[tuple[LoanAction, bool], ...] = (
        ("hand_over", state is AgreementState.RESERVED and serves),
        ("give_back", state is AgreementState.ACTIVE and serves),
        ("lose", state is AgreementState.ACTIVE and serves),
        ("find", misses),
        ("remind", state is AgreementState.ACTIVE and serves and is_late),
        ("swap", state is AgreementState.RESERVED and serves),
        *(await _about_extension(session, actor, agreement, grants=within)),
        ("cancel", state in (AgreementState.PENDING, AgreementState.RESERVED) and lends),
    )
    return [name for name, fits in candidates if fits]


async def _about_extension(
    session: AsyncSession, actor: Actor, agreement: LoanAgreement, *, grants: bool
) -> list[tuple[LoanAction, bool]]:
    """Who lends everywhere gives and answers; who borrowed or reserved asks, and takes it back."""
    open_one = await open_extension(session, agreement.id)
    runs = agreement.state in EXTENDABLE and open_one is None
    waits = open_one is not None and open_one.state == ExtensionState.ASKED
    asks = runs and not grants and await concerns(session, actor, agreement.id)
    return [
        ("extend", runs and grants),
        ("ask_extension", asks),
        ("grant_extension", waits and grants),
        ("refuse_extension", waits and grants),
        ("withdraw_extension", open_one is not None and open_one.requester_id == actor.id),
    ]


async def _misses(session: AsyncSession, agreement_id: int) -> bool:
    """Whether something was lost that is neither found nor disposed of."""
    statement = (
        select(Loan.id)
        .join(Asset, Asset.id == Loan.asset_id)
        .where(
            Loan.agreement_id == agreement_id,
            Loan.status == LoanStatus.LOST.value,
            Asset.status == AssetStatus.MISSING.value,
        )
    )
    return await session.scalar(statement.limit(1)) is not None


async def _disposals(session: AsyncSession, actor: Actor, agreement_id: int) -> list[dict[str, Any]]:
    statement = select(Disposal.id, Disposal.number).where(
        Disposal.loan_agreement_id == agreement_id, disposal_visible(actor)
    )
    rows = (await session.execute(statement.order_by(Disposal.id))).all()
    return [{"id": number, "name": name} for number, name in rows]


async def _lines(session: AsyncSession, actor: Actor, agreement_id: int) -> list[dict[str, Any]]:
    """Whoever sees the agreement sees its assets."""
    attached = (
        select(func.count())
        .select_from(LoanAttachment)
        .where(LoanAttachment.loan_id == Loan.id)
        .scalar_subquery()
    )
    occurrence = (
        select(func.max(AssetOccurrence.id)).where(AssetOccurrence.loan_id == Loan.id).scalar_subquery()
    )
    statement = (
        select(Loan, Asset.tag, Asset.name, occurrence, attached, AssetCategory.full_name)
        .join(Asset, Asset.id == Loan.asset_id)
        .outerjoin(AssetCategory, AssetCategory.id == Loan.category_id)
        .where(Loan.agreement_id == agreement_id)
        .order_by(Asset.tag_sort, Asset.id)
    )
    rows = (await session.execute(statement)).all()
    lost = [row[0].asset_id for row in rows if row[0].status == LoanStatus.LOST]
    gone = await _disposals_of(session, actor, lost) if lost else {}
    return [_line(*row) | {"disposal": gone.get(row[0].asset_id)} for row in rows]


async def _disposals_of(
    session: AsyncSession, actor: Actor, asset_ids: Sequence[int]
) -> dict[int, dict[str, Any]]:
    """In which disposal each of these assets is, or was disposed of: the latest that took its way."""
    statement = (
        select(DisposalItem.asset_id, Disposal.id, Disposal.number)
        .join(Disposal, Disposal.id == DisposalItem.disposal_id)
        .where(
            DisposalItem.asset_id.in_(asset_ids),
            Disposal.state.in_([*_DISPOSING, DisposalState.CONCLUDED.value]),
            disposal_visible(actor),
        )
        .order_by(Disposal.id)
    )
    rows = (await session.execute(statement)).all()
    return {asset_id: {"id": number, "name": name} for asset_id, number, name in rows}


def _line(
    loan: Loan, tag: str, name: str, occurrence_id: int | None, attached: int, category: str | None
) -> dict[str, Any]:
    return {
        "id": loan.id,
        "asset_id": loan.asset_id,
        "tag": tag,
        "name": name,
        "category": {"id": loan.category_id, "name": category} if category else None,
        "status": loan.status,
        "accessories": loan.accessories,
        "accessory_list": loan.accessory_list,
        "missing_accessories": loan.missing_list,
        "out_condition": loan.out_condition,
        "out_note": loan.out_note,
        "handed_over_at": loan.handed_over_at,
        "in_condition": loan.in_condition,
        "in_note": loan.in_note,
        "ended_at": loan.ended_at,
        "occurrence_id": occurrence_id,
        "attachments": attached,
    }


async def _reminders(session: AsyncSession, agreement_id: int) -> list[dict[str, Any]]:
    statement = (
        select(LoanReminder, Person.name)
        .outerjoin(User, User.id == LoanReminder.sent_by)
        .outerjoin(Person, Person.id == User.person_id)
        .where(LoanReminder.agreement_id == agreement_id)
        .order_by(LoanReminder.id.desc())
        .limit(100)
    )
    return [
        {
            "kind": one.kind,
            "mailed": one.mailed,
            "sent_by": {"id": one.sent_by, "name": name} if one.sent_by else None,
            "created_at": one.created_at,
        }
        for one, name in (await session.execute(statement)).all()
    ]


async def _signer(session: AsyncSession, person_id: int, *, shown: bool) -> dict[str, Any] | None:
    """Named to whoever is told the borrower."""
    name = await session.scalar(select(Person.name).where(Person.id == person_id))
    return {"id": person_id, "name": name} if shown else None
