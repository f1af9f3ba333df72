"""What other modules may use of people.

``require_person`` checks an id from a body; ``find_people`` and ``find_or_create_people`` serve
imports; ``create_person`` serves identity, whose every user has a person. What a higher room keeps
about people is a ``Holder``, what of it binds them a ``Binding``.
"""

from levitiis.modules.people.actions import come_back, create_person, leave
from levitiis.modules.people.bindings import BINDINGS, Binding, columns
from levitiis.modules.people.holders import HOLDERS, Holder
from levitiis.modules.people.naming import PersonName, PersonRef, find_or_create_people, find_people
from levitiis.modules.people.queries import load_for_update as hold_person
from levitiis.modules.people.queries import (
    records_of,
    refuse_left,
    require_person,
    search,
    standing_record,
    standing_records,
    still_here,
)
from levitiis.modules.people.schemas import PersonIn

__all__ = [
    "BINDINGS",
    "HOLDERS",
    "Binding",
    "Holder",
    "PersonIn",
    "PersonName",
    "PersonRef",
    "columns",
    "come_back",
    "create_person",
    "find_or_create_people",
    "find_people",
    "hold_person",
    "leave",
    "records_of",
    "refuse_left",
    "require_person",
    "search",
    "standing_record",
    "standing_records",
    "still_here",
]
