"""States of an approval."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ApprovalState(StrEnum):
    """``pending`` until the last level has decided.

    ``void`` when the document went another way or is not what was asked for any more.
    """

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    VOID = "void"


class ApprovalStep(StrEnum):
    """What ends an approval: its last decision, or that its document went another way."""

    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"


APPROVAL_STEPS: Mapping[tuple[ApprovalState, ApprovalStep], ApprovalState] = {
    (ApprovalState.PENDING, ApprovalStep.APPROVE): ApprovalState.APPROVED,
    (ApprovalState.PENDING, ApprovalStep.REJECT): ApprovalState.REJECTED,
    (ApprovalState.PENDING, ApprovalStep.WITHDRAW): ApprovalState.VOID,
}
"""Every step that exists, and where it leads. What is not here is refused."""


class Decision(StrEnum):
    """What whoever is asked may say."""

    APPROVE = "approve"
    REJECT = "reject"


class LevelPlace(StrEnum):
    """Where a level of a rule asks: at the origin, the destination, a place, or the organisation."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    PLACE = "place"
    ORGANISATION = "organisation"
