"""The calendar of loans: which assets are taken when, and by whom for those who may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor
from levitiis.kit.clock import today
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible as asset_visible
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.policy import is_own, visible_by_row
from levitiis.modules.movements.loans.reservations.queries.free import in_category, in_place
from levitiis.modules.movements.loans.reservations.schemas import (
    MOST_PERIODS,
    AgendaFilter,
    AgendaOut,
    AgendaPeriod,
)
from levitiis.modules.movements.loans.states import TAKEN, BorrowerType, LoanStatus
from levitiis.modules.people.models import Person
from levitiis.modules.people.policy import visible as person_visible
from levitiis.modules.suppliers.models import Supplier

_TAKEN = [status.value for status in sorted(TAKEN)]


async def agenda(session: AsyncSession, actor: Actor, params: AgendaFilter) -> AgendaOut:
    """What is taken from ``start`` to ``end``, as far as it exists for ``actor``."""
    rows = await periods(session, actor, params, MOST_PERIODS + 1)
    items = [period(row) for row in rows[:MOST_PERIODS]]
    return AgendaOut(items=items, truncated=len(rows) > MOST_PERIODS)


def _overlapping(start: dt.date, end: dt.date) -> ColumnElement[bool]:
    """Taken on some of these days, both included; what is overdue is taken until today."""
    late = and_(Loan.status == LoanStatus.ACTIVE.value, Loan.due_date < today())
    reaches = or_(Loan.due_date >= start, late) if start <= today() else Loan.due_date >= start
    return and_(Loan.status.in_(_TAKEN), Loan.start_date <= end, reaches)


async def _wanted(session: AsyncSession, actor: Actor, params: AgendaFilter) -> list[ColumnElement[bool]]:
    """The assets asked for, of those that exist for ``actor`` and of those he borrows himself."""
    where = [
        or_(asset_visible(actor), visible_by_row(actor)),
        _overlapping(params.start, params.end),
        *await in_category(session, params.category_id),
        *await in_place(session, params.location_id),
    ]
    if params.asset_id is not None:
        where.append(Loan.asset_id == params.asset_id)
    if params.own:
        mine = is_own(actor)
        where.append(false() if mine is None else mine)
    return where


async def periods(session: AsyncSession, actor: Actor, params: AgendaFilter, most: int) -> Sequence[Any]:
    """The first loans of those days, with their assets, agreements and the names of borrowers within reach.

    Which ones is found out by narrow rows; only those that are shown are read in full.
    """
    order = (Loan.start_date, Asset.tag_sort, Loan.id)
    first = (
        select(Loan.id)
        .join(LoanAgreement, LoanAgreement.id == Loan.agreement_id)
        .join(Asset, Asset.id == Loan.asset_id)
        .where(*await _wanted(session, actor, params))
        .order_by(*order)
        .limit(most)
        .subquery()
    )
    near = and_(
        Person.id == LoanAgreement.person_id, or_(person_visible(actor), Person.id == actor.person_id)
    )
    statement = (
        select(
            Loan, Asset.tag, Asset.name, LoanAgreement, Person.name, Supplier.name,
            case((visible_by_row(actor), 1), else_=0),
        )
        .join(first, first.c.id == Loan.id)
        .join(LoanAgreement, LoanAgreement.id == Loan.agreement_id)
        .join(Asset, Asset.id == Loan.asset_id)
        .outerjoin(Person, near)
        .outerjoin(Supplier, Supplier.id == LoanAgreement.supplier_id)
        .order_by(*order)
    )  # fmt: skip
    return (await session.execute(statement)).all()


def period(row: Any) -> AgendaPeriod:
    """A row of :func:`periods` as the wire tells it: of a loan out of reach the days alone, late or not."""
    loan, tag, name, agreement, person, supplier, seen = row
    overdue = loan.status == LoanStatus.ACTIVE and loan.due_date < today()
    until = today() if overdue else loan.due_date
    return AgendaPeriod.model_validate(
        {
            "id": loan.id,
            "asset_id": loan.asset_id,
            "tag": tag,
            "name": name,
            "status": loan.status,
            "start_date": loan.start_date,
            "due_date": loan.due_date if seen else until,
            "until": until,
            "free_from": loan.free_from if seen else max(loan.free_from, until + dt.timedelta(days=1)),
            "overdue": overdue and bool(seen),
            "loan": _loan(agreement, person, supplier) if seen else None,
        }
    )


def _loan(agreement: LoanAgreement, person: str | None, supplier: str | None) -> dict[str, Any]:
    is_person = agreement.borrower_type == BorrowerType.PERSON
    name, borrower = (person, agreement.person_id) if is_person else (supplier, agreement.supplier_id)
    return {
        "id": agreement.id,
        "number": agreement.number,
        "state": agreement.state,
        "borrower_type": agreement.borrower_type,
        "borrower": {"id": borrower, "name": name} if name else None,
        "series_id": agreement.series_id,
    }
