"""People."""

from __future__ import annotations

from typing import Any

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.people.api import PersonIn, create_person
from levitiis.modules.people.models import Person


async def person(uow: UnitOfWork, name: str, **fields: Any) -> Person:
    """A person; without an account."""
    return await create_person(uow, PersonIn(name=name, **fields))
