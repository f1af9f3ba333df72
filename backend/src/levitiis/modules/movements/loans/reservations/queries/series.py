"""What is read of series: their agreements, and what stands in the way of their days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor
from levitiis.kit.paging import MAX_PAGE_SIZE
from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.policy import visible, visible_by_row
from levitiis.modules.movements.loans.queries.rows import counts_of, loan_rows, row_values
from levitiis.modules.movements.loans.reservations.schemas import LoanSeriesOut
from levitiis.modules.movements.loans.schemas import LoanRow
from levitiis.modules.movements.loans.states import TAKEN, AgreementState
from levitiis.modules.people import api as people

_TAKEN = [status.value for status in sorted(TAKEN)]
_WAITING = [AgreementState.PENDING.value, AgreementState.RESERVED.value]


class TakenDays(NamedTuple):
    """Days that an asset is taken, as half-open; the number of an agreement that exists for the actor."""

    tag: str
    number: str | None
    start: dt.date
    free_from: dt.date


async def taken_days(
    session: AsyncSession, actor: Actor, asset_ids: Collection[int], start: dt.date, until: dt.date
) -> Sequence[TakenDays]:
    """Everything that takes one of these assets between two days; they are locked."""
    number = case((visible_by_row(actor), LoanAgreement.number), else_=None)
    statement = (
        select(Asset.tag, number, Loan.start_date, Loan.free_from)
        .join(Asset, Asset.id == Loan.asset_id)
        .join(LoanAgreement, LoanAgreement.id == Loan.agreement_id)
        .where(
            Loan.asset_id.in_(asset_ids),
            Loan.status.in_(_TAKEN),
            Loan.start_date < until,
            Loan.free_from > start,
        )
        .order_by(Loan.start_date, Loan.id)
    )
    return [TakenDays(*row) for row in (await session.execute(statement)).all()]


async def following(session: AsyncSession, agreement: LoanAgreement) -> Sequence[LoanAgreement]:
    """The later agreements of its series that were not handed over, locked in the order of their ids."""
    statement = (
        select(LoanAgreement)
        .where(
            LoanAgreement.series_id == agreement.series_id,
            LoanAgreement.start_date > agreement.start_date,
            LoanAgreement.state.in_(_WAITING),
        )
        .order_by(LoanAgreement.id)
        .with_for_update(of=LoanAgreement)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).all()


async def get_series(session: AsyncSession, actor: Actor, series_id: int) -> LoanSeriesOut:
    """A series that has just been made, with its loans."""
    where = (LoanAgreement.series_id == series_id, visible(actor))
    order = (LoanAgreement.start_date, LoanAgreement.id)
    rows = (await session.execute(loan_rows(actor).where(*where).order_by(*order).limit(MAX_PAGE_SIZE))).all()
    counts = await counts_of(session, [row[0].id for row in rows])
    return LoanSeriesOut(
        id=series_id, loans=[LoanRow.model_validate(row_values(row, counts)) for row in rows]
    )


async def held_by(session: AsyncSession, person_id: int) -> int:
    """How many assets a person has reserved or on loan, by all records that are his."""
    statement = (
        select(func.count(Loan.id))
        .join(LoanAgreement, LoanAgreement.id == Loan.agreement_id)
        .where(LoanAgreement.person_id.in_(people.records_of(person_id)), Loan.status.in_(_TAKEN))
    )
    return int(await session.scalar(statement) or 0)
