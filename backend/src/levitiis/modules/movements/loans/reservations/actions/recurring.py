"""Loans that recur: one agreement for each day, all of them in one transaction or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Permission
from levitiis.kit.problems import FieldError, Problem
from levitiis.modules.approvals import api as approvals
from levitiis.modules.movements.actions.asking import locked, named
from levitiis.modules.movements.loans.actions.reserving import (
    Borrowing,
    borrowing_of,
    check_period,
    reserve,
)
from levitiis.modules.movements.loans.models import LoanRules
from levitiis.modules.movements.loans.policy import REQUEST
from levitiis.modules.movements.loans.queries.rules import free_from, rules_of
from levitiis.modules.movements.loans.reservations.actions.choosing import Chosen, choose_each, require_items
from levitiis.modules.movements.loans.reservations.errors import BAD_SERIES, SERIES_CONFLICTS
from levitiis.modules.movements.loans.reservations.models import LoanSeries
from levitiis.modules.movements.loans.reservations.queries.desk import opening
from levitiis.modules.movements.loans.reservations.queries.free import Days
from levitiis.modules.movements.loans.reservations.queries.series import TakenDays, taken_days
from levitiis.modules.movements.loans.reservations.recurrence import MOST_TIMES
from levitiis.modules.movements.loans.reservations.schemas import (
    AnySeriesIn,
    LoanSeriesIn,
    SeriesConflict,
)
from levitiis.modules.movements.loans.reservations.states import ConflictReason
from levitiis.modules.movements.loans.states import KIND

MOST_LOANS = 2_000
"""Assets of all the agreements of a series together."""


async def create_series(uow: UnitOfWork, data: LoanSeriesIn, zone: str) -> int:
    """Reserve for somebody on each day of a recurrence but those that are skipped; the id of the series.

    Raises what a single loan does, ``loans.bad_series`` and ``loans.series_conflicts``.
    """
    rules = await rules_of(uow.session)
    occurrences = occurrences_of(data, rules)
    borrowing = await borrowing_of(uow, data, rules)
    await require_items(uow, data.items)
    return await reserve_each(uow, data, occurrences, borrowing, REQUEST, zone)


def occurrences_of(data: AnySeriesIn, rules: LoanRules) -> list[Days]:
    """The days of each occurrence. Raises ``loans.bad_period`` and ``loans.bad_series``."""
    check_period(data.start_date, data.due_date, rules)
    length = data.due_date - data.start_date
    every = data.recurrence.recurrence().days(data.start_date)
    found = [Days(day, free_from(day + length, rules)) for day in every if day not in data.skip]
    assets = sum(one.count for one in data.items)
    pointer = None
    if not found or len(every) > MOST_TIMES or len(found) * assets > MOST_LOANS:
        pointer = data.recurrence.end
    elif any(later.start < days.until for days, later in pairwise(found)):
        pointer = "/due_date"
    if pointer is not None:
        raise BAD_SERIES(most=MOST_TIMES, assets=MOST_LOANS, errors=[FieldError(pointer, "invalid")])
    return found


async def reserve_each(
    uow: UnitOfWork,
    data: AnySeriesIn,
    occurrences: Sequence[Days],
    borrowing: Borrowing,
    wanted: Permission,
    zone: str,
) -> int:
    """A series of agreements where ``wanted`` holds, one for each of the days; its id.

    What stands in the way is told all at once, with its days (``loans.series_conflicts``).
    """
    assert uow.actor.id is not None  # noqa: S101
    rules = await rules_of(uow.session)
    await locked(uow, [one.asset_id for one in data.items if one.asset_id])
    conflicts = [
        *await _closed(uow, rules, zone, occurrences),
        *await _taken(uow, data, occurrences),
    ]
    series = _series(data, occurrences[0].start, uow.actor.id)
    free = [days for days in occurrences if days.start not in {one.start_date for one in conflicts}]
    reserved: list[tuple[Days, list[Chosen]]] = []
    for days, chosen in zip(free, await choose_each(uow, data.items, free, wanted), strict=True):
        if isinstance(chosen, Problem):
            conflicts.append(_conflict(days, rules, ConflictReason.TOO_FEW, str(chosen.params["category"])))
        else:
            reserved.append((days, chosen))
    _refuse(conflicts)
    uow.session.add(series)
    await uow.flush()
    borrowing = replace(borrowing, series_id=series.id)
    made = {
        await reserve(uow, borrowing, chosen, days, _due(days, rules)): days.start
        for days, chosen in reserved
    }
    await approvals.tell_of_series(uow, KIND, made)
    return series.id


async def _closed(
    uow: UnitOfWork, rules: LoanRules, zone: str, occurrences: Sequence[Days]
) -> list[SeriesConflict]:
    times = await opening(uow.session, rules, zone)
    if times is None:
        return []
    return [
        _conflict(days, rules, ConflictReason.CLOSED, f"{shut[0]:%d/%m/%Y}")
        for days in occurrences
        if (shut := [day for day in (days.start, _due(days, rules)) if not times.is_business_day(day)])
    ]


async def _taken(uow: UnitOfWork, data: AnySeriesIn, occurrences: Sequence[Days]) -> list[SeriesConflict]:
    """Occurrences on which an asset that is named is taken; those of a category are found later."""
    ids = [one.asset_id for one in data.items if one.asset_id]
    if not ids:
        return []
    length = data.due_date - data.start_date
    found = await taken_days(uow.session, uow.actor, ids, occurrences[0].start, occurrences[-1].until)
    conflicts: list[SeriesConflict] = []
    for days in occurrences:
        held = [_told(one) for one in found if _meet(days, one.start, one.free_from)]
        if held:
            due = days.start + length
            conflicts.append(
                SeriesConflict(
                    start_date=days.start, due_date=due, reason=ConflictReason.TAKEN, about=named(held)
                )
            )
    return conflicts


def _told(one: TakenDays) -> str:
    return one.tag if one.number is None else f"{one.tag} ({one.number})"


def _meet(days: Days, start: dt.date, free: dt.date) -> bool:
    return start < days.until and free > days.start


def _due(days: Days, rules: LoanRules) -> dt.date:
    return days.until - dt.timedelta(days=1 + rules.buffer_days)


def _conflict(days: Days, rules: LoanRules, reason: ConflictReason, about: str) -> SeriesConflict:
    return SeriesConflict(start_date=days.start, due_date=_due(days, rules), reason=reason, about=about)


def _refuse(conflicts: Sequence[SeriesConflict]) -> None:
    """Raise ``loans.series_conflicts`` with every day that does not fit, each once."""
    if not conflicts:
        return
    by_day = {one.start_date: one for one in reversed(conflicts)}
    told = [by_day[day] for day in sorted(by_day)]
    raise SERIES_CONFLICTS(
        count=len(told),
        dates=named([f"{one.start_date:%d/%m/%Y}" for one in told]),
        extensions={"conflicts": [one.model_dump(mode="json") for one in told]},
    )


def _series(data: AnySeriesIn, start: dt.date, requester_id: int) -> LoanSeries:
    rule = data.recurrence
    return LoanSeries(
        frequency=rule.frequency.value,
        every=rule.every,
        weekdays=",".join(str(day) for day in sorted(set(rule.weekdays))),
        start_date=start,
        until=rule.until,
        times=rule.times,
        requester_id=requester_id,
    )
