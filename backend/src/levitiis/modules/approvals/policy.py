"""Who decides, which approvals exist for whom, and what a document that is decided on tells of itself."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import ColumnElement, or_, select, true

from levitiis.infra.db.search import within
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, permission, permission_group
from levitiis.modules.approvals.models import Approval, ApprovalLevel
from levitiis.modules.locations.models import Location

permission_group("approvals", "Aprovações", "Approvals")
DECIDE = permission(
    "approvals.decide", "Decidir aprovações", "Decide approvals",
    ("Aprovar ou recusar o que pede aprovação no local; nunca o próprio pedido.",
     "Approve or reject what asks for approval at the place; never one's own request."),
)  # fmt: skip
CONFIGURE = permission(
    "approvals.configure", "Definir regras de aprovação", "Define approval rules",
    ("Dizer quais documentos pedem aprovação e de quem. Vale só em toda a organização.",
     "Say which documents ask for approval, and of whom. Holds organisation-wide only."),
)  # fmt: skip

SUBJECTS = "approval_subjects"
"""Where the composition root puts what is decided on, by kind."""


class Subject(Protocol):
    """A kind of document that waits for decisions; ``has_rules``: of its own, not those of another kind."""

    kind: str
    has_rules: bool

    async def content_hash(self, uow: UnitOfWork, document_id: int) -> str:
        """The hash of the document as it stands, its row locked until the end of the transaction."""
        ...

    async def decided(self, uow: UnitOfWork, document_id: int, *, approved: bool, note: str | None) -> None:
        """The last level has approved, or one has rejected, or (without a note) the document has changed."""
        ...


def visible(actor: Actor) -> ColumnElement[bool]:
    """What one asked for oneself, and what any level asks where one decides."""
    scope = actor.scope(DECIDE)
    if scope.everywhere:
        return true()
    places = select(Location.id).where(within(Location.path, scope))
    asked = select(ApprovalLevel.approval_id).where(ApprovalLevel.location_id.in_(places))
    return or_(Approval.requester_id == actor.id, Approval.id.in_(asked))
