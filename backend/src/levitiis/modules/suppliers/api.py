"""What other modules may use of suppliers.

``require_supplier`` checks an id from a body; ``find_suppliers`` and ``find_or_create_suppliers``
serve imports.
"""

from levitiis.modules.suppliers.actions import create_supplier
from levitiis.modules.suppliers.naming import (
    SupplierName,
    SupplierRef,
    find_or_create_suppliers,
    find_suppliers,
)
from levitiis.modules.suppliers.queries import require_supplier, search
from levitiis.modules.suppliers.schemas import SupplierIn

__all__ = [
    "SupplierIn",
    "SupplierName",
    "SupplierRef",
    "create_supplier",
    "find_or_create_suppliers",
    "find_suppliers",
    "require_supplier",
    "search",
]
