"""The door of the room: custody, the single writer of where assets are and who answers for them."""

from levitiis.modules.assets.actions.moving import move_assets, tell_of_moves
from levitiis.modules.assets.custody import UNCHANGED, CustodyChange, Turn, move, move_each
from levitiis.modules.assets.queries.chosen import lock_chosen
from levitiis.modules.assets.schemas import BulkMoveIn
from levitiis.modules.assets.words import standing

__all__ = [
    "UNCHANGED",
    "BulkMoveIn",
    "CustodyChange",
    "Turn",
    "lock_chosen",
    "move",
    "move_assets",
    "move_each",
    "standing",
    "tell_of_moves",
]
