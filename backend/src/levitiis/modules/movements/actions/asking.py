"""A transfer is made, asked for and called off."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.problems import FieldError, Pointers, Texts, not_available, pointers_to
from levitiis.modules.approvals import api as approvals
from levitiis.modules.assets import api as assets
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.telling import tell
from levitiis.modules.movements.disposals.actions.holding import refuse_held
from levitiis.modules.movements.errors import IN_OPEN_DOCUMENT, NOT_TRANSFERABLE, NOTHING_CHANGES, WRONG_STATE
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.policy import REQUEST
from levitiis.modules.movements.queries.rows import (
    assets_in,
    items_of,
    load_for_update,
    open_elsewhere,
    origin_paths,
    seen_assets,
    value_and_categories,
)
from levitiis.modules.movements.states import KIND, DocumentState, Step
from levitiis.modules.people import api as people

Items = Sequence[MovementDocumentItem]
AssetRow = Row[*tuple[Any, ...]]
_THERE = Texts("Já está no destino e com o responsável", "There already, with the responsible person")


async def submit(uow: UnitOfWork, document_id: int, expected: int | None) -> None:
    """Ask for a draft: between units the destination is asked first, within one it may go at once.

    Raises ``movements.wrong_state``, ``movements.not_transferable``, ``movements.in_open_document``,
    ``disposals.in_open_disposal``, ``movements.nothing_changes``, ``request.forbidden``.
    """
    document = await load_for_update(uow, document_id)
    check_version(document, expected)
    items = await items_of(uow.session, document_id)
    await require_assets(uow, [item.asset_id for item in items])
    ids = [item.asset_id for item in items]
    await submit_document(uow, document, items, await locked(uow, ids), pointers_to("/asset_ids/{}", ids))
    await tell(uow, document)


async def cancel(uow: UnitOfWork, document_id: int, reason: str, expected: int | None) -> None:
    """Call off what has not left yet. Raises ``movements.wrong_state``."""
    document = await load_for_update(uow, document_id)
    for path in await origin_paths(uow.session, document_id):
        uow.actor.require_at(REQUEST, path)
    check_version(document, expected)
    asked = document.state == DocumentState.PENDING
    document.take(Step.CANCEL)
    document.closing_note, document.closed_at, uow.reason = reason, now(), reason
    await close_items(uow, document_id)
    if asked:
        await approvals.withdraw_approval(uow, KIND, document_id)
    await tell(uow, document)


async def close_items(uow: UnitOfWork, document_id: int) -> None:
    """The assets of a transfer are free for another."""
    for item in await items_of(uow.session, document_id):
        item.is_open = False
    await uow.flush()


def content_hash(document: MovementDocument, items: Items) -> str:
    """SHA-256 of what is asked for: where to, to whom, why, and which assets from where."""
    asked = {
        "number": document.number,
        "to": [document.to_location_id, document.to_responsible_id],
        "reason": document.reason,
        "assets": [[item.asset_id, item.from_location_id, item.from_responsible_id] for item in items],
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


async def submit_document(
    uow: UnitOfWork,
    document: MovementDocument,
    items: Items,
    rows: Sequence[AssetRow],
    pointers: Pointers,
) -> None:
    """Ask for a document; its assets ``rows`` are locked and known to exist for the actor.

    ``pointers``: where each of them was named.
    """
    if document.state != DocumentState.DRAFT:
        raise WRONG_STATE()
    if document.to_responsible_id is not None:
        await people.refuse_left(uow.session, [document.to_responsible_id])
    for row in rows:
        uow.actor.require_at(REQUEST, row.path)
    _refuse_unfit(rows, pointers, stays=document.to_location_id is None)
    _refuse_idle(document, rows, pointers)
    await _refuse_taken(uow, rows, pointers)
    await refuse_held(uow, rows, pointers)
    for item, row in zip(items, rows, strict=True):
        item.from_location_id, item.from_responsible_id, item.is_open = (
            row.location_id,
            row.responsible_id,
            True,
        )
    document.submitted_at = now()
    asked = await _ask(uow, document, items, rows)
    document.take(Step.ASK if asked else Step.PASS)
    await uow.flush()


async def _ask(uow: UnitOfWork, document: MovementDocument, items: Items, rows: Sequence[AssetRow]) -> bool:
    """Ask whom the rules say. Without a rule: within a unit nobody, between units the destination."""
    there = await locations.path_of(uow.session, document.to_location_id)
    units = {_unit(row.path) for row in rows if row.path is not None}
    crosses = there is not None and bool(units - {_unit(there)})
    value, categories = await value_and_categories(uow.session, assets_in(document.id))
    wanted = approvals.Wanted(
        KIND,
        document.id,
        document.number,
        document.reason[:300],
        content_hash(document, items),
        approvals.Facts(frozenset(row.path for row in rows), there, value, categories),
        [document.to_location_id] if crosses else [],
    )
    return await approvals.request_approval(uow, wanted)


def _unit(path: str | None) -> str | None:
    """The root of a path: ``/7/12/`` lies in ``7``."""
    return path.split("/")[1] if path else None


def _refuse_unfit(rows: Sequence[AssetRow], pointers: Pointers, *, stays: bool) -> None:
    """Who answers for what is on loan or missing may change, its place does not."""
    elsewhere = {AssetStatus.ON_LOAN, AssetStatus.MISSING}
    fixed = {AssetStatus.DISPOSED, AssetStatus.IN_TRANSIT} | (set() if stays else elsewhere)
    unfit = [row for row in rows if row.archived_at is not None or row.status in fixed]
    if unfit:
        errors = not_available(pointers, {row.id: assets.standing(row) for row in unfit})
        raise NOT_TRANSFERABLE(tags=named([row.tag for row in unfit]), errors=errors)


def _refuse_idle(document: MovementDocument, rows: Sequence[AssetRow], pointers: Pointers) -> None:
    """An asset that is there already, and whose responsible person stays, has no part in it."""
    place, person = document.to_location_id, document.to_responsible_id
    idle = [row for row in rows if place in (None, row.location_id) and person in (None, row.responsible_id)]
    if idle:
        errors = not_available(pointers, {row.id: _THERE for row in idle})
        raise NOTHING_CHANGES(tags=named([row.tag for row in idle]), errors=errors)


async def _refuse_taken(uow: UnitOfWork, rows: Sequence[AssetRow], pointers: Pointers) -> None:
    taken = await open_elsewhere(uow.session, [row.id for row in rows])
    if taken:
        raise IN_OPEN_DOCUMENT(errors=not_available(pointers, dict.fromkeys(taken, IN_OPEN_DOCUMENT.title)))


async def require_assets(uow: UnitOfWork, ids: Sequence[int], at: str = "/asset_ids/{}") -> None:
    """Raise ``request.not_found`` with a pointer to each asset that does not exist for the actor."""
    seen = await seen_assets(uow.session, uow.actor, ids)
    unknown = [index for index, number in enumerate(ids) if number not in seen]
    if unknown:
        raise NOT_FOUND(errors=[FieldError(at.format(index), "not_found") for index in unknown[:20]])


async def locked(uow: UnitOfWork, ids: Sequence[int]) -> list[AssetRow]:
    """The assets, locked, in the order of their ids, as items are."""
    return [row async for row in assets.lock_chosen(uow.session, sorted(ids))]


def named(tags: Sequence[str]) -> str:
    """Some tags for a message."""
    shown = ", ".join(tags[:10])
    return f"{shown} …" if len(tags) > 10 else shown
