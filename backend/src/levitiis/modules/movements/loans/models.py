"""Tables of loans."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import OMIT, Base, Versioned
from levitiis.infra.db.columns import one_of
from levitiis.infra.db.types import Moment, PrimaryKey, Text, string
from levitiis.kit.transitions import Transitions
from levitiis.modules.assets.states import Condition
from levitiis.modules.attachments.api import AttachmentColumns, one_main
from levitiis.modules.movements.loans.accessories import accessories_in
from levitiis.modules.movements.loans.errors import WRONG_STATE
from levitiis.modules.movements.loans.states import (
    AGREEMENT_STEPS,
    EXTENSION_STEPS,
    LOAN_STEPS,
    AgreementState,
    AgreementStep,
    BorrowerType,
    ExtensionState,
    ExtensionStep,
    LoanStatus,
    LoanStep,
    ReminderKind,
)

AGREEMENTS = Transitions(AGREEMENT_STEPS, WRONG_STATE)
LOANS = Transitions(LOAN_STEPS, WRONG_STATE)
EXTENSIONS = Transitions(EXTENSION_STEPS, WRONG_STATE)
PERIOD = "daterange(start_date, free_from)"
"""The days that a loan takes: from its start to its due date, both included, and the buffer after it."""
_OPEN = "state IN ('asked', 'pending')"
_TAKEN = "status IN ('reserved', 'active')"
_HANDED_OVER = "status IN ('active', 'returned')"
_ONE_BORROWER = (
    "borrower_type = 'person' AND person_id IS NOT NULL AND supplier_id IS NULL"
    " OR borrower_type = 'third_party' AND supplier_id IS NOT NULL AND person_id IS NULL"
)


class LoanAgreement(Versioned, Base):
    """Everything that one borrower takes at once, for one period and purpose.

    A borrower is a person (``person_id``) or a third party, who stands among the suppliers
    (``supplier_id``); ``signer_id`` is the person who receives the assets and signs for them: the borrower
    himself, or who acts for the third party. ``start_date`` and ``due_date`` are days of the organisation's
    calendar, both included; ``remind_on`` is the next day on which the clock reminds, while something is out.
    ``series_id``: it is one of those that recur (:class:`levitiis…reservations.models.LoanSeries`).
    """

    __tablename__ = "loan_agreements"
    __history__ = "loan_agreement"
    __table_args__ = (
        UniqueConstraint("number"),
        one_of("state", AgreementState),
        one_of("borrower_type", BorrowerType),
        CheckConstraint(_ONE_BORROWER, name="one_borrower"),
        CheckConstraint("due_date >= start_date", name="period"),
        Index("ix_loan_agreements_state_due_date", "state", "due_date"),
        Index("ix_loan_agreements_remind_on", "remind_on",
              postgresql_where=text("state = 'active'"), mssql_where=text("state = 'active'")),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    number: Mapped[str] = mapped_column(string(20))
    state: Mapped[str] = mapped_column(string(12), default=AgreementState.PENDING.value)
    borrower_type: Mapped[str] = mapped_column(string(12))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("suppliers.id"), index=True)
    signer_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    start_date: Mapped[dt.date] = mapped_column(Date)
    due_date: Mapped[dt.date] = mapped_column(Date)
    remind_on: Mapped[dt.date | None] = mapped_column(Date, info=OMIT)
    purpose: Mapped[str] = mapped_column(string(500))
    conditions: Mapped[str | None] = mapped_column(Text)
    requester_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("loan_series.id"), index=True)
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    decided_at: Mapped[Moment | None]
    handed_over_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    closing_note: Mapped[str | None] = mapped_column(string(500))

    def take(self, step: AgreementStep) -> None:
        """Go to where ``step`` leads. Raises ``loans.wrong_state``."""
        self.state = AGREEMENTS.after(self.state, step)


class Loan(Versioned, Base):
    """One asset of an agreement, from its reservation to its return.

    Borrower and period are those of the agreement, kept here so that the database itself keeps two loans of
    an asset apart: no two that are reserved or active take the same day, and one is active at most. One that
    is back leaves its days free, also before it was due. ``free_from`` is the first day on which somebody
    else may have it: the day after the due date and the buffer. ``terms_doc_url`` is where the term of the
    hand-over is read, once it was issued. ``category_id``: any asset of it was asked for, this was found.
    ``missing_accessories`` are those of ``accessories`` that did not come back with it.
    """

    __tablename__ = "loans"
    __history__ = "loan"
    __table_args__ = (
        UniqueConstraint("agreement_id", "asset_id"),
        one_of("status", LoanStatus),
        one_of("borrower_type", BorrowerType),
        CheckConstraint("due_date >= start_date", name="period"),
        CheckConstraint("free_from > due_date", name="free_from"),
        one_of("out_condition", Condition),
        one_of("in_condition", Condition),
        Index("uq_loans_active", "asset_id", unique=True,
              postgresql_where=text("status = 'active'"), mssql_where=text("status = 'active'")),
        Index("ix_loans_asset_id_start_date", "asset_id", "start_date"),
        Index("ix_loans_status_due_date", "status", "due_date"),
        Index("ix_loans_taken", "asset_id", "start_date", "free_from",
              postgresql_where=text(_TAKEN), mssql_where=text(_TAKEN)),
        Index("ix_loans_handed_over", "asset_id", "start_date",
              postgresql_where=text(_HANDED_OVER), mssql_where=text(_HANDED_OVER)),
        ExcludeConstraint(
            (text("asset_id"), "="), (text(PERIOD), "&&"),
            name="ex_loans_period", using="gist", where=text(_TAKEN),
        ).ddl_if(dialect="postgresql"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    agreement_id: Mapped[int] = mapped_column(ForeignKey("loan_agreements.id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("asset_categories.id"), index=True)
    borrower_type: Mapped[str] = mapped_column(string(12))
    borrower_id: Mapped[int]
    start_date: Mapped[dt.date] = mapped_column(Date)
    due_date: Mapped[dt.date] = mapped_column(Date)
    free_from: Mapped[dt.date] = mapped_column(Date, info=OMIT)
    status: Mapped[str] = mapped_column(string(12), default=LoanStatus.RESERVED.value)
    terms_doc_url: Mapped[str | None] = mapped_column(string(200))
    accessories: Mapped[str | None] = mapped_column(string(300))
    missing_accessories: Mapped[str | None] = mapped_column(string(300))
    out_condition: Mapped[str | None] = mapped_column(string(20))
    out_note: Mapped[str | None] = mapped_column(string(500))
    handed_over_at: Mapped[Moment | None]
    handed_over_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    in_condition: Mapped[str | None] = mapped_column(string(20))
    in_note: Mapped[str | None] = mapped_column(string(500))
    ended_at: Mapped[Moment | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)

    def take(self, step: LoanStep) -> None:
        """Go to where ``step`` leads. Raises ``loans.wrong_state``."""
        self.status = LOANS.after(self.status, step)

    @property
    def accessory_list(self) -> list[str]:
        """What goes with the asset, one by one."""
        return accessories_in(self.accessories)

    @property
    def missing_list(self) -> list[str]:
        """What did not come back with it."""
        return accessories_in(self.missing_accessories)


class LoanExtension(Versioned, Base):
    """Another due date for what an agreement has not back: asked for, perhaps approved, and what came of it.

    ``requester_id`` is who wanted it: who borrowed or reserved, or at once who lends. ``decided_by`` null
    with a decision: the loan ended before there was one, or what was to be approved had changed.
    """

    __tablename__ = "loan_extensions"
    __history__ = "loan_extension"
    __table_args__ = (
        one_of("state", ExtensionState),
        Index("uq_loan_extensions_open", "agreement_id", unique=True,
              postgresql_where=text(_OPEN), mssql_where=text(_OPEN)),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    agreement_id: Mapped[int] = mapped_column(ForeignKey("loan_agreements.id"), index=True)
    due_date: Mapped[dt.date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(string(500))
    state: Mapped[str] = mapped_column(string(12), default=ExtensionState.ASKED.value)
    requester_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    decided_at: Mapped[Moment | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    note: Mapped[str | None] = mapped_column(string(500))

    def take(self, step: ExtensionStep) -> None:
        """Go to where ``step`` leads. Raises ``loans.wrong_state``."""
        self.state = EXTENSIONS.after(self.state, step)


class LoanReminder(Base):
    """That a borrower was reminded: each occasion once, however many workers look at the clock.

    ``occurrence`` is the day that the occasion belongs to; a new due date brings new occasions. ``sent_by``
    is null when the clock did it.
    """

    __tablename__ = "loan_reminders"
    __table_args__ = (
        one_of("kind", ReminderKind),
        Index("uq_loan_reminders_occurrence", "agreement_id", "kind", "occurrence", unique=True),
    )

    id: Mapped[PrimaryKey]
    agreement_id: Mapped[int] = mapped_column(ForeignKey("loan_agreements.id"))
    kind: Mapped[str] = mapped_column(string(10))
    occurrence: Mapped[dt.date] = mapped_column(Date)
    mailed: Mapped[bool] = mapped_column(Boolean, default=False)
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[Moment] = mapped_column(info=OMIT)


class LoanRules(Versioned, Base):
    """What holds for every loan of the organisation; one row.

    ``buffer_days`` stay free after each loan; ``most_days`` is the longest period; a borrower with something
    overdue for ``block_after_days`` days or more gets nothing new (null: never blocked). ``calendar_id`` is
    the desk's: loans start and are due on days it is open (null: on any day). Who reserves for himself does
    so for ``self_most_days`` at most that begin within ``self_days_ahead``, ``self_at_once`` assets at once.
    """

    __tablename__ = "loan_rules"
    __history__ = "loan_rules"
    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("buffer_days BETWEEN 0 AND 60", name="buffer_days"),
        CheckConstraint("most_days BETWEEN 1 AND 3660", name="most_days"),
        CheckConstraint("block_after_days >= 0", name="block_after_days"),
        CheckConstraint("self_most_days BETWEEN 1 AND 3660", name="self_most_days"),
        CheckConstraint("self_days_ahead BETWEEN 0 AND 3660", name="self_days_ahead"),
        CheckConstraint("self_at_once BETWEEN 1 AND 500", name="self_at_once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    buffer_days: Mapped[int] = mapped_column(Integer, default=0)
    most_days: Mapped[int] = mapped_column(Integer, default=366)
    block_after_days: Mapped[int | None] = mapped_column(Integer, default=1)
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendars.id"), index=True)
    self_most_days: Mapped[int] = mapped_column(Integer, default=15)
    self_days_ahead: Mapped[int] = mapped_column(Integer, default=90)
    self_at_once: Mapped[int] = mapped_column(Integer, default=5)


class LoanAttachment(AttachmentColumns, Base):
    """A photo or paper of one asset of a loan: how it left, how it came back."""

    __tablename__ = "loan_attachments"
    __table_args__ = one_main("loan_attachments", "loan_id")

    loan_id: Mapped[int] = mapped_column(ForeignKey("loans.id"))
