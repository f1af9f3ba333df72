"""HTTP of occurrences."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import Shown, set_etag, showing_current
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.kit.wire import MAX_ID
from levitiis.modules.movements.occurrences import errors, policy
from levitiis.modules.movements.occurrences.actions.found import set_page
from levitiis.modules.movements.occurrences.actions.opening import record
from levitiis.modules.movements.occurrences.actions.resolving import resolve
from levitiis.modules.movements.occurrences.queries.found import get_found_page
from levitiis.modules.movements.occurrences.queries.rows import get_occurrence, list_occurrences
from levitiis.modules.movements.occurrences.schemas import (
    FoundPageIn,
    FoundPageOut,
    OccurrenceFilter,
    OccurrenceIn,
    OccurrenceOut,
    OccurrenceRow,
    ResolveIn,
)

router = Router("/movimentacoes/ocorrencias", "occurrences")
OccurrenceId = Annotated[int, Path(ge=1, le=MAX_ID)]
_shown = Shown(get_occurrence)


@router.endpoint("GET", "", access=policy.READ, operation_id="listOccurrences", response=Page[OccurrenceRow])
async def list_(ctx: Read, params: Annotated[OccurrenceFilter, Query()]) -> Page[OccurrenceRow]:
    """List occurrences."""
    return await list_occurrences(ctx.session, ctx.actor, params)


@router.endpoint(
    "POST", "", access=policy.OPEN, operation_id="recordOccurrence", response=OccurrenceOut, status=201,
    problems=[NOT_FOUND], idempotent=True,
)  # fmt: skip
async def create(ctx: Write, data: OccurrenceIn, response: Response) -> OccurrenceOut:
    """Record what happened to an asset."""
    occurrence_id = await record(ctx.uow, data)
    response.headers["Location"] = f"/api/v1/movimentacoes/ocorrencias/{occurrence_id}"
    return await _shown(ctx, occurrence_id, response)


@router.endpoint(
    "GET", "/pagina-do-achado", access=policy.CONFIGURE, operation_id="getFoundPage", response=FoundPageOut
)
async def found_page(ctx: Read, response: Response) -> FoundPageOut:
    """What whoever reads a QR code without signing in is shown."""
    found = await get_found_page(ctx.session, ctx.actor)
    set_etag(response, found.version)
    return found


@router.endpoint(
    "PUT", "/pagina-do-achado", access=policy.CONFIGURE, operation_id="setFoundPage",
    response=FoundPageOut, problems=[STALE_VERSION, errors.NO_CONTACT],
)  # fmt: skip
async def set_found_page(
    ctx: Write, data: FoundPageIn, expected: IfMatch, response: Response
) -> FoundPageOut:
    """Switch the page on or off, and say the contact."""
    async with showing_current(lambda: get_found_page(ctx.session, ctx.actor)):
        await set_page(ctx.uow, data, expected)
    return await found_page(ctx, response)


@router.endpoint(
    "GET", "/{occurrence_id}", access=policy.READ, operation_id="getOccurrence", response=OccurrenceOut,
    problems=[NOT_FOUND],
)  # fmt: skip
async def get(ctx: Read, occurrence_id: OccurrenceId, response: Response) -> OccurrenceOut:
    """An occurrence, and what was done about it."""
    return await _shown(ctx, occurrence_id, response)


@router.endpoint(
    "POST", "/{occurrence_id}/resolucao", access=policy.RESOLVE, operation_id="resolveOccurrence",
    response=OccurrenceOut, problems=[NOT_FOUND, STALE_VERSION, errors.RESOLVED], idempotent=True,
)  # fmt: skip
async def settle(
    ctx: Write, occurrence_id: OccurrenceId, data: ResolveIn, expected: IfMatch, response: Response
) -> OccurrenceOut:
    """Say what was done about it."""
    step = resolve(ctx.uow, occurrence_id, data, expected)
    return await _shown(ctx, occurrence_id, response, after=step)
