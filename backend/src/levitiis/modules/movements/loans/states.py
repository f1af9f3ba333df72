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


class ExtensionState(StrEnum):
    """Of another due date: asked by who borrowed, waiting for an approval, and what came of it."""

    ASKED = "asked"
    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class ExtensionStep(StrEnum):
    """What happens to a wish for another due date."""

    SUBMIT = "submit"
    GRANT = "grant"
    REFUSE = "refuse"
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

EXTENSION = "loan_extension"
"""What approvals call another due date; their document is the agreement, which has one at a time."""

PREFIX = "EM"
"""What the numbers of agreements begin with."""

_A, _L, _E = AgreementState, LoanStatus, ExtensionState
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
EXTENSION_STEPS: Mapping[tuple[ExtensionState, ExtensionStep], ExtensionState] = {
    (_E.ASKED, ExtensionStep.SUBMIT): _E.PENDING,
    (_E.ASKED, ExtensionStep.GRANT): _E.GRANTED,
    (_E.ASKED, ExtensionStep.REFUSE): _E.REFUSED,
    (_E.ASKED, ExtensionStep.CANCEL): _E.CANCELLED,
    (_E.PENDING, ExtensionStep.GRANT): _E.GRANTED,
    (_E.PENDING, ExtensionStep.REFUSE): _E.REFUSED,
    (_E.PENDING, ExtensionStep.CANCEL): _E.CANCELLED,
}
"""Every step that exists, and where it leads. What is not here is refused."""

RUNNING = frozenset({_A.PENDING, _A.RESERVED, _A.ACTIVE})
"""The agreement has not ended."""

EXTENDABLE = frozenset({_A.RESERVED, _A.ACTIVE})
"""Its due date may move."""

OPEN_EXTENSIONS = frozenset({_E.ASKED, _E.PENDING})
"""Somebody waits for an answer; an agreement has one such extension at most."""

TAKEN = frozenset({_L.RESERVED, _L.ACTIVE})
"""The asset is promised or out: no other loan of it may touch the same days."""
