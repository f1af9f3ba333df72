"""HTTP of the authors in the trail."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from levitiis.infra.history.authors.queries import (
    AUTHORS_KEY,
    AuthorFilter,
    TrailAuthorsOut,
    Users,
    list_authors,
)
from levitiis.infra.history.policy import READ
from levitiis.infra.history.routes import readers_of
from levitiis.infra.http.context import Read
from levitiis.infra.http.route import Router

router = Router("/trilha", "trail")


@router.endpoint(
    "GET", "/autores", access=READ, operation_id="listTrailAuthors", response=TrailAuthorsOut
)  # fmt: skip
async def authors(ctx: Read, params: Annotated[AuthorFilter, Query()]) -> TrailAuthorsOut:
    """Users whose acts stand in the part of the trail that the caller may read."""
    users: Users = ctx.services.extras[AUTHORS_KEY]
    return await list_authors(ctx.session, ctx.actor, params, users, readers_of(ctx.request))
