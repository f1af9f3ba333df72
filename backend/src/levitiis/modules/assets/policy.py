"""Who may do what with assets, and which assets exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, true

from levitiis.infra.db.search import within
from levitiis.kit.access import Actor, Permission, permission, permission_group
from levitiis.modules.assets.models import Asset
from levitiis.modules.locations.models import Location

permission_group("assets", "Ativos", "Assets")
READ = permission(
    "assets.read", "Ver ativos", "See assets",
    ("Consultar a lista, a ficha, os movimentos e os totais dos ativos.",
     "Read the list, the page, the movements and the totals of assets."),
)  # fmt: skip
CREATE = permission(
    "assets.create", "Cadastrar ativos", "Create assets",
    ("Registrar ativos novos, um a um.",
     "Register new assets, one by one."),
)  # fmt: skip
EDIT = permission(
    "assets.edit", "Editar ativos", "Edit assets",
    ("Corrigir os dados da ficha; o local e o responsável mudam por movimentação.",
     "Correct the data of an asset; its place and responsible person change by a move."),
)  # fmt: skip
ARCHIVE = permission(
    "assets.archive", "Arquivar ativos", "Archive assets",
    ("Tirar ativos das listas e trazê-los de volta.",
     "Take assets out of the lists and bring them back."),
)  # fmt: skip
MOVE = permission(
    "assets.move", "Mover ativos", "Move assets",
    ("Mudar o local e o responsável, um a um ou em lote.",
     "Change place and responsible person, one by one or many at once."),
)  # fmt: skip
IMPORT = permission(
    "assets.import", "Importar ativos", "Import assets",
    ("Carregar planilhas, conferir e aplicar. Só vale em toda a organização.",
     "Upload spreadsheets, check and apply them. Holds organisation-wide only."),
)  # fmt: skip
EXPORT = permission(
    "assets.export", "Exportar ativos", "Export assets",
    ("Baixar em CSV ou XLSX o que a lista mostra.",
     "Download as CSV or XLSX what the list shows."),
)  # fmt: skip
LABELS = permission(
    "assets.labels", "Imprimir etiquetas", "Print labels",
    ("Gerar folhas de etiquetas com QR.",
     "Make sheets of labels with QR codes."),
)  # fmt: skip
ATTACH = permission(
    "assets.attach", "Anexar arquivos a ativos", "Attach files to assets",
    ("Enviar fotos e documentos, escolher a foto principal, renomear e excluir anexos.",
     "Send photos and documents, choose the main picture, rename and delete attachments."),
)  # fmt: skip


def visible(actor: Actor, wanted: Permission = READ) -> ColumnElement[bool]:
    """The assets in places where ``actor`` has ``wanted``; those without a place only when everywhere."""
    scope = actor.scope(wanted)
    if scope.everywhere:
        return true()
    return Asset.location_id.in_(select(Location.id).where(within(Location.path, scope)))
