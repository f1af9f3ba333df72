"""Borrowers are reminded: by the clock, once for each occasion, or by somebody who wants things back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, Update, update

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.queue import enqueue
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.mail.templates import MailTemplate
from levitiis.kit.clock import now, today
from levitiis.modules.identity.api import Identity
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.errors import NO_ADDRESS, WRONG_STATE
from levitiis.modules.movements.loans.mails import AHEAD, DUE, OVERDUE, SEVERAL
from levitiis.modules.movements.loans.models import LoanAgreement, LoanReminder
from levitiis.modules.movements.loans.occasions import next_occasion, present_occasion
from levitiis.modules.movements.loans.policy import DESK
from levitiis.modules.movements.loans.queries.reminders import (
    due_for_reminder,
    recipients,
    reminders_to_mail,
)
from levitiis.modules.movements.loans.queries.rows import load_for_update, paths_of_assets
from levitiis.modules.movements.loans.states import AgreementState, ReminderKind

REMINDERS = "loans.reminders"
MAILING = "loans.mailing"
MOST_NAMED = 30
"""Of how many loans a letter about several gives the numbers."""
_CHUNK = 2_000
_TEMPLATES: dict[str, MailTemplate] = {
    ReminderKind.AHEAD: AHEAD,
    ReminderKind.DUE: DUE,
    ReminderKind.OVERDUE: OVERDUE,
    ReminderKind.ASKED: OVERDUE,
}
_TABLE = cast("Table", LoanReminder.__table__)


def reminders() -> JobHandler:
    """The job that notes whose day has come, and has each of them written to."""

    async def handle(run: JobRun) -> None:
        found = True
        while found:
            async with run.unit_of_work() as uow:
                found = await note_occasions(uow)
                await uow.commit()

    return JobHandler(REMINDERS, handle)


async def note_occasions(uow: UnitOfWork) -> bool:
    """Note the occasions of some agreements whose day has come; whether there were any.

    Each occasion leaves its row and the day of the next in one transaction, under the lock of its agreement:
    two workers note it once, and nobody hears twice of the same.
    """
    day, moment = today(), now()
    due = await due_for_reminder(uow.session, day, _CHUNK)
    if not due:
        return False
    rows = [_reminder(agreement_id, due_date, moment) for agreement_id, due_date in due]
    await dialect_of(uow.session).bulk_insert(
        uow.session, _TABLE, list(rows[0]), [list(row.values()) for row in rows]
    )
    following: defaultdict[dt.date, list[int]] = defaultdict(list)
    for one in due:
        following[next_occasion(one.due_date, day).day].append(one.id)
    for then, ids in following.items():
        await uow.session.execute(_following(ids, then))
    for row in rows:
        uow.log("loan_agreement", row["agreement_id"], "remind", {"kind": row["kind"]})
    payload = {"agreements": [row["agreement_id"] for row in rows], "noted_at": moment.isoformat()}
    await enqueue(uow, MAILING, payload)
    return True


def _reminder(agreement_id: int, due_date: Any, moment: datetime) -> dict[str, Any]:
    occasion = present_occasion(due_date, today())
    assert occasion is not None  # noqa: S101  (its day has come)
    return {
        "agreement_id": agreement_id,
        "kind": occasion.kind.value,
        "occurrence": occasion.day,
        "mailed": False,
        "created_at": moment,
    }


def _following(ids: Sequence[int], day: dt.date) -> Update:
    """No version: nothing that anybody edits changes by it."""
    changing = update(LoanAgreement).where(LoanAgreement.id.in_(ids)).values(remind_on=day)
    return changing.execution_options(synchronize_session=False)


def mailing(identity: Identity) -> JobHandler:
    """The job that writes to those whose reminders were noted together."""

    async def handle(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            if identity.mailer.enabled:
                noted_at = datetime.fromisoformat(run.payload["noted_at"])
                waiting = await reminders_to_mail(uow.session, run.payload["agreements"], noted_at)
                await _write(uow, identity, waiting)
            await run.complete(uow)
            await uow.commit()

    return JobHandler(MAILING, handle)


async def _write(uow: UnitOfWork, identity: Identity, waiting: Sequence[LoanReminder]) -> bool:
    """Queue the mails of these reminders, one to each who is reminded; whether there are any."""
    ids = [one.agreement_id for one in waiting]
    facts = {row[0].id: row for row in await recipients(uow.session, ids)}
    letters: defaultdict[tuple[str, int], list[LoanReminder]] = defaultdict(list)
    for reminder in waiting:
        agreement, _, email, _ = facts[reminder.agreement_id]
        if email and agreement.state == AgreementState.ACTIVE:
            letters[email, agreement.signer_id].append(reminder)
    for (email, _), about in letters.items():
        first, count = about[0], len(about)
        told = [facts[one.agreement_id] for one in about]
        mailed = await identity.mailer.queue(
            uow,
            _TEMPLATES[first.kind] if count == 1 else SEVERAL,
            to=email,
            language="pt-BR",
            params={"name": told[0][1], **(_of_one(told[0]) if count == 1 else _of_several(told))},
            unique_key=f"loan-reminder:{first.id}",
        )
        for reminder in about:
            reminder.mailed = mailed
    return any(one.mailed for one in waiting)


def _of_one(row: Row[*tuple[Any, ...]]) -> dict[str, str]:
    agreement, _, _, out = row
    return {
        "number": agreement.number,
        "due": f"{agreement.due_date:%d/%m/%Y}",
        "items": str(out),
        "purpose": agreement.purpose,
    }


def _of_several(rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[str, str]:
    """The first thirty are named, the most urgent first."""
    each = [_of_one(row) for row in sorted(rows, key=lambda row: (row[0].due_date, row[0].id))]
    more = f" (+{len(each) - MOST_NAMED})" if len(each) > MOST_NAMED else ""
    named = [f"{one['number']}: {one['due']} ({one['items']})" for one in each[:MOST_NAMED]]
    return {"count": str(len(each)), "loans": "; ".join(named) + more}


async def remind(uow: UnitOfWork, identity: Identity, agreement_id: int) -> None:
    """Write to a borrower who is late, at most once a day, and remember who wanted it.

    Raises ``loans.wrong_state``, ``loans.no_address``, ``loans.reminded_today``, ``request.forbidden``.
    """
    agreement = await load_for_update(uow, agreement_id)
    paths = await paths_of_assets(uow.session, agreement_id)
    if not any(uow.actor.scope(DESK).covers(path) for path in paths):
        uow.actor.require_at(DESK, paths[0])
    if agreement.state != AgreementState.ACTIVE or agreement.due_date >= today():
        raise WRONG_STATE()
    reminder = LoanReminder(
        agreement_id=agreement_id,
        kind=ReminderKind.ASKED.value,
        occurrence=today(),
        sent_by=uow.actor.id,
        created_at=now(),
    )
    uow.session.add(reminder)
    await uow.flush()
    if not await _write(uow, identity, [reminder]):
        raise NO_ADDRESS()
    uow.log("loan_agreement", agreement_id, "remind", {"kind": ReminderKind.ASKED.value})
    await tell(uow, agreement)
