"""Who may do what with occurrences, and which exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, true

from levitiis.kit.access import Actor, Permission, permission, permission_group
from levitiis.modules.assets.models import Asset
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.occurrences.models import AssetOccurrence

permission_group("occurrences", "Ocorrências", "Occurrences")
READ = permission(
    "occurrences.read", "Ver ocorrências", "See occurrences",
    ("Consultar o que aconteceu com bens dos locais e o que se fez a respeito.",
     "Read what happened to assets of the places, and what was done about it."),
)  # fmt: skip
OPEN = permission(
    "occurrences.open", "Registrar ocorrências", "Record occurrences",
    ("Registrar dano, furto, sumiço ou achado de um bem dos locais, com fotos.",
     "Record damage, theft, loss or finding of an asset of the places, with photos."),
)  # fmt: skip
RESOLVE = permission(
    "occurrences.resolve", "Resolver ocorrências", "Resolve occurrences",
    ("Dizer o que foi feito e dar a ocorrência por resolvida.",
     "Say what was done and call the occurrence resolved."),
)  # fmt: skip
CONFIGURE = permission(
    "occurrences.configure", "Configurar a página de bem achado", "Configure the page of found things",
    ("Ligar a página que o QR mostra a quem não tem conta, e dizer o contato. Vale só em toda a organização.",
     "Switch on the page that the QR shows without an account; say the contact. Organisation-wide only."),
)  # fmt: skip


def visible(actor: Actor, wanted: Permission = READ) -> ColumnElement[bool]:
    """Occurrences of assets in places where ``actor`` has ``wanted``."""
    scope = actor.scope(wanted)
    if scope.everywhere:
        return true()
    within = select(Asset.id).where(place_within(Asset.location_id, scope))
    return AssetOccurrence.asset_id.in_(within)


def visible_by_row(actor: Actor) -> ColumnElement[bool]:
    """The same, for a query that has each occurrence with its asset."""
    return place_within(Asset.location_id, actor.scope(READ))
