"""The head of the trail's chain by mail, once a day: a copy where nobody who runs the server can reach it."""

from __future__ import annotations

from typing import Final

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.history.sealing import last_seal
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.mail.mailer import Mailer
from levitiis.infra.mail.templates import declare_mail
from levitiis.kit.problems import DEFAULT_LANGUAGE

HEAD_MAIL: Final = "history.head_mail"
_HEAD = declare_mail(
    HEAD_MAIL,
    subject=("Trilha de auditoria: selo {number}", "Audit trail: seal {number}"),
    opening=[
        ("Guarde esta mensagem: ela prova até onde a trilha de auditoria estava íntegra.",
         "Keep this message: it proves how far the audit trail was whole."),
        ("Selo {number}, de {moment}:", "Seal {number}, of {moment}:"),
        ("Código: {hash}", "Code: {hash}"),
    ],
    closing=[
        ("Se um dia a página da trilha mostrar outro código para este selo, alguém a alterou.",
         "Should the page of the trail ever show another code for this seal, somebody altered it."),
    ],
)  # fmt: skip


def head_mail(mailer: Mailer, to: str) -> JobHandler:
    """The job handler that queues the mail to ``to``; without an address, or a seal, there is none."""

    async def handle(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            if to:
                await _queue(uow, mailer, to)
            await uow.commit()

    return JobHandler(HEAD_MAIL, handle)


async def _queue(uow: UnitOfWork, mailer: Mailer, to: str) -> None:
    head = (await uow.session.execute(last_seal())).one_or_none()
    if head is None:
        return
    await mailer.queue(
        uow,
        _HEAD,
        to=to,
        language=DEFAULT_LANGUAGE,
        params={"number": head.id, "hash": head.hash, "moment": head.sealed_at},
        unique_key=f"{HEAD_MAIL}:{head.id}",
    )
