"""A clearance is issued when nothing is left, and withdrawn when it should not hold any more."""

from __future__ import annotations

import hashlib

from levitiis.infra.db.counting import document_number
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now, today
from levitiis.kit.common_problems import INVALID_REQUEST
from levitiis.kit.ids import opaque_code
from levitiis.kit.problems import FieldError
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.clearances.errors import IN_FORCE, SOMETHING_LEFT
from levitiis.modules.movements.clearances.events import ClearancesChanged
from levitiis.modules.movements.clearances.models import Clearance
from levitiis.modules.movements.clearances.paper import ClearanceContent, render
from levitiis.modules.movements.clearances.policy import ISSUE
from levitiis.modules.movements.clearances.queries.rows import (
    Bindings,
    Leaver,
    groups_of,
    in_force_of,
    leaver_of,
    load_clearance,
)
from levitiis.modules.movements.clearances.schemas import ClearanceIn, WithdrawalIn
from levitiis.modules.movements.clearances.states import PREFIX, ClearanceStep
from levitiis.modules.people import api as people
from levitiis.modules.signatures import api as signatures


async def issue(
    uow: UnitOfWork, desk: signatures.TermDesk, bindings: Bindings, person_id: int, data: ClearanceIn
) -> int:
    """Declare that nothing is left with a person; he gets nothing new from then on. Returns its id.

    The person's row is locked first, and whoever gives him something holds it too: what is given at the same
    moment is either seen here, or refused there. Raises ``clearances.something_left`` with the groups that
    are not empty, ``clearances.in_force``, ``request.forbidden``, ``request.not_found``.
    """
    leaver = await leaver_of(uow.session, uow.actor, person_id)
    uow.actor.require_at(ISSUE, leaver.path)
    if data.left_on > today():
        raise INVALID_REQUEST(errors=[FieldError("/left_on", "invalid")])
    await people.hold_person(uow, person_id)
    if await in_force_of(uow.session, [person_id]):
        raise IN_FORCE()
    groups = await groups_of(uow.session, uow.actor, bindings, person_id)
    left = [group for group in groups if group.blocks and group.total]
    if left:
        raise SOMETHING_LEFT(extensions={"left": [group.model_dump(mode="json") for group in left]})
    clearance = await _frozen(uow, desk, leaver, data)
    await people.leave(uow, person_id, data.left_on)
    await _tell(uow, clearance)
    return clearance.id


async def withdraw(
    uow: UnitOfWork, person_id: int, clearance_id: int, data: WithdrawalIn, expected: int | None
) -> None:
    """It was an error, or the person stays: he is as before, and things may be given to him again.

    Raises ``clearances.withdrawn``, ``request.forbidden``.
    """
    leaver = await leaver_of(uow.session, uow.actor, person_id)
    clearance = await load_clearance(uow, person_id, clearance_id)
    uow.actor.require_at(ISSUE, leaver.path)
    check_version(clearance, expected)
    clearance.take(ClearanceStep.WITHDRAW)
    clearance.withdrawn_at, clearance.withdrawn_by = now(), uow.actor.id
    clearance.withdrawal_reason = uow.reason = data.reason
    await people.come_back(uow, person_id, active=clearance.was_active)
    await _tell(uow, clearance)


async def _frozen(uow: UnitOfWork, desk: signatures.TermDesk, leaver: Leaver, data: ClearanceIn) -> Clearance:
    facts = await signatures.signer_facts(uow.session, desk.keys, leaver.person.id)
    number = await document_number(uow, PREFIX)
    content = ClearanceContent(
        organisation=desk.settings.organisation,
        number=number,
        person=facts.name,
        registration=facts.registration or "",
        cpf=facts.cpf_masked or "",
        place=leaver.place or "",
        left_on=f"{data.left_on:%d/%m/%Y}",
        issued_on=f"{desk.local_now():%d/%m/%Y}",
        issuer=await signatures.name_of(uow.session, uow.actor),
    )
    code, moment = opaque_code(), now()
    pdf = await render(content, desk.verify_at(code), moment)
    stored = await desk.keep(uow, pdf, f"{number}.pdf")
    clearance = Clearance(
        number=number,
        person_id=leaver.person.id,
        location_id=leaver.person.location_id,
        left_on=data.left_on,
        was_active=leaver.person.active,
        content_json=content.as_json(),
        content_hash=content.hash,
        code=code,
        pdf_id=stored.id,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        issued_by=uow.actor.id,
        created_at=moment,
    )
    uow.session.add(clearance)
    return clearance


async def _tell(uow: UnitOfWork, clearance: Clearance) -> None:
    await uow.flush()
    path = await locations.path_of(uow.session, clearance.location_id)
    uow.emit(ClearancesChanged(object_ids=(clearance.id,), location_paths=(path,) if path else ()))
