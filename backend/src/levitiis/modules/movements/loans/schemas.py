"""Wire models of loans."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import Id, In, Out, QueryId, Ref, UtcOut, optional_line, optional_text, required_line
from levitiis.modules.assets.states import Condition
from levitiis.modules.movements.loans.states import AgreementState, BorrowerType, LoanStatus, ReminderKind

MOST_ASSETS = 500


class LoanItemIn(In):
    """An asset that is lent, and what goes with it."""

    asset_id: Id
    accessories: optional_line(300) = None  # type: ignore[valid-type]


def _once(value: list[LoanItemIn]) -> list[LoanItemIn]:
    if len({item.asset_id for item in value}) != len(value):
        raise PydanticCustomError("sent_twice", "an asset is named twice")
    return value


class LoanIn(In):
    """A new loan: reserved from now on, and asked for where a rule wants it.

    ``borrower_id`` is a person, or for a third party a supplier; a third party's ``signer_id`` is the person
    who receives the assets for it. Both dates are included.
    """

    items: Annotated[list[LoanItemIn], Field(min_length=1, max_length=MOST_ASSETS), AfterValidator(_once)]
    borrower_type: BorrowerType
    borrower_id: Id
    signer_id: Id | None = None
    start_date: dt.date
    due_date: dt.date
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
    """An asset that is back; damage opens an occurrence, which its note describes."""

    damaged: bool = False


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

    due_date: dt.date
    reason: required_line(500)  # type: ignore[valid-type]


class LoanRulesIn(In):
    """What holds for every loan made from now on; ``block_after_days`` null blocks nobody."""

    buffer_days: Annotated[int, Field(ge=0, le=60)]
    most_days: Annotated[int, Field(ge=1, le=3660)]
    block_after_days: Annotated[int, Field(ge=0, le=3660)] | None


class LoanRulesOut(Out):
    """What holds for every loan, in days.

    ``buffer_days`` stay free after each loan, ``most_days`` is the longest period; a borrower with something
    overdue for ``block_after_days`` gets nothing new.
    """

    buffer_days: int
    most_days: int
    block_after_days: int | None
    version: int


class LoanReasonIn(In):
    """Why a loan does not take place."""

    reason: required_line(500)  # type: ignore[valid-type]


class LoanSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    CREATED = "created_at"
    CREATED_DESC = "-created_at"
    DUE = "due_date"
    DUE_DESC = "-due_date"
    NUMBER = "number"
    NUMBER_DESC = "-number"


class LoanFilter(PageParams):
    """A page of loans. ``q`` is a part of the number; ``overdue`` those out after their due date."""

    q: Annotated[str, Field(max_length=40)] | None = None
    state: list[AgreementState] = []
    overdue: bool = False
    person_id: QueryId | None = None
    supplier_id: QueryId | None = None
    asset_id: QueryId | None = None
    sort: LoanSort = LoanSort.CREATED_DESC


class LoanRow(Out):
    """A line of the list. A borrower out of the reader's reach is null.

    ``overdue_days`` counts from the day after the due date, as long as something is out.
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
    created_at: UtcOut
    version: int


class LoanLineOut(Out):
    """One asset of a loan. ``attachments`` lie below ``/movimentacoes/emprestimos/itens/{id}/anexos``."""

    id: int
    asset_id: int
    tag: str
    name: str
    status: LoanStatus
    accessories: str | None
    out_condition: Condition | None
    out_note: str | None
    handed_over_at: UtcOut | None
    in_condition: Condition | None
    in_note: str | None
    ended_at: UtcOut | None
    occurrence_id: int | None
    attachments: int


class LoanReminderOut(Out):
    """That the borrower was reminded; ``sent_by`` is null when the clock did it."""

    kind: ReminderKind
    mailed: bool
    sent_by: Ref | None
    created_at: UtcOut


LoanAction = Literal["cancel", "hand_over", "give_back", "extend", "remind", "lose", "find"]


class LoanOut(LoanRow):
    """A loan with its assets and what the reader may do next.

    ``disposals`` are those that were opened for what was lost, by number.
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
    disposals: list[Ref]
    allowed_actions: list[LoanAction]
