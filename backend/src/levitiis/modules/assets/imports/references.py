"""Places, people, categories and suppliers that rows name: resolved in sets, remembered between chunks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from levitiis.infra.crypto import Keys
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.tree import clean_names
from levitiis.modules.assets.imports.check import CheckResult
from levitiis.modules.assets.imports.draft import AssetDraft
from levitiis.modules.catalogue import api as catalogue
from levitiis.modules.locations import api as locations
from levitiis.modules.people import api as people
from levitiis.modules.suppliers import api as suppliers

_REMEMBERED = 16_384
"""How many names of each kind are kept: a register names the same ones in row after row."""

_LEVELS = ">"
"""How a file writes a category below another: ``Informática > Monitores``."""


@dataclass(slots=True)
class References:
    """What has been resolved so far, by the names of the file; counts what had to be made."""

    keys: Keys
    places: dict[locations.PlaceName, locations.PlaceRef] = field(default_factory=dict[Any, Any])
    persons: dict[people.PersonName, people.PersonRef] = field(default_factory=dict[Any, Any])
    categories: dict[tuple[str, ...], catalogue.CategoryRef] = field(default_factory=dict[Any, Any])
    traders: dict[suppliers.SupplierName, suppliers.SupplierRef] = field(default_factory=dict[Any, Any])

    async def resolve(self, uow: UnitOfWork, drafts: Sequence[AssetDraft]) -> None:
        """Find or make everything that ``drafts`` name and that is not known yet."""
        places = {name for d in drafts if (name := place_name(d))} - self.places.keys()
        if places:
            self.places |= await locations.find_or_create_places(uow, places)
        await self._resolve_people(uow, drafts)
        categories = {name for d in drafts if (name := category_names(d))} - self.categories.keys()
        if categories:
            self.categories |= await catalogue.find_or_create_categories(uow, categories)
        traders = {name for d in drafts if (name := supplier_name(d))} - self.traders.keys()
        if traders:
            self.traders |= await suppliers.find_or_create_suppliers(uow, traders, self.keys)

    async def _resolve_people(self, uow: UnitOfWork, drafts: Sequence[AssetDraft]) -> None:
        """Someone new is registered at the place of the first asset that names him."""
        at: dict[people.PersonName, int | None] = {}
        for draft in drafts:
            name = person_name(draft)
            if name is not None and name not in self.persons:
                at.setdefault(name, self.place_of(draft))
        if not at:
            return
        self.persons |= await people.find_people(uow.session, uow.actor, at)
        by_place: dict[int | None, list[people.PersonName]] = {}
        for name, place in at.items():
            if name not in self.persons:
                by_place.setdefault(place, []).append(name)
        for place, names in by_place.items():
            self.persons |= await people.find_or_create_people(uow, names, location_id=place)

    def place_of(self, draft: AssetDraft) -> int | None:
        """The id of the draft's place."""
        name = place_name(draft)
        return self.places[name].id if name else None

    def person_of(self, draft: AssetDraft) -> int | None:
        """The id of the draft's responsible person."""
        name = person_name(draft)
        return self.persons[name].id if name else None

    def category_of(self, draft: AssetDraft) -> int | None:
        """The id of the draft's category."""
        names = category_names(draft)
        return self.categories[names].id if names else None

    def supplier_of(self, draft: AssetDraft) -> int | None:
        """The id of the draft's supplier."""
        name = supplier_name(draft)
        return self.traders[name].id if name else None

    def summary(self) -> dict[str, int]:
        """How many of each are named, and how many were made."""
        groups = {
            "locations": self.places,
            "people": self.persons,
            "categories": self.categories,
            "suppliers": self.traders,
        }
        counts = {name: len({ref.id for ref in group.values()}) for name, group in groups.items()}
        made = {f"new_{name}": _made(group.values()) for name, group in groups.items()}
        return {**counts, **made}


def _made(references: Any) -> int:
    return len({reference.id for reference in references if reference.created})


def place_name(draft: AssetDraft) -> locations.PlaceName | None:
    """The place that a row names: by its names, or by its code where it has no name."""
    return _place(draft.location_path, draft.location_code)


@lru_cache(_REMEMBERED)
def _place(path: tuple[str, ...], code: str | None) -> locations.PlaceName | None:
    names = path or ((code,) if code else ())
    return locations.PlaceName(names, code=code) if names else None


def person_name(draft: AssetDraft) -> people.PersonName | None:
    """The responsible person that a row names."""
    return _person(draft.responsible, draft.responsible_registration) if draft.responsible else None


@lru_cache(_REMEMBERED)
def _person(name: str, registration: str | None) -> people.PersonName:
    return people.PersonName(name, registration)


def category_names(draft: AssetDraft) -> tuple[str, ...] | None:
    """The category that a row names, from the root down."""
    return _category(draft.category) if draft.category else None


@lru_cache(_REMEMBERED)
def _category(text: str) -> tuple[str, ...]:
    return clean_names(part.strip() for part in text.split(_LEVELS) if part.strip())


def supplier_name(draft: AssetDraft) -> suppliers.SupplierName | None:
    """The supplier that a row names; a tax number that cannot be right does not count."""
    return _supplier(draft.supplier, draft.supplier_tax_id) if draft.supplier else None


@lru_cache(_REMEMBERED)
def _supplier(name: str, tax_id: str | None) -> suppliers.SupplierName:
    try:
        return suppliers.SupplierName(name, tax_id)
    except ValueError:
        return suppliers.SupplierName(name)


async def count_unknown(uow: UnitOfWork, result: CheckResult, keys: Keys) -> dict[str, int]:
    """How many places, people, categories and suppliers of a checked file are not known yet."""
    places = {n for place in result.locations.values() if (n := _place(place.path, place.code))}
    persons = {people.PersonName(holder.name, holder.registration) for holder in result.people.values()}
    categories = {_category(text) for text in result.categories.values()}
    traders = {suppliers.SupplierName(name) for name in result.suppliers.values()}
    session, actor = uow.session, uow.actor
    return {
        "new_locations": len(places - (await locations.find_places(session, actor, places)).keys()),
        "new_people": len(persons - (await people.find_people(session, actor, persons)).keys()),
        "new_categories": len(categories - (await catalogue.find_categories(session, categories)).keys()),
        "new_suppliers": len(
            traders - (await suppliers.find_suppliers(session, actor, traders, keys)).keys()
        ),
    }
