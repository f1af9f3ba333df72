"""Who may do what with people, and which people exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from levitiis.kit.access import Actor, Permission, permission
from levitiis.modules.locations.api import place_within
from levitiis.modules.people.models import Person

READ = permission("people.read", "Ver pessoas", "See people")
MANAGE = permission("people.manage", "Gerenciar pessoas", "Manage people")


def visible(actor: Actor, wanted: Permission = READ) -> ColumnElement[bool]:
    """The people who work in places where ``actor`` has ``wanted``; those without a place when everywhere."""
    return place_within(Person.location_id, actor.scope(wanted))
