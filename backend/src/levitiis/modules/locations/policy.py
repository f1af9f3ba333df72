"""Who may do what with places, and which places exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, SQLColumnExpression, select, true

from levitiis.infra.db.search import within
from levitiis.kit.access import Actor, Permission, Scope, permission, permission_group
from levitiis.modules.locations.models import Location

permission_group("locations", "Localizações", "Places")
READ = permission(
    "locations.read", "Ver localizações", "See places",
    ("Consultar a árvore de unidades, prédios, andares e salas.",
     "Read the tree of units, buildings, floors and rooms."),
)  # fmt: skip
MANAGE = permission(
    "locations.manage", "Gerenciar localizações", "Manage places",
    ("Criar, editar, mover e excluir localizações.", "Create, edit, move and delete places."),
)  # fmt: skip


def visible(actor: Actor, wanted: Permission = READ) -> ColumnElement[bool]:
    """The places where ``actor`` has ``wanted``. Of those above them he sees the names only, in paths."""
    return within(Location.path, actor.scope(wanted))


def place_within(column: SQLColumnExpression[int | None], scope: Scope) -> ColumnElement[bool]:
    """The place that ``column`` names lies within ``scope``; no place only when that is everywhere."""
    if scope.everywhere:
        return true()
    return column.in_(select(Location.id).where(within(Location.path, scope)))
