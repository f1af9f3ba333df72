"""States of a clearance, and what becomes of each asset that is given back or passed on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ClearanceState(StrEnum):
    """Whether it still says that nothing is left."""

    VALID = "valid"
    WITHDRAWN = "withdrawn"


class ClearanceStep(StrEnum):
    """What happens to a clearance."""

    WITHDRAW = "withdraw"


CLEARANCE_STEPS: Mapping[tuple[ClearanceState, ClearanceStep], ClearanceState] = {
    (ClearanceState.VALID, ClearanceStep.WITHDRAW): ClearanceState.WITHDRAWN,
}
"""Every step that exists, and where it leads. What is not here is refused."""


class HandedOutcome(StrEnum):
    """Of one asset: it is no longer his, it is asked for, or it stays, with a reason."""

    DONE = "done"
    WAITING = "waiting"
    REFUSED = "refused"


PREFIX = "NC"
"""What the numbers of clearances begin with."""
