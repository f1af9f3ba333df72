"""What other rooms use of occurrences: an asset's trouble is noted by whoever hears of it."""

from levitiis.modules.movements.occurrences.actions.found import ERASING, LOOKING, erasing, looking
from levitiis.modules.movements.occurrences.actions.opening import open_occurrence
from levitiis.modules.movements.occurrences.states import OccurrenceKind

__all__ = ["ERASING", "LOOKING", "OccurrenceKind", "erasing", "looking", "open_occurrence"]
