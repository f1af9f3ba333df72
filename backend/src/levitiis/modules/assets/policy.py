"""Who may do what with assets, and which assets exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, true

from levitiis.infra.db.search import within
from levitiis.kit.access import Actor, Permission, permission
from levitiis.modules.assets.models import Asset
from levitiis.modules.locations.models import Location

READ = permission("assets.read", "Ver ativos", "See assets")
CREATE = permission("assets.create", "Cadastrar ativos", "Create assets")
EDIT = permission("assets.edit", "Editar ativos", "Edit assets")
ARCHIVE = permission("assets.archive", "Arquivar ativos", "Archive assets")
MOVE = permission("assets.move", "Mover ativos", "Move assets")
IMPORT = permission("assets.import", "Importar ativos", "Import assets")
EXPORT = permission("assets.export", "Exportar ativos", "Export assets")
LABELS = permission("assets.labels", "Imprimir etiquetas", "Print labels")


def visible(actor: Actor, wanted: Permission = READ) -> ColumnElement[bool]:
    """The assets in places where ``actor`` has ``wanted``; those without a place only when everywhere."""
    scope = actor.scope(wanted)
    if scope.everywhere:
        return true()
    return Asset.location_id.in_(select(Location.id).where(within(Location.path, scope)))
