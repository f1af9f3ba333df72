"""Who may do what with transfers, and which transfers exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select, true

from levitiis.kit.access import Actor, permission, permission_group
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem

permission_group("movements", "Transferências", "Transfers")
READ = permission(
    "movements.read", "Ver transferências", "See transfers",
    ("Consultar transferências que saem dos locais ou chegam a eles.",
     "Read transfers that leave the places or arrive there."),
)  # fmt: skip
REQUEST = permission(
    "movements.request", "Pedir transferências", "Request transfers",
    ("Pedir, cancelar e dar saída a transferências de bens dos locais.",
     "Request, cancel and send transfers of assets of the places."),
)  # fmt: skip
RECEIVE = permission(
    "movements.receive", "Receber transferências", "Receive transfers",
    ("Receber no local de destino, bem por bem, e registrar o que falta.",
     "Receive at the destination, asset by asset, and record what is missing."),
)  # fmt: skip


def visible(actor: Actor) -> ColumnElement[bool]:
    """What goes to or comes from places within reach, and what one asked for oneself."""
    scope = actor.scope(READ)
    if scope.everywhere:
        return true()
    leaving = select(MovementDocumentItem.document_id).where(
        place_within(MovementDocumentItem.from_location_id, scope)
    )
    return or_(
        place_within(MovementDocument.to_location_id, scope),
        MovementDocument.id.in_(leaving),
        MovementDocument.requester_id == actor.id,
    )
