"""HTTP of the trail."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.requests import HTTPConnection

from levitiis.infra.history import queries
from levitiis.infra.history.policy import READ
from levitiis.infra.history.queries import HISTORY_KEY, TrailReaders
from levitiis.infra.history.schemas import TrailEntry, TrailFilter
from levitiis.infra.http.context import Read
from levitiis.infra.http.route import Router
from levitiis.infra.http.services import Services
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
    return await queries.list_trail(ctx.session, ctx.actor, params, readers, ctx.settings.time_zone)
