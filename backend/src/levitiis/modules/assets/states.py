"""States of an asset and kinds of movement."""

from enum import StrEnum


class AssetStatus(StrEnum):
    """Where an asset stands now: computed by custody from the open facts, never set by a caller."""

    AVAILABLE = "available"
    IN_USE = "in_use"
    ON_LOAN = "on_loan"
    IN_TRANSIT = "in_transit"
    IN_MAINTENANCE = "in_maintenance"
    MISSING = "missing"
    DISPOSED = "disposed"


class LifecycleState(StrEnum):
    """Where an asset stands in its life."""

    PLANNED = "planned"
    RECEIVED = "received"
    IN_SERVICE = "in_service"
    RETIRED = "retired"
    DISPOSED = "disposed"


class Condition(StrEnum):
    """State of conservation; the last four classify for disposal (Decreto 9.373/2018, art. 3)."""

    NEW = "new"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    IDLE = "idle"
    RECOVERABLE = "recoverable"
    UNECONOMIC = "uneconomic"
    IRRECOVERABLE = "irrecoverable"


class MovementType(StrEnum):
    """Why a row stands in the ledger."""

    ENTRY = "entry"
    TRANSFER = "transfer"
    ASSIGNMENT = "assignment"
    LOAN = "loan"
    RETURN = "return"
    MAINTENANCE_OUT = "maintenance_out"
    MAINTENANCE_IN = "maintenance_in"
    DISPOSAL = "disposal"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"


class MovementStatus(StrEnum):
    """A ledger row took effect, or took effect and was undone by a later one."""

    EFFECTIVE = "effective"
    REVERSED = "reversed"


class ImportState(StrEnum):
    """Stages of an import."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    CANCELLED = "cancelled"


IMPORT_TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    ImportState.UPLOADED: frozenset({ImportState.CHECKING, ImportState.CANCELLED}),
    ImportState.CHECKING: frozenset({ImportState.CHECKED, ImportState.FAILED}),
    ImportState.CHECKED: frozenset(
        {ImportState.UPLOADED, ImportState.CHECKING, ImportState.APPLYING, ImportState.CANCELLED}
    ),
    ImportState.APPLYING: frozenset({ImportState.APPLIED, ImportState.FAILED}),
    ImportState.FAILED: frozenset({ImportState.CHECKING, ImportState.CANCELLED}),
    ImportState.APPLIED: frozenset(),
    ImportState.CANCELLED: frozenset(),
}
