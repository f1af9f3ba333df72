"""What can go wrong with assets."""

from levitiis.kit.problems import constraint, declare

TAG_TAKEN = declare(
    "assets.tag_taken", 409,
    ("Plaqueta já usada", "Tag already used"),
    ("Outro bem tem ou já teve esta plaqueta; plaquetas nunca são reutilizadas.",
     "Another asset has or had this tag; tags are never used again."),
)  # fmt: skip
ARCHIVED = declare(
    "assets.archived", 409,
    ("Ativo arquivado", "Asset is archived"),
    ("Desarquive o ativo antes de alterá-lo ou movê-lo.",
     "Unarchive the asset before changing or moving it."),
)  # fmt: skip
NOT_ARCHIVED = declare(
    "assets.not_archived", 409,
    ("Ativo não está arquivado", "Asset is not archived"),
    ("Não há o que desarquivar.", "There is nothing to unarchive."),
)  # fmt: skip
DISPOSED = declare(
    "assets.disposed", 409,
    ("Ativo baixado", "Asset was disposed of"),
    ("Um ativo baixado não recebe movimentação; estorne a baixa antes.",
     "A disposed asset takes no movement; reverse the disposal first."),
)  # fmt: skip
IN_TRANSIT = declare(
    "assets.in_transit", 409,
    ("Ativo em trânsito", "Asset is in transit"),
    ("O ativo está a caminho por uma transferência; receba-o ou devolva-o por ela.",
     "The asset is on its way by a transfer; receive it or take it back there."),
)  # fmt: skip
ON_LOAN = declare(
    "assets.on_loan", 409,
    ("Ativo emprestado", "Asset is on loan"),
    ("O ativo está emprestado; receba-o de volta antes de movê-lo ou arquivá-lo.",
     "The asset is on loan; take it back before moving or archiving it."),
)  # fmt: skip
MISSING = declare(
    "assets.missing", 409,
    ("Ativo extraviado", "Asset is missing"),
    ("O ativo está extraviado; registre que foi encontrado, no empréstimo, antes de movê-lo ou arquivá-lo.",
     "The asset is missing; record, on its loan, that it was found before moving or archiving it."),
)  # fmt: skip
NOTHING_TO_MOVE = declare(
    "assets.nothing_to_move", 422,
    ("Nada a mover", "Nothing to move"),
    ("Informe um local de destino ou um responsável diferente do atual.",
     "Give a destination or a responsible person other than the present ones."),
)  # fmt: skip
SELECTION_EMPTY = declare(
    "assets.selection_empty", 422,
    ("Nenhum ativo selecionado", "No asset selected"),
    ("A seleção não encontra nenhum ativo ao seu alcance.",
     "The selection finds no asset within your reach."),
)  # fmt: skip
SELECTION_TOO_LARGE = declare(
    "assets.selection_too_large", 422,
    ("Seleção grande demais", "Selection too large"),
    ("Selecione no máximo {limit} ativos.", "Select at most {limit} assets."),
)  # fmt: skip

constraint("uq_assets_tag_key", TAG_TAKEN, "/tag")
