"""HTTP of suppliers. The composition root gives ``services.extras["keys"]``, the keys of CPF."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Path, Query
from starlette.responses import Response

from levitiis.infra.crypto import Keys
from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.common_problems import STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.kit.wire import MAX_ID
from levitiis.modules.suppliers import actions, errors, queries
from levitiis.modules.suppliers.policy import MANAGE, READ
from levitiis.modules.suppliers.schemas import SupplierFilter, SupplierIn, SupplierOut, SupplierPatch

router = Router("/compras/fornecedores", "suppliers")
SupplierId = Annotated[int, Path(ge=1, le=MAX_ID)]


def _keys(ctx: Context) -> Keys:
    return cast("Keys", ctx.services.extras["keys"])


async def _shown(ctx: Context, supplier_id: int) -> SupplierOut:
    return await queries.get_supplier(ctx.session, ctx.actor, supplier_id, _keys(ctx))


@router.endpoint("GET", "", access=READ, operation_id="listSuppliers", response=Page[SupplierOut])
async def list_suppliers(ctx: Read, params: Annotated[SupplierFilter, Query()]) -> Page[SupplierOut]:
    """List suppliers."""
    return await queries.list_suppliers(ctx.session, ctx.actor, params, _keys(ctx))


@router.endpoint(
    "POST", "", access=MANAGE, operation_id="createSupplier", response=SupplierOut, status=201,
    problems=(errors.TAX_ID_TAKEN,), idempotent=True,
)  # fmt: skip
async def create_supplier(ctx: Write, data: SupplierIn, response: Response) -> SupplierOut:
    """Register a supplier."""
    supplier = await actions.create_supplier(ctx.uow, data, _keys(ctx))
    shown = await _shown(ctx, supplier.id)
    set_etag(response, shown.version)
    return shown


@router.endpoint("GET", "/{supplier_id}", access=READ, operation_id="getSupplier", response=SupplierOut)
async def get_supplier(ctx: Read, supplier_id: SupplierId, response: Response) -> SupplierOut:
    """Show a supplier."""
    shown = await _shown(ctx, supplier_id)
    set_etag(response, shown.version)
    return shown


@router.endpoint(
    "PATCH", "/{supplier_id}", access=MANAGE, operation_id="editSupplier", response=SupplierOut,
    problems=(errors.TAX_ID_TAKEN, STALE_VERSION),
)  # fmt: skip
async def edit_supplier(
    ctx: Write, supplier_id: SupplierId, data: SupplierPatch, expected: IfMatch, response: Response
) -> SupplierOut:
    """Change a supplier."""
    async with showing_current(lambda: _shown(ctx, supplier_id)):
        await actions.edit_supplier(ctx.uow, supplier_id, data, expected, _keys(ctx))
    shown = await _shown(ctx, supplier_id)
    set_etag(response, shown.version)
    return shown
