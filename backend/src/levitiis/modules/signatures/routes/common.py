"""What the routes of terms share."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Path, Response

from levitiis.infra.http.client import client_address
from levitiis.infra.http.context import Context
from levitiis.infra.http.versions import set_etag
from levitiis.kit.wire import MAX_ID
from levitiis.modules.signatures.desk import TERM_DESK, TermDesk, Visitor
from levitiis.modules.signatures.queries.rows import get_term
from levitiis.modules.signatures.schemas import TermOut

ADDRESS = "/movimentacoes/termos"
TermId = Annotated[int, Path(ge=1, le=MAX_ID)]
TemplateId = Annotated[int, Path(ge=1, le=MAX_ID)]


def desk_of(ctx: Context) -> TermDesk:
    """The process's desk."""
    return cast("TermDesk", ctx.services.extras[TERM_DESK])


def visitor_of(ctx: Context) -> Visitor:
    """Who is at the other end."""
    agent = ctx.request.headers.get("user-agent")
    return Visitor(client_address(ctx.request, ctx.settings.proxies), agent)


async def shown(ctx: Context, term_id: int, response: Response) -> TermOut:
    """The term as it is now, with its version as ``ETag``."""
    found = await get_term(ctx.session, ctx.actor, term_id)
    set_etag(response, found.version)
    return found
