"""A loan starts and is due on days on which the desk is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.problems import FieldError
from levitiis.modules.movements.loans.models import LoanRules
from levitiis.modules.movements.loans.reservations.errors import CLOSED_DAY, DESK_CLOSED
from levitiis.modules.movements.loans.reservations.queries.desk import opening


async def require_open(
    session: AsyncSession, rules: LoanRules, zone: str, days: Mapping[str, dt.date]
) -> None:
    """Raise ``loans.desk_closed`` at the pointer of the first closed day, with the next open one."""
    times = await opening(session, rules, zone)
    if times is None:
        return
    for pointer, day in days.items():
        if times.is_business_day(day):
            continue
        following = times.day_after(day, 0)
        raise DESK_CLOSED(
            day=f"{day:%d/%m/%Y}",
            next_day=f"{following:%d/%m/%Y}",
            errors=[FieldError(pointer, CLOSED_DAY)],
            extensions={"next_open_day": following.isoformat()},
        )
