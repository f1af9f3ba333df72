"""What can go wrong with transfers."""

from levitiis.kit.problems import constraint, declare

WRONG_STATE = declare(
    "movements.wrong_state", 409,
    ("Não cabe agora", "Not possible now"),
    ("O documento está em outra situação; veja o que mudou e tente de novo.",
     "The document is in another state; see what has changed and try again."),
)  # fmt: skip
IN_OPEN_DOCUMENT = declare(
    "movements.in_open_document", 409,
    ("Bem em outra transferência", "Asset in another transfer"),
    ("Há bens que já estão em uma transferência aberta; receba-a ou cancele-a antes.",
     "Some assets are in an open transfer already; receive or cancel that one first."),
)  # fmt: skip
NOT_TRANSFERABLE = declare(
    "movements.not_transferable", 409,
    ("Bem que não pode ser transferido", "Asset that cannot be transferred"),
    ("Estes bens estão arquivados, baixados, em trânsito ou emprestados: {tags}.",
     "These assets are archived, disposed of, in transit or on loan: {tags}."),
)  # fmt: skip
MOVED_MEANWHILE = declare(
    "movements.moved_meanwhile", 409,
    ("Bem movido nesse meio-tempo", "Asset moved meanwhile"),
    ("Estes bens não estão mais onde estavam quando o documento foi enviado: {tags}.",
     "These assets are no longer where they were when the document was submitted: {tags}."),
)  # fmt: skip
NOT_EXPECTED = declare(
    "movements.not_expected", 409,
    ("Bem que não se espera", "Asset not expected"),
    ("Estes bens não são deste documento ou já foram recebidos ou devolvidos: {assets}.",
     "These assets do not belong to this document, or were received or returned already: {assets}."),
)  # fmt: skip
NOTHING_CHANGES = declare(
    "movements.nothing_changes", 422,
    ("Nada muda", "Nothing changes"),
    ("Estes bens já estão no destino e com o responsável: {tags}.",
     "These assets are at the destination and with the responsible person already: {tags}."),
)  # fmt: skip
ALREADY_REVERSED = declare(
    "movements.already_reversed", 409,
    ("Estorno já pedido", "Reversal asked for already"),
    ("Já existe um estorno desta transferência: {number}.",
     "There is a reversal of this transfer: {number}."),
)  # fmt: skip
NOT_REVERSIBLE = declare(
    "movements.not_reversible", 409,
    ("Não há o que estornar", "Nothing to reverse"),
    ("Estes bens já seguiram adiante, ou vieram de nenhum lugar e de ninguém: {tags}.",
     "These assets have moved on, or came from nowhere and nobody: {tags}."),
)  # fmt: skip
EXPECTED = declare(
    "movements.expected", 409,
    ("Bem do próprio documento", "Asset of this document"),
    ("Estes bens são deste documento e não estão sobrando: {assets}.",
     "These assets belong to this document and are not extra: {assets}."),
)  # fmt: skip
RESOLVED = declare(
    "movements.resolved", 409,
    ("Já resolvido", "Resolved already"),
    ("Esta divergência já foi resolvida.", "This divergence was resolved already."),
)  # fmt: skip

constraint("uq_movement_document_items_open", IN_OPEN_DOCUMENT, "/asset_ids")
MERGE_OPEN = declare(
    "movements.merge_open", 409,
    ("Há transferências em aberto", "Transfers are open"),
    ("Quem sai está em transferências que ainda não terminaram; conclua-as ou cancele-as antes de unir.",
     "Who leaves is in transfers that have not ended; finish or cancel them before merging."),
)  # fmt: skip
