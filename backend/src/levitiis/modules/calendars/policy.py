"""Who may do what with calendars, and which calendars exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, literal, or_, select, true

from levitiis.infra.db.search import within
from levitiis.kit.access import Actor, permission, permission_group
from levitiis.modules.calendars.models import Calendar
from levitiis.modules.locations.models import Location

permission_group("calendars", "Calendários", "Calendars")
READ = permission(
    "calendars.read", "Ver calendários", "See calendars",
    ("Consultar expediente e feriados, da organização e dos locais.",
     "Read business hours and holidays, of the organisation and of places."),
)  # fmt: skip
MANAGE = permission(
    "calendars.manage", "Gerenciar calendários", "Manage calendars",
    ("Mudar expediente e feriados; o calendário da organização, só quem pode em toda ela.",
     "Change business hours and holidays; the organisation's calendar only organisation-wide."),
)  # fmt: skip


def visible(actor: Actor) -> ColumnElement[bool]:
    """The organisation's calendar, those of places within reach, and those that hold there."""
    scope = actor.scope(READ)
    if scope.everywhere:
        return true()
    above = [literal(prefix).like(Location.path.concat("%")) for prefix in scope.prefixes]
    reached = select(Location.id).where(or_(within(Location.path, scope), *above))
    return or_(Calendar.location_id.is_(None), Calendar.location_id.in_(reached))
