"""Suppliers by name and tax number, for imports: found, or registered where missing, in sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.brazil import cnpj_of, cpf_of
from levitiis.infra.crypto import Keys
from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.text import clean_line
from levitiis.modules.suppliers.actions import set_tax_id
from levitiis.modules.suppliers.events import SuppliersChanged
from levitiis.modules.suppliers.models import Supplier, supplier_name_key
from levitiis.modules.suppliers.policy import MANAGE, visible
from levitiis.modules.suppliers.schemas import NAME_LIMIT

_CHUNK = 1_000
_MAX_NAMED = 200


@dataclass(frozen=True, slots=True)
class SupplierName:
    """A supplier as a file names it. Raises ValueError for what cannot be stored.

    The tax number (a valid CNPJ or CPF, however written) decides where there is one; otherwise the
    name, without case and accents.
    """

    name: str
    tax_id: str | None = None

    def __post_init__(self) -> None:
        name = clean_line(self.name)
        if not supplier_name_key(name) or len(name) > NAME_LIMIT:
            raise ValueError(f"a name needs 1 to {NAME_LIMIT} readable characters")
        tax_id = cnpj_of(self.tax_id) or cpf_of(self.tax_id) if self.tax_id else None
        if self.tax_id and tax_id is None:
            raise ValueError("neither CNPJ nor CPF")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "tax_id", tax_id)


@dataclass(frozen=True, slots=True)
class SupplierRef:
    """A supplier as far as an import needs it."""

    id: int
    created: bool = False


class _Book:
    """Suppliers by tax number and by name; finds, and adds who is missing."""

    def __init__(self, suppliers: Iterable[Supplier], keys: Keys) -> None:
        self.keys = keys
        self.by_number: dict[str, Supplier] = {}
        self.by_name: dict[str, list[Supplier]] = {}
        self.added: list[Supplier] = []
        for supplier in suppliers:
            self._enter(supplier)

    def _enter(self, supplier: Supplier) -> None:
        number = supplier.tax_id or supplier.cpf_index
        if number:
            self.by_number[number] = supplier
        self.by_name.setdefault(supplier.name_key, []).append(supplier)

    def find(self, wanted: SupplierName) -> Supplier | None:
        """Whom a name means: by tax number if it has one, else the first who bears it."""
        if wanted.tax_id:
            return self.by_number.get(_number(wanted.tax_id, self.keys))
        bearers = self.by_name.get(supplier_name_key(wanted.name), [])
        unnumbered = (one for one in bearers if not one.tax_id and not one.cpf_index)
        return next(unnumbered, next(iter(bearers), None))

    def add(self, wanted: SupplierName) -> Supplier:
        """A new supplier, not yet stored."""
        supplier = Supplier(name=wanted.name)
        set_tax_id(supplier, wanted.tax_id, self.keys)
        supplier.derive()
        self._enter(supplier)
        self.added.append(supplier)
        return supplier


async def find_suppliers(
    session: AsyncSession, actor: Actor, wanted: Iterable[SupplierName], keys: Keys
) -> dict[SupplierName, SupplierRef]:
    """Those of ``wanted`` that exist."""
    ordered = _numbered_first(wanted)
    book = _Book(await _candidates(session, actor, ordered, keys), keys)
    found = ((name, book.find(name)) for name in ordered)
    return {name: SupplierRef(supplier.id) for name, supplier in found if supplier is not None}


async def find_or_create_suppliers(
    uow: UnitOfWork, wanted: Iterable[SupplierName], keys: Keys
) -> dict[SupplierName, SupplierRef]:
    """Every supplier of ``wanted``; who is missing is registered.

    Imports wait for one another here until the transaction ends. Raises ``request.forbidden`` when
    one is missing and the actor may not register suppliers.
    """
    ordered = _numbered_first(wanted)
    await dialect_of(uow.session).lock(uow.session, "suppliers.names")
    book = _Book(await _candidates(uow.session, uow.actor, ordered, keys), keys)
    suppliers = {name: book.find(name) or book.add(name) for name in ordered}
    if book.added:
        uow.actor.require_at(MANAGE, None)
        uow.session.add_all(book.added)
        await uow.flush()
        ids = tuple(supplier.id for supplier in book.added) if len(book.added) <= _MAX_NAMED else ()
        uow.emit(SuppliersChanged(object_ids=ids))
    fresh = {supplier.id for supplier in book.added}
    return {name: SupplierRef(found.id, found.id in fresh) for name, found in suppliers.items()}


def _number(tax_id: str, keys: Keys) -> str:
    """What a tax number is found by: itself, or the blind index of a CPF."""
    return keys.cpf_index(tax_id) if cpf_of(tax_id) else tax_id


def _numbered_first(wanted: Iterable[SupplierName]) -> list[SupplierName]:
    return sorted(dict.fromkeys(wanted), key=lambda one: one.tax_id is None)


async def _candidates(
    session: AsyncSession, actor: Actor, wanted: Sequence[SupplierName], keys: Keys
) -> list[Supplier]:
    """All whom the names or numbers could mean, oldest entry first."""
    found: dict[int, Supplier] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        numbers = {_number(one.tax_id, keys) for one in chunk if one.tax_id}
        meant = or_(
            Supplier.name_key.in_({supplier_name_key(one.name) for one in chunk}),
            Supplier.tax_id.in_(numbers),
            Supplier.cpf_index.in_(numbers),
        )
        for supplier in await session.scalars(select(Supplier).where(meant, visible(actor))):
            found[supplier.id] = supplier
    return [found[supplier_id] for supplier_id in sorted(found)]
