"""HTTP of categories.

The composition root gives ``services.extras["count_assets_in_categories"]``
(:data:`~levitiis.infra.db.tree_queries.CountBelow`), and includes this router before that of assets,
whose ``/ativos/{id}`` would otherwise take these addresses.
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
from levitiis.modules.catalogue import actions, errors, queries
from levitiis.modules.catalogue.policy import MANAGE, READ
from levitiis.modules.catalogue.schemas import CategoryFilter, CategoryIn, CategoryOut, CategoryPatch

COUNTER = "count_assets_in_categories"

router = Router("/ativos/categorias", "categories")
CategoryId = Annotated[int, Path(ge=1, le=MAX_ID)]


def _counts(ctx: Context) -> CountBelow:
    return cast("CountBelow", ctx.services.extras[COUNTER])


async def _shown(ctx: Context, category_id: int) -> CategoryOut:
    return await queries.get_category(ctx.session, ctx.actor, category_id, _counts(ctx))


@router.endpoint("GET", "", access=READ, operation_id="listCategories", response=Page[CategoryOut])
async def list_categories(ctx: Read, params: Annotated[CategoryFilter, Query()]) -> Page[CategoryOut]:
    """List categories, in the order of the tree unless another is asked for."""
    return await queries.list_categories(ctx.session, ctx.actor, params, _counts(ctx))


@router.endpoint(
    "POST", "", access=MANAGE, operation_id="createCategory", response=CategoryOut, status=201,
    problems=(errors.NAME_TAKEN, errors.TOO_DEEP), idempotent=True,
)  # fmt: skip
async def create_category(ctx: Write, data: CategoryIn, response: Response) -> CategoryOut:
    """Create a category."""
    category = await actions.create_category(ctx.uow, data)
    shown = await _shown(ctx, category.id)
    set_etag(response, shown.version)
    return shown


@router.endpoint("GET", "/{category_id}", access=READ, operation_id="getCategory", response=CategoryOut)
async def get_category(ctx: Read, category_id: CategoryId, response: Response) -> CategoryOut:
    """Show a category."""
    shown = await _shown(ctx, category_id)
    set_etag(response, shown.version)
    return shown


@router.endpoint(
    "PATCH", "/{category_id}", access=MANAGE, operation_id="editCategory", response=CategoryOut,
    problems=(errors.NAME_TAKEN, errors.CYCLE, errors.TOO_DEEP, STALE_VERSION),
)  # fmt: skip
async def edit_category(
    ctx: Write, category_id: CategoryId, data: CategoryPatch, expected: IfMatch, response: Response
) -> CategoryOut:
    """Rename or move a category, with everything below it."""
    async with showing_current(lambda: _shown(ctx, category_id)):
        await actions.edit_category(ctx.uow, category_id, data, expected)
    shown = await _shown(ctx, category_id)
    set_etag(response, shown.version)
    return shown


@router.endpoint(
    "DELETE", "/{category_id}", access=MANAGE, operation_id="deleteCategory", response=None, status=204,
    problems=(errors.HAS_CHILDREN, errors.HAS_ASSETS, STALE_VERSION),
)  # fmt: skip
async def delete_category(ctx: Write, category_id: CategoryId, expected: IfMatch) -> None:
    """Delete a category that is not used."""
    async with showing_current(lambda: _shown(ctx, category_id)):
        await actions.delete_category(ctx.uow, category_id, expected)
