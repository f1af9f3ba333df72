"""What ``levitiis check`` reports: invariants that do not hold, and what it could not compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

INVARIANTS: Mapping[str, str] = {
    "I01": "the status of an asset is what its open facts make it, and no two loans of it take the same days",
    "I02": "custody is that of the last ledger row, and each ledger row starts where the one before ended",
    "I03": "tags are in their normal form and unique for ever",
    "I04": "a disposed asset is in nothing that is open, and nothing happens to it after its disposal",
    "I07": "every level was decided once, never by who asked, on what was asked for",
    "I09": "the trees of places and categories are sound",
    "I13": "the trail tells each change of each row once, without gaps, and its chain is whole",
    "I14": "every event is numbered once, in order for each object",
    "I15": "every file's row has its content, and every content its row",
    "I16": "no session of an inactive user is open, and none takes a spent token",
    "I17": "there is an active administrator",
    "I18": "an idempotency key had one effect",
    "I21": "what a grant shows is what lies below its place",
    "I22": "a person's record that was merged into another holds nothing any more",
    "I23": "an asset is in transit exactly while one open transfer has it on the way",
    "I24": "a term is settled by one signature, on the bytes that were issued",
    "I25": "with whoever was cleared nothing is left as long as the clearance is in force",
}
"""What is checked, by the invariant's number."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken fact: the invariant's number, what is wrong, and with which row."""

    invariant: str
    message: str
    entity: str | None = None
    entity_id: int | None = None

    def __str__(self) -> str:
        where = " ".join(str(part) for part in (self.entity, self.entity_id) if part is not None)
        return f"{self.invariant} {where}: {self.message}" if where else f"{self.invariant} {self.message}"


@dataclass(frozen=True, slots=True)
class Note:
    """What a check could not tell from here, and what to look at: no fault, as far as it is known."""

    invariant: str
    message: str

    def __str__(self) -> str:
        return f"{self.invariant}  {self.message}"
