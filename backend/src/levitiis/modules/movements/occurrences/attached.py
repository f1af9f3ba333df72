"""Files attached to occurrences: photos of the damage, the police report."""

from __future__ import annotations

from sqlalchemy import Select, select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, Permission
from levitiis.modules.attachments.api import AttachmentOwner
from levitiis.modules.movements.occurrences.errors import RESOLVED
from levitiis.modules.movements.occurrences.events import OccurrencesChanged
from levitiis.modules.movements.occurrences.models import AssetOccurrence, OccurrenceAttachment
from levitiis.modules.movements.occurrences.policy import OPEN, READ, visible
from levitiis.modules.movements.occurrences.queries.rows import load_for_update, path_of_asset
from levitiis.modules.movements.occurrences.states import OccurrenceState


def _visible(actor: Actor, wanted: Permission) -> Select[int]:
    seen = select(AssetOccurrence.id).where(visible(actor))
    if wanted is READ:
        return seen
    return seen.where(visible(actor, wanted), AssetOccurrence.state == OccurrenceState.OPEN.value)


async def _hold(uow: UnitOfWork, occurrence_id: int) -> OccurrencesChanged:
    occurrence = await load_for_update(uow, occurrence_id)
    path = await path_of_asset(uow.session, occurrence.asset_id)
    uow.actor.require_at(OPEN, path)
    if occurrence.state != OccurrenceState.OPEN:
        raise RESOLVED()
    return OccurrencesChanged(object_ids=(occurrence.id,), location_paths=(path,) if path else ())


OCCURRENCE_ATTACHMENTS = AttachmentOwner(
    kind="asset_occurrence",
    address="/movimentacoes/ocorrencias/{owner_id}/anexos",
    table=OccurrenceAttachment,
    key=OccurrenceAttachment.occurrence_id,
    read=READ,
    edit=OPEN,
    visible=_visible,
    hold=_hold,
)
