"""Somebody reserves for himself, once or on recurring days, within the limits of the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import today
from levitiis.kit.problems import FieldError
from levitiis.modules.movements.loans.actions.reserving import (
    Borrowing,
    check_period,
    edges,
    refuse_blocked,
    reserve,
)
from levitiis.modules.movements.loans.models import LoanRules
from levitiis.modules.movements.loans.policy import SELF_SERVICE
from levitiis.modules.movements.loans.queries.rules import free_from, rules_of
from levitiis.modules.movements.loans.reservations.actions.choosing import choose, require_items
from levitiis.modules.movements.loans.reservations.actions.opening import require_open
from levitiis.modules.movements.loans.reservations.actions.recurring import occurrences_of, reserve_each
from levitiis.modules.movements.loans.reservations.errors import NOT_A_PERSON, OWN_LIMIT, OWN_PERIOD
from levitiis.modules.movements.loans.reservations.queries.free import Days
from levitiis.modules.movements.loans.reservations.queries.series import held_by
from levitiis.modules.movements.loans.reservations.schemas import OwnLoanIn, OwnLoanSeriesIn
from levitiis.modules.movements.loans.states import BorrowerType
from levitiis.modules.people import api as people


async def create_own_loan(uow: UnitOfWork, data: OwnLoanIn, zone: str) -> int:
    """Reserve for the actor's own person; where a rule wants it, somebody is asked as always.

    Returns its id. Raises ``loans.not_a_person``, ``people.has_left`` for whoever was cleared and kept his
    account, ``loans.own_period``, ``loans.own_limit`` and what any loan does.
    """
    rules = await rules_of(uow.session)
    check_period(data.start_date, data.due_date, rules)
    borrowing = await _for_oneself(uow, data, rules, [data.start_date])
    await require_open(uow.session, rules, zone, edges(data.start_date, data.due_date))
    days = Days(data.start_date, free_from(data.due_date, rules))
    chosen = await choose(uow, data.items, days, SELF_SERVICE)
    return await reserve(uow, borrowing, chosen, days, data.due_date)


async def create_own_series(uow: UnitOfWork, data: OwnLoanSeriesIn, zone: str) -> int:
    """Reserve for the actor's own person on recurring days; the id of the series.

    The limits are those of as many single reservations. Raises what these do, ``loans.bad_series`` and
    ``loans.series_conflicts``.
    """
    rules = await rules_of(uow.session)
    occurrences = occurrences_of(data, rules)
    starts = [days.start for days in occurrences]
    borrowing = await _for_oneself(uow, data, rules, starts, data.recurrence.end)
    return await reserve_each(uow, data, occurrences, borrowing, SELF_SERVICE, zone)


async def _for_oneself(
    uow: UnitOfWork, data: OwnLoanIn, rules: LoanRules, starts: Sequence[dt.date], end: str | None = None
) -> Borrowing:
    """The actor borrows what exists for him, from each of ``starts``; ``end``: the pointer to the last."""
    person_id = uow.actor.person_id
    if person_id is None:
        raise NOT_A_PERSON()
    await people.refuse_left(uow.session, [person_id])
    await require_items(uow, data.items)
    _check_own_period(data, rules, starts[-1], end or "/start_date")
    borrowing = Borrowing(BorrowerType.PERSON, person_id, person_id, data.purpose, data.conditions)
    await refuse_blocked(uow, borrowing, rules)
    wanted = len(starts) * sum(one.count for one in data.items)
    await _refuse_too_many(uow, person_id, rules, wanted, end or "/items")
    return borrowing


def _check_own_period(data: OwnLoanIn, rules: LoanRules, last: dt.date, end: str) -> None:
    pointer = None
    if (last - today()).days > rules.self_days_ahead:
        pointer = end
    elif (data.due_date - data.start_date).days >= rules.self_most_days:
        pointer = "/due_date"
    if pointer is not None:
        raise OWN_PERIOD(
            most=rules.self_most_days,
            ahead=rules.self_days_ahead,
            errors=[FieldError(pointer, "invalid")],
        )


async def _refuse_too_many(
    uow: UnitOfWork, person_id: int, rules: LoanRules, wanted: int, pointer: str
) -> None:
    """Two requests of one person wait for each other: together they keep the limit too."""
    await dialect_of(uow.session).lock(uow.session, f"loans:person:{person_id}")
    held = await held_by(uow.session, person_id)
    if held + wanted > rules.self_at_once:
        errors = [FieldError(pointer, "invalid")]
        raise OWN_LIMIT(held=held, wanted=wanted, most=rules.self_at_once, errors=errors)
