"""What whoever verifies a paper is told of clearances."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.movements.clearances.queries.rows import verified_clearance
from levitiis.modules.signatures.api import VerifiedTermOut


class ClearanceBook:
    """The clearances, by the codes that are printed on them."""

    async def verified(self, session: AsyncSession, code: str) -> VerifiedTermOut | None:
        """See :class:`levitiis.modules.signatures.policy.PaperBook`."""
        return await verified_clearance(session, code)
