"""States of an approval."""

from __future__ import annotations

from enum import StrEnum


class ApprovalState(StrEnum):
    """``pending`` until the last level has decided; ``void`` when the document went another way."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    VOID = "void"


class Decision(StrEnum):
    """What whoever is asked may say."""

    APPROVE = "approve"
    REJECT = "reject"
