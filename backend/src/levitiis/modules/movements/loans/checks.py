"""Invariants of loans, as SQL that finds what breaks them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.kit.checks import Violation
from levitiis.modules.approvals.models import Approval
from levitiis.modules.approvals.states import ApprovalState
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.movements.loans.models import Loan, LoanAgreement, LoanExtension
from levitiis.modules.movements.loans.states import (
    EXTENDABLE,
    EXTENSION,
    OPEN_EXTENSIONS,
    RUNNING,
    TAKEN,
    AgreementState,
    ExtensionState,
    LoanStatus,
)

_SHOWN = 100
_TAKEN = [status.value for status in sorted(TAKEN)]
_RUNNING = [state.value for state in sorted(RUNNING)]


async def violations(session: AsyncSession) -> list[Violation]:
    """Everything that breaks I01, I04 or I07; at most 100 rows of each kind."""
    found: list[Violation] = []
    for invariant, message, entity, statement in _CHECKS:
        rows = (await session.execute(statement.limit(_SHOWN))).all()
        found += [Violation(invariant, message, entity, row[0]) for row in rows]
    return found


def _active() -> Any:
    return exists().where(Loan.asset_id == Asset.id, Loan.status == LoanStatus.ACTIVE.value)


def _status_differs() -> Select[Any]:
    out = Asset.status == AssetStatus.ON_LOAN.value
    return select(Asset.id).where(or_(and_(out, ~_active()), and_(~out, _active())))


def _missing_differs() -> Select[Any]:
    """What a borrower lost is missing until it is found, or disposed of."""
    lost = exists().where(Loan.asset_id == Asset.id, Loan.status == LoanStatus.LOST.value)
    missing = Asset.status == AssetStatus.MISSING.value
    gone = or_(missing, Asset.status == AssetStatus.DISPOSED.value)
    return select(Asset.id).where(or_(and_(missing, ~lost), and_(lost, ~gone)))


def _two_at_once() -> Select[Any]:
    other = aliased(Loan)
    return (
        select(Loan.asset_id)
        .join(other, and_(other.asset_id == Loan.asset_id, other.id > Loan.id))
        .where(
            Loan.status.in_(_TAKEN), other.status.in_(_TAKEN),
            Loan.start_date < other.free_from, other.start_date < Loan.free_from,
        )
        .distinct()
    )  # fmt: skip


def _disposed_of() -> Select[Any]:
    return select(Loan.asset_id).join(Asset, Asset.id == Loan.asset_id).where(
        Loan.status.in_(_TAKEN), Asset.status == AssetStatus.DISPOSED.value
    )  # fmt: skip


def _agreement_differs() -> Select[Any]:
    """A loan is out in an active agreement, promised in one that waits, and over in one that ended."""
    out = LoanAgreement.state == AgreementState.ACTIVE.value
    waits = LoanAgreement.state.in_([AgreementState.PENDING.value, AgreementState.RESERVED.value])
    return (
        select(LoanAgreement.id)
        .join(Loan, Loan.agreement_id == LoanAgreement.id)
        .where(
            or_(
                and_(Loan.status == LoanStatus.ACTIVE.value, ~out),
                and_(Loan.status == LoanStatus.RESERVED.value, ~waits),
                and_(Loan.status.in_(_TAKEN), Loan.due_date != LoanAgreement.due_date),
                and_(Loan.status.in_(_TAKEN), LoanAgreement.state.not_in(_RUNNING)),
            )
        )
        .distinct()
    )


def _extension_differs() -> Select[Any]:
    """Another due date waits only for what may still be extended."""
    waits = exists().where(
        LoanExtension.agreement_id == LoanAgreement.id,
        LoanExtension.state.in_([state.value for state in sorted(OPEN_EXTENSIONS)]),
    )
    extendable = [state.value for state in sorted(EXTENDABLE)]
    return select(LoanAgreement.id).where(waits, LoanAgreement.state.not_in(extendable))


def _approval_differs() -> Select[Any]:
    """Another due date is asked of whoever approves exactly while it waits for that."""
    waits = exists().where(
        LoanExtension.agreement_id == LoanAgreement.id, LoanExtension.state == ExtensionState.PENDING.value
    )
    asked = exists().where(
        Approval.kind == EXTENSION,
        Approval.document_id == LoanAgreement.id,
        Approval.state == ApprovalState.PENDING.value,
    )
    return select(LoanAgreement.id).where(or_(and_(waits, ~asked), and_(asked, ~waits)))


_CHECKS = (
    ("I01", "it is on loan without an active loan, or has one without being on loan", "asset",
     _status_differs()),
    ("I01", "it is missing without having been lost, or lost without being missing", "asset",
     _missing_differs()),
    ("I01", "two loans of it take the same days", "asset", _two_at_once()),
    ("I04", "it is disposed of, and reserved or on loan", "asset", _disposed_of()),
    ("I01", "its state is not what its loans make it", "loan_agreement", _agreement_differs()),
    ("I01", "another due date is asked for, and it has ended", "loan_agreement", _extension_differs()),
    ("I07", "another due date waits for an approval that nobody is asked for, or nobody waits for",
     "loan_agreement", _approval_differs()),
)  # fmt: skip
