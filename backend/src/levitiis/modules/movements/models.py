"""Tables of transfers."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import OMIT, Base, Versioned
from levitiis.infra.db.types import Moment, PrimaryKey, string
from levitiis.modules.assets.states import Condition
from levitiis.modules.movements.errors import WRONG_STATE
from levitiis.modules.movements.states import DocumentState, ItemState, Step, leads_to


def _one_of(column: str, values: type) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class MovementDocument(Versioned, Base):
    """A transfer of assets to a place, and to whoever answers for them there.

    ``number`` is given when it is made, by year and without gaps. ``to_responsible_id`` null: everybody
    keeps what he answers for.
    """

    __tablename__ = "movement_documents"
    __history__ = "movement_document"
    __table_args__ = (
        UniqueConstraint("number"),
        _one_of("state", DocumentState),
        Index("ix_movement_documents_state_id", "state", "id"),
    )

    id: Mapped[PrimaryKey]
    number: Mapped[str] = mapped_column(string(20))
    state: Mapped[str] = mapped_column(string(20), default=DocumentState.DRAFT.value)
    to_location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), index=True)
    to_responsible_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    reason: Mapped[str] = mapped_column(string(500))
    closing_note: Mapped[str | None] = mapped_column(string(500))
    submitted_at: Mapped[Moment | None]
    decided_at: Mapped[Moment | None]
    sent_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]

    def take(self, step: Step) -> None:
        """Go to where ``step`` leads. Raises ``movements.wrong_state``."""
        following = leads_to(DocumentState(self.state), step)
        if following is None:
            raise WRONG_STATE()
        self.state = following.value


class MovementDocumentItem(Base):
    """One asset of a transfer, with where it was when it was asked for.

    ``is_open`` from submission until it has arrived, was taken back, or the document ended: an asset is
    open in one document at most. What happens to items is told as acts on the document.
    """

    __tablename__ = "movement_document_items"
    __table_args__ = (
        UniqueConstraint("document_id", "asset_id"),
        _one_of("state", ItemState),
        _one_of("condition", Condition),
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


class DocumentCounter(Base):
    """The last number of a kind of document in a year; locked while the next is taken."""

    __tablename__ = "document_counters"

    prefix: Mapped[str] = mapped_column(string(20), primary_key=True)
    last_number: Mapped[int] = mapped_column(Integer, default=0)
