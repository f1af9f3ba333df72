"""Wire models of loans."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import Id, In, Out, QueryId, Ref, UtcOut, optional_line, optional_text, required_line
from levitiis.modules.assets.states import Condition
from levitiis.modules.movements.loans.accessories import accessories_in
from levitiis.modules.movements.loans.states import (
    AgreementState,
    BorrowerType,
    ExtensionState,
    LoanStatus,
    ReminderKind,
)

MOST_ASSETS = 500
MOST_OF_CATEGORY = 100
MOST_ACCESSORIES = 150
"""As many as their text has room for."""
Day = Annotated[dt.date, Field(ge=dt.date(2000, 1, 1), le=dt.date(2199, 12, 31))]
"""A day with room before and after it: days are added to it, and repeated for decades."""


def _if_any(text: str | None) -> str | None:
    return text if accessories_in(text) else None


class LoanItemIn(In):
    """An asset that is lent, or any ``count`` free ones of a category, and what goes with each of them.

    ``location_id`` narrows those of a category to a place and everything below it.
    """

    asset_id: Id | None = None
    category_id: Id | None = None
    location_id: Id | None = None
    count: Annotated[int, Field(ge=1, le=MOST_OF_CATEGORY)] = 1
    accessories: Annotated[optional_line(300), AfterValidator(_if_any)] = None  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.asset_id is None) == (self.category_id is None):
            raise PydanticCustomError("invalid", "either an asset or a category")
        if self.asset_id is not None and (self.location_id is not None or self.count != 1):
            raise PydanticCustomError("invalid", "only any of a category has a place and a count")
        return self


def _once(value: list[LoanItemIn]) -> list[LoanItemIn]:
    named = [item.asset_id for item in value if item.asset_id is not None]
    if len(set(named)) != len(named):
        raise PydanticCustomError("sent_twice", "an asset is named twice")
    if sum(item.count for item in value) > MOST_ASSETS:
        raise PydanticCustomError("too_many", "too many assets", {"max_length": MOST_ASSETS})
    return value


LoanItems = Annotated[list[LoanItemIn], Field(min_length=1, max_length=MOST_ASSETS), AfterValidator(_once)]


class LoanIn(In):
    """A new loan: reserved from now on, and asked for where a rule wants it.

    ``borrower_id`` is a person, or for a third party a supplier; a third party's ``signer_id`` is the person
    who receives the assets for it. Both dates are included.
    """

    items: LoanItems
    borrower_type: BorrowerType
    borrower_id: Id
    signer_id: Id | None = None
    start_date: Day
    due_date: Day
    purpose: required_line(500)  # type: ignore[valid-type]
    conditions: optional_text(2000) = None  # type: ignore[valid-type]


class HandedItem(In):
    """An asset that is handed over, and its condition then."""

    asset_id: Id
    condition: Condition | None = None
    note: optional_line(500) = None  # type: ignore[valid-type]


class HandOverIn(In):
    """What is handed over now; what is left out of it is not lent, and free again."""

    items: Annotated[list[HandedItem], Field(min_length=1, max_length=MOST_ASSETS)]


class ReturnedItem(HandedItem):
    """An asset that is back; damage opens an occurrence, which its note describes.

    ``missing_accessories`` are those that went with it and are not back; they are told in one too.
    """

    damaged: bool = False
    missing_accessories: Annotated[list[required_line(300)], Field(max_length=MOST_ACCESSORIES)] = []  # type: ignore[valid-type]


class ReturnIn(In):
    """What is back now, all or some of what is out, and the place it is put if not where it was."""

    items: Annotated[list[ReturnedItem], Field(min_length=1, max_length=MOST_ASSETS)]
    location_id: Id | None = None


class LossIn(In):
    """What the borrower has lost, and how that came about."""

    asset_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_ASSETS)]
    description: required_line(400)  # type: ignore[valid-type]


class ExtensionIn(In):
    """A new due date for everything that is not back, and why."""

    due_date: Day
    reason: required_line(500)  # type: ignore[valid-type]


class RefusalIn(In):
    """Why another due date is not given."""

    note: required_line(500)  # type: ignore[valid-type]


class LoanRulesIn(In):
    """What holds for every loan made from now on; ``block_after_days`` null blocks nobody."""

    buffer_days: Annotated[int, Field(ge=0, le=60)]
    most_days: Annotated[int, Field(ge=1, le=3660)]
    block_after_days: Annotated[int, Field(ge=0, le=3660)] | None
    calendar_id: Id | None = None
    self_most_days: Annotated[int, Field(ge=1, le=3660)] = 15
    self_days_ahead: Annotated[int, Field(ge=0, le=3660)] = 90
    self_at_once: Annotated[int, Field(ge=1, le=MOST_ASSETS)] = 5


class LoanRulesOut(Out):
    """What holds for every loan, in days.

    ``buffer_days`` stay free after each loan, ``most_days`` is the longest period; a borrower with something
    overdue for ``block_after_days`` gets nothing new. Loans start and are due when the desk is open, by the
    calendar ``calendar_id``, if any. ``self_…`` hold for who reserves for himself: longest period, how far
    ahead it begins, and how many assets at once.
    """

    buffer_days: int
    most_days: int
    block_after_days: int | None
    calendar_id: int | None
    self_most_days: int
    self_days_ahead: int
    self_at_once: int
    version: int


class LoanReasonIn(In):
    """Why a loan does not take place; ``following``: nor do the later ones of its series."""

    reason: required_line(500)  # type: ignore[valid-type]
    following: bool = False


class LoanSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    CREATED = "created_at"
    CREATED_DESC = "-created_at"
    DUE = "due_date"
    DUE_DESC = "-due_date"
    NUMBER = "number"
    NUMBER_DESC = "-number"


class LoanFilter(PageParams):
    """A page of loans. ``q`` is a part of the number; ``overdue`` those out after their due date.

    ``own``: those that the reader himself borrowed or signs for. ``extension_asked``: those of which somebody
    wants another due date, and nobody who lends has answered.
    """

    q: Annotated[str, Field(max_length=40)] | None = None
    state: list[AgreementState] = []
    overdue: bool = False
    own: bool = False
    extension_asked: bool = False
    series_id: QueryId | None = None
    person_id: QueryId | None = None
    supplier_id: QueryId | None = None
    asset_id: QueryId | None = None
    sort: LoanSort = LoanSort.CREATED_DESC


class LoanRow(Out):
    """A line of the list. A borrower out of the reader's reach is null.

    ``overdue_days`` counts from the day after the due date, as long as something is out.
    ``open_extension``: where another due date stands that waits for an answer, if one does.
    """

    id: int
    number: str
    state: AgreementState
    borrower_type: BorrowerType
    borrower: Ref | None
    requester: Ref
    purpose: str
    start_date: dt.date
    due_date: dt.date
    overdue_days: int
    items: int
    out: int
    open_extension: ExtensionState | None
    series_id: int | None
    created_at: UtcOut
    version: int


class LoanLineOut(Out):
    """One asset of a loan. ``attachments`` lie below ``/movimentacoes/emprestimos/itens/{id}/anexos``.

    ``category``: any asset of it was asked for. ``accessory_list`` is what went with it, one by one.
    ``disposal``: in which what was lost is disposed of, as far as the reader sees it.
    """

    id: int
    asset_id: int
    tag: str
    name: str
    category: Ref | None
    status: LoanStatus
    accessories: str | None
    accessory_list: list[str]
    missing_accessories: list[str]
    out_condition: Condition | None
    out_note: str | None
    handed_over_at: UtcOut | None
    in_condition: Condition | None
    in_note: str | None
    ended_at: UtcOut | None
    occurrence_id: int | None
    disposal: Ref | None
    attachments: int


class LoanReminderOut(Out):
    """That the borrower was reminded; ``sent_by`` is null when the clock did it."""

    kind: ReminderKind
    mailed: bool
    sent_by: Ref | None
    created_at: UtcOut


class LoanExtensionOut(Out):
    """Another due date that was wanted, by whom and why; ``decided_by`` null: open, or nobody's decision."""

    id: int
    due_date: dt.date
    reason: str
    state: ExtensionState
    requester: Ref
    created_at: UtcOut
    decided_at: UtcOut | None
    decided_by: Ref | None
    note: str | None


LoanAction = Literal[
    "cancel", "hand_over", "give_back", "extend", "remind", "swap", "lose", "find",
    "ask_extension", "grant_extension", "refuse_extension", "withdraw_extension",
]  # fmt: skip


class LoanOut(LoanRow):
    """A loan with its assets and what the reader may do next.

    ``disposals`` are those that were opened for what was lost, by number. ``extensions``: the latest first;
    ``extension_approval_id`` is what the last one of them that needed it waits, or waited, for.
    """

    signer: Ref | None
    conditions: str | None
    approver: Ref | None
    approval_id: int | None
    decided_at: UtcOut | None
    handed_over_at: UtcOut | None
    closed_at: UtcOut | None
    closing_note: str | None
    lines: list[LoanLineOut]
    reminders: list[LoanReminderOut]
    extensions: list[LoanExtensionOut]
    extension_approval_id: int | None
    disposals: list[Ref]
    allowed_actions: list[LoanAction]
