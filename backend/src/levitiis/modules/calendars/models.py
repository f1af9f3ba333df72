"""Tables of calendars."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import Base, Versioned
from levitiis.infra.db.types import JsonData, PrimaryKey, string


class Calendar(Versioned, Base):
    """Business hours and days of a place and everything below it; without a place, of the organisation.

    ``hours``: by weekday ("0" is Monday), the intervals as ``["08:00", "12:00"]``, in order. ``state`` (UF)
    brings the holidays of that state; ``optional_days`` the optional ones (Carnival, Corpus Christi).
    """

    __tablename__ = "calendars"
    __history__ = "calendar"
    __table_args__ = (UniqueConstraint("location_id", postgresql_nulls_not_distinct=True),)

    id: Mapped[PrimaryKey]
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    state: Mapped[str | None] = mapped_column(string(2))
    optional_days: Mapped[bool] = mapped_column(Boolean, default=True)
    hours: Mapped[dict[str, Any]] = mapped_column(JsonData, default=dict)


class CalendarDay(Base):
    """A day off of a calendar's own, or, with ``is_worked``, one that is worked although it would be off."""

    __tablename__ = "calendar_days"
    __history__ = "calendar_day"
    __table_args__ = (UniqueConstraint("calendar_id", "date"),)

    id: Mapped[PrimaryKey]
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendars.id"))
    date: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(string(120))
    is_worked: Mapped[bool] = mapped_column(Boolean, default=False)
