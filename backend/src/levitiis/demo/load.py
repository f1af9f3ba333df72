"""Loads the demo organisation into an empty database, through the same actions that everybody uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from levitiis.demo import data, generate, papers
from levitiis.infra.crypto import Keys
from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.approvals.api import Subject
from levitiis.modules.assets.actions.bulk import NewAsset, register_assets
from levitiis.modules.assets.models import Asset
from levitiis.modules.calendars import api as calendars
from levitiis.modules.catalogue import api as catalogue
from levitiis.modules.identity import api as identity
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.disposals.api import ensure_disposal_rules
from levitiis.modules.movements.loans.api import ensure_rules
from levitiis.modules.people import api as people
from levitiis.modules.signatures.api import TermDesk, ensure_templates
from levitiis.modules.suppliers import api as suppliers


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of the demo; the password is made at the first start."""

    username: str
    name: str
    role: str
    limited: bool = False


USERS = (
    DemoUser("admin", "Helena Administradora", "administrator"),
    DemoUser("gestor", "Otávio Gestor", "manager"),
    DemoUser("leitor", "Inês Leitora", "reader"),
    DemoUser("tecnico", "Caio Técnico", "technician", limited=True),
)


async def is_loaded(uow: UnitOfWork) -> bool:
    """Tell whether the demo, or anything else, is there already."""
    return await uow.session.scalar(select(Asset.id).limit(1)) is not None


async def load(
    uow: UnitOfWork, keys: Keys, passwords: dict[str, str], desk: TermDesk, subjects: Mapping[str, Subject]
) -> None:
    """Make places, people, catalogue, suppliers, assets, users and their papers; ``passwords`` by name."""
    await locations.ensure_kinds(uow)
    await identity.sync_roles(uow)
    await calendars.ensure_calendar(uow)
    await ensure_templates(uow)
    await ensure_rules(uow)
    await ensure_disposal_rules(uow)
    rooms, first_building = await _places(uow)
    persons = await _people(uow, rooms)
    categories = await _categories(uow)
    traders = await _suppliers(uow, keys)
    made = generate.assets(len(rooms), len(persons), len(traders))
    await register_assets(
        uow,
        (
            NewAsset(
                {
                    **asset.values,
                    "category_id": categories[asset.category],
                    "supplier_id": traders[asset.supplier],
                },
                rooms[asset.room],
                None if asset.person is None else persons[asset.person],
            )
            for asset in made
        ),
    )
    users = {user.role: await _user(uow, user, passwords[user.username], first_building) for user in USERS}
    office = papers.Office(desk, subjects, users["manager"], users["administrator"], persons, rooms)
    await papers.load(uow, office)


async def _places(uow: UnitOfWork) -> tuple[list[int], int]:
    rooms: list[int] = []
    first_building = 0
    for (unit_name, code, buildings, (latitude, longitude)), floors in zip(
        data.UNITS, data.ROOMS, strict=True
    ):
        unit = await locations.create_location(
            uow,
            locations.LocationIn(
                name=unit_name,
                type="unit",
                code=code,
                latitude=Decimal(str(latitude)),
                longitude=Decimal(str(longitude)),
            ),
        )
        for index, name in enumerate(buildings):
            building = await _place(uow, name, "building", unit.id)
            first_building = first_building or building
            for floor_name, names in zip(data.FLOORS, floors[index * 2 : index * 2 + 2], strict=True):
                floor = await _place(uow, floor_name, "floor", building)
                rooms += [await _place(uow, room, "room", floor) for room in names]
    return rooms, first_building


async def _place(uow: UnitOfWork, name: str, kind: str, parent: int) -> int:
    wanted = locations.LocationIn(name=name, type=kind, parent_id=parent)
    return (await locations.create_location(uow, wanted)).id


async def _people(uow: UnitOfWork, rooms: list[int]) -> list[int]:
    made: list[int] = []
    for number, name in enumerate(generate.people_names()):
        wanted = people.PersonIn(
            name=name, registration=f"{2000 + number}", location_id=rooms[number % len(rooms)]
        )
        made.append((await people.create_person(uow, wanted)).id)
    return made


async def _categories(uow: UnitOfWork) -> dict[str, int]:
    wanted = [(root, leaf) for root, leaves in data.CATALOGUE.items() for leaf in leaves]
    found = await catalogue.find_or_create_categories(uow, wanted)
    return {names[-1]: reference.id for names, reference in found.items()}


async def _suppliers(uow: UnitOfWork, keys: Keys) -> list[int]:
    wanted = [suppliers.SupplierName(name) for name in data.SUPPLIERS]
    found = await suppliers.find_or_create_suppliers(uow, wanted, keys)
    return [found[name].id for name in wanted]


async def _user(uow: UnitOfWork, user: DemoUser, password: str, building: int) -> int:
    made = await identity.create_user(
        uow,
        identity.UserIn(
            username=user.username,
            email=f"{user.username}@serraclara.example",
            name=user.name,
            role=user.role,
            password=password,  # type: ignore[arg-type]
            location_id=building if user.limited else None,
        ),
    )
    return made.id
