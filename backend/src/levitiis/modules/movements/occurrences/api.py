"""What other rooms use of occurrences: an asset's trouble is noted by whoever hears of it."""

from levitiis.modules.movements.occurrences.actions.opening import open_occurrence
from levitiis.modules.movements.occurrences.states import OccurrenceKind

__all__ = ["OccurrenceKind", "open_occurrence"]
