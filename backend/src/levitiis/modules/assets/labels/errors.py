"""What can go wrong when printing labels."""

from levitiis.kit.problems import declare

UNKNOWN_SHEET = declare(
    "labels.unknown_sheet", 422,
    ("Folha desconhecida", "Unknown sheet"),
    ("Escolha uma das folhas da lista.", "Choose one of the sheets of the list."),
)  # fmt: skip
POSITION_OFF_SHEET = declare(
    "labels.position_off_sheet", 422,
    ("Posição fora da folha", "Position off the sheet"),
    ("Esta folha tem {limit} etiquetas.", "This sheet has {limit} labels."),
)  # fmt: skip
LABEL_TOO_SMALL = declare(
    "labels.too_small", 422,
    ("Etiqueta pequena demais", "Label too small"),
    ("O código QR não cabe legível nesta etiqueta; escolha uma folha maior.",
     "The QR code does not fit legibly on this label; choose a larger one."),
)  # fmt: skip
