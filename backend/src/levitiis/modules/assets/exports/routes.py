"""HTTP of exports."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import StreamingResponse

from levitiis.infra.http.context import Write
from levitiis.infra.http.download import table_download
from levitiis.infra.http.route import Router
from levitiis.modules.assets.exports.columns import columns
from levitiis.modules.assets.exports.stream import exported_rows
from levitiis.modules.assets.policy import EXPORT
from levitiis.modules.assets.schemas import AssetExportFilter

router = Router("/ativos", "assets")


@router.endpoint(
    "GET", "/exportacao", access=EXPORT, operation_id="exportAssets", response=None, records=True,
    media_type="application/octet-stream",
)  # fmt: skip
async def export(ctx: Write, params: Annotated[AssetExportFilter, Query()]) -> StreamingResponse:
    """Exactly what is filtered, as CSV or XLSX; who exported what is remembered in the trail."""
    asked = params.model_dump(mode="json", exclude_defaults=True)
    ctx.uow.log("asset", None, "export", {"format": params.format, "filter": asked})
    rows = exported_rows(ctx.database, ctx.actor, params, ctx.language)
    return table_download(ctx, "ativos", params.format, rows, columns(ctx.language))
