"""Mail to those who are asked, and to who asked. Whom it concerns the job finds out, after the commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.queue import enqueue, set_aside
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.mail.templates import MAILS, MailTemplate
from levitiis.kit.clock import now
from levitiis.modules.approvals.mails import (
    APPROVED,
    ASKED,
    OF_MANY,
    REJECTED,
    REMINDER,
    SERIES_ASKED,
    VOID,
)
from levitiis.modules.approvals.models import Approval
from levitiis.modules.approvals.queries.asked import askers_of, bound_to, deciders_at, delegates_of
from levitiis.modules.approvals.queries.rows import last_note, name_of
from levitiis.modules.approvals.states import ApprovalState
from levitiis.modules.identity.api import Identity, notify
from levitiis.modules.locations import api as locations

MAILING = "approvals.mailing"
MOST_RECIPIENTS = 50
MOST_NAMED = 10
"""Of how many requests a letter about several gives the numbers."""
_WAITING = dt.timedelta(minutes=5)
"""How long a letter waits to be brought together with others, should whoever does so have died."""
_PAGES = {
    "transfer": "/transferencias",
    "loan": "/emprestimos",
    "loan_extension": "/emprestimos",
    "disposal": "/baixas",
}
"""Where a document of a kind is looked at in the web app."""

_WITHOUT_NOTE = {ApprovalState.APPROVED: APPROVED, ApprovalState.VOID: VOID}

What = Literal["asked", "reminder", "escalated", "decided"]

_FIRST = {"what": "asked", "position": 0}


async def enqueue_mail(
    uow: UnitOfWork, approval: Approval, what: What, letters: list[int] | None = None
) -> None:
    """Let those know whom it concerns, once for each level.

    With ``letters`` the job is added to them and waits a while, to be one of those that
    :func:`bring_together`; if that does not come about, it goes by itself.
    """
    key = f"{MAILING}:{approval.id}:{approval.position}:{what}"
    due_at = None if letters is None else now() + _WAITING
    payload = {"approval_id": approval.id, "what": what, "position": approval.position}
    job_id = await enqueue(uow, MAILING, payload, unique_key=key, due_at=due_at)
    if letters is not None:
        letters.append(job_id)


async def bring_together(uow: UnitOfWork, letters: Sequence[int]) -> None:
    """Of these jobs, one that writes once to each whom several of them concern."""
    apart = await set_aside(uow, letters)
    if apart:
        together = {str(one["approval_id"]): one for one in apart}
        await enqueue(uow, MAILING, {"together": together})


async def tell_of_series(uow: UnitOfWork, kind: str, days: Mapping[int, dt.date]) -> None:
    """Let those know who are asked about documents of a series, by one mail each; ``days`` by document."""
    waiting = select(Approval.id, Approval.document_id).where(
        Approval.kind == kind,
        Approval.document_id.in_(list(days)),
        Approval.state == ApprovalState.PENDING.value,
    )
    asked = {str(row[0]): days[row[1]].isoformat() for row in (await uow.session.execute(waiting)).all()}
    if asked:
        await enqueue(uow, MAILING, {"series": asked})


def mailing(identity: Identity) -> JobHandler:
    """The job that sends the mails of one approval, or of several together."""

    async def handle(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            if identity.mailer.enabled:
                await _send(uow, identity, run.payload)
            await run.complete(uow)
            await uow.commit()

    return JobHandler(MAILING, handle)


async def _send(uow: UnitOfWork, identity: Identity, payload: Mapping[str, Any]) -> None:
    """To each one letter of a kind, about all that it concerns."""
    days: dict[str, str] = payload.get("series", {})
    wanted: dict[str, Any] = payload.get("together") or dict.fromkeys(days, _FIRST)
    wanted = wanted or {str(payload["approval_id"]): payload}
    known = select(Approval).where(Approval.id.in_([int(one) for one in wanted])).order_by(Approval.id)
    letters: dict[tuple[int, str], list[Approval]] = {}
    for approval in (await uow.session.scalars(known)).all():
        one = wanted[str(approval.id)]
        template, readers = await _letter(uow, approval, one["what"], one.get("position", approval.position))
        for user_id in readers:
            letters.setdefault((user_id, template.code), []).append(approval)
    for (user_id, code), about in sorted(letters.items(), key=itemgetter(0)):
        if len(about) == 1:
            await _write(uow, identity, user_id, MAILS[code], about[0])
        elif days:
            await _write_of_series(uow, identity, user_id, about, days)
        else:
            await _write_of_many(uow, identity, user_id, MAILS[code], about)


async def _letter(
    uow: UnitOfWork, approval: Approval, what: What, position: int
) -> tuple[MailTemplate, Sequence[int]]:
    """Which letter there is to write, and to whom: nobody, when the level that it was about has decided."""
    if what == "decided":
        return _WITHOUT_NOTE.get(ApprovalState(approval.state), REJECTED), [approval.requester_id]
    template = ASKED if what == "asked" else REMINDER
    if approval.state != ApprovalState.PENDING or approval.position != position:
        return template, []
    asked = await (_above(uow, approval) if what == "escalated" else _asked(uow, approval))
    return template, sorted(asked - await askers_of(uow.session, approval))[:MOST_RECIPIENTS]


async def _write(
    uow: UnitOfWork, identity: Identity, user_id: int, template: MailTemplate, approval: Approval
) -> None:
    await notify(
        uow,
        identity,
        user_id,
        template,
        link=_link(identity, approval),
        number=approval.number,
        summary=approval.summary,
        requester=await name_of(uow.session, approval.requester_id),
        note=await last_note(uow.session, approval.id) or "",
    )


async def _write_of_series(
    uow: UnitOfWork, identity: Identity, user_id: int, asked: Sequence[Approval], days: Mapping[str, str]
) -> None:
    on = sorted(dt.date.fromisoformat(days[str(one.id)]) for one in asked)
    await notify(
        uow,
        identity,
        user_id,
        SERIES_ASKED,
        link=_link(identity),
        count=len(asked),
        first=f"{on[0]:%d/%m/%Y}",
        last=f"{on[-1]:%d/%m/%Y}",
        summary=asked[0].summary,
        requester=await name_of(uow.session, asked[0].requester_id),
    )


async def _write_of_many(
    uow: UnitOfWork, identity: Identity, user_id: int, template: MailTemplate, about: Sequence[Approval]
) -> None:
    """The first ten are named; who asked them all, or each, is said with them."""
    shown = about[:MOST_NAMED]
    more = f" (+{len(about) - len(shown)})" if len(about) > len(shown) else ""
    asked = [f"{one.number} ({await name_of(uow.session, one.requester_id)}: {one.summary})" for one in shown]
    await notify(
        uow,
        identity,
        user_id,
        OF_MANY[template.code],
        link=_link(identity),
        count=len(about),
        numbers=", ".join(one.number for one in shown) + more,
        requests="; ".join(asked) + more,
        note=await last_note(uow.session, about[0].id) or "",
    )


async def _asked(uow: UnitOfWork, approval: Approval) -> set[int]:
    """Those who are named and can decide, with who stands in for them; or all who decide there.

    Substitutes are asked when none of those whom they stand in for can.
    """
    named = await bound_to(uow.session, approval.id)
    if named:
        first = {user for user, is_substitute in named.items() if not is_substitute} or set(named)
        return first | await delegates_of(uow.session, first)
    path = await locations.path_of(uow.session, approval.location_id)
    return set(await deciders_at(uow.session, path, MOST_RECIPIENTS + 1))


async def _above(uow: UnitOfWork, approval: Approval) -> set[int]:
    """Those who may decide at the place above, once names do not bind any more."""
    path = await locations.path_of(uow.session, approval.location_id)
    above = "/".join((path or "//").split("/")[:-2]) + "/"
    return set(await deciders_at(uow.session, above if above != "/" else None, MOST_RECIPIENTS + 1))


def _link(identity: Identity, approval: Approval | None = None) -> str:
    """Where a document is looked at, or where all of them are decided on."""
    page = _PAGES.get(approval.kind) if approval else None
    path = f"{page}/{approval.document_id}" if page and approval else "/aprovacoes"
    return f"{identity.settings.public_url.rstrip('/')}{path}"
