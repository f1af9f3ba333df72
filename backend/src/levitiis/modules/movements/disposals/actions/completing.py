"""What a disposal must say before anybody is asked: by law, and by the organisation's rules."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.problems import FieldError
from levitiis.modules.movements.disposals.errors import INCOMPLETE
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem
from levitiis.modules.movements.disposals.queries.checking import pictured
from levitiis.modules.movements.disposals.queries.rows import members_of
from levitiis.modules.movements.disposals.queries.rules import rules_of
from levitiis.modules.movements.disposals.states import ALIENATION, GONE, Destination

_NAMED = 20


async def require_complete(session: AsyncSession, disposal: Disposal, items: Sequence[DisposalItem]) -> None:
    """Raise ``disposals.incomplete`` with a pointer into the draft for each thing that is missing."""
    ruled = [] if disposal.destination in GONE else await _ruled(session, disposal, items)
    missing = [*_of_document(disposal), *ruled, *_of_items(disposal, items)]
    if missing:
        raise INCOMPLETE(errors=missing[:_NAMED])


def _of_document(disposal: Disposal) -> list[FieldError]:
    if disposal.destination != Destination.THEFT:
        return []
    told = {"police_report": disposal.police_report, "police_report_date": disposal.police_report_date}
    return [FieldError(f"/{name}", "required") for name, value in told.items() if value is None]


def _of_items(disposal: Disposal, items: Sequence[DisposalItem]) -> list[FieldError]:
    unclassified = [at for at, item in enumerate(items) if item.classification is None]
    missing = [FieldError(f"/items/{at}/classification", "required") for at in unclassified]
    if disposal.destination in ALIENATION:
        unvalued = [at for at, item in enumerate(items) if item.appraised_value is None]
        missing += [FieldError(f"/items/{at}/appraised_value", "required") for at in unvalued]
    return missing


async def _ruled(
    session: AsyncSession, disposal: Disposal, items: Sequence[DisposalItem]
) -> list[FieldError]:
    """What the organisation wants, and is not there."""
    rules = await rules_of(session)
    missing: list[FieldError] = []
    if rules.report_required and disposal.report is None:
        missing.append(FieldError("/report", "required"))
    if len(await members_of(session, disposal.id)) < rules.commission_members:
        missing.append(FieldError("/members", "too_few", {"limit": rules.commission_members}))
    if rules.photos_required:
        shown = await pictured(session, disposal.id)
        bare = [at for at, item in enumerate(items) if item.id not in shown]
        missing += [FieldError(f"/items/{at}/photo", "required") for at in bare]
    return missing
