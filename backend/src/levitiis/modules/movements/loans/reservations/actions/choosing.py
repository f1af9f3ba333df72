"""Finds the assets of a reservation: those that are named, and free ones of a category."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Permission
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.problems import FieldError, Problem
from levitiis.modules.catalogue import api as catalogue
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import AssetRow, locked
from levitiis.modules.movements.disposals.queries.held import held
from levitiis.modules.movements.loans.reservations.errors import TOO_FEW_FREE
from levitiis.modules.movements.loans.reservations.queries.free import (
    NOT_LENT,
    Days,
    free_on,
    lendable,
    meets,
    name_of_category,
    roots_of,
    taken_on,
)
from levitiis.modules.movements.loans.schemas import LoanItemIn
from levitiis.modules.movements.queries.rows import seen_assets

Items = Sequence[LoanItemIn]
Found = dict[int, LoanItemIn]
"""Assets by the items for which they were found."""
_TRIES = 10
"""How often somebody else may be quicker with one of the assets found, before that is told."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An asset of a reservation, locked; the category if any of it was asked for; what goes with it."""

    row: AssetRow
    category_id: int | None
    accessories: str | None


async def require_items(uow: UnitOfWork, items: Items) -> None:
    """Raise ``request.not_found`` with a pointer to what does not exist for the actor.

    Whoever takes any of a category waits here for the others who do, until the transaction ends: they would
    find the same assets. Who names an asset waits for nobody; see :func:`choose`.
    """
    seen = await seen_assets(uow.session, uow.actor, [one.asset_id for one in items if one.asset_id])
    unknown = [index for index, one in enumerate(items) if one.asset_id and one.asset_id not in seen]
    if unknown:
        raise NOT_FOUND(
            errors=[FieldError(f"/items/{index}/asset_id", "not_found") for index in unknown[:20]]
        )
    for index, one in enumerate(items):
        if one.category_id is None:
            continue
        at = f"/items/{index}"
        await catalogue.require_category(uow.session, uow.actor, one.category_id, f"{at}/category_id")
        await locations.require_place(uow.session, uow.actor, one.location_id, f"{at}/location_id")
    wanted = {one.category_id for one in items if one.category_id}
    if wanted:
        for root in await roots_of(uow.session, wanted):
            await dialect_of(uow.session).lock(uow.session, f"loans:category:{root}")


async def choose(uow: UnitOfWork, items: Items, days: Days, wanted: Permission) -> list[Chosen]:
    """The assets of these items for some days, as :func:`choose_each` finds them.

    Raises ``loans.too_few_free``, ``request.forbidden``.
    """
    (chosen,) = await choose_each(uow, items, [days], wanted)
    if isinstance(chosen, Problem):
        raise chosen
    return chosen


async def choose_each(
    uow: UnitOfWork, items: Items, occurrences: Sequence[Days], wanted: Permission
) -> list[list[Chosen] | Problem]:
    """For each occurrence its assets, all locked in the order of their ids, or ``loans.too_few_free``.

    Nothing is locked as long as one occurrence has too few. Those that are named may be taken yet. Found are
    those of the least recently lent, so that two who ask the same are told the same. Who loses one of them
    to somebody who named it gives back what he locked and looks again. Raises ``request.forbidden``.
    """
    if not occurrences:
        return []
    named = {one.asset_id: one for one in items if one.asset_id}
    for left in reversed(range(_TRIES)):
        each = await _find(uow, items, occurrences, wanted, set(named))
        found = [one for one in each if not isinstance(one, Problem)]
        if len(found) < len(each):
            return [[] if isinstance(one, dict) else one for one in each]
        rows = await _locked_if_free(uow, set(named), found, occurrences, at_any_rate=not left)
        if rows is None:
            continue
        for row in rows.values():
            uow.actor.require_at(wanted, row.path)
        return [
            [
                Chosen(rows[key], one.category_id, one.accessories)
                for key, one in sorted((named | own).items())
            ]
            for own in found
        ]
    raise AssertionError("the last try returns")


async def _locked_if_free(
    uow: UnitOfWork,
    named: Collection[int],
    found: Sequence[Found],
    occurrences: Sequence[Days],
    *,
    at_any_rate: bool,
) -> dict[int, AssetRow] | None:
    """The assets, locked; None, and nothing locked, when one of those found is not free any more."""
    async with uow.session.begin_nested() as point:
        rows = {row.id: row for row in await locked(uow, list({*named}.union(*found)))}
        if at_any_rate or not await _lost(uow, rows, found, occurrences):
            return rows
        await point.rollback()
    return None


async def _find(
    uow: UnitOfWork, items: Items, occurrences: Sequence[Days], wanted: Permission, but: Collection[int]
) -> list[Found | Problem]:
    each: list[Found] = [{} for _ in occurrences]
    problems: dict[int, Problem] = {}
    for index, one in enumerate(items):
        if one.category_id is None:
            continue
        where = await lendable(uow.session, uow.actor, wanted, one.category_id, one.location_id)
        had = [{*but, *found} for found in each]
        for at, ids in enumerate(await free_on(uow.session, where, occurrences, had, one.count)):
            each[at] |= dict.fromkeys(ids, one)
            if len(ids) < one.count and at not in problems:
                name = await name_of_category(uow.session, one.category_id)
                problems[at] = _too_few(name, len(ids), one.count, index)
    return [problems.get(at, found) for at, found in enumerate(each)]


def _too_few(category: str, free: int, wanted: int, index: int) -> Problem:
    return TOO_FEW_FREE(
        category=category,
        free=free,
        wanted=wanted,
        errors=[FieldError(f"/items/{index}/count", "too_large", {"limit": free})],
        extensions={"free": free},
    )


async def _lost(
    uow: UnitOfWork, rows: Mapping[int, AssetRow], found: Sequence[Found], occurrences: Sequence[Days]
) -> bool:
    """Whether some of those found are not free any more, now that they are locked."""
    ids = list(set().union(*found))
    if not ids:
        return False
    if any(rows[one].archived_at is not None or rows[one].status in NOT_LENT for one in ids):
        return True
    taken = await taken_on(uow.session, ids, Days(occurrences[0].start, occurrences[-1].until))
    if any(
        meets(days, taken.get(one, ())) for days, own in zip(occurrences, found, strict=True) for one in own
    ):
        return True
    return bool(await held(uow.session, uow.actor, ids))
