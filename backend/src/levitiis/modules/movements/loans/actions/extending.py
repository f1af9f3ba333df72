"""Another due date: given by who lends, asked for by who borrowed, approved again where the loan is."""

from __future__ import annotations

import datetime as dt

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.infra.jobs.queue import enqueue
from levitiis.kit.clock import now, today
from levitiis.kit.common_problems import FORBIDDEN
from levitiis.kit.problems import FieldError
from levitiis.modules.movements.actions.asking import AssetRow, locked
from levitiis.modules.movements.loans.actions.dropping import take_back
from levitiis.modules.movements.loans.actions.reserving import (
    ask_approval,
    asked_of,
    hash_of,
    refuse_taken,
    told_taken,
)
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.errors import (
    BAD_PERIOD,
    EXTENSION_OPEN,
    SAME_DUE_DATE,
    WRONG_STATE,
)
from levitiis.modules.movements.loans.models import LoanAgreement, LoanExtension
from levitiis.modules.movements.loans.occasions import next_occasion
from levitiis.modules.movements.loans.policy import REQUEST
from levitiis.modules.movements.loans.queries.extensions import concerns, open_extension
from levitiis.modules.movements.loans.queries.rows import load_for_update, loans_of, paths_of_assets, taken
from levitiis.modules.movements.loans.queries.rules import free_from, rules_of
from levitiis.modules.movements.loans.reservations.actions.opening import require_open
from levitiis.modules.movements.loans.schemas import ExtensionIn, RefusalIn
from levitiis.modules.movements.loans.states import (
    EXTENDABLE,
    EXTENSION,
    TAKEN,
    ExtensionState,
    ExtensionStep,
)

ANSWERS = "loans.extension_answers"
_PAST = "O novo prazo já passou."


async def extend(
    uow: UnitOfWork, agreement_id: int, data: ExtensionIn, expected: int | None, zone: str
) -> None:
    """Everything that is not back is due on another day, unless somebody else has it then.

    Where a loan is approved this is too, and holds from then on. Raises ``loans.wrong_state``,
    ``loans.extension_open``, ``loans.same_due_date``, ``loans.bad_period``, ``loans.desk_closed``,
    ``loans.conflict``, ``request.forbidden``.
    """
    agreement = await _load_as_lender(uow, agreement_id, expected)
    extension = await _note(uow, agreement, data, zone)
    await _carry_out(uow, agreement, extension)


async def ask(uow: UnitOfWork, agreement_id: int, data: ExtensionIn, expected: int | None, zone: str) -> None:
    """Who borrowed or reserved wants another due date; who lends answers. Raises as :func:`extend` does."""
    agreement = await load_for_update(uow, agreement_id)
    if not await concerns(uow.session, uow.actor, agreement_id):
        raise FORBIDDEN()
    check_version(agreement, expected)
    extension = await _note(uow, agreement, data, zone)
    rows = await _assets_of(uow, agreement)
    until = free_from(extension.due_date, await rules_of(uow.session))
    await refuse_taken(uow, rows, agreement.start_date, until, but_for=agreement_id)
    agreement.updated_at = now()
    await tell(uow, agreement)


async def grant(uow: UnitOfWork, agreement_id: int, expected: int | None, zone: str) -> None:
    """What was asked for is given, as :func:`extend` gives it, and raises what that does."""
    agreement = await _load_as_lender(uow, agreement_id, expected)
    extension = await _require_open(uow, agreement_id, ExtensionState.ASKED)
    await _require_day(uow, agreement, extension.due_date, zone)
    await _carry_out(uow, agreement, extension)


async def refuse(uow: UnitOfWork, agreement_id: int, data: RefusalIn, expected: int | None) -> None:
    """What was asked for is not given. Raises ``loans.wrong_state``, ``request.forbidden``."""
    agreement = await _load_as_lender(uow, agreement_id, expected)
    extension = await _require_open(uow, agreement_id, ExtensionState.ASKED)
    await settle_refused(uow, agreement, extension, data.note)
    await answer(uow, extension)


async def withdraw(uow: UnitOfWork, agreement_id: int, expected: int | None) -> None:
    """Who wanted another due date does not any more. Raises ``loans.wrong_state``, ``request.forbidden``."""
    agreement = await load_for_update(uow, agreement_id)
    extension = await open_extension(uow.session, agreement_id)
    if extension is not None and extension.requester_id != uow.actor.id:
        raise FORBIDDEN()
    check_version(agreement, expected)
    if extension is None:
        raise WRONG_STATE()
    extension.decided_by = uow.actor.id
    await take_back(uow, extension)
    agreement.updated_at = now()
    await tell(uow, agreement)


async def settle_granted(uow: UnitOfWork, agreement: LoanAgreement, extension: LoanExtension) -> None:
    """It holds from now on. The agreement is locked, and nothing stands in the way."""
    uow.reason = extension.reason
    _decide(uow, extension, ExtensionStep.GRANT)
    acts = {"from": agreement.due_date.isoformat(), "to": extension.due_date.isoformat()}
    agreement.due_date = extension.due_date
    agreement.remind_on = next_occasion(extension.due_date, today()).day
    until = free_from(extension.due_date, await rules_of(uow.session))
    for loan in await loans_of(uow.session, agreement.id):
        if loan.status in TAKEN:
            loan.due_date, loan.free_from = extension.due_date, until
    uow.log("loan_agreement", agreement.id, "extend", acts | {"reason": extension.reason})
    await tell(uow, agreement)


