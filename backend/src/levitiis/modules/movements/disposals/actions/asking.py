"""A disposal is asked for, always; or called off."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.problems import NO_POINTERS, Pointers, not_available, pointers_to
from levitiis.modules.approvals import api as approvals
from levitiis.modules.approvals.states import LevelPlace
from levitiis.modules.assets import api as assets
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.movements.actions.asking import AssetRow, locked, named, require_assets
from levitiis.modules.movements.disposals.actions.completing import require_complete
from levitiis.modules.movements.disposals.actions.drafting import require_asker
from levitiis.modules.movements.disposals.actions.holding import refuse_held
from levitiis.modules.movements.disposals.actions.telling import tell
from levitiis.modules.movements.disposals.errors import NOT_DISPOSABLE, PROMISED, WRONG_STATE
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem, DisposalMember
from levitiis.modules.movements.disposals.policy import REQUEST
from levitiis.modules.movements.disposals.queries.checking import promised
from levitiis.modules.movements.disposals.queries.held import named_with, with_document
from levitiis.modules.movements.disposals.queries.rows import (
    assets_in,
    items_of,
    load_for_update,
    members_of,
)
from levitiis.modules.movements.disposals.states import GONE, KIND, DisposalState, DisposalStep
from levitiis.modules.movements.queries.rows import value_and_categories

_FIXED = (AssetStatus.DISPOSED, AssetStatus.IN_TRANSIT, AssetStatus.ON_LOAN)


async def ask(uow: UnitOfWork, disposal_id: int, expected: int | None) -> None:
    """Ask for a draft, whose assets take part in nothing else from now on.

    Raises ``disposals.wrong_state``, ``disposals.incomplete``, ``disposals.not_disposable``,
    ``disposals.promised``, ``disposals.in_open_disposal``, ``request.forbidden``, ``request.not_found``.
    """
    disposal = await load_for_update(uow, disposal_id)
    check_version(disposal, expected)
    if disposal.state != DisposalState.DRAFT:
        raise WRONG_STATE()
    items = await items_of(uow.session, disposal_id)
    ids = [item.asset_id for item in items]
    await require_assets(uow, ids, "/items/{}/asset_id")
    rows = await locked(uow, ids)
    for row in rows:
        uow.actor.require_at(REQUEST, row.path)
    await require_complete(uow.session, disposal, items)
    pointers = pointers_to("/items/{}/asset_id", ids)
    refuse_unfit(disposal, rows, pointers)
    await refuse_held(uow, rows, pointers)
    await _refuse_promised(uow, rows, pointers)
    for item in items:
        item.is_open = True
    disposal.take(DisposalStep.ASK)
    disposal.submitted_at = now()
    await uow.flush()
    await _ask(uow, disposal, items, rows)
    await tell(uow, disposal)


async def cancel(uow: UnitOfWork, disposal_id: int, reason: str, expected: int | None) -> None:
    """Call off what was not concluded; its assets are free. Raises ``disposals.wrong_state``."""
    disposal = await load_for_update(uow, disposal_id)
    await require_asker(uow, disposal)
    check_version(disposal, expected)
    asked = disposal.state == DisposalState.PENDING
    disposal.take(DisposalStep.CANCEL)
    disposal.closing_note, uow.reason = reason, reason
    await close_items(uow, disposal_id)
    if asked:
        await approvals.withdraw_approval(uow, KIND, disposal_id)
    await tell(uow, disposal)


async def close_items(uow: UnitOfWork, disposal_id: int) -> None:
    """The disposal holds its assets no more."""
    for item in await items_of(uow.session, disposal_id):
        item.is_open = False
    await uow.flush()


def refuse_unfit(disposal: Disposal, rows: Sequence[AssetRow], pointers: Pointers = NO_POINTERS) -> None:
    """Raise ``disposals.not_disposable``; of what is missing only the loss is recorded."""
    fixed = _FIXED if disposal.destination in GONE else (*_FIXED, AssetStatus.MISSING)
    unfit = [row for row in rows if row.archived_at is not None or row.status in fixed]
    if unfit:
        errors = not_available(pointers, {row.id: assets.standing(row) for row in unfit})
        raise NOT_DISPOSABLE(tags=named([row.tag for row in unfit]), errors=errors)


def content_hash(disposal: Disposal, items: Sequence[DisposalItem], members: Sequence[DisposalMember]) -> str:
    """SHA-256 of what is asked for: what goes where and why, and who says so."""
    reported = disposal.police_report_date
    asked = {
        "number": disposal.number,
        "destination": [disposal.destination, disposal.supplier_id, disposal.is_ewaste],
        "reason": [disposal.reason, disposal.report, disposal.commission_act, disposal.process_number],
        "police_report": [disposal.police_report, reported and reported.isoformat()],
        "members": [[member.person_id, member.role] for member in members],
        "assets": [
            [item.asset_id, item.classification, item.appraised_value and str(item.appraised_value)]
            for item in items
        ],
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


async def _refuse_promised(uow: UnitOfWork, rows: Sequence[AssetRow], pointers: Pointers) -> None:
    found = await promised(uow.session, uow.actor, [row.id for row in rows])
    if found:
        told = [with_document(row.tag, found[row.id]) for row in rows if row.id in found]
        raise PROMISED(tags=named(told), errors=not_available(pointers, named_with(PROMISED.title, found)))


async def _ask(
    uow: UnitOfWork, disposal: Disposal, items: Sequence[DisposalItem], rows: Sequence[AssetRow]
) -> None:
    """Ask whom the rules say; without a rule, or where one would ask nobody, where the assets are."""
    value, categories = await value_and_categories(uow.session, assets_in(disposal.id))
    facts = approvals.Facts(frozenset(row.path for row in rows), None, value, categories)
    wanted = approvals.Wanted(
        KIND,
        disposal.id,
        disposal.number,
        disposal.reason[:300],
        content_hash(disposal, items, await members_of(uow.session, disposal.id)),
        facts,
        [approvals.place_of(LevelPlace.ORIGIN, None, facts)],
        always=True,
    )
    await approvals.request_approval(uow, wanted)
