"""Makes the demo's assets: the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from levitiis.demo.data import CATALOGUE, FIRST_NAMES, SURNAMES, WEIGHTS, Item

SEED = 20_260_101
ASSETS = 2_000
PEOPLE = 48
_FIRST_DAY = date(2012, 1, 2)
_LAST_DAY = date(2026, 10, 30)
_CONDITIONS = (("good", 62), ("fair", 22), ("new", 8), ("poor", 5), ("uneconomic", 2), ("idle", 1))


@dataclass(frozen=True, slots=True)
class DemoAsset:
    """An asset of the demo, with its category by name and its room and person by index."""

    values: dict[str, Any]
    category: str
    room: int
    person: int | None
    supplier: int


def people_names(count: int = PEOPLE) -> list[str]:
    """Distinct invented names."""
    chance = random.Random(SEED + 1)  # noqa: S311  (a demo, not a secret)
    names: dict[str, None] = {}
    while len(names) < count:
        first, last = chance.choice(FIRST_NAMES), chance.sample(SURNAMES, 2)
        names[f"{first} {last[0]} {last[1]}"] = None
    return list(names)


def assets(rooms: int, people: int, suppliers: int, count: int = ASSETS) -> list[DemoAsset]:
    """``count`` assets spread over ``rooms`` and ``people``."""
    chance = random.Random(SEED)  # noqa: S311
    kinds = [
        (leaf, item) for leaves in CATALOGUE.values() for leaf, items in leaves.items() for item in items
    ]
    weights = [WEIGHTS[leaf] / len([1 for other, _ in kinds if other == leaf]) for leaf, _ in kinds]
    return [
        _asset(chance, number, *chance.choices(kinds, weights)[0], rooms, people, suppliers)
        for number in range(1, count + 1)
    ]


def _asset(
    chance: random.Random, number: int, leaf: str, item: Item, rooms: int, people: int, suppliers: int
) -> DemoAsset:
    brand, model = chance.choice(item.models)
    acquired = _FIRST_DAY + timedelta(days=chance.randrange((_LAST_DAY - _FIRST_DAY).days))
    value = Decimal(chance.randrange(item.lowest * 100, item.highest * 100, 5)) / 100
    warranty = acquired + timedelta(days=365 * chance.choice((1, 1, 2, 3))) if item.serial else None
    values = {
        "name": item.name,
        "tag": f"SC-{number:06d}",
        "patrimonio": str(10_000 + number),
        "serial_number": _serial(chance, brand) if item.serial else None,
        "purchase_value": value.quantize(Decimal("0.01")),
        "brand": brand,
        "model": model,
        "description": f"{item.name} {brand} {model}",
        "condition": _pick(chance, _CONDITIONS),
        "acquisition_date": acquired,
        "invoice_number": str(chance.randrange(1000, 99_999)),
        "warranty_until": warranty,
    }
    person = chance.randrange(people) if chance.random() < 0.82 else None
    return DemoAsset(values, leaf, chance.randrange(rooms), person, chance.randrange(suppliers))


def _serial(chance: random.Random, brand: str) -> str:
    return brand[:2].upper() + "".join(chance.choices("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", k=9))


def _pick(chance: random.Random, weighted: Sequence[tuple[str, int]]) -> str:
    return chance.choices([name for name, _ in weighted], [weight for _, weight in weighted])[0]
