"""The organisation's rules for disposals."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.single import single
from levitiis.modules.movements.disposals.models import DisposalRules
from levitiis.modules.movements.disposals.schemas import DisposalRulesOut


async def rules_of(session: AsyncSession, *, locked: bool = False) -> DisposalRules:
    """The rules in force; ``locked`` until the transaction ends."""
    return await single(session, DisposalRules, locked=locked)


async def get_rules(session: AsyncSession) -> DisposalRulesOut:
    """The rules in force."""
    return DisposalRulesOut.model_validate(await rules_of(session))
