"""What other modules may use of the catalogue.

``require_category`` checks an id from a body; ``find_categories`` and ``find_or_create_categories``
serve imports.
"""

from levitiis.modules.catalogue.actions import (
    CategoryRef,
    create_category,
    find_categories,
    find_or_create_categories,
)
from levitiis.modules.catalogue.queries import require_category, search
from levitiis.modules.catalogue.schemas import CategoryIn

__all__ = [
    "CategoryIn",
    "CategoryRef",
    "create_category",
    "find_categories",
    "find_or_create_categories",
    "require_category",
    "search",
]
