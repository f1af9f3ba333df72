"""What other modules may use of people.

``require_person`` checks an id from a body; ``find_people`` and ``find_or_create_people`` serve
imports; ``create_person`` serves identity, whose every user has a person. What a higher room keeps
about people is a ``Holder``.
"""

from levitiis.modules.people.actions import create_person
from levitiis.modules.people.holders import HOLDERS, Holder
from levitiis.modules.people.naming import PersonName, PersonRef, find_or_create_people, find_people
from levitiis.modules.people.queries import records_of, require_person, search, standing_record
from levitiis.modules.people.schemas import PersonIn

__all__ = [
    "HOLDERS",
    "Holder",
    "PersonIn",
    "PersonName",
    "PersonRef",
    "create_person",
    "find_or_create_people",
    "find_people",
    "records_of",
    "require_person",
    "search",
    "standing_record",
]
