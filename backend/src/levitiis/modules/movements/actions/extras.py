"""What arrived without being expected is a divergence of the transfer, and is resolved by itself."""

from __future__ import annotations

from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import named, require_assets
from levitiis.modules.movements.actions.drafting import create_transfer
from levitiis.modules.movements.actions.telling import tell
from levitiis.modules.movements.errors import EXPECTED, RESOLVED, WRONG_STATE
from levitiis.modules.movements.models import MovementDocument, MovementDocumentExtra
from levitiis.modules.movements.policy import RECEIVE
from levitiis.modules.movements.queries.extras import known_extras, load_extra
from levitiis.modules.movements.queries.rows import items_of, load_for_update
from levitiis.modules.movements.schemas import ExtraIn, ResolutionIn, TransferIn
from levitiis.modules.movements.states import ExtraResolution


async def note_extras(uow: UnitOfWork, document: MovementDocument, extras: Sequence[ExtraIn]) -> None:
    """Write down what came besides; nothing moves by that. What was noted before is not noted again.

    The caller holds the document. Raises ``request.not_found``, ``movements.expected``.
    """
    await require_assets(uow, [extra.asset_id for extra in extras], "/extras/{}/asset_id")
    expected = {item.asset_id for item in await items_of(uow.session, document.id)}
    ours = [str(extra.asset_id) for extra in extras if extra.asset_id in expected]
    if ours:
        raise EXPECTED(assets=named(ours))
    known = await known_extras(uow.session, document.id)
    fresh = [extra for extra in extras if extra.asset_id not in known]
    uow.session.add_all(
        MovementDocumentExtra(
            document_id=document.id,
            asset_id=extra.asset_id,
            note=extra.note,
            found_by=uow.actor.id,
            found_at=now(),
        )
        for extra in fresh
    )
    await uow.flush()
    if fresh:
        found = {"assets": [extra.asset_id for extra in fresh]}
        uow.log("movement_document", document.id, "find_extras", found)


async def resolve_extra(
    uow: UnitOfWork, document_id: int, extra_id: int, data: ResolutionIn, expected: int | None
) -> None:
    """Move it here by a transfer of its own, which is asked for as any other; or leave it, with a reason.

    Raises ``movements.resolved``, ``request.forbidden``, and what asking raises.
    """
    document = await load_for_update(uow, document_id)
    uow.actor.require_at(RECEIVE, await locations.path_of(uow.session, document.to_location_id))
    check_version(document, expected)
    extra = await load_extra(uow, document_id, extra_id)
    if extra.resolution is not None:
        raise RESOLVED()
    if data.resolution is ExtraResolution.TRANSFERRED:
        if document.to_location_id is None:
            raise WRONG_STATE()
        wanted = TransferIn(
            asset_ids=[extra.asset_id],
            to_location_id=document.to_location_id,
            reason=data.note,
            submit=True,
        )
        extra.transfer_id = await create_transfer(uow, wanted)
    extra.resolution, extra.resolution_note = data.resolution.value, data.note
    extra.resolved_by, extra.resolved_at, document.updated_at = uow.actor.id, now(), now()
    acts = {"asset": extra.asset_id, "resolution": data.resolution.value, "note": data.note}
    uow.log("movement_document", document_id, "resolve_extra", acts)
    await tell(uow, document)
