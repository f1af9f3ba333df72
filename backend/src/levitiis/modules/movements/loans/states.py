"""States of a loan agreement and of its loans, and the tables of what leads where."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class AgreementState(StrEnum):
    """Of everything that one borrower takes at once. Overdue is no state: the clock tells it."""

    PENDING = "pending"
    RESERVED = "reserved"
    ACTIVE = "active"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class AgreementStep(StrEnum):
    """What happens to an agreement."""

    APPROVE = "approve"
    REJECT = "reject"
    HAND_OVER = "hand_over"
    CLOSE = "close"
    CANCEL = "cancel"


class LoanStatus(StrEnum):
    """Of one asset in an agreement."""

    RESERVED = "reserved"
    ACTIVE = "active"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    LOST = "lost"


class LoanStep(StrEnum):
    """What happens to one asset of an agreement."""

    HAND_OVER = "hand_over"
    GIVE_BACK = "give_back"
    LOSE = "lose"
    CANCEL = "cancel"


class BorrowerType(StrEnum):
    """A person of the organisation, or a third party: a company or person from outside."""

    PERSON = "person"
    THIRD_PARTY = "third_party"


class ReminderKind(StrEnum):
    """When a borrower is reminded: ahead, on the day, every week after it, or because somebody wanted to."""

    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"
    ASKED = "asked"


KIND = "loan"
"""What approvals and terms call such a document."""

PREFIX = "EM"
"""What the numbers of agreements begin with."""

_A, _L = AgreementState, LoanStatus
AGREEMENT_STEPS: Mapping[tuple[AgreementState, AgreementStep], AgreementState] = {
    (_A.PENDING, AgreementStep.APPROVE): _A.RESERVED,
    (_A.PENDING, AgreementStep.REJECT): _A.REJECTED,
    (_A.PENDING, AgreementStep.CANCEL): _A.CANCELLED,
    (_A.RESERVED, AgreementStep.HAND_OVER): _A.ACTIVE,
    (_A.RESERVED, AgreementStep.CANCEL): _A.CANCELLED,
    (_A.ACTIVE, AgreementStep.CLOSE): _A.CLOSED,
}
LOAN_STEPS: Mapping[tuple[LoanStatus, LoanStep], LoanStatus] = {
    (_L.RESERVED, LoanStep.HAND_OVER): _L.ACTIVE,
    (_L.RESERVED, LoanStep.CANCEL): _L.CANCELLED,
    (_L.ACTIVE, LoanStep.GIVE_BACK): _L.RETURNED,
    (_L.ACTIVE, LoanStep.LOSE): _L.LOST,
    (_L.LOST, LoanStep.GIVE_BACK): _L.RETURNED,
}
"""Every step that exists, and where it leads. What is not here is refused."""

RUNNING = frozenset({_A.PENDING, _A.RESERVED, _A.ACTIVE})
"""The agreement has not ended."""

TAKEN = frozenset({_L.RESERVED, _L.ACTIVE})
"""The asset is promised or out: no other loan of it may touch the same days."""
