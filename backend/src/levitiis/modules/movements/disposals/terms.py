"""The term of a disposal: what signing or refusing it does."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.movements.disposals.actions.telling import tell
from levitiis.modules.movements.disposals.queries.rows import hold
from levitiis.modules.movements.disposals.states import KIND


class DisposalTerms:
    """A disposal whose term is signed or refused."""

    kind = KIND

    async def hold(self, uow: UnitOfWork, document_id: int) -> None:
        """See :class:`levitiis.modules.signatures.policy.TermSubject`."""
        await hold(uow, document_id)

    async def settled(self, uow: UnitOfWork, document_id: int, *, signed: bool, note: str | None) -> None:
        """The assets are gone either way: a refusal changes nothing but the term."""
        await tell(uow, await hold(uow, document_id))
