"""What can go wrong with attachments."""

from levitiis.kit.problems import declare

LIMIT_REACHED = declare(
    "attachments.limit_reached", 409,
    ("Limite de anexos", "Limit of attachments"),
    ("Este registro já tem {limit} anexos; exclua algum antes.",
     "This record has {limit} attachments already; delete one first."),
)  # fmt: skip
EVIDENCE = declare(
    "attachments.evidence", 409,
    ("Faz parte do processo", "Part of the record"),
    ("O arquivo faz parte do que foi aprovado ou concluído e fica guardado; anexe outro se for o caso.",
     "The file is part of what was approved or concluded, and is kept; attach another one if need be."),
)  # fmt: skip
NOT_A_PICTURE = declare(
    "attachments.not_a_picture", 409,
    ("O anexo não é uma imagem", "The attachment is no picture"),
    ("Só uma imagem pode ser a principal.", "Only a picture can be the main one."),
)  # fmt: skip
WRONG_OFFSET = declare(
    "attachments.wrong_offset", 409,
    ("Parte fora de ordem", "Part out of order"),
    ("O servidor já tem {offset} bytes deste envio; continue dali.",
     "The server has {offset} bytes of this upload; go on from there."),
)  # fmt: skip
PART_TOO_LARGE = declare(
    "attachments.part_too_large", 422,
    ("Parte maior que o arquivo", "Part larger than the file"),
    ("As partes enviadas somam mais que o tamanho anunciado.",
     "The parts sent add up to more than the size that was announced."),
)  # fmt: skip
INCOMPLETE = declare(
    "attachments.incomplete", 409,
    ("Envio incompleto", "Upload incomplete"),
    ("Chegaram {offset} de {size} bytes.", "{offset} of {size} bytes have come."),
)  # fmt: skip
TOO_MANY_UPLOADS = declare(
    "attachments.too_many_uploads", 409,
    ("Envios demais em aberto", "Too many uploads open"),
    ("Conclua ou cancele um dos seus {limit} envios em aberto.",
     "Finish or cancel one of your {limit} open uploads."),
)  # fmt: skip
