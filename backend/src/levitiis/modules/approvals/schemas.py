"""Wire models of approvals."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import In, Out, Ref, UtcOut, optional_line
from levitiis.modules.approvals.states import ApprovalState, Decision


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
    note: str | None
    at: UtcOut


class LevelOut(Out):
    """A level: the place where somebody is asked; null for the organisation."""

    position: int
    location: Ref | None


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
    levels: list[LevelOut]
    decisions: list[DecisionOut]
    created_at: UtcOut
    decided_at: UtcOut | None
    version: int
    allowed_actions: list[Literal["decide"]]
