"""Use cases of people."""

from __future__ import annotations

from levitiis.infra.crypto import Keys
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.modules.locations import api as locations
from levitiis.modules.people import errors as _  # noqa: F401  (what the table's constraints mean)
from levitiis.modules.people.events import PeopleChanged
from levitiis.modules.people.models import Person
from levitiis.modules.people.policy import MANAGE
from levitiis.modules.people.queries import load_for_update
from levitiis.modules.people.schemas import PersonIn, PersonPatch


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

    Raises ``request.stale_version``, ``people.registration_taken``, ``people.cpf_taken``.
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
