"""HTTP of the trail."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.requests import HTTPConnection
from starlette.responses import StreamingResponse

from levitiis.infra.history import exporting, queries, seal_queries
from levitiis.infra.history.policy import EXPORT, READ, VERIFY
from levitiis.infra.history.queries import HISTORY_KEY, TrailReaders
from levitiis.infra.history.schemas import (
    SealsOut,
    TrailEntry,
    TrailExportFilter,
    TrailFilter,
    VerificationOut,
)
from levitiis.infra.history.verifying import VERIFYING
from levitiis.infra.http.context import Read, Write
from levitiis.infra.http.download import table_download
from levitiis.infra.http.route import Router
from levitiis.infra.http.services import Services
from levitiis.infra.jobs.queue import enqueue
from levitiis.kit.paging import CursorPage

router = Router("/trilha", "trail")


def readers_of(connection: HTTPConnection) -> TrailReaders:
    """What the process that serves ``connection`` shows the trail with."""
    services: Services = connection.app.state.services
    readers: TrailReaders = services.extras[HISTORY_KEY]
    return readers


@router.endpoint("GET", "", access=READ, operation_id="listTrail", response=CursorPage[TrailEntry])
async def list_trail(ctx: Read, params: Annotated[TrailFilter, Query()]) -> CursorPage[TrailEntry]:
    """The audit trail, newest first."""
    readers = readers_of(ctx.request)
    zone = ctx.settings.time_zone
    return await queries.list_trail(ctx.session, ctx.actor, params, readers, zone, ctx.language)


@router.endpoint(
    "GET", "/exportacao", access=EXPORT, operation_id="exportTrail", response=None, records=True,
    media_type="application/octet-stream",
)  # fmt: skip
async def export_trail(ctx: Write, params: Annotated[TrailExportFilter, Query()]) -> StreamingResponse:
    """What is filtered, as CSV or XLSX; who exported what is remembered in the trail."""
    asked = params.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"format"})
    ctx.uow.log("trail", None, "export", {"format": params.format, "filter": asked})
    readers, zone = readers_of(ctx.request), ctx.settings.time_zone
    rows = exporting.exported_rows(ctx.database, ctx.actor, params, readers, zone, ctx.language)
    return table_download(ctx, "trilha", params.format, rows, exporting.columns(ctx.language))


@router.endpoint("GET", "/selos", access=VERIFY, operation_id="getTrailSeals", response=SealsOut)
async def get_seals(ctx: Read) -> SealsOut:
    """How far the trail is sealed, and whether it was whole when it was last verified."""
    return await seal_queries.seals(ctx.session, ctx.actor)


@router.endpoint(
    "POST", "/conferencia", access=VERIFY, operation_id="verifyTrail", response=VerificationOut,
    status=202, idempotent=True,
)  # fmt: skip
async def verify_trail(ctx: Write) -> VerificationOut:
    """Have the whole chain computed again; the job's result is the verdict."""
    ctx.actor.require_at(VERIFY, None)
    ctx.uow.log("trail", None, "verify", {})
    return VerificationOut(job_id=await enqueue(ctx.uow, VERIFYING, {}, created_by=ctx.actor.id))
