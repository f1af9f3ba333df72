"""What binds a person, and his clearances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.models import StoredFile
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.movements.clearances.models import Clearance
from levitiis.modules.movements.clearances.policy import GIVE_BACK, ISSUE, PASS_ON, visible, visible_person
from levitiis.modules.movements.clearances.schemas import (
    BoundFilter,
    BoundGroup,
    BoundKind,
    BoundOut,
    BoundPage,
    ClearanceOut,
    LeavingOut,
    LeavingPerson,
)
from levitiis.modules.movements.clearances.states import ClearanceState
from levitiis.modules.people import api as people
from levitiis.modules.people.models import Person
from levitiis.modules.signatures.api import VerifiedTermOut, initials
from levitiis.modules.signatures.states import PaperKind, PaperState

MOST_NAMED = 500
Bindings = Sequence[people.Binding]


class Leaver(NamedTuple):
    """A person within reach, and where he works."""

    person: Person
    path: str | None
    place: str | None


async def leaver_of(session: AsyncSession, actor: Actor, person_id: int) -> Leaver:
    """Who leaves. Raises ``request.not_found`` when he does not exist for ``actor``."""
    statement = (
        select(Person, Location.path, Location.full_name)
        .outerjoin(Location, Location.id == Person.location_id)
        .where(Person.id == person_id, Person.merged_into_id.is_(None), visible_person(actor))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return Leaver(row[0], row[1], row[2])


async def get_leaving(session: AsyncSession, actor: Actor, bindings: Bindings, person_id: int) -> LeavingOut:
    """Everything that binds a person. Raises ``request.not_found``."""
    person, path, _ = await leaver_of(session, actor, person_id)
    groups = await groups_of(session, actor, bindings, person_id)
    left = sum(group.total for group in groups if group.blocks)
    clearances = await _clearances(session, actor, person_id)
    in_force = any(one.state is ClearanceState.VALID for one in clearances)
    held = next((group.total for group in groups if group.kind == "assets"), 0)
    offered = {
        "give_back": held > 0 and actor.may(GIVE_BACK),
        "pass_on": held > 0 and actor.may(PASS_ON),
        "issue": not in_force and actor.scope(ISSUE).covers(path),
        "withdraw": in_force and actor.scope(ISSUE).covers(path),
    }
    return LeavingOut(
        person=LeavingPerson(
            id=person.id,
            name=person.name,
            registration=person.registration,
            active=person.active,
            left_on=person.left_on,
        ),
        groups=groups,
        left=left,
        clearances=clearances,
        allowed_actions=cast("Any", [name for name, fits in offered.items() if fits]),
    )


async def bound_after(
    session: AsyncSession, actor: Actor, bindings: Bindings, person_id: int, params: BoundFilter
) -> BoundPage:
    """The next of what binds a person, of one kind, by id. Raises ``request.not_found``."""
    await leaver_of(session, actor, person_id)
    binding = next(one for one in bindings if one.kind == params.kind)
    records = people.records_of(person_id)
    found = await binding.after(session, records, actor, params.after, MOST_NAMED)
    return BoundPage(items=[BoundOut.model_validate(one._asdict()) for one in found])


async def groups_of(
    session: AsyncSession, actor: Actor, bindings: Bindings, person_id: int
) -> list[BoundGroup]:
    """What binds a person, kind by kind; what does not exist for ``actor`` is counted, never named."""
    records = people.records_of(person_id)
    groups: list[BoundGroup] = []
    for binding in bindings:
        total = await binding.count(session, records)
        seen = await binding.count(session, records, actor) if total else 0
        named = await binding.seen(session, records, actor, MOST_NAMED) if seen else []
        groups.append(
            BoundGroup(
                kind=cast("BoundKind", binding.kind),
                blocks=binding.blocks,
                total=total,
                hidden=total - seen,
                items=[BoundOut.model_validate(one._asdict()) for one in named],
            )
        )
    return groups


async def load_clearance(uow: UnitOfWork, person_id: int, clearance_id: int) -> Clearance:
    """A clearance, locked. Raises ``request.not_found`` when it does not exist for the actor."""
    statement = (
        select(Clearance)
        .where(Clearance.id == clearance_id, Clearance.person_id == person_id, visible(uow.actor))
        .with_for_update(of=Clearance)
        .execution_options(populate_existing=True)
    )
    found = await uow.session.scalar(statement)
    if found is None:
        raise NOT_FOUND()
    return found


async def pdf_of(
    session: AsyncSession, actor: Actor, person_id: int, clearance_id: int
) -> tuple[StoredFile, str]:
    """The PDF of a clearance and its name for people. Raises ``request.not_found``."""
    statement = (
        select(StoredFile, Clearance.number)
        .join(Clearance, Clearance.pdf_id == StoredFile.id)
        .where(Clearance.id == clearance_id, Clearance.person_id == person_id, visible(actor))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return row[0], f"{row[1]}.pdf"


async def in_force_of(session: AsyncSession, person_ids: Sequence[int]) -> int | None:
    """A clearance in force of any of these people."""
    statement = select(Clearance.id).where(
        Clearance.person_id.in_(person_ids), Clearance.state == ClearanceState.VALID.value
    )
    return await session.scalar(statement.limit(1))


async def verified_clearance(session: AsyncSession, code: str) -> VerifiedTermOut | None:
    """What anybody who holds the paper may know of it; None when no clearance has the code."""
    found = await session.scalar(select(Clearance).where(Clearance.code == code))
    if found is None:
        return None
    valid = found.state == ClearanceState.VALID
    return VerifiedTermOut(
        organisation=found.content_json["organisation"],
        number=found.number,
        kind=PaperKind.CLEARANCE,
        state=PaperState.VALID if valid else PaperState.VOID,
        issued_at=found.created_at,
        settled_at=found.withdrawn_at,
        signer_initials=initials(found.content_json["person"]),
        pdf_sha256=found.pdf_sha256,
        signed_pdf_sha256=None,
    )


async def _clearances(session: AsyncSession, actor: Actor, person_id: int) -> list[ClearanceOut]:
    issuer, withdrawer = aliased(User), aliased(User)
    issued, withdrew = aliased(Person), aliased(Person)
    statement = (
        select(Clearance, issued.name, withdrew.name)
        .outerjoin(issuer, issuer.id == Clearance.issued_by)
        .outerjoin(issued, issued.id == issuer.person_id)
        .outerjoin(withdrawer, withdrawer.id == Clearance.withdrawn_by)
        .outerjoin(withdrew, withdrew.id == withdrawer.person_id)
        .where(Clearance.person_id.in_(people.records_of(person_id)), visible(actor))
        .order_by(Clearance.id.desc())
    )
    return [_out(*row) for row in (await session.execute(statement)).all()]


def _out(found: Clearance, issuer: str | None, withdrawer: str | None) -> ClearanceOut:
    by, back = found.issued_by, found.withdrawn_by
    return ClearanceOut.model_validate(
        {
            "id": found.id,
            "number": found.number,
            "state": found.state,
            "left_on": found.left_on,
            "code": found.code,
            "pdf_sha256": found.pdf_sha256,
            "issued_by": {"id": by, "name": issuer} if by and issuer else None,
            "created_at": found.created_at,
            "withdrawn_at": found.withdrawn_at,
            "withdrawn_by": {"id": back, "name": withdrawer} if back and withdrawer else None,
            "withdrawal_reason": found.withdrawal_reason,
            "version": found.version,
        }
    )
