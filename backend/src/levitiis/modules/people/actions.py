"""Use cases of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from levitiis.infra.brazil import format_cpf
from levitiis.infra.crypto import Keys
from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.modules.locations import api as locations
from levitiis.modules.people.errors import DIFFERENT_CPF, HAS_LEFT, NO_CPF
from levitiis.modules.people.events import PeopleChanged
from levitiis.modules.people.holders import Holder
from levitiis.modules.people.models import Person
from levitiis.modules.people.naming import NAMES
from levitiis.modules.people.policy import MANAGE, READ_DOCUMENT
from levitiis.modules.people.queries import load_all_for_update, load_for_update, require_merge
from levitiis.modules.people.schemas import MergeField, MergeIn, PersonIn, PersonPatch


async def create_person(uow: UnitOfWork, data: PersonIn, keys: Keys | None = None) -> Person:
    """Register a person; ``keys`` are needed only with a CPF.

    Raises ``people.registration_taken``, ``people.cpf_taken``.
    """
    path = await locations.require_place(uow.session, uow.actor, data.location_id, "/location_id")
    uow.actor.require_at(MANAGE, path)
    person = Person(**data.model_dump(exclude={"cpf"}))
    _set_cpf(person, data.cpf, keys)
    person.derive()
    uow.session.add(person)
    await uow.flush()
    uow.emit(PeopleChanged(object_ids=(person.id,), location_paths=(path,) if path else ()))
    return person


async def edit_person(
    uow: UnitOfWork, person_id: int, data: PersonPatch, expected: int | None, keys: Keys
) -> Person:
    """Change what was sent; whoever changes the place must manage people in both.

    Raises ``request.stale_version``, ``people.registration_taken``, ``people.cpf_taken``, and
    ``people.has_left`` when somebody who was cleared is to be active.
    """
    person = await load_for_update(uow, person_id)
    left = await locations.path_of(uow.session, person.location_id)
    uow.actor.require_at(MANAGE, left)
    check_version(person, expected)
    sent = data.model_dump(include=data.model_fields_set)
    path = left
    if "location_id" in sent:
        path = await locations.require_place(uow.session, uow.actor, data.location_id, "/location_id")
        uow.actor.require_at(MANAGE, path)
    if "cpf" in sent:
        _set_cpf(person, sent.pop("cpf"), keys)
    if person.left_on is not None and sent.get("active"):
        raise HAS_LEFT(names=person.name)
    for name, value in sent.items():
        setattr(person, name, value)
    person.derive()
    await uow.flush()
    paths = tuple(sorted({place for place in (left, path) if place is not None}))
    uow.emit(PeopleChanged(object_ids=(person.id,), location_paths=paths))
    return person


def _set_cpf(person: Person, cpf: str | None, keys: Keys | None) -> None:
    """Encrypt a CPF; one that is the same stays as it is, so that nothing seems to have changed."""
    if cpf is None:
        person.cpf_cipher, person.cpf_index = None, None
        return
    if keys is None:
        raise TypeError("a CPF cannot be stored without keys")
    index = keys.cpf_index(cpf)
    if person.cpf_index != index:
        person.cpf_cipher, person.cpf_index = keys.encrypt_cpf(cpf), index


async def leave(uow: UnitOfWork, person_id: int, day: dt.date) -> None:
    """Somebody was cleared: he left on ``day`` and gets nothing new. The caller has checked the right."""
    person = await load_for_update(uow, person_id)
    person.left_on, person.active = day, False
    await _tell(uow, person)


async def come_back(uow: UnitOfWork, person_id: int, *, active: bool) -> None:
    """The clearance does not hold any more: things may be given to him again, and he is ``active`` or not."""
    person = await load_for_update(uow, person_id)
    person.left_on, person.active = None, active
    await _tell(uow, person)


async def _tell(uow: UnitOfWork, person: Person) -> None:
    await uow.flush()
    path = await locations.path_of(uow.session, person.location_id)
    uow.emit(PeopleChanged(object_ids=(person.id,), location_paths=(path,) if path else ()))


async def read_cpf(uow: UnitOfWork, person_id: int, keys: Keys) -> str:
    """The whole CPF of a person; the trail keeps that it was read. Raises ``people.no_cpf``."""
    person = await load_for_update(uow, person_id)
    uow.actor.require_at(READ_DOCUMENT, await locations.path_of(uow.session, person.location_id))
    if person.cpf_cipher is None:
        raise NO_CPF()
    uow.log("person", person.id, "read_document", {"document": "cpf"})
    return format_cpf(keys.decrypt_cpf(person.cpf_cipher))


async def merge_people(
    uow: UnitOfWork, leaving_id: int, data: MergeIn, expected: int | None, holders: Sequence[Holder]
) -> Person:
    """Merge a record into another of the same person; returns the one that stays.

    Whatever points at the leaving one goes over, in this transaction. The leaving record stays for the
    ledger, and imports that name it mean the other one: so it keeps the registration that was not taken.
    Raises ``people.merge_same``, ``people.merged``, ``people.different_cpf``, ``request.stale_version``, and
    what a holder has against it.
    """
    require_merge(uow.actor, leaving_id, data.into_id)
    await dialect_of(uow.session).lock(uow.session, NAMES)
    people = await load_all_for_update(uow, leaving_id, data.into_id)
    leaving, staying = people[leaving_id], people[data.into_id]
    check_version(leaving, expected)
    check_version(staying, data.into_version)
    if leaving.contradicts(staying):
        raise DIFFERENT_CPF()
    moved: dict[str, int] = {}
    for holder in holders:
        against = await holder.obstacle(uow.session, uow.actor, leaving.id, staying.id)
        if against is not None:
            raise against()
        moved[holder.kind] = await holder.hand_over(uow, leaving.id, staying.id)
    await _join(uow, leaving, staying, set(data.take))
    uow.log("person", leaving.id, "merge", {"into": staying.id, **moved})
    known = {leaving.location_id, staying.location_id} - {None}
    paths = await locations.paths_of(uow.session, [place for place in known if place is not None])
    uow.emit(PeopleChanged(object_ids=(leaving.id, staying.id), location_paths=tuple(sorted(paths))))
    return staying


async def _join(uow: UnitOfWork, leaving: Person, staying: Person, take: set[MergeField]) -> None:
    """Fill the record that stays, and close the other. What is unique is given up before it is taken."""
    registration, cpf = leaving.registration, (leaving.cpf_cipher, leaving.cpf_index)
    takes_registration = bool(registration) and ("registration" in take or not staying.registration)
    leaving.active, leaving.merged_into_id = False, staying.id
    if takes_registration:
        leaving.registration = None
    leaving.cpf_cipher, leaving.cpf_index = None, None
    leaving.derive()
    await uow.flush()
    given_up = staying.registration
    for name in ("name", "email", "location_id"):
        if getattr(leaving, name) and (name in take or not getattr(staying, name)):
            setattr(staying, name, getattr(leaving, name))
    if takes_registration:
        staying.registration = registration
    if staying.cpf_index is None:
        staying.cpf_cipher, staying.cpf_index = cpf
    staying.derive()
    await uow.flush()
    if takes_registration:
        leaving.registration = given_up
        leaving.derive()
    earlier = select(Person).where(Person.merged_into_id == leaving.id)
    for person in await uow.session.scalars(earlier):
        person.merged_into_id = staying.id
    await uow.flush()
