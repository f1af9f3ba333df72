"""The built-in roles, as data: which permissions each has. The administrator has all that exist.

``identity.self`` stands in no role: everybody who is signed in has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from levitiis.kit.access import PERMISSIONS, SELF

ADMINISTRATOR = "administrator"
MANAGER = "manager"
TECHNICIAN = "technician"
AUDITOR = "auditor"
BUYER = "buyer"
APPROVER = "approver"
READER = "reader"

_READER = (
    "locations.read",
    "calendars.read",
    "people.read",
    "catalogue.read",
    "assets.read",
    "assets.export",
    "history.read",
    "movements.read",
    "loans.read",
    "disposals.read",
    "occurrences.read",
    "terms.read",
)
_AUDITOR = (
    "clearances.read",
    "locations.read",
    "calendars.read",
    "people.read",
    "catalogue.read",
    "assets.read",
    "assets.export",
    "history.read",
    "history.export",
    "history.verify",
    "movements.read",
    "loans.read",
    "disposals.read",
    "occurrences.read",
    "terms.read",
)
_BUYER = (
    "locations.read",
    "calendars.read",
    "people.read",
    "catalogue.read",
    "assets.read",
    "movements.read",
    "loans.read",
    "disposals.read",
    "occurrences.read",
    "terms.read",
)
_APPROVER = (
    "locations.read",
    "calendars.read",
    "people.read",
    "catalogue.read",
    "assets.read",
    "history.read",
    "movements.read",
    "loans.read",
    "disposals.read",
    "occurrences.read",
    "approvals.decide",
    "terms.read",
)
_TECHNICIAN = (
    "clearances.read",
    "locations.read",
    "calendars.read",
    "people.read",
    "catalogue.read",
    "assets.read",
    "assets.create",
    "assets.edit",
    "assets.attach",
    "assets.move",
    "assets.labels",
    "history.read",
    "movements.read",
    "loans.read",
    "disposals.read",
    "occurrences.read",
    "movements.request",
    "movements.receive",
    "loans.request",
    "loans.self_service",
    "loans.desk",
    "disposals.request",
    "occurrences.open",
    "terms.read",
    "terms.collect",
)
_MANAGER = (
    "clearances.read",
    "clearances.issue",
    "locations.read",
    "calendars.read",
    "locations.manage",
    "calendars.manage",
    "people.read",
    "people.manage",
    "people.read_document",
    "people.merge",
    "catalogue.read",
    "catalogue.manage",
    "assets.read",
    "assets.create",
    "assets.edit",
    "assets.attach",
    "assets.archive",
    "assets.move",
    "assets.import",
    "assets.export",
    "assets.labels",
    "history.read",
    "history.export",
    "history.verify",
    "users.read",
    "roles.read",
    "movements.read",
    "loans.read",
    "disposals.read",
    "occurrences.read",
    "movements.request",
    "movements.receive",
    "loans.request",
    "loans.self_service",
    "loans.desk",
    "loans.configure",
    "disposals.request",
    "disposals.desk",
    "disposals.configure",
    "occurrences.open",
    "occurrences.resolve",
    "approvals.decide",
    "approvals.configure",
    "terms.read",
    "terms.collect",
    "terms.configure",
)


@dataclass(frozen=True, slots=True)
class BuiltInRole:
    """A role that comes with the program; ``permissions`` is None for "all"."""

    name: str
    label_pt: str
    label_en: str
    permissions: tuple[str, ...] | None

    def codes(self, declared: Iterable[str]) -> frozenset[str]:
        """The permission codes of this role among ``declared``."""
        wanted = set(declared) if self.permissions is None else set(declared) & set(self.permissions)
        return frozenset(wanted - {SELF.code})


BUILT_IN: Mapping[str, BuiltInRole] = {
    role.name: role
    for role in (
        BuiltInRole(ADMINISTRATOR, "Administrador", "Administrator", None),
        BuiltInRole(MANAGER, "Gestor de patrimônio", "Asset manager", _MANAGER),
        BuiltInRole(TECHNICIAN, "Técnico", "Technician", _TECHNICIAN),
        BuiltInRole(AUDITOR, "Auditor", "Auditor", _AUDITOR),
        BuiltInRole(BUYER, "Comprador", "Buyer", _BUYER),
        BuiltInRole(APPROVER, "Aprovador", "Approver", _APPROVER),
        BuiltInRole(READER, "Consulta", "Reader", _READER),
    )
}


def undeclared() -> dict[str, set[str]]:
    """Codes that a role names and no module declares (a slip of the pen); role name to codes."""
    return {
        role.name: missing
        for role in BUILT_IN.values()
        if (missing := set(role.permissions or ()) - set(PERMISSIONS))
    }
