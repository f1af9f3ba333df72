"""HTTP of exports."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import StreamingResponse

from levitiis.infra.http.context import Write
from levitiis.infra.http.route import Router
from levitiis.kit.clock import now
from levitiis.modules.assets.exports.stream import csv_bytes, xlsx_bytes
from levitiis.modules.assets.policy import EXPORT
from levitiis.modules.assets.schemas import AssetExportFilter

router = Router("/ativos", "assets")

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@router.endpoint(
    "GET", "/exportacao", access=EXPORT, operation_id="exportAssets", response=None, records=True,
    media_type="application/octet-stream",
)  # fmt: skip
async def export(ctx: Write, params: Annotated[AssetExportFilter, Query()]) -> StreamingResponse:
    """Exactly what is filtered, as CSV or XLSX; who exported what is remembered in the trail."""
    write = csv_bytes if params.format == "csv" else xlsx_bytes
    asked = params.model_dump(mode="json", exclude_defaults=True)
    ctx.uow.log("asset", None, "export", {"format": params.format, "filter": asked})
    pieces = write(ctx.database, ctx.actor, params, ctx.language, ctx.settings.time_zone)
    name = f"ativos-{now():%Y%m%d-%H%M}.{params.format}"
    return StreamingResponse(
        pieces,
        media_type=_TYPES[params.format],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
