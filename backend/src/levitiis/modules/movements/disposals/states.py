"""States of a disposal, and where what is disposed of goes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class DisposalState(StrEnum):
    """From the first draft to the assets being gone, and back if it was a mistake."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    CONCLUDED = "concluded"
    REVERSED = "reversed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class DisposalStep(StrEnum):
    """What happens to a disposal. None passes without being asked about."""

    ASK = "ask"
    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"
    CONCLUDE = "conclude"
    REVERSE = "reverse"


class Destination(StrEnum):
    """Where the assets go: leilão, doação, permuta, cessão, transferência, descarte, extravio, furto."""

    AUCTION = "auction"
    DONATION = "donation"
    EXCHANGE = "exchange"
    ASSIGNMENT = "assignment"
    TRANSFER = "transfer"
    DISCARD = "discard"
    LOSS = "loss"
    THEFT = "theft"


class Classification(StrEnum):
    """Why an asset is of no more use: ocioso, recuperável, antieconômico, irrecuperável.

    The classes of Decreto 9.373/2018, art. 3; their codes are those of the condition of an asset.
    """

    IDLE = "idle"
    RECOVERABLE = "recoverable"
    UNECONOMIC = "uneconomic"
    IRRECOVERABLE = "irrecoverable"


class MemberRole(StrEnum):
    """Who leads the commission, and who sits in it."""

    CHAIR = "chair"
    MEMBER = "member"


KIND = "disposal"
"""What approvals and terms call such a document."""

PREFIX = "BX"
"""What the numbers of disposals begin with."""

_S = DisposalState
DISPOSAL_STEPS: Mapping[tuple[DisposalState, DisposalStep], DisposalState] = {
    (_S.DRAFT, DisposalStep.ASK): _S.PENDING,
    (_S.DRAFT, DisposalStep.CANCEL): _S.CANCELLED,
    (_S.PENDING, DisposalStep.APPROVE): _S.APPROVED,
    (_S.PENDING, DisposalStep.REJECT): _S.REJECTED,
    (_S.PENDING, DisposalStep.CANCEL): _S.CANCELLED,
    (_S.APPROVED, DisposalStep.CONCLUDE): _S.CONCLUDED,
    (_S.APPROVED, DisposalStep.CANCEL): _S.CANCELLED,
    (_S.CONCLUDED, DisposalStep.REVERSE): _S.REVERSED,
}
"""Every step that exists, and where it leads. What is not here is refused."""

HOLDING = frozenset({_S.PENDING, _S.APPROVED})
"""Between the asking and the end: the assets of such a disposal take part in nothing else."""

RUNNING = frozenset({_S.DRAFT, _S.PENDING, _S.APPROVED})
"""The disposal has not ended."""

ALIENATION = frozenset({Destination.AUCTION, Destination.DONATION, Destination.EXCHANGE})
"""Property passes on, so each asset is appraised first (Lei 14.133/2021, art. 76)."""

RECEIVED = ALIENATION | {Destination.ASSIGNMENT, Destination.TRANSFER}
"""Somebody receives the assets, and is named when the disposal is concluded."""

GONE = frozenset({Destination.LOSS, Destination.THEFT})
"""Nobody knows where the assets are."""
