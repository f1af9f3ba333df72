"""Tables of occurrences."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import FINGERPRINT, Base, Versioned
from levitiis.infra.db.columns import one_of
from levitiis.infra.db.types import Moment, PrimaryKey, string
from levitiis.kit.transitions import Transitions
from levitiis.modules.attachments.api import AttachmentColumns, one_main
from levitiis.modules.movements.occurrences.errors import RESOLVED
from levitiis.modules.movements.occurrences.states import (
    OCCURRENCE_STEPS,
    OccurrenceKind,
    OccurrenceState,
    OccurrenceStep,
)

OCCURRENCES = Transitions(OCCURRENCE_STEPS, RESOLVED)
_RESOLVED_SAYS_SO = (
    "state = 'resolved' AND resolution IS NOT NULL AND resolved_at IS NOT NULL"
    " OR state = 'open' AND resolution IS NULL AND resolved_at IS NULL"
)


class AssetOccurrence(Versioned, Base):
    """Something that happened to an asset and waits for somebody to deal with it.

    ``loan_id`` is the loan from which it came back so, if any; ``opened_by`` is null when nobody who signs in
    opened it. It changes neither place nor status of its asset: what is done about it does.
    """

    __tablename__ = "asset_occurrences"
    __history__ = "asset_occurrence"
    __table_args__ = (
        one_of("kind", OccurrenceKind),
        one_of("state", OccurrenceState),
        CheckConstraint(_RESOLVED_SAYS_SO, name="resolved_says_so"),
        Index("ix_asset_occurrences_state_id", "state", "id"),
    )

    id: Mapped[PrimaryKey]
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"), index=True)
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loans.id"), index=True)
    kind: Mapped[str] = mapped_column(string(20))
    state: Mapped[str] = mapped_column(string(10), default=OccurrenceState.OPEN.value)
    description: Mapped[str] = mapped_column(string(1000))
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    resolution: Mapped[str | None] = mapped_column(string(1000))
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    resolved_at: Mapped[Moment | None]

    def take(self, step: OccurrenceStep) -> None:
        """Go to where ``step`` leads. Raises ``occurrences.resolved``."""
        self.state = OCCURRENCES.after(self.state, step)


class FoundPage(Versioned, Base):
    """What whoever reads an asset's QR code without signing in is shown; one row, off unless switched on."""

    __tablename__ = "found_page"
    __history__ = "found_page"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    enabled: Mapped[bool] = mapped_column(Boolean, default=False)
    contact: Mapped[str | None] = mapped_column(string(500), info=FINGERPRINT)
    phone: Mapped[str | None] = mapped_column(string(40), info=FINGERPRINT)
    email: Mapped[str | None] = mapped_column(string(254), info=FINGERPRINT)


class FoundReport(Base):
    """What somebody who found a thing wrote, with what he told of himself: personal data, kept for a time.

    Written for any code, known or not, so that nobody learns from the answer which it is; what belongs to no
    asset is deleted when it is looked at, the rest some time after its occurrence was resolved, or a longer
    time after it was written.
    """

    __tablename__ = "found_reports"
    __table_args__ = (Index("uq_found_reports_occurrence_id", "occurrence_id", unique=True,
                            postgresql_where=text("occurrence_id IS NOT NULL"),
                            mssql_where=text("occurrence_id IS NOT NULL")),)  # fmt: skip

    id: Mapped[PrimaryKey]
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("asset_occurrences.id"))
    code: Mapped[str] = mapped_column(string(26))
    place: Mapped[str] = mapped_column(string(200))
    message: Mapped[str] = mapped_column(string(1000))
    name: Mapped[str | None] = mapped_column(string(160))
    phone: Mapped[str | None] = mapped_column(string(40))
    email: Mapped[str | None] = mapped_column(string(254))
    created_at: Mapped[Moment]


class OccurrenceAttachment(AttachmentColumns, Base):
    """A photo or paper of an occurrence: the damage, the police report."""

    __tablename__ = "occurrence_attachments"
    __table_args__ = one_main("occurrence_attachments", "occurrence_id")

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("asset_occurrences.id"))
