"""A disposal was a mistake: its assets are back as they were."""

from __future__ import annotations

from collections import defaultdict

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.modules.assets import api as assets
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.movements.actions.asking import locked, named
from levitiis.modules.movements.disposals.actions.telling import tell
from levitiis.modules.movements.disposals.errors import NOT_REVERSIBLE
from levitiis.modules.movements.disposals.policy import REVERSE
from levitiis.modules.movements.disposals.queries.checking import left_by, lost
from levitiis.modules.movements.disposals.queries.rows import items_of, load_for_update
from levitiis.modules.movements.disposals.states import KIND, DisposalStep
from levitiis.modules.people import api as people
from levitiis.modules.signatures import api as signatures


async def reverse(uow: UnitOfWork, disposal_id: int, reason: str, expected: int | None) -> None:
    """Give every asset back to who answered for it; what was lost on loan is missing again.

    Whoever was cleared meanwhile gets nothing: nobody answers for what was his. A disposal is undone whole:
    when one of its assets is not as it left it, nothing happens. A term that nobody has signed yet loses its
    effect. Raises ``disposals.wrong_state``, ``disposals.not_reversible``,
    ``request.forbidden``.
    """
    disposal = await load_for_update(uow, disposal_id)
    ids = [item.asset_id for item in await items_of(uow.session, disposal_id)]
    rows = await locked(uow, ids)
    for row in rows:
        uow.actor.require_at(REVERSE, row.path)
    check_version(disposal, expected)
    disposal.take(DisposalStep.REVERSE)
    before = await left_by(uow.session, disposal_id)
    changed = [
        row.tag
        for row in rows
        if row.id not in before or row.status != AssetStatus.DISPOSED or row.archived_at is not None
    ]
    if changed:
        raise NOT_REVERSIBLE(tags=named(changed))
    disposal.reversed_at, disposal.reversed_by, disposal.closing_note = now(), uow.actor.id, reason
    uow.reason = f"{disposal.number}: {reason}"[:500]
    await _give_back(uow, disposal_id, before)
    await signatures.withdraw_terms(uow, KIND, disposal_id)
    await tell(uow, disposal)


async def _give_back(uow: UnitOfWork, disposal_id: int, before: dict[int, int | None]) -> None:
    """``before``: who answered for each asset; the record that stands for him does, if he is still here."""
    missing = await lost(uow.session, list(before))
    answered = {person for person in before.values() if person is not None}
    standing = await people.standing_records(uow.session, answered)
    here = await people.still_here(uow.session, list(standing.values()))
    groups: defaultdict[tuple[int | None, bool], list[int]] = defaultdict(list)
    for asset_id, person in before.items():
        stands = None if person is None else standing[person]
        groups[stands if stands in here else None, asset_id in missing].append(asset_id)
    changes = [
        assets.CustodyChange(
            responsible_id=person,
            turn=assets.Turn.LOST if is_missing else assets.Turn.RESTORED,
            disposal_id=disposal_id,
            reverses=True,
        )
        for person, is_missing in groups
    ]
    moved = await assets.move_each(uow, list(zip(groups.values(), changes, strict=True)))
    await assets.tell_of_moves(uow, *moved)
