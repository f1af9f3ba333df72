"""The answer that is a table to be kept as a file."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import StreamingResponse

from levitiis.infra.http.context import Context
from levitiis.infra.tabular.streaming import MEDIA_TYPES, Format, Rows, table_bytes
from levitiis.infra.tabular.writer import Column
from levitiis.kit.clock import now


def table_download(
    ctx: Context, name: str, form: Format, rows: Rows, columns: Sequence[Column]
) -> StreamingResponse:
    """``name`` with the moment, as CSV or XLSX in the caller's language and the organisation's time."""
    return StreamingResponse(
        table_bytes(form, rows, columns, ctx.language, ctx.settings.time_zone),
        media_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}-{now():%Y%m%d-%H%M}.{form}"'},
    )
