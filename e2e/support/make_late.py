"""Move a loan into the past, as if it had been made some days earlier: ``make_late.py DATA_DIR ID DAYS``."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from levitiis.bootstrap import metadata
from levitiis.commands.runtime import command_unit_of_work, running_database, settings_for
from levitiis.infra.settings import Settings
from levitiis.modules.movements.loans.models import Loan, LoanAgreement

ROWS = (
    lambda number: select(LoanAgreement).where(LoanAgreement.id == number),
    lambda number: select(Loan).where(Loan.agreement_id == number),
)
DATES = ("start_date", "due_date", "free_from", "remind_on")


async def move(settings: Settings, url: str, agreement_id: int, days: timedelta) -> None:
    """Move every day that the loan knows; the trail tells of it, as of any change."""
    async with command_unit_of_work(settings, url, "e2e") as (uow, _):
        for rows in ROWS:
            for row in await uow.session.scalars(rows(agreement_id)):
                for name in DATES:
                    if getattr(row, name, None) is not None:
                        setattr(row, name, getattr(row, name) - days)


def main() -> None:
    """Do as the command line says."""
    metadata()  # every table, for those that loans refer to
    settings = settings_for(Path(sys.argv[1]) if sys.argv[1] else None)
    with running_database(settings) as url:
        asyncio.run(move(settings, url, int(sys.argv[2]), timedelta(days=int(sys.argv[3]))))


if __name__ == "__main__":
    main()
