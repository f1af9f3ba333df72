"""Tables of approvals."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import OMIT, Base, Versioned
from levitiis.infra.db.types import Moment, PrimaryKey, string
from levitiis.modules.approvals.states import ApprovalState, Decision


def _one_of(column: str, values: type) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Approval(Versioned, Base):
    """What a document asks for, from its submission to the last decision.

    ``content_hash`` is that of the document as it was submitted: only that is decided on. ``position`` is
    the level that is asked now, from 0, and ``location_id`` its place.
    """

    __tablename__ = "approvals"
    __history__ = "approval"
    __table_args__ = (
        _one_of("state", ApprovalState),
        Index("uq_approvals_pending", "kind", "document_id", unique=True,
              postgresql_where=text("state = 'pending'"), mssql_where=text("state = 'pending'")),
        Index("ix_approvals_state_location_id", "state", "location_id"),
        Index("ix_approvals_requester_id", "requester_id"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    kind: Mapped[str] = mapped_column(string(40))
    document_id: Mapped[int]
    number: Mapped[str] = mapped_column(string(40))
    summary: Mapped[str] = mapped_column(string(300))
    state: Mapped[str] = mapped_column(string(12), default=ApprovalState.PENDING.value)
    position: Mapped[int] = mapped_column(Integer, default=0)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    content_hash: Mapped[str] = mapped_column(string(64), info=OMIT)
    requester_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[Moment | None]


class ApprovalLevel(Base):
    """One of the levels of an approval: who may decide at ``location_id`` is asked."""

    __tablename__ = "approval_levels"
    __history__ = "approval_level"
    __table_args__ = (UniqueConstraint("approval_id", "position"),)

    id: Mapped[PrimaryKey]
    approval_id: Mapped[int] = mapped_column(ForeignKey("approvals.id"))
    position: Mapped[int] = mapped_column(Integer)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)


class ApprovalDecision(Base):
    """What was decided on a level: written once, never changed."""

    __tablename__ = "approval_decisions"
    __history__ = "approval_decision"
    __table_args__ = (UniqueConstraint("approval_id", "position"), _one_of("decision", Decision))

    id: Mapped[PrimaryKey]
    approval_id: Mapped[int] = mapped_column(ForeignKey("approvals.id"))
    position: Mapped[int] = mapped_column(Integer)
    decision: Mapped[str] = mapped_column(string(10))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    note: Mapped[str | None] = mapped_column(string(500))
    content_hash: Mapped[str] = mapped_column(string(64), info=OMIT)
    created_at: Mapped[Moment]
