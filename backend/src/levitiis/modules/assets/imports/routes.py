"""HTTP of imports."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import IfMatch, Read, Write
from levitiis.infra.http.files import files_of
from levitiis.infra.http.route import Router
from levitiis.infra.http.upload import UploadLimits, receive_upload
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.paging import Page, PageParams
from levitiis.kit.wire import MAX_ID
from levitiis.modules.assets.imports import store, views
from levitiis.modules.assets.imports.errors import INVALID_ROWS, NOTHING_VALID, WRONG_STATE
from levitiis.modules.assets.imports.mapping import INVALID_MAPPING
from levitiis.modules.assets.imports.schemas import (
    ApplyIn,
    ImportOut,
    ImportRow,
    IssueFilter,
    IssueOut,
    MappingIn,
)
from levitiis.modules.assets.policy import IMPORT

router = Router("/ativos/importacoes", "imports")
ImportId = Annotated[int, Path(ge=1, le=MAX_ID)]


async def _shown(ctx: Read | Write, import_id: int) -> ImportOut:
    return await views.get_import(ctx.session, ctx.actor, import_id, ctx.language)


@router.endpoint("GET", "", access=IMPORT, operation_id="listImports", response=Page[ImportRow])
async def list_(ctx: Read, params: Annotated[PageParams, Query()]) -> Page[ImportRow]:
    """Imports, newest first."""
    return await views.list_imports(ctx.session, ctx.actor, params)


@router.endpoint(
    "POST", "", access=IMPORT, operation_id="uploadImport", response=ImportOut, status=201, body="raw",
    upload="file",
)  # fmt: skip
async def upload(ctx: Write, response: Response) -> ImportOut:
    """Receive a spreadsheet and propose how to read it."""
    store.require_importer(ctx.actor)
    limits = UploadLimits(ctx.settings.max_upload_bytes)
    async with receive_upload(ctx.request, limits) as received:
        item = await store.create_import(ctx.uow, files_of(ctx.request), received)
    response.headers["Location"] = f"/api/v1/ativos/importacoes/{item.id}"
    return await _answer(ctx, item.id, response)


@router.endpoint(
    "GET", "/{import_id}", access=IMPORT, operation_id="getImport", response=ImportOut, problems=[NOT_FOUND]
)
async def get(ctx: Read, import_id: ImportId, response: Response) -> ImportOut:
    """An import."""
    shown = await _shown(ctx, import_id)
    set_etag(response, shown.version)
    return shown


@router.endpoint(
    "PUT", "/{import_id}/mapeamento", access=IMPORT, operation_id="mapImport", response=ImportOut,
    problems=[NOT_FOUND, STALE_VERSION, WRONG_STATE, INVALID_MAPPING],
)  # fmt: skip
async def map_(
    ctx: Write, import_id: ImportId, data: MappingIn, expected: IfMatch, response: Response
) -> ImportOut:
    """Say how the file is to be read."""
    async with showing_current(lambda: _shown(ctx, import_id)):
        await store.set_mapping(ctx.uow, files_of(ctx.request), import_id, data, expected)
    return await _answer(ctx, import_id, response)


@router.endpoint(
    "POST", "/{import_id}/verificacao", access=IMPORT, operation_id="checkImport", response=ImportOut,
    status=202, problems=[NOT_FOUND, WRONG_STATE], idempotent=True,
)  # fmt: skip
async def check(ctx: Write, import_id: ImportId, response: Response) -> ImportOut:
    """Have the file checked."""
    await store.start_check(ctx.uow, import_id)
    return await _answer(ctx, import_id, response)


@router.endpoint(
    "GET", "/{import_id}/erros", access=IMPORT, operation_id="listImportIssues", response=Page[IssueOut],
    problems=[NOT_FOUND],
)  # fmt: skip
async def issues(ctx: Read, import_id: ImportId, params: Annotated[IssueFilter, Query()]) -> Page[IssueOut]:
    """What the check found, row by row."""
    return await views.list_issues(ctx.session, ctx.actor, import_id, params, ctx.language)


@router.endpoint(
    "POST", "/{import_id}/aplicacao", access=IMPORT, operation_id="applyImport", response=ImportOut,
    status=202, problems=[NOT_FOUND, WRONG_STATE, INVALID_ROWS, NOTHING_VALID], idempotent=True,
)  # fmt: skip
async def apply(ctx: Write, import_id: ImportId, data: ApplyIn, response: Response) -> ImportOut:
    """Put the valid rows into the inventory."""
    await store.start_apply(ctx.uow, import_id, data)
    return await _answer(ctx, import_id, response)


@router.endpoint(
    "DELETE", "/{import_id}", access=IMPORT, operation_id="forgetImport", response=None, status=204,
    problems=[NOT_FOUND, WRONG_STATE],
)  # fmt: skip
async def forget(ctx: Write, import_id: ImportId) -> Response:
    """Remove an import that was not applied."""
    await store.forget_import(ctx.uow, files_of(ctx.request), import_id)
    return Response(status_code=204)


async def _answer(ctx: Write, import_id: int, response: Response) -> ImportOut:
    await ctx.uow.flush()
    shown = await _shown(ctx, import_id)
    set_etag(response, shown.version)
    return shown
