"""Who may do what with disposals, and which exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select, true

from levitiis.kit.access import Actor, permission, permission_group
from levitiis.modules.assets.models import Asset
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem, DisposalMember
from levitiis.modules.people import api as people

permission_group("disposals", "Baixas", "Disposals")
READ = permission(
    "disposals.read", "Ver baixas", "See disposals",
    ("Consultar baixas de bens dos locais; quem é da comissão vê as suas.",
     "Read disposals of assets of the places; who sits in a commission sees its own."),
)  # fmt: skip
REQUEST = permission(
    "disposals.request", "Preparar e pedir baixas", "Prepare and ask for disposals",
    ("Montar lotes de bens dos locais, pedir a baixa e cancelá-la.",
     "Put together lots of assets of the places, ask for their disposal and cancel it."),
)  # fmt: skip
DESK = permission(
    "disposals.desk", "Concluir baixas", "Conclude disposals",
    ("Concluir baixas aprovadas: os bens dos locais saem de vez.",
     "Conclude approved disposals: assets of the places leave for good."),
)  # fmt: skip
REVERSE = permission(
    "disposals.reverse", "Estornar baixas", "Reverse disposals",
    ("Trazer de volta, como estavam, bens que foram baixados por engano.",
     "Bring assets that were disposed of by mistake back as they were."),
)  # fmt: skip
CONFIGURE = permission(
    "disposals.configure", "Definir regras de baixa", "Define disposal rules",
    ("Dizer se a baixa exige laudo, comissão e fotos. Vale só em toda a organização.",
     "Say whether a disposal needs a report, a commission and photos. Holds organisation-wide only."),
)  # fmt: skip


def visible(actor: Actor) -> ColumnElement[bool]:
    """Disposals of assets within reach, those one asked for, and those of one's commissions."""
    scope = actor.scope(READ)
    if scope.everywhere:
        return true()
    within = (
        select(DisposalItem.disposal_id)
        .join(Asset, Asset.id == DisposalItem.asset_id)
        .where(place_within(Asset.location_id, scope))
    )
    seen = or_(Disposal.id.in_(within), Disposal.requester_id == actor.id)
    if actor.person_id is None:
        return seen
    sits = select(DisposalMember.disposal_id).where(
        DisposalMember.person_id.in_(people.records_of(actor.person_id))
    )
    return or_(seen, Disposal.id.in_(sits))
