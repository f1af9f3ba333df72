"""Mail to those who are asked, and to who asked. Whom it concerns the job finds out, after the commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.queue import enqueue
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.mail.templates import MailTemplate
from levitiis.modules.approvals.mails import APPROVED, ASKED, REJECTED, REMINDER, SERIES_ASKED, VOID
from levitiis.modules.approvals.models import Approval
from levitiis.modules.approvals.queries.asked import bound_to, deciders_at, delegates_of
from levitiis.modules.approvals.queries.rows import last_note, name_of
from levitiis.modules.approvals.states import ApprovalState
from levitiis.modules.identity.api import Identity, notify
from levitiis.modules.locations import api as locations

MAILING = "approvals.mailing"
MOST_RECIPIENTS = 50
_PAGES = {
    "transfer": "/transferencias",
    "loan": "/emprestimos",
    "loan_extension": "/emprestimos",
    "disposal": "/baixas",
}
"""Where a document of a kind is looked at in the web app."""

_WITHOUT_NOTE = {ApprovalState.APPROVED: APPROVED, ApprovalState.VOID: VOID}

What = Literal["asked", "reminder", "escalated", "decided"]


async def enqueue_mail(uow: UnitOfWork, approval: Approval, what: What) -> None:
    """Let those know whom it concerns, once for each level."""
    key = f"{MAILING}:{approval.id}:{approval.position}:{what}"
    await enqueue(uow, MAILING, {"approval_id": approval.id, "what": what}, unique_key=key)


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
    """The job that sends the mails of one approval."""

    async def handle(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            days: dict[str, str] = run.payload.get("series", {})
            ids = [int(one) for one in days] or [run.payload["approval_id"]]
            approvals = (await uow.session.scalars(select(Approval).where(Approval.id.in_(ids)))).all()
            if identity.mailer.enabled:
                if days:
                    await _ask_about_series(uow, identity, approvals, days)
                for approval in [] if days else approvals:
                    await _send(uow, identity, approval, run.payload["what"])
            await run.complete(uow)
            await uow.commit()

    return JobHandler(MAILING, handle)


async def _send(uow: UnitOfWork, identity: Identity, approval: Approval, what: What) -> None:
    if what == "decided":
        await _tell(uow, identity, approval)
    elif approval.state == ApprovalState.PENDING:
        asked = await (_above(uow, approval) if what == "escalated" else _asked(uow, approval))
        await _ask(uow, identity, approval, asked, ASKED if what == "asked" else REMINDER)


async def _ask_about_series(
    uow: UnitOfWork, identity: Identity, approvals: Sequence[Approval], days: Mapping[str, str]
) -> None:
    """Each is told of those that he is asked about; of a single one as of any other."""
    waiting = [one for one in approvals if one.state == ApprovalState.PENDING]
    by_user: dict[int, list[Approval]] = {}
    for approval in waiting:
        for user_id in sorted(await _asked(uow, approval) - approval.askers)[:MOST_RECIPIENTS]:
            by_user.setdefault(user_id, []).append(approval)
    for user_id, asked in sorted(by_user.items()):
        if len(asked) == 1:
            await _ask(uow, identity, asked[0], {user_id}, ASKED)
            continue
        on = sorted(dt.date.fromisoformat(days[str(one.id)]) for one in asked)
        await notify(
            uow,
            identity,
            user_id,
            SERIES_ASKED,
            link=f"{identity.settings.public_url.rstrip('/')}/aprovacoes",
            count=len(asked),
            first=f"{on[0]:%d/%m/%Y}",
            last=f"{on[-1]:%d/%m/%Y}",
            summary=asked[0].summary,
            requester=await name_of(uow.session, asked[0].requester_id),
        )


async def _ask(
    uow: UnitOfWork, identity: Identity, approval: Approval, asked: set[int], template: MailTemplate
) -> None:
    requester = await name_of(uow.session, approval.requester_id)
    for user_id in sorted(asked - approval.askers)[:MOST_RECIPIENTS]:
        await notify(
            uow,
            identity,
            user_id,
            template,
            link=_link(identity, approval),
            number=approval.number,
            summary=approval.summary,
            requester=requester,
        )


async def _tell(uow: UnitOfWork, identity: Identity, approval: Approval) -> None:
    link = _link(identity, approval)
    if approval.state in _WITHOUT_NOTE:
        template = _WITHOUT_NOTE[ApprovalState(approval.state)]
        await notify(uow, identity, approval.requester_id, template, link=link, number=approval.number)
        return
    note = await last_note(uow.session, approval.id) or ""
    await notify(uow, identity, approval.requester_id, REJECTED, link=link, number=approval.number, note=note)


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


def _link(identity: Identity, approval: Approval) -> str:
    page = _PAGES.get(approval.kind)
    path = f"{page}/{approval.document_id}" if page else "/aprovacoes"
    return f"{identity.settings.public_url.rstrip('/')}{path}"
