"""A loan does not take place, nor do the later ones of its series where that is wanted."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.modules.movements.loans.actions.reserving import call_off, require_everywhere
from levitiis.modules.movements.loans.queries.rows import load_for_update
from levitiis.modules.movements.loans.reservations.queries.series import following
from levitiis.modules.movements.loans.schemas import LoanReasonIn


async def cancel(uow: UnitOfWork, agreement_id: int, data: LoanReasonIn, expected: int | None) -> None:
    """Call off what was not handed over; its days are free.

    ``following``: those of its series that begin later too, as far as they were not handed over; of what was
    nothing is said. Raises ``loans.wrong_state``, ``request.forbidden``.
    """
    agreement = await load_for_update(uow, agreement_id)
    await require_everywhere(uow, agreement)
    check_version(agreement, expected)
    await call_off(uow, agreement, data.reason)
    if data.following and agreement.series_id is not None:
        for later in await following(uow.session, agreement):
            await call_off(uow, later, data.reason)
