"""Tables of disposals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import OMIT, Base, Versioned
from levitiis.infra.db.columns import one_of
from levitiis.infra.db.types import Moment, Money, PrimaryKey, Text, string
from levitiis.kit.transitions import Transitions
from levitiis.modules.attachments.api import AttachmentColumns, one_main
from levitiis.modules.movements.disposals.errors import WRONG_STATE
from levitiis.modules.movements.disposals.states import (
    DISPOSAL_STEPS,
    Classification,
    Destination,
    DisposalState,
    DisposalStep,
    MemberRole,
)

DISPOSALS = Transitions(DISPOSAL_STEPS, WRONG_STATE)
POLICE_REPORT = (
    "destination <> 'theft' OR state IN ('draft', 'cancelled')"
    " OR police_report IS NOT NULL AND police_report_date IS NOT NULL"
)


class Disposal(Versioned, Base):
    """A lot of assets that leave for good: where to, why, and who said so.

    ``report`` is the technical report (laudo), ``commission_act`` what appoints the commission (portaria),
    ``supplier_id`` the recipient, who stands among the suppliers, ``receiver_id`` the person who signs the
    term, ``document_number`` the paper by which the recipient received the assets, ``received_value`` what
    was paid for all of them (R$). ``certificate_id`` is the attachment by which e-waste was taken;
    ``loan_agreement_id`` the loan in which the assets were lost.
    """

    __tablename__ = "disposals"
    __history__ = "disposal"
    __table_args__ = (
        UniqueConstraint("number"),
        one_of("state", DisposalState),
        one_of("destination", Destination),
        CheckConstraint(POLICE_REPORT, name="police_report"),
        CheckConstraint("received_value >= 0", name="received_value"),
        Index("ix_disposals_state_id", "state", "id"),
    )

    id: Mapped[PrimaryKey]
    number: Mapped[str] = mapped_column(string(20))
    state: Mapped[str] = mapped_column(string(12), default=DisposalState.DRAFT.value)
    destination: Mapped[str] = mapped_column(string(12))
    reason: Mapped[str] = mapped_column(string(500))
    report: Mapped[str | None] = mapped_column(Text)
    commission_act: Mapped[str | None] = mapped_column(string(200))
    process_number: Mapped[str | None] = mapped_column(string(60))
    police_report: Mapped[str | None] = mapped_column(string(60))
    police_report_date: Mapped[dt.date | None] = mapped_column(Date)
    is_ewaste: Mapped[bool] = mapped_column(Boolean, default=False)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("suppliers.id"), index=True)
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    document_number: Mapped[str | None] = mapped_column(string(60))
    received_value: Mapped[Decimal | None] = mapped_column(Money)
    certificate_id: Mapped[int | None] = mapped_column(
        ForeignKey("disposal_attachments.id", name="fk_disposals_certificate_id", use_alter=True), index=True
    )
    loan_agreement_id: Mapped[int | None] = mapped_column(ForeignKey("loan_agreements.id"), index=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    submitted_at: Mapped[Moment | None]
    decided_at: Mapped[Moment | None]
    concluded_at: Mapped[Moment | None]
    concluded_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    reversed_at: Mapped[Moment | None]
    reversed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    closing_note: Mapped[str | None] = mapped_column(string(500))

    def take(self, step: DisposalStep) -> None:
        """Go to where ``step`` leads. Raises ``disposals.wrong_state``."""
        self.state = DISPOSALS.after(self.state, step)


class DisposalItem(Versioned, Base):
    """One asset of a disposal: its class, what it was appraised at and what was received for it (R$).

    ``is_open`` from the asking to the end of the disposal: an asset is open in one at most.
    """

    __tablename__ = "disposal_items"
    __history__ = "disposal_item"
    __table_args__ = (
        UniqueConstraint("disposal_id", "asset_id"),
        one_of("classification", Classification),
        CheckConstraint("appraised_value >= 0", name="appraised_value"),
        CheckConstraint("received_value >= 0", name="received_value"),
        Index("uq_disposal_items_open", "asset_id", unique=True,
              postgresql_where=text("is_open"), mssql_where=text("is_open = 1")),
        Index("ix_disposal_items_asset_id", "asset_id"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    disposal_id: Mapped[int] = mapped_column(ForeignKey("disposals.id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))
    classification: Mapped[str | None] = mapped_column(string(20))
    appraised_value: Mapped[Decimal | None] = mapped_column(Money)
    received_value: Mapped[Decimal | None] = mapped_column(Money)
    note: Mapped[str | None] = mapped_column(string(500))
    is_open: Mapped[bool] = mapped_column(Boolean, default=False, info=OMIT)


class DisposalMember(Versioned, Base):
    """A person of the commission; one leads it at most."""

    __tablename__ = "disposal_members"
    __history__ = "disposal_member"
    __table_args__ = (
        UniqueConstraint("disposal_id", "person_id"),
        one_of("role", MemberRole),
        Index("uq_disposal_members_chair", "disposal_id", unique=True,
              postgresql_where=text("role = 'chair'"), mssql_where=text("role = 'chair'")),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    disposal_id: Mapped[int] = mapped_column(ForeignKey("disposals.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(string(10), default=MemberRole.MEMBER.value)


class DisposalRules(Versioned, Base):
    """What the organisation wants said before a disposal is asked for; one row.

    ``report_required``: the technical report; ``commission_members``: how many people sit in the commission
    at least (0: none is needed); ``photos_required``: a photo of each asset. Nothing at first: a
    public body is bound by norms of its own (commonly a commission of three), a factory by none. None of
    it holds for loss and theft: nobody examines what is not there.
    """

    __tablename__ = "disposal_rules"
    __history__ = "disposal_rules"
    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("commission_members BETWEEN 0 AND 10", name="commission_members"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    report_required: Mapped[bool] = mapped_column(Boolean, default=False)
    commission_members: Mapped[int] = mapped_column(Integer, default=0)
    photos_required: Mapped[bool] = mapped_column(Boolean, default=False)


class DisposalAttachment(AttachmentColumns, Base):
    """A paper of a disposal: report, police report, certificate of e-waste."""

    __tablename__ = "disposal_attachments"
    __table_args__ = one_main("disposal_attachments", "disposal_id")

    disposal_id: Mapped[int] = mapped_column(ForeignKey("disposals.id"))


class DisposalItemAttachment(AttachmentColumns, Base):
    """A photo of one asset of a disposal."""

    __tablename__ = "disposal_item_attachments"
    __table_args__ = one_main("disposal_item_attachments", "item_id")

    item_id: Mapped[int] = mapped_column(ForeignKey("disposal_items.id"))
