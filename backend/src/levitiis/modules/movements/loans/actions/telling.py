"""Lets those know who see a loan."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.movements.loans.events import LoansChanged
from levitiis.modules.movements.loans.models import LoanAgreement
from levitiis.modules.movements.loans.queries.rows import paths_of_assets

_MOST_PLACES = 50


async def tell(uow: UnitOfWork, agreement: LoanAgreement) -> None:
    """Send what is pending, then tell where its assets belong."""
    await uow.flush()
    paths = {path for path in await paths_of_assets(uow.session, agreement.id) if path}
    uow.emit(LoansChanged(object_ids=(agreement.id,), location_paths=tuple(sorted(paths))[:_MOST_PLACES]))
