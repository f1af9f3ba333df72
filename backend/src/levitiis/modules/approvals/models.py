"""Tables of approvals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import OMIT, Base, Stamped, Versioned
from levitiis.infra.db.columns import one_of
from levitiis.infra.db.types import Moment, Money, PrimaryKey, string
from levitiis.kit.transitions import Transitions
from levitiis.modules.approvals.errors import DECIDED
from levitiis.modules.approvals.states import (
    APPROVAL_STEPS,
    ApprovalState,
    ApprovalStep,
    Decision,
    LevelPlace,
)

APPROVALS = Transitions(APPROVAL_STEPS, DECIDED)


class Approval(Versioned, Base):
    """What a document asks for, from its submission to the last decision.

    ``content_hash`` is that of the document as it was submitted: only that is decided on. ``position`` is
    the level that is asked now, from 0, and ``location_id`` its place. ``rule_id`` is the rule that chose the
    levels (it may be gone); they are copies, which later changes of the rule leave alone. ``wanted_by`` is
    whose wish the requester passed on, if not his own: he decides as little as the requester does. Who they
    were as people is kept too: with another account, by whatever record, they decide as little.
    """

    __tablename__ = "approvals"
    __history__ = "approval"
    __table_args__ = (
        one_of("state", ApprovalState),
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
    wanted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True, info=OMIT)
    requester_person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, info=OMIT)
    wanted_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True, info=OMIT)
    rule_id: Mapped[int | None] = mapped_column(index=True)
    decided_at: Mapped[Moment | None]

    def take(self, step: ApprovalStep) -> None:
        """Go to where ``step`` leads. Raises ``approvals.decided``."""
        self.state = APPROVALS.after(self.state, step)


class ApprovalLevel(Base):
    """One of the levels of an approval: who may decide at ``location_id`` is asked.

    ``deadline_hours`` are business hours from when the level is asked; the moments that follow from them are
    set when it is. Escalated, whoever may decide there is asked, whoever was named.
    """

    __tablename__ = "approval_levels"
    __history__ = "approval_level"
    __table_args__ = (UniqueConstraint("approval_id", "position"),)

    id: Mapped[PrimaryKey]
    approval_id: Mapped[int] = mapped_column(ForeignKey("approvals.id"))
    position: Mapped[int] = mapped_column(Integer)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    deadline_hours: Mapped[int | None] = mapped_column(Integer)
    remind_at: Mapped[Moment | None]
    due_at: Mapped[Moment | None]
    reminded_at: Mapped[Moment | None]
    escalated_at: Mapped[Moment | None]


class ApprovalDecision(Base):
    """What was decided on a level: written once, never changed."""

    __tablename__ = "approval_decisions"
    __history__ = "approval_decision"
    __table_args__ = (UniqueConstraint("approval_id", "position"), one_of("decision", Decision))

    id: Mapped[PrimaryKey]
    approval_id: Mapped[int] = mapped_column(ForeignKey("approvals.id"))
    position: Mapped[int] = mapped_column(Integer)
    decision: Mapped[str] = mapped_column(string(10))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    on_behalf_of: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    note: Mapped[str | None] = mapped_column(string(500))
    content_hash: Mapped[str] = mapped_column(string(64), info=OMIT)
    created_at: Mapped[Moment]


class ApprovalLevelApprover(Base):
    """Somebody named for a level of an approval; without any, whoever may decide at its place is asked."""

    __tablename__ = "approval_level_approvers"
    __history__ = "approval_level_approver"
    __table_args__ = (UniqueConstraint("level_id", "user_id"),)

    id: Mapped[PrimaryKey]
    level_id: Mapped[int] = mapped_column(ForeignKey("approval_levels.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    is_substitute: Mapped[bool] = mapped_column(Boolean, default=False)


class ApprovalRule(Versioned, Base):
    """Which documents ask for approval, and of whom; without levels they ask nobody.

    Each condition that is null holds for every document. Places and categories mean everything below them,
    ``minimum_value`` the sum of the purchase values (R$) from which on the rule holds.
    """

    __tablename__ = "approval_rules"
    __history__ = "approval_rule"
    __table_args__ = (CheckConstraint("minimum_value >= 0", name="minimum_value"),)

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(string(120))
    kind: Mapped[str] = mapped_column(string(40))
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("asset_categories.id"), index=True)
    minimum_value: Mapped[Decimal | None] = mapped_column(Money)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)


class ApprovalRuleLevel(Base):
    """A level of a rule; ``location_id`` only where ``place`` names a place of its own."""

    __tablename__ = "approval_rule_levels"
    __history__ = "approval_rule_level"
    __table_args__ = (
        UniqueConstraint("rule_id", "position"),
        one_of("place", LevelPlace),
        CheckConstraint("deadline_hours > 0", name="deadline_hours"),
    )

    id: Mapped[PrimaryKey]
    rule_id: Mapped[int] = mapped_column(ForeignKey("approval_rules.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(string(20))
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    deadline_hours: Mapped[int | None] = mapped_column(Integer)


class ApprovalRuleApprover(Base):
    """Somebody named for a level of a rule, or to stand in for those who are."""

    __tablename__ = "approval_rule_approvers"
    __history__ = "approval_rule_approver"
    __table_args__ = (UniqueConstraint("level_id", "user_id"),)

    id: Mapped[PrimaryKey]
    level_id: Mapped[int] = mapped_column(ForeignKey("approval_rule_levels.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    is_substitute: Mapped[bool] = mapped_column(Boolean, default=False)


class ApprovalDelegation(Stamped, Base):
    """Who decides in the place of somebody that is named, from ``starts_on`` to ``ends_on``, both included.

    A delegate's own right to decide at the place is needed besides: rights never grow by delegation.
    """

    __tablename__ = "approval_delegations"
    __history__ = "approval_delegation"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="in_order"),
        CheckConstraint("delegate_id <> user_id", name="to_another"),
        Index("ix_approval_delegations_user_id_ends_on", "user_id", "ends_on"),
    )

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    delegate_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    starts_on: Mapped[dt.date] = mapped_column(Date)
    ends_on: Mapped[dt.date] = mapped_column(Date)
    reason: Mapped[str | None] = mapped_column(string(200))
