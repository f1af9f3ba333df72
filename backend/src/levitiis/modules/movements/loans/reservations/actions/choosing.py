"""Finds the assets of a reservation: those that are named, and free ones of a category."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Permission
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.catalogue import api as catalogue
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import AssetRow, locked
from levitiis.modules.movements.disposals.queries.held import held
from levitiis.modules.movements.loans.queries.rows import taken
from levitiis.modules.movements.loans.reservations.errors import TOO_FEW_FREE
from levitiis.modules.movements.loans.reservations.queries.free import (
    NOT_LENT,
    Days,
    free_for,
    name_of_category,
    pick,
    roots_of,
)
from levitiis.modules.movements.loans.schemas import LoanItemIn
from levitiis.modules.movements.queries.rows import seen_assets

Items = Sequence[LoanItemIn]
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
    """The assets of these items, locked in the order of their ids; those that are named may be taken yet.

    Found are those of the least recently lent, so that two who ask the same are told the same. Who loses one
    of them to somebody who named it gives back what he locked and looks again. Raises
    ``loans.too_few_free``, ``request.forbidden``.
    """
    named = {one.asset_id: one for one in items if one.asset_id}
    for left in reversed(range(_TRIES)):
        found = await _find(uow, items, days, wanted, set(named))
        rows = await _locked_if_free(uow, [*named, *found], found, days, at_any_rate=not left)
        if rows is None:
            continue
        for row in rows:
            uow.actor.require_at(wanted, row.path)
        told = {**named, **found}
        return [Chosen(row, told[row.id].category_id, told[row.id].accessories) for row in rows]
    raise AssertionError("the last try returns")


async def _locked_if_free(
    uow: UnitOfWork, ids: Sequence[int], found: Collection[int], days: Days, *, at_any_rate: bool
) -> Sequence[AssetRow] | None:
    """The assets, locked; None, and nothing locked, when one of those found is not free any more."""
    async with uow.session.begin_nested() as point:
        rows = await locked(uow, ids)
        if at_any_rate or not await _lost(uow, [row for row in rows if row.id in found], days):
            return rows
        await point.rollback()
    return None


async def _find(
    uow: UnitOfWork, items: Items, days: Days, wanted: Permission, but: Collection[int]
) -> dict[int, LoanItemIn]:
    found: dict[int, LoanItemIn] = {}
    for index, one in enumerate(items):
        if one.category_id is None:
            continue
        where = free_for(uow.actor, wanted, days, one.category_id, one.location_id)
        ids = await pick(uow.session, where, {*but, *found}, one.count)
        if len(ids) < one.count:
            raise TOO_FEW_FREE(
                category=await name_of_category(uow.session, one.category_id),
                free=len(ids),
                wanted=one.count,
                errors=[FieldError(f"/items/{index}/count", "too_large", {"limit": len(ids)})],
                extensions={"free": len(ids)},
            )
        found |= dict.fromkeys(ids, one)
    return found


async def _lost(uow: UnitOfWork, rows: Sequence[AssetRow], days: Days) -> bool:
    """Whether some of them are not free any more, now that they are locked."""
    if any(row.archived_at is not None or row.status in NOT_LENT for row in rows):
        return True
    ids = [row.id for row in rows]
    if not ids:
        return False
    promised = await taken(uow.session, ids, days.start, days.until)
    return bool(promised or await held(uow.session, uow.actor, ids))
