"""HTTP of label printing."""

from __future__ import annotations

from fastapi import Response

from levitiis.infra.http.context import Write
from levitiis.infra.http.route import Router
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.assets.errors import SELECTION_EMPTY, SELECTION_TOO_LARGE
from levitiis.modules.assets.labels.actions import known_sheets, print_labels
from levitiis.modules.assets.labels.errors import LABEL_TOO_SMALL, POSITION_OFF_SHEET, UNKNOWN_SHEET
from levitiis.modules.assets.labels.schemas import LabelSheets, LabelsIn
from levitiis.modules.assets.policy import LABELS

router = Router("/ativos/etiquetas", "labels")


@router.endpoint("GET", "/folhas", access=LABELS, operation_id="listLabelSheets", response=LabelSheets)
async def sheets() -> LabelSheets:
    """The sheets and rolls that labels can be printed on."""
    return LabelSheets(items=known_sheets())


@router.endpoint(
    "POST", "", access=LABELS, operation_id="printLabels", response=None, media_type="application/pdf",
    problems=[
        UNKNOWN_SHEET, POSITION_OFF_SHEET, LABEL_TOO_SMALL, SELECTION_EMPTY, SELECTION_TOO_LARGE, NOT_FOUND,
    ],
)  # fmt: skip
async def print_(ctx: Write, data: LabelsIn) -> Response:
    """Labels of chosen assets as PDF."""
    pdf = await print_labels(
        ctx.uow,
        data,
        public_url=ctx.settings.public_url,
        organisation=ctx.settings.organisation,
        language=ctx.language,
    )
    name = f"etiquetas-{now():%Y%m%d-%H%M}.pdf"
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
