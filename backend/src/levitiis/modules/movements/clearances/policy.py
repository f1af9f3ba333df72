"""Who may do what when somebody leaves, and which clearances exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from levitiis.kit.access import Actor, permission, permission_group
from levitiis.modules.assets.policy import MOVE as GIVE_BACK
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.clearances.models import Clearance
from levitiis.modules.movements.policy import RECEIVE
from levitiis.modules.movements.policy import REQUEST as PASS_ON
from levitiis.modules.people.models import Person
from levitiis.modules.people.policy import visible as person_visible

permission_group("clearances", "Desligamentos", "Leaving")
READ = permission(
    "clearances.read", "Ver pendências de pessoas", "See what binds people",
    ("Consultar o que uma pessoa dos locais ainda tem a devolver, assinar ou decidir.",
     "Read what a person of the places still has to give back, sign or decide."),
)  # fmt: skip
ISSUE = permission(
    "clearances.issue", "Emitir nada consta", "Issue clearances",
    ("Declarar que nada ficou com quem sai, e revogar a declaração.",
     "Declare that nothing is left with who leaves, and withdraw the declaration."),
)  # fmt: skip

__all__ = ["GIVE_BACK", "ISSUE", "PASS_ON", "READ", "RECEIVE", "visible", "visible_person"]


def visible(actor: Actor) -> ColumnElement[bool]:
    """Clearances of people who worked in places within reach."""
    return place_within(Clearance.location_id, actor.scope(READ))


def visible_person(actor: Actor) -> ColumnElement[bool]:
    """People within reach, whose ties one may see."""
    return and_(person_visible(actor), place_within(Person.location_id, actor.scope(READ)))
