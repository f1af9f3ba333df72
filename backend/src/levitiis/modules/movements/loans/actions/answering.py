"""Who asked for another due date hears what came of it."""

from __future__ import annotations

from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.modules.identity.api import Identity, notify
from levitiis.modules.movements.loans.actions.extending import ANSWERS
from levitiis.modules.movements.loans.mails import EXTENDED, NOT_EXTENDED
from levitiis.modules.movements.loans.models import LoanAgreement, LoanExtension
from levitiis.modules.movements.loans.states import ExtensionState


def answers(identity: Identity) -> JobHandler:
    """The job that writes to who asked, once it was decided."""

    async def handle(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            extension = await uow.session.get_one(LoanExtension, run.payload["extension_id"])
            agreement = await uow.session.get_one(LoanAgreement, extension.agreement_id)
            await notify(
                uow,
                identity,
                extension.requester_id,
                EXTENDED if extension.state == ExtensionState.GRANTED else NOT_EXTENDED,
                link=f"{identity.settings.public_url.rstrip('/')}/emprestimos/{agreement.id}",
                number=agreement.number,
                due=f"{extension.due_date:%d/%m/%Y}",
                note=extension.note or "",
            )
            await run.complete(uow)
            await uow.commit()

    return JobHandler(ANSWERS, handle)
