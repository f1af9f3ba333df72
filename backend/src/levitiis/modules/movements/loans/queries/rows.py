"""The list of loans, and what actions read of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.locking import load_locked
from levitiis.infra.db.paging import fetch_page, ordering, page_of
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, Scope
from levitiis.kit.clock import today
from levitiis.kit.paging import Page
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible as asset_visible
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.loans.models import Loan, LoanAgreement, LoanExtension
from levitiis.modules.movements.loans.policy import is_own, visible
from levitiis.modules.movements.loans.queries.extensions import is_open, waits_for_desk
from levitiis.modules.movements.loans.schemas import LoanFilter, LoanRow
from levitiis.modules.movements.loans.states import TAKEN, AgreementState, BorrowerType, LoanStatus
from levitiis.modules.people.models import Person
from levitiis.modules.people.policy import visible as person_visible
from levitiis.modules.suppliers.models import Supplier

_ORDERS: dict[str, Any] = {
    "created_at": LoanAgreement.created_at,
    "due_date": LoanAgreement.due_date,
    "number": LoanAgreement.number,
}
Taken = tuple[int, str, int, dt.date, dt.date]
_TAKEN = [status.value for status in sorted(TAKEN)]
requester_person = aliased(Person)


async def list_loans(session: AsyncSession, actor: Actor, params: LoanFilter) -> Page[LoanRow]:
    """A page of loans that exist for ``actor``."""
    where = _conditions(actor, params)
    order = ordering(_ORDERS, params.sort.value, LoanAgreement.id)
    rows = loan_rows(actor).where(*where).order_by(*order)
    found, total = await fetch_page(session, rows, select(LoanAgreement.id).where(*where), params)
    counts = await counts_of(session, [row[0].id for row in found])
    items = [LoanRow.model_validate(row_values(row, counts)) for row in found]
    return page_of(Page[LoanRow], items, params, total)


def loan_rows(actor: Actor) -> AnySelect:
    """Agreements with what a row shows of them; a borrower out of reach is null, oneself never is."""
    near = and_(
        Person.id == LoanAgreement.person_id, or_(person_visible(actor), Person.id == actor.person_id)
    )
    return (
        select(LoanAgreement, Person.name, Supplier.name, requester_person.name, LoanExtension.state)
        .select_from(LoanAgreement)
        .outerjoin(Person, near)
        .outerjoin(Supplier, Supplier.id == LoanAgreement.supplier_id)
        .join(User, User.id == LoanAgreement.requester_id)
        .join(requester_person, requester_person.id == User.person_id)
        .outerjoin(LoanExtension, is_open())
    )


def row_values(row: Any, counts: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """A row of :func:`loan_rows` in the shape of ``LoanRow``."""
    agreement, person, supplier, requester, extension = row
    is_person = agreement.borrower_type == BorrowerType.PERSON
    name, borrower = (person, agreement.person_id) if is_person else (supplier, agreement.supplier_id)
    items, out = counts.get(agreement.id, (0, 0))
    return {
        "id": agreement.id,
        "number": agreement.number,
        "state": agreement.state,
        "borrower_type": agreement.borrower_type,
        "borrower": {"id": borrower, "name": name} if name else None,
        "requester": {"id": agreement.requester_id, "name": requester},
        "purpose": agreement.purpose,
        "start_date": agreement.start_date,
        "due_date": agreement.due_date,
        "overdue_days": max(0, (today() - agreement.due_date).days) if out else 0,
        "items": items,
        "out": out,
        "open_extension": extension,
        "series_id": agreement.series_id,
        "created_at": agreement.created_at,
        "version": agreement.version,
    }


async def counts_of(session: AsyncSession, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many assets each of these agreements has, and how many of them are out."""
    out = func.count().filter(Loan.status == LoanStatus.ACTIVE.value)
    statement = (
        select(Loan.agreement_id, func.count(), out)
        .where(Loan.agreement_id.in_(ids))
        .group_by(Loan.agreement_id)
    )
    return {row[0]: (row[1], row[2]) for row in (await session.execute(statement)).all()}


async def load_for_update(uow: UnitOfWork, agreement_id: int) -> LoanAgreement:
    """An agreement, locked. Raises ``request.not_found`` when it does not exist for the actor."""
    return await load_locked(uow, LoanAgreement, LoanAgreement.id == agreement_id, visible(uow.actor))


async def hold(uow: UnitOfWork, agreement_id: int) -> LoanAgreement:
    """An agreement, locked, whoever asks: the caller knows it by something that exists for him."""
    return await load_locked(uow, LoanAgreement, LoanAgreement.id == agreement_id)


async def loans_of(session: AsyncSession, agreement_id: int) -> Sequence[Loan]:
    """The loans of an agreement, in order of their assets."""
    statement = select(Loan).where(Loan.agreement_id == agreement_id).order_by(Loan.asset_id)
    return (await session.scalars(statement)).all()


