"""What other modules may use of places.

``require_place`` checks an id from a body; ``path_of``, ``paths_of`` and ``paths_by_place`` give paths
without asking who wants them; ``place_within`` is the visibility of whatever has a ``location_id``;
``path_items`` turns a path and a full name into steps; ``find_places`` and ``find_or_create_places`` serve
imports; ``ensure_kinds`` belongs to setting up an installation.
"""

from levitiis.kit.tree import path_items
from levitiis.modules.locations.actions import create_location, ensure_kinds
from levitiis.modules.locations.naming import PlaceName, PlaceRef, find_or_create_places, find_places
from levitiis.modules.locations.policy import place_within
from levitiis.modules.locations.queries import path_of, paths_by_place, paths_of, require_place, search
from levitiis.modules.locations.schemas import LocationIn

__all__ = [
    "LocationIn",
    "PlaceName",
    "PlaceRef",
    "create_location",
    "ensure_kinds",
    "find_or_create_places",
    "find_places",
    "path_items",
    "path_of",
    "paths_by_place",
    "paths_of",
    "place_within",
    "require_place",
    "search",
]
