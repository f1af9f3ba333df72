"""What the routes of terms share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from levitiis.infra.http.client import client_address
from levitiis.infra.http.context import Context
from levitiis.infra.http.versions import Shown
from levitiis.kit.wire import MAX_ID
from levitiis.modules.signatures.desk import Visitor
from levitiis.modules.signatures.queries.rows import get_term

ADDRESS = "/movimentacoes/termos"
TermId = Annotated[int, Path(ge=1, le=MAX_ID)]
TemplateId = Annotated[int, Path(ge=1, le=MAX_ID)]
shown = Shown(get_term)


def visitor_of(ctx: Context) -> Visitor:
    """Who is at the other end."""
    agent = ctx.request.headers.get("user-agent")
    return Visitor(client_address(ctx.request, ctx.settings.proxies), agent)
