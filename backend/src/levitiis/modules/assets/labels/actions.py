"""Prints labels of chosen assets."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.documents.label_layout import LabelTooSmallError
from levitiis.infra.documents.label_sheets import LabelSheet, find_sheet, label_sheets
from levitiis.infra.documents.labels import Label, render_labels
from levitiis.kit.problems import FieldError, Language
from levitiis.modules.assets.labels.errors import LABEL_TOO_SMALL, POSITION_OFF_SHEET, UNKNOWN_SHEET
from levitiis.modules.assets.labels.schemas import MAX_LABELS, LabelSheetOut, LabelsIn
from levitiis.modules.assets.policy import LABELS
from levitiis.modules.assets.queries.chosen import labels_of
from levitiis.modules.assets.queries.detail import qr_url
from levitiis.modules.assets.queries.selection import selected_ids


def known_sheets() -> list[LabelSheetOut]:
    """Every sheet and roll, from small labels to large ones."""
    from levitiis.infra.documents.label_sheets import DEFAULT_SHEET

    names = [name for name in LabelSheetOut.model_fields if name != "is_default"]
    return [
        LabelSheetOut(
            **{name: getattr(sheet, name) for name in names}, is_default=sheet.code == DEFAULT_SHEET
        )
        for sheet in label_sheets()
    ]


async def print_labels(
    uow: UnitOfWork, wanted: LabelsIn, *, public_url: str, organisation: str, language: Language
) -> bytes:
    """The PDF; it is remembered in the trail who printed how many labels (none on a test page).

    Raises ``labels.unknown_sheet``, ``labels.position_off_sheet``, ``labels.too_small`` and the
    problems of a selection.
    """
    sheet = _sheet(wanted)
    labels = [] if wanted.test_page else await _labels(uow, wanted, public_url)
    pdf = await _render(labels, sheet, wanted, organisation, language)
    uow.log("asset", None, "print_labels", {"count": len(labels), "sheet": sheet.code})
    return pdf


def _sheet(wanted: LabelsIn) -> LabelSheet:
    sheet = find_sheet(wanted.sheet)
    if sheet is None:
        raise UNKNOWN_SHEET(errors=[FieldError("/sheet", "not_an_option")])
    if wanted.start_position > sheet.per_sheet:
        limit = sheet.per_sheet
        errors = [FieldError("/start_position", "too_large", {"limit": limit})]
        raise POSITION_OFF_SHEET(errors=errors, limit=limit)
    return sheet


async def _labels(uow: UnitOfWork, wanted: LabelsIn, public_url: str) -> list[Label]:
    from levitiis.kit.common_problems import INVALID_REQUEST

    if wanted.selection is None:
        raise INVALID_REQUEST(errors=[FieldError("/selection", "required")])
    ids = await selected_ids(uow.session, uow.actor, wanted.selection, LABELS, MAX_LABELS)
    return [
        Label(
            tag=row.tag,
            qr_text=qr_url(public_url, row.code),
            name=row.name,
            place=row.full_name or "",
            patrimonio=row.patrimonio or "",
            serial_number=row.serial_number or "",
        )
        for row in await labels_of(uow.session, uow.actor, ids, LABELS, wanted.order)
    ]


async def _render(
    labels: Sequence[Label], sheet: LabelSheet, wanted: LabelsIn, organisation: str, language: Language
) -> bytes:
    try:
        return await asyncio.to_thread(
            render_labels,
            labels,
            sheet,
            organisation=organisation,
            start_position=wanted.start_position,
            fields=wanted.fields,
            test_rulers=wanted.test_page,
            language=language,
        )
    except LabelTooSmallError as error:
        raise LABEL_TOO_SMALL(errors=[FieldError("/sheet", "too_small", {"limit": sheet.name})]) from error
