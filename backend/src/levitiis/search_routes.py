"""``GET /busca``: one search over everything that the actor may see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from fastapi import Query
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.http.context import Read
from levitiis.infra.http.route import Router
from levitiis.kit.access import SELF, Actor, Permission
from levitiis.kit.search import SearchHit
from levitiis.kit.wire import In, Out
from levitiis.modules.assets import policy as asset_policy
from levitiis.modules.assets.queries.search import search as search_assets
from levitiis.modules.locations import policy as location_policy
from levitiis.modules.locations.queries import search as search_locations
from levitiis.modules.people import policy as people_policy
from levitiis.modules.people.queries import search as search_people

Search = Callable[[AsyncSession, Actor, str, int], Awaitable[Sequence[SearchHit]]]
PER_GROUP = 8

_SOURCES: tuple[tuple[str, Permission, Search], ...] = (
    ("asset", asset_policy.READ, search_assets),
    ("location", location_policy.READ, search_locations),
    ("person", people_policy.READ, search_people),
)


class SearchFilter(In):
    """What is looked for."""

    q: Annotated[str, Field(min_length=1, max_length=200)]


class SearchGroup(Out):
    """What was found of one kind."""

    type: str
    items: list[SearchHit]


class SearchResult(Out):
    """Groups with at least one hit, best first."""

    groups: list[SearchGroup]


router = Router("/busca", "search")


@router.endpoint("GET", "", access=SELF, operation_id="searchEverything", response=SearchResult)
async def search(ctx: Read, params: Annotated[SearchFilter, Query()]) -> SearchResult:
    """Search assets, places and people by any code, name or word."""
    groups: list[SearchGroup] = []
    if not params.q.strip():
        return SearchResult(groups=groups)
    for kind, permission, source in _SOURCES:
        if ctx.actor.scope(permission):
            hits = list(await source(ctx.session, ctx.actor, params.q, PER_GROUP))
            if hits:
                groups.append(SearchGroup(type=kind, items=hits))
    return SearchResult(groups=groups)
