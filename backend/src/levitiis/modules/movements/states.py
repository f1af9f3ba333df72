"""States of a transfer and of its items, and the one table of what leads where."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class DocumentState(StrEnum):
    """From the first draft to the last item received."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    IN_TRANSIT = "in_transit"
    PARTIALLY_RECEIVED = "partially_received"
    RECEIVED = "received"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What happens to a transfer."""

    ASK = "ask"
    PASS = "pass"  # noqa: S105  (no password: it passes without being asked for)
    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"
    SEND = "send"
    RECEIVE_SOME = "receive_some"
    RECEIVE_ALL = "receive_all"
    TAKE_BACK_ALL = "take_back_all"
    EFFECT = "effect"


class ItemState(StrEnum):
    """What became of one asset of a transfer."""

    WAITING = "waiting"
    RECEIVED = "received"
    MISSING = "missing"
    RETURNED = "returned"


class ItemStep(StrEnum):
    """What happens to one asset of a transfer; what was missing may still turn up."""

    RECEIVE = "receive"
    MISS = "miss"
    TAKE_BACK = "take_back"


class ExtraResolution(StrEnum):
    """What was done about an asset that arrived without being expected."""

    TRANSFERRED = "transferred"
    IGNORED = "ignored"


KIND = "transfer"
"""What approvals and terms call such a document."""

PREFIX = "TR"
"""What the numbers of transfers begin with."""

_S = DocumentState
DOCUMENT_STEPS: Mapping[tuple[DocumentState, Step], DocumentState] = {
    (_S.DRAFT, Step.ASK): _S.PENDING,
    (_S.DRAFT, Step.PASS): _S.APPROVED,
    (_S.DRAFT, Step.CANCEL): _S.CANCELLED,
    (_S.PENDING, Step.APPROVE): _S.APPROVED,
    (_S.PENDING, Step.REJECT): _S.REJECTED,
    (_S.PENDING, Step.CANCEL): _S.CANCELLED,
    (_S.APPROVED, Step.SEND): _S.IN_TRANSIT,
    (_S.APPROVED, Step.EFFECT): _S.RECEIVED,
    (_S.APPROVED, Step.CANCEL): _S.CANCELLED,
    (_S.IN_TRANSIT, Step.RECEIVE_SOME): _S.PARTIALLY_RECEIVED,
    (_S.IN_TRANSIT, Step.RECEIVE_ALL): _S.RECEIVED,
    (_S.IN_TRANSIT, Step.TAKE_BACK_ALL): _S.CANCELLED,
    (_S.PARTIALLY_RECEIVED, Step.RECEIVE_SOME): _S.PARTIALLY_RECEIVED,
    (_S.PARTIALLY_RECEIVED, Step.RECEIVE_ALL): _S.RECEIVED,
    (_S.PARTIALLY_RECEIVED, Step.TAKE_BACK_ALL): _S.CANCELLED,
}
_I = ItemState
ITEM_STEPS: Mapping[tuple[ItemState, ItemStep], ItemState] = {
    (_I.WAITING, ItemStep.RECEIVE): _I.RECEIVED,
    (_I.WAITING, ItemStep.MISS): _I.MISSING,
    (_I.WAITING, ItemStep.TAKE_BACK): _I.RETURNED,
    (_I.MISSING, ItemStep.RECEIVE): _I.RECEIVED,
    (_I.MISSING, ItemStep.MISS): _I.MISSING,
    (_I.MISSING, ItemStep.TAKE_BACK): _I.RETURNED,
}
"""Every step that exists, and where it leads. What is not here is refused."""

HOLDING = frozenset({_S.PENDING, _S.APPROVED, _S.IN_TRANSIT, _S.PARTIALLY_RECEIVED})
"""Between submission and end: the assets of such a transfer take part in no other."""

UNDER_WAY = frozenset({_S.IN_TRANSIT, _S.PARTIALLY_RECEIVED})
"""The assets have left and not all have arrived."""

ENDED = frozenset({_S.RECEIVED, _S.REJECTED, _S.CANCELLED})
