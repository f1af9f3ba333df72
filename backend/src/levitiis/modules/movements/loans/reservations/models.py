"""Tables of reservations: series of agreements, and feeds of the calendar."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import FINGERPRINT, OMIT, Base, Versioned
from levitiis.infra.db.columns import one_of
from levitiis.infra.db.types import Moment, PrimaryKey, string
from levitiis.modules.movements.loans.reservations.states import FeedKind, Frequency

_TARGET = (
    "kind = 'own' AND target_id IS NULL OR kind IN ('category', 'place', 'asset') AND target_id IS NOT NULL"
)


class LoanSeries(Versioned, Base):
    """How agreements recur: the rule by which their days were found; each agreement stands for itself.

    ``weekdays`` as ``"0,2"`` (0 is Monday), empty when monthly. It ends with ``until`` or after ``times``.
    """

    __tablename__ = "loan_series"
    __history__ = "loan_series"
    __table_args__ = (
        one_of("frequency", Frequency),
        CheckConstraint("every BETWEEN 1 AND 12", name="every"),
        CheckConstraint("times BETWEEN 1 AND 60", name="times"),
    )

    id: Mapped[PrimaryKey]
    frequency: Mapped[str] = mapped_column(string(10))
    every: Mapped[int] = mapped_column(Integer)
    weekdays: Mapped[str] = mapped_column(string(20))
    start_date: Mapped[dt.date] = mapped_column(Date)
    until: Mapped[dt.date | None] = mapped_column(Date)
    times: Mapped[int | None] = mapped_column(Integer)
    requester_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)


class CalendarFeed(Base):
    """A secret address at which calendar programs read what its user may see, until he revokes it.

    ``target_id`` is what it is about: a category, a place or an asset. It is no foreign key: a feed never
    stands in the way of a thing that is deleted; without it, it is empty.
    """

    __tablename__ = "calendar_feeds"
    __history__ = "calendar_feed"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        one_of("kind", FeedKind),
        CheckConstraint(_TARGET, name="target"),
    )

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(string(120))
    kind: Mapped[str] = mapped_column(string(10))
    target_id: Mapped[int | None]
    token_hash: Mapped[str] = mapped_column(string(64), info=FINGERPRINT)
    created_at: Mapped[Moment] = mapped_column(info=OMIT)
    last_used_at: Mapped[Moment | None] = mapped_column(info=OMIT)
    revoked_at: Mapped[Moment | None]
