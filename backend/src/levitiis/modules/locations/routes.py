"""HTTP of places.

The composition root gives ``services.extras["count_assets_in_places"]``
(:data:`~levitiis.infra.db.tree_queries.CountBelow`): places stand below assets, so they are told how
many things they hold rather than asking. Likewise ``services.extras[MOVE_GUARD]``: what a move does to
grants is known above.
"""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Path, Query
from starlette.responses import Response

from levitiis.infra.db.tree_queries import CountBelow
from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.common_problems import STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.kit.wire import MAX_ID
from levitiis.modules.locations import actions, errors, queries
from levitiis.modules.locations.moves import MOVE_GUARD, MoveGuard
from levitiis.modules.locations.policy import MANAGE, READ
from levitiis.modules.locations.schemas import (
    LocationFilter,
    LocationIn,
    LocationKinds,
    LocationMoveIn,
    LocationOut,
    LocationPatch,
    LocationTree,
    LocationTreeFilter,
)

COUNTER = "count_assets_in_places"

router = Router("/localizacoes", "locations")
LocationId = Annotated[int, Path(ge=1, le=MAX_ID)]


def _counts(ctx: Context) -> CountBelow:
    return cast("CountBelow", ctx.services.extras[COUNTER])


def _guard(ctx: Context) -> MoveGuard:
    return cast("MoveGuard", ctx.services.extras[MOVE_GUARD])


async def _shown(ctx: Context, location_id: int) -> LocationOut:
    return await queries.get_location(ctx.session, ctx.actor, location_id, _counts(ctx))


@router.endpoint("GET", "", access=READ, operation_id="listLocations", response=Page[LocationOut])
async def list_locations(ctx: Read, params: Annotated[LocationFilter, Query()]) -> Page[LocationOut]:
    """List places, in the order of the tree unless another is asked for."""
    return await queries.list_locations(ctx.session, ctx.actor, params, _counts(ctx))


@router.endpoint("GET", "/arvore", access=READ, operation_id="getLocationTree", response=LocationTree)
async def get_location_tree(ctx: Read, params: Annotated[LocationTreeFilter, Query()]) -> LocationTree:
    """One level of the tree with counts, or with ``q`` what it finds under its ancestors."""
    if params.q and params.q.strip():
        return await queries.tree_search(ctx.session, ctx.actor, params.q, params.parent_id, _counts(ctx))
    return await queries.tree_level(ctx.session, ctx.actor, params.parent_id, _counts(ctx))


@router.endpoint("GET", "/tipos", access=READ, operation_id="listLocationKinds", response=LocationKinds)
async def list_location_kinds(ctx: Read) -> LocationKinds:
    """The kinds of places, from the root down, with those below which each may stand."""
    return await queries.list_kinds(ctx.session)


@router.endpoint(
    "POST", "", access=MANAGE, operation_id="createLocation", response=LocationOut, status=201,
    problems=(errors.NAME_TAKEN, errors.KIND_NOT_ALLOWED, errors.TOO_DEEP), idempotent=True,
)  # fmt: skip
async def create_location(ctx: Write, data: LocationIn, response: Response) -> LocationOut:
    """Create a place."""
    place = await actions.create_location(ctx.uow, data)
    shown = await _shown(ctx, place.id)
    set_etag(response, shown.version)
    return shown


@router.endpoint("GET", "/{location_id}", access=READ, operation_id="getLocation", response=LocationOut)
async def get_location(ctx: Read, location_id: LocationId, response: Response) -> LocationOut:
    """Show a place."""
    shown = await _shown(ctx, location_id)
    set_etag(response, shown.version)
    return shown


@router.endpoint(
    "PATCH", "/{location_id}", access=MANAGE, operation_id="editLocation", response=LocationOut,
    problems=(errors.NAME_TAKEN, errors.KIND_NOT_ALLOWED, STALE_VERSION),
)  # fmt: skip
async def edit_location(
    ctx: Write, location_id: LocationId, data: LocationPatch, expected: IfMatch, response: Response
) -> LocationOut:
    """Change a place; a new name is carried to the full names of everything below."""
    async with showing_current(lambda: _shown(ctx, location_id)):
        await actions.edit_location(ctx.uow, location_id, data, expected)
    shown = await _shown(ctx, location_id)
    set_etag(response, shown.version)
    return shown


@router.endpoint(
    "POST", "/{location_id}/mudanca", access=MANAGE, operation_id="moveLocation", response=LocationOut,
    problems=(errors.CYCLE, errors.NAME_TAKEN, errors.KIND_NOT_ALLOWED, errors.TOO_DEEP,
              errors.MOVE_CHANGES_RIGHTS, STALE_VERSION),
    idempotent=True,
)  # fmt: skip
async def move_location(
    ctx: Write, location_id: LocationId, data: LocationMoveIn, expected: IfMatch, response: Response
) -> LocationOut:
    """Move a place, with everything below it, below another one or to the root."""
    async with showing_current(lambda: _shown(ctx, location_id)):
        await actions.move_location(ctx.uow, location_id, data, expected, _guard(ctx))
    shown = await _shown(ctx, location_id)
    set_etag(response, shown.version)
    return shown


@router.endpoint(
    "DELETE", "/{location_id}", access=MANAGE, operation_id="deleteLocation", response=None, status=204,
    problems=(errors.HAS_CHILDREN, errors.HAS_ASSETS, errors.HAS_MOVEMENTS, errors.HAS_PEOPLE,
              errors.HAS_GRANTS, STALE_VERSION),
)  # fmt: skip
async def delete_location(ctx: Write, location_id: LocationId, expected: IfMatch) -> None:
    """Delete a place that holds nothing and never did."""
    async with showing_current(lambda: _shown(ctx, location_id)):
        await actions.delete_location(ctx.uow, location_id, expected)