async def settle_refused(
    uow: UnitOfWork, agreement: LoanAgreement, extension: LoanExtension, note: str
) -> None:
    """Everything stays due when it was."""
    uow.reason = note
    _decide(uow, extension, ExtensionStep.REFUSE)
    extension.note, agreement.updated_at = note[:500], now()
    await tell(uow, agreement)


async def answer(uow: UnitOfWork, extension: LoanExtension) -> None:
    """Let who asked know by mail, unless he answered himself."""
    if extension.requester_id != uow.actor.id:
        key = f"{ANSWERS}:{extension.id}"
        await enqueue(uow, ANSWERS, {"extension_id": extension.id}, unique_key=key)


async def obstacle(uow: UnitOfWork, agreement: LoanAgreement, extension: LoanExtension) -> str | None:
    """What stands in the way by now, in words that everybody who sees the loan may read; None: nothing."""
    if extension.due_date < today():
        return _PAST
    rows = await _assets_of(uow, agreement)
    until = free_from(extension.due_date, await rules_of(uow.session))
    found = await taken(uow.session, [row.id for row in rows], agreement.start_date, until, agreement.id)
    return f"Período ocupado: {told_taken(found, {})}"[:500] if found else None


async def content_of(
    uow: UnitOfWork, agreement: LoanAgreement, extension: LoanExtension, hindered: str | None
) -> str:
    """SHA-256 of what is asked for: the loan, the wanted day, and that nothing stands in its way."""
    asked = asked_of(agreement, await loans_of(uow.session, agreement.id))
    period = [agreement.due_date.isoformat(), extension.due_date.isoformat()]
    return hash_of(asked | {"period": period, "hindered": hindered})


def _decide(uow: UnitOfWork, extension: LoanExtension, step: ExtensionStep) -> None:
    extension.take(step)
    extension.decided_at, extension.decided_by = now(), uow.actor.id


async def _load_as_lender(uow: UnitOfWork, agreement_id: int, expected: int | None) -> LoanAgreement:
    """An agreement, locked, whose actor lends wherever its assets belong: who only asked for it asks."""
    agreement = await load_for_update(uow, agreement_id)
    for path in await paths_of_assets(uow.session, agreement_id):
        uow.actor.require_at(REQUEST, path)
    check_version(agreement, expected)
    return agreement


async def _require_open(uow: UnitOfWork, agreement_id: int, state: ExtensionState) -> LoanExtension:
    extension = await open_extension(uow.session, agreement_id)
    if extension is None or extension.state != state:
        raise WRONG_STATE()
    return extension


async def _require_day(uow: UnitOfWork, agreement: LoanAgreement, due: dt.date, zone: str) -> None:
    if agreement.state not in EXTENDABLE:
        raise WRONG_STATE()
    rules = await rules_of(uow.session)
    if due == agreement.due_date or due < max(today(), agreement.start_date):
        raise SAME_DUE_DATE(errors=[FieldError("/due_date", "invalid")])
    if (due - agreement.start_date).days >= rules.most_days:
        raise BAD_PERIOD(most=rules.most_days, errors=[FieldError("/due_date", "invalid")])
    await require_open(uow.session, rules, zone, {"/due_date": due})


async def _note(uow: UnitOfWork, agreement: LoanAgreement, data: ExtensionIn, zone: str) -> LoanExtension:
    """The wish for another due date, which is the only one of its agreement."""
    assert uow.actor.id is not None  # noqa: S101
    await _require_day(uow, agreement, data.due_date, zone)
    if await open_extension(uow.session, agreement.id) is not None:
        raise EXTENSION_OPEN()
    extension = LoanExtension(
        agreement_id=agreement.id,
        due_date=data.due_date,
        reason=data.reason,
        state=ExtensionState.ASKED.value,
        requester_id=uow.actor.id,
    )
    uow.session.add(extension)
    await uow.flush()
    return extension


async def _assets_of(uow: UnitOfWork, agreement: LoanAgreement) -> list[AssetRow]:
    """The assets that are promised or out, locked."""
    loans = await loans_of(uow.session, agreement.id)
    return await locked(uow, [loan.asset_id for loan in loans if loan.status in TAKEN])


async def _carry_out(uow: UnitOfWork, agreement: LoanAgreement, extension: LoanExtension) -> None:
    """Give it at once, or ask who has to agree."""
    rows = await _assets_of(uow, agreement)
    until = free_from(extension.due_date, await rules_of(uow.session))
    await refuse_taken(uow, rows, agreement.start_date, until, but_for=agreement.id)
    summary = f"Prorrogação até {extension.due_date:%d/%m/%Y}: {extension.reason}"
    content = await content_of(uow, agreement, extension, None)
    if await ask_approval(uow, agreement, rows, EXTENSION, summary, content, extension.requester_id):
        extension.take(ExtensionStep.SUBMIT)
        agreement.updated_at = now()
        return await tell(uow, agreement)
    await settle_granted(uow, agreement, extension)
    return await answer(uow, extension)
