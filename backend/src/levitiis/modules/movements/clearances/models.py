"""Table of clearances."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import OMIT, Base, Versioned
from levitiis.infra.db.columns import one_of
from levitiis.infra.db.types import JsonData, Moment, PrimaryKey, string
from levitiis.kit.transitions import Transitions
from levitiis.modules.movements.clearances.errors import WITHDRAWN
from levitiis.modules.movements.clearances.states import CLEARANCE_STEPS, ClearanceState, ClearanceStep

CLEARANCES = Transitions(CLEARANCE_STEPS, WITHDRAWN)
_IN_FORCE = "state = 'valid'"
_WITHDRAWN_SAYS_SO = (
    "state = 'withdrawn' AND withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL"
    " OR state = 'valid' AND withdrawn_at IS NULL AND withdrawal_reason IS NULL"
)


class Clearance(Versioned, Base):
    """That nothing of the organisation was left with a person on the day it was issued, frozen as a PDF.

    While it is in force the person is as having left on ``left_on`` and gets nothing new. ``location_id`` is
    where he worked then, ``was_active`` what a withdrawal makes of him again, ``code`` what whoever verifies
    the paper uses.
    """

    __tablename__ = "clearances"
    __history__ = "clearance"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("code"),
        one_of("state", ClearanceState),
        CheckConstraint(_WITHDRAWN_SAYS_SO, name="withdrawn_says_so"),
        Index("uq_clearances_in_force", "person_id", unique=True,
              postgresql_where=text(_IN_FORCE), mssql_where=text(_IN_FORCE)),
        Index("ix_clearances_person_id", "person_id"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    number: Mapped[str] = mapped_column(string(20))
    state: Mapped[str] = mapped_column(string(12), default=ClearanceState.VALID.value)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    left_on: Mapped[dt.date] = mapped_column(Date)
    was_active: Mapped[bool] = mapped_column(Boolean, info=OMIT)
    content_json: Mapped[Any] = mapped_column(JsonData, info=OMIT)
    content_hash: Mapped[str] = mapped_column(string(64), info=OMIT)
    code: Mapped[str] = mapped_column(string(26), info=OMIT)
    pdf_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), index=True)
    pdf_sha256: Mapped[str] = mapped_column(string(64))
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    withdrawn_at: Mapped[Moment | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    withdrawal_reason: Mapped[str | None] = mapped_column(string(500))

    def take(self, step: ClearanceStep) -> None:
        """Go to where ``step`` leads. Raises ``clearances.withdrawn``."""
        self.state = CLEARANCES.after(self.state, step)
