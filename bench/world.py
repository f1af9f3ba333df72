"""The organisation that is measured: a hundred thousand assets in two thousand rooms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from levitiis.bootstrap import routers
from levitiis.commands.runtime import command_unit_of_work
from levitiis.demo import data, generate
from levitiis.infra.crypto import Keys
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.history.sealing import seal_next
from levitiis.infra.settings import Settings
from levitiis.modules.assets.actions.bulk import NewAsset, register_assets
from levitiis.modules.catalogue import api as catalogue
from levitiis.modules.identity import api as identity
from levitiis.modules.locations import api as locations
from levitiis.modules.people import api as people
from levitiis.modules.suppliers import api as suppliers

ASSETS = 100_000
PEOPLE = 1_000
UNITS, BUILDINGS, FLOORS, ROOMS = 5, 10, 4, 10
RARE_EVERY = 4_000
RARE_NAME = "Espectrofotômetro UV-Vis"
USERNAME, PASSWORD = "medidor", "a long sentence for measuring"
DECIDER = "decisora"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the requests need to know of the organisation."""

    building_id: int
    store_id: int
    rooms: tuple[int, ...]
    people: tuple[int, ...]
    category_id: int
    supplier_id: int
    assets: int


async def build(settings: Settings, url: str, count: int) -> Facts:
    """Fill a migrated database."""
    routers()
    async with command_unit_of_work(settings, url, "bench") as (uow, keys):
        facts = await _fill(uow, keys, count)
    await _seal(settings, url)
    return facts


async def _seal(settings: Settings, url: str) -> None:
    """Seal the trail, which an organisation that has been at work for a while has long done."""
    async with command_unit_of_work(settings, url, "bench") as (uow, _):
        while await seal_next(uow, settling=timedelta(0)):
            pass


async def _fill(uow: UnitOfWork, keys: Keys, count: int) -> Facts:
    await locations.ensure_kinds(uow)
    await identity.sync_roles(uow)
    names = list(_rooms())
    building, store = locations.PlaceName(names[0].names[:2]), locations.PlaceName(("Depósito de medição",))
    places = await locations.find_or_create_places(uow, [*names, store])
    places |= await locations.find_places(uow.session, uow.actor, [building])
    rooms = [places[name].id for name in names]
    staff = generate.people_names(PEOPLE)
    named = [people.PersonName(name, f"{10_000 + number}") for number, name in enumerate(staff)]
    persons = [person.id for person in (await people.find_or_create_people(uow, named)).values()]
    wanted = [(root, leaf) for root, leaves in data.CATALOGUE.items() for leaf in leaves]
    categories = {
        path[-1]: found.id for path, found in (await catalogue.find_or_create_categories(uow, wanted)).items()
    }
    traders = [suppliers.SupplierName(name) for name in data.SUPPLIERS]
    sellers = [found.id for found in (await suppliers.find_or_create_suppliers(uow, traders, keys)).values()]
    await register_assets(uow, _assets(rooms, persons, categories, sellers, count))
    await administrator(uow)
    return Facts(
        building_id=places[building].id,
        store_id=places[store].id,
        rooms=tuple(rooms),
        people=tuple(persons),
        category_id=categories["Computadores"],
        supplier_id=sellers[0],
        assets=count,
    )


async def administrator(uow: UnitOfWork) -> None:
    """The one who sends every request, and the one who decides on what that one asks for."""
    for username, name in ((USERNAME, "Medidor Silva"), (DECIDER, "Decisora Souza")):
        await identity.create_user(
            uow,
            identity.UserIn(
                username=username,
                email=f"{username}@serraclara.example",
                name=name,
                role="administrator",
                password=PASSWORD,  # type: ignore[arg-type]
            ),
        )


def _rooms() -> Iterator[locations.PlaceName]:
    for unit in range(1, UNITS + 1):
        for building in range(1, BUILDINGS + 1):
            for floor in range(1, FLOORS + 1):
                for room in range(1, ROOMS + 1):
                    yield locations.PlaceName(
                        (f"Unidade {unit}", f"Bloco {building}", f"{floor}º andar", f"Sala {floor}{room:02d}")
                    )


def _assets(
    rooms: list[int], persons: list[int], categories: dict[str, int], traders: list[int], count: int
) -> Iterator[NewAsset]:
    made = generate.assets(len(rooms), len(persons), len(traders), count)
    for number, asset in enumerate(made, 1):
        values = {
            **asset.values,
            "category_id": categories[asset.category],
            "supplier_id": traders[asset.supplier],
        }
        if number % RARE_EVERY == 0:
            values["name"] = RARE_NAME
        person = None if asset.person is None else persons[asset.person]
        yield NewAsset(values, rooms[asset.room], person)
