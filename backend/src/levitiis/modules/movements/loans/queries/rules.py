"""The organisation's rules for loans, and what follows from them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.single import single
from levitiis.modules.movements.loans.models import LoanRules
from levitiis.modules.movements.loans.schemas import LoanRulesOut


async def rules_of(session: AsyncSession, *, locked: bool = False) -> LoanRules:
    """The rules in force, which setting up an installation writes; ``locked`` until the transaction ends."""
    return await single(session, LoanRules, locked=locked)


async def get_rules(session: AsyncSession) -> LoanRulesOut:
    """The rules in force."""
    return LoanRulesOut.model_validate(await rules_of(session))


def free_from(due_date: dt.date, rules: LoanRules) -> dt.date:
    """The first day on which somebody else may have what is due on ``due_date``."""
    return due_date + dt.timedelta(days=1 + rules.buffer_days)
