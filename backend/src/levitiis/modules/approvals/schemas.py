"""Wire models of approvals."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import Id, In, MoneyIn, MoneyOut, Out, Ref, UtcOut, optional_line, required_line
from levitiis.modules.approvals.states import ApprovalState, Decision, LevelPlace


class ApprovalSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    CREATED = "created_at"
    CREATED_DESC = "-created_at"


class ApprovalFilter(PageParams):
    """A page of approvals; ``mine`` leaves those that wait for the caller's own decision."""

    state: ApprovalState | None = None
    mine: bool = False
    sort: ApprovalSort = ApprovalSort.CREATED_DESC


class DecisionIn(In):
    """A decision; a rejection says why."""

    decision: Decision
    note: optional_line(500) = None  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _reason(self) -> DecisionIn:
        if self.decision is Decision.REJECT and not self.note:
            raise PydanticCustomError("required", "a rejection says why")
        return self


class DecisionOut(Out):
    """What was decided on a level."""

    position: int
    decision: Decision
    by: Ref
    on_behalf_of: Ref | None
    note: str | None
    at: UtcOut


class LevelOut(Out):
    """A level: where somebody is asked (null: the organisation), and who is named, if anybody is."""

    position: int
    location: Ref | None
    approvers: list[Ref]
    due_at: UtcOut | None
    escalated_at: UtcOut | None


class ApprovalOut(Out):
    """What a document asks for; ``kind`` and ``document_id`` say which document."""

    id: int
    kind: str
    document_id: int
    number: str
    summary: str
    state: ApprovalState
    position: int
    requester: Ref
    rule: str | None
    levels: list[LevelOut]
    decisions: list[DecisionOut]
    created_at: UtcOut
    decided_at: UtcOut | None
    version: int
    allowed_actions: list[Literal["decide"]]


def _once(value: list[int]) -> list[int]:
    if len(set(value)) != len(value):
        raise PydanticCustomError("sent_twice", "somebody is named twice")
    return value


MOST_AT_ONCE = 100
MOST_LEVELS = 5
Named = Annotated[list[Id], Field(max_length=20), AfterValidator(_once)]


class ManyDecisionsIn(DecisionIn):
    """One decision on many approvals."""

    approval_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_AT_ONCE), AfterValidator(_once)]


class Outcome(Out):
    """What became of one of them: ``code`` says why it was refused, null when it was decided."""

    approval_id: int
    code: str | None
    title: str | None


class OutcomesOut(Out):
    """What became of each, in the order in which they were named."""

    items: list[Outcome]


class WaitingOut(Out):
    """How many approvals wait for the caller."""

    waiting: int


class DecidersOut(Out):
    """Who may decide somewhere, by name."""

    items: list[Ref]


class RuleLevelIn(In):
    """A level: where it asks, whom by name (without: whoever may decide there), and until when.

    ``deadline_hours`` are business hours of the place: at half of them those who are asked are reminded,
    after them names do not bind any more, and those above the place are asked too.
    """

    place: LevelPlace
    location_id: Id | None = None
    approver_ids: Named = []
    substitute_ids: Named = []
    deadline_hours: Annotated[int, Field(ge=1, le=720)] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> RuleLevelIn:
        if (self.place is LevelPlace.PLACE) != (self.location_id is not None):
            raise PydanticCustomError("required", "a level at a place names it, and no other does")
        if set(self.approver_ids) & set(self.substitute_ids):
            raise PydanticCustomError("sent_twice", "somebody is named twice")
        if self.substitute_ids and not self.approver_ids:
            raise PydanticCustomError("required", "substitutes stand in for somebody")
        return self


class RuleIn(In):
    """A rule; no levels: such documents ask nobody."""

    name: required_line(120)  # type: ignore[valid-type]
    kind: Annotated[str, Field(max_length=40)]
    origin_id: Id | None = None
    destination_id: Id | None = None
    category_id: Id | None = None
    minimum_value: MoneyIn | None = None
    is_active: bool = True
    levels: Annotated[list[RuleLevelIn], Field(max_length=MOST_LEVELS)] = []


class RuleLevelOut(Out):
    """A level of a rule."""

    place: LevelPlace
    location: Ref | None
    approvers: list[Ref]
    substitutes: list[Ref]
    deadline_hours: int | None


class RuleOut(Out):
    """A rule with its levels."""

    id: int
    name: str
    kind: str
    origin: Ref | None
    destination: Ref | None
    category_id: int | None
    minimum_value: MoneyOut | None
    is_active: bool
    levels: list[RuleLevelOut]
    version: int


class RulesOut(Out):
    """Every rule."""

    items: list[RuleOut]


class DelegationIn(In):
    """Who decides in the caller's place, from one day to another, both included."""

    delegate_id: Id
    starts_on: date
    ends_on: date
    reason: optional_line(200) = None  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _in_order(self) -> DelegationIn:
        if self.ends_on < self.starts_on:
            raise PydanticCustomError("invalid", "it ends before it begins")
        return self


class DelegationOut(Out):
    """One of the caller's delegations."""

    id: int
    delegate: Ref
    starts_on: date
    ends_on: date
    reason: str | None


class DelegationsOut(Out):
    """The caller's delegations, the latest first."""

    items: list[DelegationOut]
