"""Tables of transfers."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import OMIT, Base, Versioned
from levitiis.infra.db.columns import one_of
from levitiis.infra.db.types import Moment, PrimaryKey, string
from levitiis.kit.transitions import Transitions
from levitiis.modules.assets.states import Condition
from levitiis.modules.attachments.api import AttachmentColumns, one_main
from levitiis.modules.movements.errors import WRONG_STATE
from levitiis.modules.movements.states import (
    DOCUMENT_STEPS,
    ITEM_STEPS,
    DocumentState,
    ExtraResolution,
    ItemState,
    ItemStep,
    Step,
)

_RESOLVED_BY = (
    "resolution IS NULL AND resolved_at IS NULL OR resolution IS NOT NULL AND resolved_at IS NOT NULL"
)
DOCUMENTS = Transitions(DOCUMENT_STEPS, WRONG_STATE)
ITEMS = Transitions(ITEM_STEPS, WRONG_STATE)
_GOES_SOMEWHERE = "to_location_id IS NOT NULL OR to_responsible_id IS NOT NULL"


class MovementDocument(Versioned, Base):
    """A transfer of assets to a place, to whoever answers for them, or both.

    ``number`` is given when it is made, by year and without gaps. ``to_location_id`` null: an assignment,
    everything stays where it is. ``to_responsible_id`` null: everybody keeps what he answers for.
    ``reverses_id`` is the transfer whose effect this one undoes.
    """

    __tablename__ = "movement_documents"
    __history__ = "movement_document"
    __table_args__ = (
        UniqueConstraint("number"),
        one_of("state", DocumentState),
        CheckConstraint(_GOES_SOMEWHERE, name="goes_somewhere"),
        CheckConstraint("reverses_id <> id", name="reverses_another"),
        Index("ix_movement_documents_state_id", "state", "id"),
    )

    id: Mapped[PrimaryKey]
    number: Mapped[str] = mapped_column(string(20))
    state: Mapped[str] = mapped_column(string(20), default=DocumentState.DRAFT.value)
    to_location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    to_responsible_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("movement_documents.id"), index=True)
    reason: Mapped[str] = mapped_column(string(500))
    closing_note: Mapped[str | None] = mapped_column(string(500))
    submitted_at: Mapped[Moment | None]
    decided_at: Mapped[Moment | None]
    sent_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]

    def take(self, step: Step) -> None:
        """Go to where ``step`` leads. Raises ``movements.wrong_state``."""
        self.state = DOCUMENTS.after(self.state, step)


class MovementDocumentItem(Base):
    """One asset of a transfer, with where it was when it was asked for.

    ``is_open`` from submission until it has arrived, was taken back, or the document ended: an asset is
    open in one document at most. What happens to items is told as acts on the document.
    """

    __tablename__ = "movement_document_items"
    __table_args__ = (
        UniqueConstraint("document_id", "asset_id"),
        one_of("state", ItemState),
        one_of("condition", Condition),
        Index("uq_movement_document_items_open", "asset_id", unique=True,
              postgresql_where=text("is_open"), mssql_where=text("is_open = 1")),
        Index("ix_movement_document_items_asset_id", "asset_id"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    document_id: Mapped[int] = mapped_column(ForeignKey("movement_documents.id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))
    from_location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    from_responsible_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[str] = mapped_column(string(20), default=ItemState.WAITING.value)
    is_open: Mapped[bool] = mapped_column(Boolean, default=False, info=OMIT)
    condition: Mapped[str | None] = mapped_column(string(20))
    note: Mapped[str | None] = mapped_column(string(500))
    received_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    received_at: Mapped[Moment | None]

    def take(self, step: ItemStep) -> None:
        """Go to where ``step`` leads; only what is missing is still out. Raises ``movements.wrong_state``."""
        self.state = ITEMS.after(self.state, step)
        self.is_open = self.state == ItemState.MISSING


class MovementDocumentExtra(Base):
    """An asset that arrived with a transfer without being on it, and what was done about it.

    ``transfer_id`` is the transfer that moves it where it was found. The acts are told on the document.
    """

    __tablename__ = "movement_document_extras"
    __table_args__ = (
        UniqueConstraint("document_id", "asset_id"),
        one_of("resolution", ExtraResolution),
        CheckConstraint(_RESOLVED_BY, name="resolved_by"),
    )

    id: Mapped[PrimaryKey]
    document_id: Mapped[int] = mapped_column(ForeignKey("movement_documents.id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"), index=True)
    note: Mapped[str | None] = mapped_column(string(500))
    found_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    found_at: Mapped[Moment]
    resolution: Mapped[str | None] = mapped_column(string(20))
    resolution_note: Mapped[str | None] = mapped_column(string(500))
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    resolved_at: Mapped[Moment | None]
    transfer_id: Mapped[int | None] = mapped_column(ForeignKey("movement_documents.id"), index=True)


class MovementDocumentAttachment(AttachmentColumns, Base):
    """A photo or paper of a transfer: how its assets arrived, what came with them."""

    __tablename__ = "movement_document_attachments"
    __table_args__ = one_main("movement_document_attachments", "document_id")

    document_id: Mapped[int] = mapped_column(ForeignKey("movement_documents.id"))


class MovementItemAttachment(AttachmentColumns, Base):
    """A photo of one asset of a transfer: how it left, how it arrived."""

    __tablename__ = "movement_item_attachments"
    __table_args__ = one_main("movement_item_attachments", "item_id")

    item_id: Mapped[int] = mapped_column(ForeignKey("movement_document_items.id"))
