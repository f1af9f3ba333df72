"""Which days a recurrence means. Pure, by days: neither zones nor summer time have a part in it.

Not ``rrule``: RFC 5545 leaves out the 31st in a month of 30 days, where a desk means the last day of it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, takewhile

from levitiis.modules.movements.loans.reservations.states import Frequency

MOST_TIMES = 60
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every n-th week on ``weekdays`` (0 is Monday), or every n-th month on the day on which it starts."""

    frequency: Frequency
    every: int
    weekdays: tuple[int, ...]
    until: dt.date | None
    times: int | None

    def days(self, start: dt.date) -> Sequence[dt.date]:
        """The days on which it occurs, from ``start`` on; one more than 60 when they are too many."""
        found = self._weekly(start) if self.frequency is Frequency.WEEKLY else self._monthly(start)
        last = self.until
        ending = found if last is None else takewhile(lambda day: day <= last, found)
        return list(islice(ending, min(self.times or MOST_TIMES + 1, MOST_TIMES + 1)))

    def _weekly(self, start: dt.date) -> Iterator[dt.date]:
        """A week begins on Monday; days of the first one before ``start`` do not count."""
        monday = start - dt.timedelta(days=start.weekday())
        for number in count():
            week = monday + _WEEK * self.every * number
            for weekday in sorted(set(self.weekdays)):
                day = week + dt.timedelta(days=weekday)
                if day >= start:
                    yield day

    def _monthly(self, start: dt.date) -> Iterator[dt.date]:
        """In a month without such a day, its last one; the day that was meant is kept for the next."""
        for number in count():
            years, month = divmod(start.month - 1 + self.every * number, 12)
            year = start.year + years
            last = calendar.monthrange(year, month + 1)[1]
            yield dt.date(year, month + 1, min(start.day, last))
