"""Wire models of leaving."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from levitiis.kit.wire import MAX_ID, Id, In, Out, Ref, UtcOut, required_line
from levitiis.modules.movements.clearances.states import ClearanceState, HandedOutcome

MOST_ASSETS = 500

BoundKind = Literal[
    "assets", "loans", "transfers", "disposals", "terms", "approvals", "account", "delegations",
    "approval_rules",
]  # fmt: skip
"""Kinds of what binds a person, as the rooms call theirs."""


def _once(value: list[int]) -> list[int]:
    if len(set(value)) != len(value):
        raise PydanticCustomError("sent_twice", "an asset is named twice")
    return value


class _Handing(In):
    """Which assets, and why."""

    asset_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_ASSETS), AfterValidator(_once)]
    reason: required_line(500)  # type: ignore[valid-type]


class GivenBackIn(_Handing):
    """Assets that are given back: they go to a place, and nobody answers for them any more."""

    location_id: Id


class PassedOnIn(_Handing):
    """Assets that go over to another person, at a place if one is named."""

    person_id: Id
    location_id: Id | None = None


class HandedAsset(Out):
    """What became of one asset. ``document``: the transfer that asks for it; ``message`` why it stays."""

    asset_id: int
    tag: str
    outcome: HandedOutcome
    code: str | None
    message: str | None


class HandedOut(Out):
    """What became of each asset, and the transfer that was made for those that were passed on."""

    items: list[HandedAsset]
    document: Ref | None


class ClearanceIn(In):
    """The day on which the person leaves: today or before."""

    left_on: dt.date


class WithdrawalIn(In):
    """Why a clearance does not hold any more."""

    reason: required_line(500)  # type: ignore[valid-type]


class BoundOut(Out):
    """One thing that binds the person. ``target_id`` is whose page tells more."""

    id: int
    code: str
    name: str | None
    document: str | None
    target_id: int
    asset_id: int | None
    state: str | None


class BoundFilter(In):
    """What of one kind comes after an id; 0 for the first."""

    kind: BoundKind
    after: Annotated[int, Field(ge=0, le=MAX_ID)] = 0


class BoundPage(Out):
    """At most 500 of one kind, by id; nothing when that were all."""

    items: list[BoundOut]


class BoundGroup(Out):
    """Things of one kind: how many, how many of them do not exist for the reader, and the others.

    ``blocks``: no clearance is issued while there is any. At most 500 are named; ``/pendencias`` tells all.
    """

    kind: BoundKind
    blocks: bool
    total: int
    hidden: int
    items: list[BoundOut]


class ClearanceOut(Out):
    """A clearance; its PDF is below ``/movimentacoes/desligamentos/{person_id}/nada-consta/{id}/pdf``."""

    id: int
    number: str
    state: ClearanceState
    left_on: dt.date
    code: str
    pdf_sha256: str
    issued_by: Ref | None
    created_at: UtcOut
    withdrawn_at: UtcOut | None
    withdrawn_by: Ref | None
    withdrawal_reason: str | None
    version: int


class LeavingPerson(Ref):
    """Who leaves."""

    registration: str | None
    active: bool
    left_on: dt.date | None


class LeavingOut(Out):
    """Everything that binds a person, group by group, his clearances, and what the reader may do."""

    person: LeavingPerson
    groups: list[BoundGroup]
    left: int
    clearances: list[ClearanceOut]
    allowed_actions: list[Literal["give_back", "pass_on", "issue", "withdraw"]]
