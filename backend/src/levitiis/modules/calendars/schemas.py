"""Wire models of calendars."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.wire import Id, In, Out, Ref, UtcOut, required_line
from levitiis.modules.calendars.holidays import FIRST_YEAR, LAST_YEAR
from levitiis.modules.calendars.states import STATES, DayKind

MOST_INTERVALS = 4
MOST_DAYS_AHEAD = 1_000

Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""Hours and minutes of a day, local: ``08:30``."""


class Interval(In):
    """Business hours on one weekday, from ``opens`` until just before ``closes``."""

    opens: Clock
    closes: Clock


def _in_order(value: list[Interval]) -> list[Interval]:
    edges = [edge for span in value for edge in (span.opens, span.closes)]
    if any(before >= after for before, after in pairwise(edges)):
        raise PydanticCustomError("invalid", "intervals must be in order and not overlap")
    return value


Weekday = Annotated[list[Interval], Field(max_length=MOST_INTERVALS), AfterValidator(_in_order)]
Week = Annotated[list[Weekday], Field(min_length=7, max_length=7)]
"""The intervals of each weekday, Monday first."""


def _state(value: str | None) -> str | None:
    if value is not None and value not in STATES:
        raise PydanticCustomError("invalid", "no state of Brazil")
    return value


State = Annotated[str | None, AfterValidator(_state)]


class CalendarIn(In):
    """A calendar of a place."""

    location_id: Id
    state: State = None
    optional_days: bool = True
    hours: Week


class CalendarPatch(In):
    """Changes of a calendar: only what is sent changes."""

    state: State = None
    optional_days: bool = True
    hours: Week = []

    @model_validator(mode="before")
    @classmethod
    def _something(cls, value: Any) -> Any:
        if isinstance(value, dict) and not value:
            raise PydanticCustomError("required", "nothing to change")
        return value


CalendarAction = Literal["edit", "delete"]


class CalendarOut(Out):
    """A calendar; ``location`` is null for the organisation's."""

    id: int
    location: Ref | None
    state: str | None
    optional_days: bool
    hours: list[list[Interval]]
    version: int
    allowed_actions: list[CalendarAction]


class CalendarList(Out):
    """The organisation's calendar, then those of places by name."""

    items: list[CalendarOut]
    allowed_actions: list[Literal["create"]]


class DayIn(In):
    """A day off of one's own, or one that is worked although it would be off."""

    date: Annotated[dt.date, Field(ge=dt.date(FIRST_YEAR, 1, 1), le=dt.date(LAST_YEAR, 12, 31))]
    name: required_line(120)  # type: ignore[valid-type]
    is_worked: bool = False


class DayOut(Out):
    """A day of a year that is not like the others; ``id`` for days that this calendar itself names."""

    id: int | None
    date: dt.date
    name: str
    kind: DayKind
    from_above: bool


class YearOut(Out):
    """The special days of a year, in order."""

    year: int
    items: list[DayOut]


class DueOut(Out):
    """When a period of business days ends that begins now."""

    business_days: int
    starts_at: UtcOut
    due_at: UtcOut
