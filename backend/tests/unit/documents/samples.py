"""Labels for tests: ordinary ones, and those that someone typed to break a layout."""

from __future__ import annotations

from levitiis.infra.documents.label_sheets import LabelSheet, label_sheets
from levitiis.infra.documents.labels import Label

ORGANISATION = "Secretaria Municipal de Saúde"
PLACE = "Sede › Bloco B › 2º andar › Sala 214"

HOSTILE = [
    "W" * 300,
    "W " * 150,
    "Otorrinolaringologista-" * 12,
    '#import "x" $x^2$ *b* _i_ \\ ` <a> @b // /* */ \' " ]]}}',
    "\u202eabc\u2066 عربية עברית \u061c",
    "😀👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈" * 20,
    "漢字カタカナ한국어" * 20,
    "Z\u0335\u0321\u0322\u0327\u0328\u0301\u0302\u0303" * 40,
    "a\u00ad\u200b\u2060\ufeff" * 80,
    "\x00\x07\x1b[31m\n\r\t\x85\u2028\u2029 texto",
    "ÁÉÍÓÚÂÊÔÃÕÇgjpqy_|" * 15,
    "\u0301",
    "﷽" * 30,
    "",
]


def label(number: int) -> Label:
    """An ordinary label; its QR code has 33 modules a side."""
    return Label(
        tag=f"{4217 + number:06d}",
        qr_text=f"https://patrimonio.exemplo.gov.br/q/A7K2M9PXQ4RT6WYZ3BC{number:03d}",
        name="Notebook Dell Latitude 5440",
        place=PLACE,
        patrimonio=f"889.{number:06d}",
        serial_number=f"7H2K0Q{number}",
    )


def hostile_labels() -> list[Label]:
    """One label for each hostile text, in every field."""
    return [
        Label(
            tag=text,
            qr_text=label(number).qr_text,
            name=text,
            place=" › ".join([text] * 4),
            patrimonio=text + "x",
            serial_number=text,
        )
        for number, text in enumerate(HOSTILE)
    ]


def geometries() -> list[LabelSheet]:
    """One sheet of each distinct geometry, rolls included."""
    seen: dict[tuple[object, ...], LabelSheet] = {}
    for sheet in label_sheets():
        key = (
            sheet.page,
            sheet.columns,
            sheet.rows,
            sheet.width_mm,
            sheet.height_mm,
            sheet.margin_left_mm,
            sheet.margin_top_mm,
        )
        seen.setdefault(key, sheet)
    return list(seen.values())


def corner(sheet: LabelSheet, index: int) -> tuple[float, float]:
    """Left and top edge of a label in mm, worked out from the sheet's measures and nothing else."""
    column, row = index % sheet.columns, index // sheet.columns
    return sheet.margin_left_mm + sheet.pitch_x_mm * column, sheet.margin_top_mm + sheet.pitch_y_mm * row
