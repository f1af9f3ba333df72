"""Assets are reserved for somebody, which is asked for where a rule wants it; or they are not after all."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from levitiis.infra.db.counting import document_number
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now, today
from levitiis.kit.common_problems import INVALID_REQUEST
from levitiis.kit.problems import NO_POINTERS, FieldError, Pointers, not_available
from levitiis.modules.approvals import api as approvals
from levitiis.modules.approvals.states import LevelPlace
from levitiis.modules.assets import api as assets
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.movements.actions.asking import AssetRow, named
from levitiis.modules.movements.disposals.actions.holding import refuse_held
from levitiis.modules.movements.loans.actions.dropping import drop_extension
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.errors import BAD_PERIOD, BLOCKED, CONFLICT, NOT_LENDABLE
from levitiis.modules.movements.loans.models import Loan, LoanAgreement, LoanRules
from levitiis.modules.movements.loans.policy import REQUEST
from levitiis.modules.movements.loans.queries.borrowers import name_of_borrower
from levitiis.modules.movements.loans.queries.rows import (
    Taken,
    assets_in,
    late_ones_of,
    loans_of,
    paths_of_assets,
    seen_numbers,
    taken,
)
from levitiis.modules.movements.loans.queries.rules import free_from, rules_of
from levitiis.modules.movements.loans.reservations.actions.choosing import Chosen, choose, require_items
from levitiis.modules.movements.loans.reservations.actions.opening import require_open
from levitiis.modules.movements.loans.reservations.queries.free import Days
from levitiis.modules.movements.loans.schemas import LoanIn
from levitiis.modules.movements.loans.states import (
    KIND,
    PREFIX,
    AgreementState,
    AgreementStep,
    BorrowerType,
    LoanStatus,
    LoanStep,
)
from levitiis.modules.movements.queries.rows import value_and_categories
from levitiis.modules.people import api as people
from levitiis.modules.suppliers import api as suppliers

_NOT_LENT = (AssetStatus.DISPOSED, AssetStatus.IN_TRANSIT, AssetStatus.MISSING)


@dataclass(frozen=True, slots=True)
class Borrowing:
    """Who borrows, who signs for it, and what for; the same for every agreement of a series."""

    borrower_type: BorrowerType
    borrower_id: int
    signer_id: int
    purpose: str
    conditions: str | None
    series_id: int | None = None


async def create_loan(uow: UnitOfWork, data: LoanIn, zone: str) -> int:
    """Reserve assets for a borrower, with a number of its own, and ask where somebody has to agree.

    Returns its id. Raises ``request.not_found``, ``request.forbidden``, ``loans.bad_period``,
    ``loans.desk_closed``, ``loans.conflict``, ``loans.too_few_free``, ``loans.not_lendable``,
    ``loans.borrower_blocked``, ``disposals.in_open_disposal``.
    """
    rules = await rules_of(uow.session)
    check_period(data.start_date, data.due_date, rules)
    borrowing = await borrowing_of(uow, data, rules)
    await require_items(uow, data.items)
    await require_open(uow.session, rules, zone, edges(data.start_date, data.due_date))
    days = Days(data.start_date, free_from(data.due_date, rules))
    chosen = await choose(uow, data.items, days, REQUEST)
    pointers = {one.asset_id: f"/items/{at}/asset_id" for at, one in enumerate(data.items) if one.asset_id}
    return await reserve(uow, borrowing, chosen, days, data.due_date, pointers)


async def borrowing_of(uow: UnitOfWork, data: LoanIn, rules: LoanRules) -> Borrowing:
    """Who borrows, known to the actor and not blocked."""
    signer_id = await _require_borrower(uow, data)
    borrowing = Borrowing(data.borrower_type, data.borrower_id, signer_id, data.purpose, data.conditions)
    await refuse_blocked(uow, borrowing, rules)
    return borrowing


def edges(start: dt.date, due: dt.date) -> dict[str, dt.date]:
    """The days on which somebody must be at the desk, by their pointers."""
    return {"/start_date": start, "/due_date": due}


async def reserve(
    uow: UnitOfWork,
    borrowing: Borrowing,
    chosen: Sequence[Chosen],
    days: Days,
    due_date: dt.date,
    pointers: Pointers = NO_POINTERS,
) -> int:
    """One agreement over assets that are locked; its id. ``pointers``: where each asset was named, if it was.

    Raises ``loans.conflict``, ``loans.not_lendable``, ``disposals.in_open_disposal``.
    """
    assert uow.actor.id is not None  # noqa: S101
    rows = [one.row for one in chosen]
    refuse_unfit(rows, pointers=pointers)
    await refuse_held(uow, rows, pointers)
    await refuse_taken(uow, rows, days.start, days.until, pointers=pointers)
    is_person = borrowing.borrower_type is BorrowerType.PERSON
    agreement = LoanAgreement(
        number=await document_number(uow, PREFIX),
        state=AgreementState.PENDING.value,
        borrower_type=borrowing.borrower_type.value,
        person_id=borrowing.borrower_id if is_person else None,
        supplier_id=None if is_person else borrowing.borrower_id,
        signer_id=borrowing.signer_id,
        start_date=days.start,
        due_date=due_date,
        purpose=borrowing.purpose,
        conditions=borrowing.conditions,
        requester_id=uow.actor.id,
        series_id=borrowing.series_id,
    )
    uow.session.add(agreement)
    await uow.flush()
    await _add(uow, agreement, borrowing, chosen, days)
    content = content_hash(agreement, await loans_of(uow.session, agreement.id))
    if not await ask_approval(uow, agreement, rows, KIND, agreement.purpose, content):
        agreement.take(AgreementStep.APPROVE)
    await tell(uow, agreement)
    return agreement.id


async def end(uow: UnitOfWork, agreement: LoanAgreement, note: str | None) -> None:
    """Nothing is handed over: every reservation of the agreement falls, and with it what was asked of it."""
    agreement.closed_at, agreement.closing_note = now(), note
    for loan in await loans_of(uow.session, agreement.id):
        loan.take(LoanStep.CANCEL)
    await drop_extension(uow, agreement.id)


async def require_everywhere(uow: UnitOfWork, agreement: LoanAgreement) -> None:
    """The actor lends wherever these assets belong, or it was he who asked."""
    if agreement.requester_id == uow.actor.id:
        return
    for path in await paths_of_assets(uow.session, agreement.id):
        uow.actor.require_at(REQUEST, path)


def check_period(start: dt.date, due: dt.date, rules: LoanRules) -> None:
    """Raise ``loans.bad_period`` unless the days are in order, not over, and not too many."""
    pointer = None
    if start < today():
        pointer = "/start_date"
    elif not 0 <= (due - start).days < rules.most_days:
        pointer = "/due_date"
    if pointer is not None:
        raise BAD_PERIOD(most=rules.most_days, errors=[FieldError(pointer, "invalid")])


async def refuse_taken(
    uow: UnitOfWork,
    rows: Sequence[AssetRow],
    start: dt.date,
    until: dt.date,
    but_for: int | None = None,
    pointers: Pointers = NO_POINTERS,
) -> None:
    """Raise ``loans.conflict`` with what stands in the way; the assets are locked, nothing comes between.

    A loan that does not exist for the actor is told by its days alone, as in the calendar.
    """
    found = await taken(uow.session, [row.id for row in rows], start, until, but_for)
    if found:
        numbers = await seen_numbers(uow.session, uow.actor, [one[2] for one in found])
        errors = not_available(pointers, {one[0]: CONFLICT.title for one in found})
        raise CONFLICT(taken=told_taken(found, numbers), errors=errors)


def told_taken(found: Sequence[Taken], numbers: Mapping[int, str]) -> str:
    """What stands in the way, for a message: tags and days, and the numbers of agreements that are given."""
    told: list[str] = []
    for _, tag, agreement_id, first, last in found:
        days = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
        number = numbers.get(agreement_id)
        told.append(f"{tag} ({number}, {days})" if number else f"{tag} ({days})")
    return named(told)


def refuse_unfit(
    rows: Sequence[AssetRow], *, leaving: bool = False, pointers: Pointers = NO_POINTERS
) -> None:
    """Raise ``loans.not_lendable`` for what takes part in nothing; ``leaving``: nor may it be out."""
    fixed = (*_NOT_LENT, AssetStatus.ON_LOAN) if leaving else _NOT_LENT
    unfit = [row for row in rows if row.archived_at is not None or row.status in fixed]
    if unfit:
        errors = not_available(pointers, {row.id: assets.standing(row) for row in unfit})
        raise NOT_LENDABLE(tags=named([row.tag for row in unfit]), errors=errors)


async def call_off(uow: UnitOfWork, agreement: LoanAgreement, reason: str) -> None:
    """A locked agreement that was not handed over ends; its days are free. Raises ``loans.wrong_state``."""
    await require_everywhere(uow, agreement)
    asked = agreement.state == AgreementState.PENDING
    agreement.take(AgreementStep.CANCEL)
    uow.reason = reason
    await end(uow, agreement, reason)
    if asked:
        await approvals.withdraw_approval(uow, KIND, agreement.id)
    await tell(uow, agreement)


def content_hash(agreement: LoanAgreement, loans: Sequence[Loan]) -> str:
    """SHA-256 of what is asked for: who gets what, from when to when, and what for."""
    return hash_of(asked_of(agreement, loans))


def hash_of(asked: Mapping[str, Any]) -> str:
    """SHA-256 of what is asked for."""
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def asked_of(agreement: LoanAgreement, loans: Sequence[Loan]) -> dict[str, Any]:
    """Who gets what, from when to when, and what for."""
    return {
        "number": agreement.number,
        "borrower": [
            agreement.borrower_type,
            agreement.person_id,
            agreement.supplier_id,
            agreement.signer_id,
        ],
        "period": [agreement.start_date.isoformat(), agreement.due_date.isoformat()],
        "purpose": [agreement.purpose, agreement.conditions],
        "assets": [[loan.asset_id, loan.accessories] for loan in loans],
    }


async def _require_borrower(uow: UnitOfWork, data: LoanIn) -> int:
    """The borrower exists for the actor; who signs for him."""
    if data.borrower_type is BorrowerType.PERSON:
        await people.require_person(uow.session, uow.actor, data.borrower_id, "/borrower_id")
        return data.borrower_id
    await suppliers.require_supplier(uow.session, uow.actor, data.borrower_id, "/borrower_id")
    if data.signer_id is None:
        raise INVALID_REQUEST(errors=[FieldError("/signer_id", "required")])
    await people.require_person(uow.session, uow.actor, data.signer_id, "/signer_id")
    return data.signer_id


async def refuse_blocked(uow: UnitOfWork, borrowing: Borrowing, rules: LoanRules) -> None:
    """Raise ``loans.borrower_blocked`` for who has something overdue, where the rules say so."""
    if rules.block_after_days is None:
        return
    since = today() - dt.timedelta(days=max(rules.block_after_days, 1))
    late = await late_ones_of(uow.session, borrowing.borrower_type, borrowing.borrower_id, since)
    if late:
        seen = list((await seen_numbers(uow.session, uow.actor, list(late))).values())
        raise BLOCKED(
            name=await name_of_borrower(uow.session, borrowing.borrower_type, borrowing.borrower_id),
            count=len(late),
            oldest=f"{next(iter(late.values())):%d/%m/%Y}",
            numbers=f" ({named(sorted(seen))})" if seen else "",
            errors=[FieldError("/borrower_id", "invalid")],
        )


async def _add(
    uow: UnitOfWork, agreement: LoanAgreement, borrowing: Borrowing, chosen: Sequence[Chosen], days: Days
) -> None:
    uow.session.add_all(
        Loan(
            agreement_id=agreement.id,
            asset_id=one.row.id,
            category_id=one.category_id,
            borrower_type=agreement.borrower_type,
            borrower_id=borrowing.borrower_id,
            start_date=agreement.start_date,
            due_date=agreement.due_date,
            free_from=days.until,
            status=LoanStatus.RESERVED.value,
            accessories=one.accessories,
        )
        for one in chosen
    )
    await uow.flush()


async def ask_approval(
    uow: UnitOfWork,
    agreement: LoanAgreement,
    rows: Sequence[AssetRow],
    kind: str,
    summary: str,
    content: str,
    wanted_by: int | None = None,
) -> bool:
    """Ask whom the rules say, ``wanted_by`` apart.

    Without a rule: nobody for one of us; a third party is always asked about.
    """
    value, categories = await value_and_categories(uow.session, assets_in(agreement.id))
    facts = approvals.Facts(frozenset(row.path for row in rows), None, value, categories)
    outside = agreement.borrower_type == BorrowerType.THIRD_PARTY
    wanted = approvals.Wanted(
        kind,
        agreement.id,
        agreement.number,
        summary[:300],
        content,
        facts,
        [approvals.place_of(LevelPlace.ORIGIN, None, facts)] if outside else [],
        always=outside,
        in_series=kind == KIND and agreement.series_id is not None,
        ruled_as=KIND,
        wanted_by=wanted_by,
    )
    return await approvals.request_approval(uow, wanted)
