"""The rules of loans change."""

from __future__ import annotations

from levitiis.infra.db.single import ensure_single
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.modules.calendars import api as calendars
from levitiis.modules.movements.loans.models import LoanRules
from levitiis.modules.movements.loans.policy import CONFIGURE
from levitiis.modules.movements.loans.queries.rules import rules_of
from levitiis.modules.movements.loans.schemas import LoanRulesIn


async def ensure_rules(uow: UnitOfWork) -> None:
    """See that there are rules: part of setting up an installation."""
    await ensure_single(uow, LoanRules)


async def set_rules(uow: UnitOfWork, data: LoanRulesIn, expected: int | None) -> None:
    """From now on this holds; loans that exist keep their days. Raises ``request.forbidden``."""
    uow.actor.require_at(CONFIGURE, None)
    await calendars.require_calendar(uow.session, uow.actor, data.calendar_id, "/calendar_id")
    rules = await rules_of(uow.session, locked=True)
    check_version(rules, expected)
    rules.buffer_days, rules.most_days = data.buffer_days, data.most_days
    rules.block_after_days, rules.calendar_id = data.block_after_days, data.calendar_id
    rules.self_most_days, rules.self_days_ahead = data.self_most_days, data.self_days_ahead
    rules.self_at_once = data.self_at_once
    await uow.flush()
