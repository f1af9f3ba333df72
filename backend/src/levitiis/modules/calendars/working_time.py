"""Counts business days and hours. Pure: what is open when is given, nothing is looked up.

Days are local dates of the calendar's zone; moments are UTC. An interval of business hours is half-open and
lies within one day. The day on which something happens does not count, the last one does, and a period that
would end on a day off ends on the next business day (Lei 9.784/1999, art. 66; CPC, art. 224).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from levitiis.modules.calendars.errors import NEVER_OPEN

_ONE_DAY = timedelta(days=1)
_LONGEST_CLOSED = 400
"""After so many days off in a row a calendar counts as one that is never open."""

Hours = Mapping[int, tuple[tuple[time, time], ...]]
"""Business hours by weekday (0 is Monday), in order, not overlapping."""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """One calendar as it holds: hours by weekday, days off, days that are worked all the same.

    ``is_off`` tells days off, whatever the weekday. A day in ``worked`` is open in the hours of its weekday,
    or in ``usual`` hours where its weekday has none (a Saturday that makes up for a Friday).
    """

    hours: Hours
    is_off: Callable[[date], bool]
    worked: frozenset[date]
    zone: ZoneInfo

    @property
    def usual(self) -> tuple[tuple[time, time], ...]:
        """The hours of the first weekday that has any."""
        return next((spans for _, spans in sorted(self.hours.items()) if spans), ())

    def hours_of(self, day: date) -> tuple[tuple[time, time], ...]:
        """The business hours of one day; none on a day off."""
        if day in self.worked:
            return self.hours.get(day.weekday()) or self.usual
        return () if self.is_off(day) else self.hours.get(day.weekday(), ())

    def is_business_day(self, day: date) -> bool:
        """Whether anything is open on that day."""
        return bool(self.hours_of(day))

    def spans_of(self, day: date) -> list[tuple[datetime, datetime]]:
        """The business hours of one day as moments."""
        return [(self._moment(day, opens), self._moment(day, closes)) for opens, closes in self.hours_of(day)]

    def day_after(self, day: date, business_days: int) -> date:
        """The day that comes ``business_days`` after ``day``; with 0 the day itself or the next business day.

        Raises ``calendars.never_open``.
        """
        left, found = business_days, day
        for candidate in self._days_from(day if business_days == 0 else day + _ONE_DAY):
            if self.is_business_day(candidate):
                left, found = left - 1, candidate
                if left <= 0:
                    break
        return found

    def due(self, moment: datetime, business_days: int) -> datetime:
        """When a period of whole days ends that begins at ``moment``: at closing time of its last day."""
        day = self.day_after(self.local_day(moment), business_days)
        return self.spans_of(day)[-1][1]

    def after(self, moment: datetime, business_time: timedelta) -> datetime:
        """The moment when so much business time has passed. Raises ``calendars.never_open``."""
        left = business_time
        for day in self._days_from(self.local_day(moment)):
            for opens, closes in self.spans_of(day):
                start = max(opens, moment)
                if start >= closes:
                    continue
                if closes - start >= left:
                    return start + left
                left -= closes - start
        raise NEVER_OPEN()

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much business time lies between two moments; nothing when ``end`` is not later."""
        total, day, last = timedelta(), self.local_day(start), self.local_day(end)
        while day <= last:
            for opens, closes in self.spans_of(day):
                total += max(timedelta(), min(closes, end) - max(opens, start))
            day += _ONE_DAY
        return total

    def local_day(self, moment: datetime) -> date:
        """The date that a clock on the wall shows at ``moment``."""
        return moment.astimezone(self.zone).date()

    def _days_from(self, day: date) -> Iterator[date]:
        """One day after another, as long as some of them are open."""
        closed = 0
        while closed < _LONGEST_CLOSED:
            closed = 0 if self.is_business_day(day) else closed + 1
            yield day
            day += _ONE_DAY
        raise NEVER_OPEN()

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)
