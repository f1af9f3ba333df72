"""People by name and registration, for imports: found, or registered where missing, in sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.text import clean_line, tag_key
from levitiis.modules.locations.api import path_of
from levitiis.modules.people.events import PeopleChanged
from levitiis.modules.people.models import Person, person_name_key
from levitiis.modules.people.policy import MANAGE, visible
from levitiis.modules.people.queries import refuse_left
from levitiis.modules.people.schemas import NAME_LIMIT, REGISTRATION_LIMIT

NAMES = "people.names"
"""The lock under which names of people are given a meaning."""

_CHUNK = 1_000
_MAX_NAMED = 200


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as a file names him. Raises ValueError for what cannot be stored.

    The registration decides where there is one; otherwise the name, without case and accents.
    """

    name: str
    registration: str | None = None

    def __post_init__(self) -> None:
        name, registration = clean_line(self.name), clean_line(self.registration or "") or None
        if not person_name_key(name) or len(name) > NAME_LIMIT:
            raise ValueError(f"a name needs 1 to {NAME_LIMIT} readable characters")
        if (
            len(tag_key(registration or "")) > REGISTRATION_LIMIT
            or len(registration or "") > REGISTRATION_LIMIT
        ):
            raise ValueError(f"a registration has at most {REGISTRATION_LIMIT} characters")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "registration", registration)


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as far as an import needs him; ``homonyms``: how many others the name alone could mean."""

    id: int
    created: bool = False
    homonyms: int = 0


class _Book:
    """People by registration and by name; finds, and adds who is missing."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_registration: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = {}
        self.added: list[Person] = []
        for person in people:
            self._enter(person)

    def _enter(self, person: Person) -> None:
        if person.registration_key:
            self.by_registration[person.registration_key] = person
        self.by_name.setdefault(person.name_key, []).append(person)

    def find(self, wanted: PersonName) -> Person | None:
        """Whom a name means: by registration if it has one, else whoever bears it."""
        if wanted.registration:
            return self.by_registration.get(tag_key(wanted.registration))
        bearers = self.by_name.get(person_name_key(wanted.name), [])
        return next((person for person in bearers if not person.registration_key), next(iter(bearers), None))

    def add(self, wanted: PersonName, location_id: int | None) -> Person:
        """A new person, not yet stored."""
        person = Person(name=wanted.name, registration=wanted.registration, location_id=location_id)
        person.derive()
        self._enter(person)
        self.added.append(person)
        return person

    def refs(self, people: Mapping[PersonName, Person]) -> dict[PersonName, PersonRef]:
        """What an import gets; everybody is stored by now. A merged record means whom it was merged into."""
        fresh = {person.id for person in self.added}
        return {
            name: PersonRef(_standing(person), person.id in fresh, self._homonyms(name))
            for name, person in people.items()
        }

    def _homonyms(self, wanted: PersonName) -> int:
        if wanted.registration:
            return 0
        return len({_standing(person) for person in self.by_name[person_name_key(wanted.name)]}) - 1


def _standing(person: Person) -> int:
    return person.merged_into_id or person.id


async def find_people(
    session: AsyncSession, actor: Actor, wanted: Iterable[PersonName]
) -> dict[PersonName, PersonRef]:
    """Those of ``wanted`` who exist within the actor's reach."""
    ordered = _registered_first(wanted)
    book = _Book(await _candidates(session, actor, ordered))
    found = ((name, book.find(name)) for name in ordered)
    return book.refs({name: person for name, person in found if person is not None})


async def find_or_create_people(
    uow: UnitOfWork, wanted: Iterable[PersonName], *, location_id: int | None = None
) -> dict[PersonName, PersonRef]:
    """Every person of ``wanted``; who is missing is registered, at ``location_id`` if given.

    A name without registration means whoever bears it: of several the one without a registration,
    else the first registered; ``homonyms`` tells. Imports wait for one another here until the
    transaction ends. Raises ``request.forbidden`` when somebody is missing and the actor may not
    register people, ``people.has_left`` for whoever was cleared.
    """
    ordered = _registered_first(wanted)
    await dialect_of(uow.session).lock(uow.session, NAMES)
    book = _Book(await _candidates(uow.session, uow.actor, ordered))
    people = {name: book.find(name) or book.add(name, location_id) for name in ordered}
    if book.added:
        path = await path_of(uow.session, location_id)
        uow.actor.require_at(MANAGE, path)
        uow.session.add_all(book.added)
        await uow.flush()
        ids = tuple(person.id for person in book.added) if len(book.added) <= _MAX_NAMED else ()
        uow.emit(PeopleChanged(object_ids=ids, location_paths=(path,) if path else ()))
    refs = book.refs(people)
    known = sorted({ref.id for ref in refs.values() if not ref.created})
    for start in range(0, len(known), _CHUNK):
        await refuse_left(uow.session, known[start : start + _CHUNK])
    return refs


def _registered_first(wanted: Iterable[PersonName]) -> list[PersonName]:
    return sorted(dict.fromkeys(wanted), key=lambda who: who.registration is None)


async def _candidates(session: AsyncSession, actor: Actor, wanted: Sequence[PersonName]) -> list[Person]:
    """Everybody whom the names or registrations could mean, oldest entry first."""
    found: dict[int, Person] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        meant = or_(
            Person.name_key.in_({person_name_key(who.name) for who in chunk}),
            Person.registration_key.in_({tag_key(who.registration) for who in chunk if who.registration}),
        )
        for person in await session.scalars(select(Person).where(meant, visible(actor))):
            found[person.id] = person
    return [found[person_id] for person_id in sorted(found)]
