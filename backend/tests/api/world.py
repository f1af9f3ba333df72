"""The small organisation in which every API test takes place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from levitiis.bootstrap import routers
from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.calendars.api import ensure_calendar
from levitiis.modules.identity.api import sync_roles
from levitiis.modules.locations.api import ensure_kinds
from levitiis.modules.movements.disposals.api import ensure_disposal_rules
from levitiis.modules.movements.loans.api import ensure_rules
from levitiis.modules.signatures.api import ensure_templates
from tests.builders.locations import location
from tests.builders.users import Account, account

ROLES = ("administrator", "manager", "technician", "auditor", "buyer", "approver", "reader")
"""Those with grants; the technician's holds for ``building_a`` and below, the others' everywhere."""

ACTORS = (*ROLES, "nobody", "deactivated")
"""``nobody`` is signed in without a grant; ``deactivated`` has a session and is not active any more."""


@dataclass(frozen=True, slots=True)
class World:
    """Two buildings with a room each, and one account per role."""

    unit: int
    building_a: int
    room_a: int
    building_b: int
    room_b: int
    accounts: dict[str, Account]

    def dump(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @staticmethod
    def load(data: dict[str, Any]) -> World:
        """From what :meth:`dump` gave."""
        accounts = {name: Account(**fields) for name, fields in data["accounts"].items()}
        return World(**{**data, "accounts": accounts})


async def build_world(uow: UnitOfWork) -> World:
    """Make the organisation in an empty, migrated database. (The routers bring the declared permissions.)"""
    routers()
    await sync_roles(uow)
    await ensure_kinds(uow)
    await ensure_calendar(uow)
    await ensure_templates(uow)
    await ensure_rules(uow)
    await ensure_disposal_rules(uow)
    unit = await location(uow, "Sede")
    building_a = await location(uow, "Bloco A", parent=unit, kind="building")
    building_b = await location(uow, "Bloco B", parent=unit, kind="building")
    room_a = await location(uow, "Sala 101", parent=building_a)
    room_b = await location(uow, "Sala 201", parent=building_b)
    accounts = {
        name: await account(uow, name, role=name, at=building_a if name == "technician" else None)
        for name in ROLES
    }
    accounts["nobody"] = await account(uow, "nobody", role=None)
    accounts["deactivated"] = await account(uow, "deactivated", role="administrator", active=False)
    return World(unit.id, building_a.id, room_a.id, building_b.id, room_b.id, accounts)
