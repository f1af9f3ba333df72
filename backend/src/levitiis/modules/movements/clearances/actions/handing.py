"""What a person answers for is given back to a place, or goes over to somebody else, in one go.

Both are the moves that exist anyway, with their rights, approvals and terms; here they are only sorted, so
that one asset that cannot go keeps no other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.common_problems import FORBIDDEN, INVALID_REQUEST
from levitiis.kit.problems import FieldError, Language, ProblemType
from levitiis.kit.wire import Ref
from levitiis.modules.assets import api as assets
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import AssetRow, locked, require_assets
from levitiis.modules.movements.actions.drafting import create_transfer
from levitiis.modules.movements.actions.moving import effect, receive, send
from levitiis.modules.movements.clearances.errors import NOT_THEIRS
from levitiis.modules.movements.clearances.policy import PASS_ON, RECEIVE
from levitiis.modules.movements.clearances.queries.rows import leaver_of
from levitiis.modules.movements.clearances.schemas import GivenBackIn, HandedAsset, HandedOut, PassedOnIn
from levitiis.modules.movements.clearances.states import HandedOutcome
from levitiis.modules.movements.disposals.errors import IN_OPEN_DISPOSAL
from levitiis.modules.movements.disposals.queries.held import held, with_document
from levitiis.modules.movements.errors import IN_OPEN_DOCUMENT, NOT_TRANSFERABLE
from levitiis.modules.movements.queries.rows import load_for_update, open_elsewhere
from levitiis.modules.movements.schemas import ReceiptIn, ReceivedItem, TransferIn
from levitiis.modules.movements.states import DocumentState
from levitiis.modules.people import api as people
from levitiis.modules.signatures.api import TermDesk

_NEVER = (AssetStatus.DISPOSED, AssetStatus.IN_TRANSIT)


async def give_back(uow: UnitOfWork, person_id: int, data: GivenBackIn, language: Language) -> HandedOut:
    """Assets go to a place and nobody answers for them, by the right to move them directly.

    Raises ``request.not_found`` for what does not exist for the actor, ``request.forbidden`` for the place.
    """
    rows = await _rows(uow, person_id, data.asset_ids)
    await locations.require_place(uow.session, uow.actor, data.location_id, "/location_id")
    theirs = await _theirs(uow, person_id)
    refused = {row.id: NOT_THEIRS for row in rows if row.responsible_id not in theirs}
    leaves = await held(uow.session, uow.actor, data.asset_ids)
    refused = {row.id: IN_OPEN_DISPOSAL for row in rows if row.id in leaves} | refused
    items = _told(rows, refused, leaves, language)
    going = [row.id for row in rows if row.id not in refused]
    if going:
        wanted = assets.BulkMoveIn.model_validate(
            {
                "selection": {"ids": going},
                "to_location_id": data.location_id,
                "to_responsible_id": None,
                "reason": data.reason,
            }
        )
        failed = {one.id: one for one in (await assets.move_assets(uow, wanted, language)).failed}
        for row in rows:
            if row.id in failed:
                items[row.id] = _item(row, HandedOutcome.REFUSED, failed[row.id].code, failed[row.id].message)
    return HandedOut(items=list(items.values()), document=None)


async def pass_on(
    uow: UnitOfWork, desk: TermDesk, person_id: int, data: PassedOnIn, language: Language
) -> HandedOut:
    """Assets go over to another person by a transfer, which is approved, received and signed for as any.

    What nobody has to approve takes effect at once, if the actor may receive it too. Raises as giving back
    does, and ``people.has_left`` for who gets them.
    """
    rows = await _rows(uow, person_id, data.asset_ids)
    await people.require_person(uow.session, uow.actor, data.person_id, "/person_id")
    if data.location_id is not None:
        await locations.require_place(uow.session, uow.actor, data.location_id, "/location_id")
    theirs = await _theirs(uow, person_id)
    if data.person_id in theirs:
        raise INVALID_REQUEST(errors=[FieldError("/person_id", "invalid")])
    leaves = await held(uow.session, uow.actor, data.asset_ids)
    refused = await _unfit(uow, rows, theirs, leaves, stays=data.location_id is None)
    items = _told(rows, refused, leaves, language)
    going = [row for row in rows if row.id not in refused]
    if not going:
        return HandedOut(items=list(items.values()), document=None)
    wanted = TransferIn(
        asset_ids=[row.id for row in going],
        to_location_id=data.location_id,
        to_responsible_id=data.person_id,
        reason=data.reason,
        submit=True,
    )
    document_id = await create_transfer(uow, wanted)
    outcome = (
        HandedOutcome.DONE if await _at_once(uow, desk, document_id, going, data) else HandedOutcome.WAITING
    )
    for row in going:
        items[row.id] = _item(row, outcome)
    document = await load_for_update(uow, document_id)
    return HandedOut(items=list(items.values()), document=Ref(id=document.id, name=document.number))


async def _rows(uow: UnitOfWork, person_id: int, asset_ids: Sequence[int]) -> list[AssetRow]:
    """The assets, locked; they and the person exist for the actor."""
    await leaver_of(uow.session, uow.actor, person_id)
    await require_assets(uow, asset_ids)
    return await locked(uow, asset_ids)


async def _theirs(uow: UnitOfWork, person_id: int) -> set[int]:
    records = people.records_of(person_id).subquery()
    return set(await uow.session.scalars(select(records.c[0])))


async def _unfit(
    uow: UnitOfWork, rows: Sequence[AssetRow], theirs: set[int], leaves: Collection[int], *, stays: bool
) -> dict[int, ProblemType]:
    """Why each of these cannot be passed on, by asset; who answers for what is on loan may change."""
    taken = await open_elsewhere(uow.session, [row.id for row in rows])
    fixed = _NEVER if stays else (*_NEVER, AssetStatus.ON_LOAN)
    refused: dict[int, ProblemType] = {}
    for row in rows:
        if row.responsible_id not in theirs:
            refused[row.id] = NOT_THEIRS
        elif not uow.actor.scope(PASS_ON).covers(row.path):
            refused[row.id] = FORBIDDEN
        elif row.id in taken:
            refused[row.id] = IN_OPEN_DOCUMENT
        elif row.id in leaves:
            refused[row.id] = IN_OPEN_DISPOSAL
        elif row.archived_at is not None or row.status in fixed:
            refused[row.id] = NOT_TRANSFERABLE
    return refused


async def _at_once(
    uow: UnitOfWork, desk: TermDesk, document_id: int, going: Sequence[AssetRow], data: PassedOnIn
) -> bool:
    """Whether the transfer has taken effect: it was not asked for, and the actor may receive it."""
    document = await load_for_update(uow, document_id)
    if document.state != DocumentState.APPROVED:
        return False
    may = uow.actor.scope(RECEIVE)
    if data.location_id is None:
        if not all(may.covers(row.path) for row in going):
            return False
        await effect(uow, desk, document_id, None)
        return True
    if not may.covers(await locations.path_of(uow.session, data.location_id)):
        return False
    await send(uow, document_id, None)
    here = [ReceivedItem(asset_id=row.id) for row in going]
    await receive(uow, desk, document_id, ReceiptIn(received=here), None)
    return True


def _told(
    rows: Sequence[AssetRow],
    refused: Mapping[int, ProblemType],
    leaves: Mapping[int, str | None],
    language: Language,
) -> dict[int, HandedAsset]:
    """What is known of each before anything moves; ``leaves``: the disposals by their assets."""
    told: dict[int, HandedAsset] = {}
    for row in rows:
        kind = refused.get(row.id)
        if kind is None:
            told[row.id] = _item(row, HandedOutcome.DONE)
        else:
            named = with_document(row.tag, leaves[row.id]) if kind is IN_OPEN_DISPOSAL else row.tag
            message = kind.detail.in_language(language, {"tags": named})
            told[row.id] = _item(row, HandedOutcome.REFUSED, kind.code, message)
    return told


def _item(
    row: AssetRow, outcome: HandedOutcome, code: str | None = None, message: str | None = None
) -> HandedAsset:
    return HandedAsset(asset_id=row.id, tag=row.tag, outcome=outcome, code=code, message=message)
