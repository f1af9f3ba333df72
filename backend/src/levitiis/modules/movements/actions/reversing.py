"""The effect of a transfer is undone by new ones, which are asked for and approved like any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.modules.movements.actions.asking import locked, named, require_assets
from levitiis.modules.movements.actions.drafting import create_transfer
from levitiis.modules.movements.errors import ALREADY_REVERSED, NOT_REVERSIBLE, WRONG_STATE
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.queries.rows import items_of, load_for_update, standing_reversal
from levitiis.modules.movements.schemas import ReasonIn, TransferIn
from levitiis.modules.movements.states import DocumentState, ItemState
from levitiis.modules.people import api as people

Origin = tuple[int | None, int | None]


async def reverse(uow: UnitOfWork, document_id: int, data: ReasonIn, expected: int | None) -> list[int]:
    """Ask for what undoes a received transfer: one new one for each place and person to go back to.

    A transfer is undone whole: when one of its assets has moved on since, or came from nowhere and nobody,
    nothing is asked for. Returns the ids of the new ones. Raises ``movements.wrong_state``,
    ``movements.already_reversed``, ``movements.not_reversible``, and what asking raises.
    """
    document = await load_for_update(uow, document_id)
    check_version(document, expected)
    if document.state != DocumentState.RECEIVED or document.reverses_id is not None:
        raise WRONG_STATE()
    known = await standing_reversal(uow.session, document_id)
    if known is not None:
        raise ALREADY_REVERSED(number=known.number)
    every = await items_of(uow.session, document_id)
    items = [item for item in every if item.state == ItemState.RECEIVED]
    await require_assets(uow, [item.asset_id for item in items])
    origins = await _origins(uow, document, items)
    made: list[int] = []
    for (place, person), ids in origins.items():
        wanted = TransferIn(
            asset_ids=ids, to_location_id=place, to_responsible_id=person, reason=data.reason, submit=True
        )
        made.append(await create_transfer(uow, wanted, reverses_id=document_id))
    return made


async def _origins(
    uow: UnitOfWork, document: MovementDocument, items: Sequence[MovementDocumentItem]
) -> Mapping[Origin, list[int]]:
    """The assets by where they go back to; what the transfer did not change is left out of the target."""
    former = {item.from_responsible_id for item in items if item.from_responsible_id is not None}
    answers = await people.standing_record(uow.session, document.to_responsible_id)
    now_is = await people.standing_records(uow.session, former)
    rows = {row.id: row for row in await locked(uow, [item.asset_id for item in items])}
    found: defaultdict[Origin, list[int]] = defaultdict(list)
    unfit: list[str] = []
    for item in items:
        row = rows[item.asset_id]
        place = item.from_location_id if document.to_location_id is not None else None
        had = item.from_responsible_id
        person = now_is[had] if answers is not None and had is not None else None
        stayed = document.to_location_id in (None, row.location_id)
        kept = answers in (None, row.responsible_id)
        if (place is None and person is None) or not (stayed and kept):
            unfit.append(row.tag)
        else:
            found[place, person].append(item.asset_id)
    if unfit:
        raise NOT_REVERSIBLE(tags=named(unfit))
    return found
