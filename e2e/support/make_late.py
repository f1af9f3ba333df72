"""Move a loan into the past, as if it had been made some days earlier: ``make_late.py DATA_DIR ID DAYS``."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from levitiis.commands.runtime import command_unit_of_work, running_database, settings_for
from levitiis.infra.settings import Settings
from levitiis.modules.movements.loans.models import Loan, LoanAgreement

COLUMNS = ((LoanAgreement, LoanAgreement.id), (Loan, Loan.agreement_id))
DATES = ("start_date", "due_date", "free_from", "remind_on")


async def move(settings: Settings, url: str, agreement_id: int, days: timedelta) -> None:
    """Move every day that the loan knows."""
    async with command_unit_of_work(settings, url, "e2e") as (uow, _):
        for table, key in COLUMNS:
            earlier = {name: getattr(table, name) - days for name in DATES if hasattr(table, name)}
            moving = update(table).where(key == agreement_id).values(earlier)
            await uow.session.execute(moving.execution_options(synchronize_session=False))


def main() -> None:
    """Do as the command line says."""
    settings = settings_for(Path(sys.argv[1]) if sys.argv[1] else None)
    with running_database(settings) as url:
        asyncio.run(move(settings, url, int(sys.argv[2]), timedelta(days=int(sys.argv[3]))))


if __name__ == "__main__":
    main()
