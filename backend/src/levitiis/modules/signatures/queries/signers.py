"""What is known of those who sign."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.brazil import mask_cpf
from levitiis.infra.crypto import Keys
from levitiis.kit.access import Actor
from levitiis.modules.people.models import Person
from levitiis.modules.signatures.content import SignerFacts


async def signer_facts(session: AsyncSession, keys: Keys, person_id: int) -> SignerFacts:
    """Who is to sign, his CPF deciphered for comparison and masked for paper."""
    person = (await session.execute(select(Person).where(Person.id == person_id))).scalar_one()
    cpf = keys.decrypt_cpf(person.cpf_cipher) if person.cpf_cipher else None
    return SignerFacts(
        person.id, person.name, person.registration, person.email, cpf, mask_cpf(cpf) if cpf else None
    )


async def name_of(session: AsyncSession, actor: Actor) -> str:
    """The actor's name for paper."""
    name = await session.scalar(select(Person.name).where(Person.id == actor.person_id))
    return name or actor.name
