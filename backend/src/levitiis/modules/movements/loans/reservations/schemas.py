"""Wire models of reservations: recurring, for oneself, their calendar and its feeds."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.wire import Id, In, Out, QueryId, Ref, UtcOut, optional_text, required_line
from levitiis.modules.movements.loans.reservations.recurrence import MOST_TIMES, Recurrence
from levitiis.modules.movements.loans.reservations.states import ConflictReason, FeedKind, Frequency
from levitiis.modules.movements.loans.schemas import Day, LoanIn, LoanItems, LoanRow
from levitiis.modules.movements.loans.states import AgreementState, BorrowerType, LoanStatus

MOST_DAYS_SHOWN = 62
MOST_PERIODS = 2_000
MOST_FREE_SHOWN = 100


Skipped = Annotated[list[Day], Field(max_length=MOST_TIMES)]


class RecurrenceIn(In):
    """Every ``every``-th week on ``weekdays`` (0 is Monday), or every n-th month on the day of the first.

    It ends with ``until``, or after ``times``. Where a month has no such day, its last day counts.
    """

    frequency: Frequency
    every: Annotated[int, Field(ge=1, le=12)] = 1
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)] = []
    until: Day | None = None
    times: Annotated[int, Field(ge=1, le=MOST_TIMES)] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.until is None) == (self.times is None):
            raise PydanticCustomError("invalid", "either a last day or a number of times")
        if (self.frequency is Frequency.WEEKLY) != bool(self.weekdays):
            raise PydanticCustomError("invalid", "weekdays belong to weeks, and weeks need them")
        return self

    def recurrence(self) -> Recurrence:
        """As the rule that counts days."""
        return Recurrence(self.frequency, self.every, tuple(self.weekdays), self.until, self.times)

    @property
    def end(self) -> str:
        """The pointer to what ends it."""
        return "/recurrence/until" if self.until else "/recurrence/times"


class LoanSeriesIn(LoanIn):
    """Loans that recur: dates, items and all are those of the first; ``skip``: days that are left out."""

    recurrence: RecurrenceIn
    skip: Skipped = []


class SeriesConflict(Out):
    """A day of a series that cannot be reserved, and why; ``problem`` says it in a sentence's parts."""

    start_date: dt.date
    due_date: dt.date
    reason: ConflictReason
    about: str


class LoanSeriesOut(Out):
    """A series, and its loans in the order of their days."""

    id: int
    loans: list[LoanRow]


class OwnLoanIn(In):
    """What somebody reserves for himself. Both dates are included."""

    items: LoanItems
    start_date: Day
    due_date: Day
    purpose: required_line(500)  # type: ignore[valid-type]
    conditions: optional_text(2000) = None  # type: ignore[valid-type]


class OwnLoanSeriesIn(OwnLoanIn):
    """What somebody reserves for himself on recurring days; as :class:`LoanSeriesIn`."""

    recurrence: RecurrenceIn
    skip: Skipped = []


AnySeriesIn = LoanSeriesIn | OwnLoanSeriesIn


class SwapIn(In):
    """Another asset of the same category in the place of a reserved one; null: any that is free."""

    asset_id: Id
    replacement_id: Id | None = None


def _within(start: dt.date, end: dt.date, most: int) -> None:
    if not 0 <= (end - start).days < most:
        raise PydanticCustomError("invalid", "the days are out of order, or too many")


class AgendaFilter(In):
    """The days from ``start`` to ``end``, both included, at most 62.

    A category or a place means everything below it too; ``own`` what the reader borrows himself.
    """

    start: Day
    end: Day
    category_id: QueryId | None = None
    location_id: QueryId | None = None
    asset_id: QueryId | None = None
    own: bool = False

    @model_validator(mode="after")
    def _few_days(self) -> Self:
        _within(self.start, self.end, MOST_DAYS_SHOWN)
        return self


class AgendaLoan(Out):
    """Of a period's loan, for who may see it."""

    id: int
    number: str
    state: AgreementState
    borrower_type: BorrowerType
    borrower: Ref | None
    series_id: int | None


class AgendaPeriod(Out):
    """Days on which an asset is taken. ``until`` is the last: the due date, or today while it is overdue.

    ``free_from`` is the first day after the buffer. ``loan`` is null for who may not see it.
    """

    id: int
    asset_id: int
    tag: str
    name: str
    status: LoanStatus
    start_date: dt.date
    due_date: dt.date
    until: dt.date
    free_from: dt.date
    overdue: bool
    loan: AgendaLoan | None


class AgendaOut(Out):
    """Taken days, in the order of their beginning; ``truncated`` when there are more than 2,000."""

    items: list[AgendaPeriod]
    truncated: bool


class FreeFilter(In):
    """Assets that are free from ``start`` to ``end``, both included, in a category, a place and below.

    ``reach``: those that the caller may see, lend to somebody, or reserve for himself.
    """

    start: Day
    end: Day
    category_id: QueryId | None = None
    location_id: QueryId | None = None
    reach: Literal["see", "lend", "self"] = "lend"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _within(self.start, self.end, 3_660)
        return self


class FreeAsset(Out):
    """An asset that is free."""

    id: int
    tag: str
    name: str
    location: Ref | None


class FreeOut(Out):
    """How many are free, and the first hundred of them."""

    total: int
    items: list[FreeAsset]


class DeskFilter(In):
    """The days of which is asked whether the desk is open, both included, at most 62."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _few_days(self) -> Self:
        _within(self.start, self.end, MOST_DAYS_SHOWN)
        return self


class DeskHours(Out):
    """When the desk opens and closes, local time: ``08:00``."""

    opens: str
    closes: str


class DeskOut(Out):
    """The hours of each weekday, Monday first, and the days asked about on which the desk is closed.

    ``always`` when no calendar is set: then loans start and end on any day. The last three are the limits of
    who reserves for himself, ``most_days`` and ``buffer_days`` those of every loan.
    """

    always: bool
    hours: list[list[DeskHours]]
    closed: list[dt.date]
    most_days: int
    buffer_days: int
    self_most_days: int
    self_days_ahead: int
    self_at_once: int


class FeedIn(In):
    """A new feed, and what it is about; ``target_id`` is a category, a place or an asset."""

    name: required_line(120)  # type: ignore[valid-type]
    kind: FeedKind
    target_id: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _target(cls, value: Any) -> Any:
        if isinstance(value, dict):
            given: dict[str, Any] = value
            if (given.get("kind") == FeedKind.OWN.value) != (given.get("target_id") is None):
                raise PydanticCustomError("invalid", "one's own has no target, everything else has one")
        return value


class FeedOut(Out):
    """A feed of one's own. ``target``: null for one's own loans, and for what one does not see any more."""

    id: int
    name: str
    kind: FeedKind
    target: Ref | None
    created_at: UtcOut
    last_used_at: UtcOut | None
    revoked_at: UtcOut | None


class FeedList(Out):
    """The feeds of a user, newest first."""

    items: list[FeedOut]


class FeedCreated(FeedOut):
    """A new feed with its secret address, which is told this once."""

    url: str