async def asset_of(session: AsyncSession, loan_id: int) -> tuple[str, str | None]:
    """The tag of a loan's asset, and the path of the place where it belongs."""
    statement = (
        select(Asset.tag, Location.path)
        .join(Loan, Loan.asset_id == Asset.id)
        .outerjoin(Location, Location.id == Asset.location_id)
        .where(Loan.id == loan_id)
    )
    row = (await session.execute(statement)).one()
    return row[0], row[1]


def loans_within(scope: Scope) -> Select[int]:
    """The ids of the loans whose assets belong to places in ``scope``."""
    return (
        select(Loan.id).join(Asset, Asset.id == Loan.asset_id).where(place_within(Asset.location_id, scope))
    )


def assets_in(agreement_id: int) -> Select[int]:
    """The ids of an agreement's assets."""
    return select(Loan.asset_id).where(Loan.agreement_id == agreement_id)


async def paths_of_assets(session: AsyncSession, agreement_id: int) -> list[str | None]:
    """The paths of the places where an agreement's assets are registered; None for those without one."""
    statement = (
        select(Location.path)
        .select_from(Loan)
        .join(Asset, Asset.id == Loan.asset_id)
        .outerjoin(Location, Location.id == Asset.location_id)
        .where(Loan.agreement_id == agreement_id)
        .distinct()
    )
    return list((await session.scalars(statement)).all())


async def seen_numbers(session: AsyncSession, actor: Actor, agreement_ids: Sequence[int]) -> dict[int, str]:
    """The numbers of those of these agreements that exist for ``actor``: messages name no others."""
    statement = select(LoanAgreement.id, LoanAgreement.number).where(
        LoanAgreement.id.in_(agreement_ids), visible(actor)
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def taken(
    session: AsyncSession,
    asset_ids: Sequence[int],
    start: dt.date,
    free_from: dt.date,
    but_for: int | None = None,
) -> list[Taken]:
    """Loans that take any of these days: asset, its tag, the agreement, and both dates of each.

    ``start`` is the first of them, ``free_from`` the day after the last, ``but_for`` the agreement that asks.
    """
    statement = (
        select(Loan.asset_id, Asset.tag, Loan.agreement_id, Loan.start_date, Loan.due_date)
        .join(Asset, Asset.id == Loan.asset_id)
        .where(
            Loan.asset_id.in_(asset_ids),
            Loan.status.in_(_TAKEN),
            Loan.start_date < free_from,
            Loan.free_from > start,
        )
        .order_by(Loan.start_date, Loan.id)
        .limit(50)
    )
    if but_for is not None:
        statement = statement.where(Loan.agreement_id != but_for)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in (await session.execute(statement)).all()]


async def late_ones_of(
    session: AsyncSession, borrower_type: BorrowerType, borrower_id: int, since: dt.date
) -> dict[int, dt.date]:
    """What a borrower should have brought back by ``since``, that day included, and by when; oldest first."""
    mine = LoanAgreement.person_id if borrower_type is BorrowerType.PERSON else LoanAgreement.supplier_id
    statement = (
        select(LoanAgreement.id, LoanAgreement.due_date)
        .where(
            mine == borrower_id,
            LoanAgreement.state == AgreementState.ACTIVE.value,
            LoanAgreement.due_date <= since,
        )
        .order_by(LoanAgreement.due_date, LoanAgreement.id)
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


def is_overdue() -> ColumnElement[bool]:
    """Out, and its last day is over."""
    return and_(LoanAgreement.state == AgreementState.ACTIVE.value, LoanAgreement.due_date < today())


def _conditions(actor: Actor, params: LoanFilter) -> list[ColumnElement[bool]]:
    where = [visible(actor)]
    if params.state:
        where.append(LoanAgreement.state.in_([state.value for state in params.state]))
    if params.overdue:
        where.append(is_overdue())
    if params.own:
        mine = is_own(actor)
        where.append(false() if mine is None else mine)
    if params.extension_asked:
        where.append(waits_for_desk())
    if params.series_id is not None:
        where.append(LoanAgreement.series_id == params.series_id)
    if params.q and params.q.strip():
        where.append(LoanAgreement.number.contains(params.q.strip().upper(), autoescape=True))
    if params.person_id is not None:
        seen = select(Person.id).where(Person.id == params.person_id, person_visible(actor))
        where.append(LoanAgreement.person_id.in_(seen))
    if params.supplier_id is not None:
        where.append(LoanAgreement.supplier_id == params.supplier_id)
    if params.asset_id is not None:
        named = select(Loan.agreement_id).where(
            Loan.asset_id == params.asset_id,
            Loan.asset_id.in_(select(Asset.id).where(asset_visible(actor))),
        )
        where.append(LoanAgreement.id.in_(named))
    return where
