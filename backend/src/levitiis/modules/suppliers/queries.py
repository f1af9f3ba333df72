"""Reads of suppliers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.brazil import cnpj_of, cpf_of, mask_cpf
from levitiis.infra.crypto import Keys
from levitiis.infra.db.locking import load_locked
from levitiis.infra.db.lookup import Lookup
from levitiis.infra.db.paging import fetch_page, ordering, page_of
from levitiis.infra.db.search import matches
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.problems import FieldError
from levitiis.kit.search import SearchHit
from levitiis.modules.suppliers.models import Supplier
from levitiis.modules.suppliers.policy import READ, may_manage, visible
from levitiis.modules.suppliers.schemas import SupplierFilter, SupplierOut

_COLUMNS: tuple[SQLColumnExpression[Any], ...] = (
    Supplier.id,
    Supplier.name,
    Supplier.tax_id,
    Supplier.cpf_cipher,
    Supplier.contact,
    Supplier.email,
    Supplier.phone,
    Supplier.version,
    Supplier.created_at,
    Supplier.updated_at,
)
_ORDER: dict[str, SQLColumnExpression[Any]] = {
    "name": Supplier.sort_key,
    "created_at": Supplier.created_at,
}
_KNOWN = Lookup(Supplier.id, Supplier.id, wanted=READ, visible=visible)


async def list_suppliers(
    session: AsyncSession, actor: Actor, params: SupplierFilter, keys: Keys
) -> Page[SupplierOut]:
    """A page of suppliers."""
    where = [visible(actor)]
    if params.q and params.q.strip():
        where.append(_meant(actor, params.q, keys))
    rows = select(*_COLUMNS).where(*where).order_by(*ordering(_ORDER, params.sort.value, Supplier.id))
    found, total = await fetch_page(session, rows, select(Supplier.id).where(*where), params)
    return page_of(Page[SupplierOut], [_shown(row, actor, keys) for row in found], params, total)


async def get_supplier(session: AsyncSession, actor: Actor, supplier_id: int, keys: Keys) -> SupplierOut:
    """One supplier. Raises ``request.not_found`` when there is none for ``actor``."""
    statement = select(*_COLUMNS).where(Supplier.id == supplier_id, visible(actor))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return _shown(row, actor, keys)


async def load_for_update(uow: UnitOfWork, supplier_id: int) -> Supplier:
    """A supplier, locked. Raises ``request.not_found`` when there is none for the actor."""
    return await load_locked(uow, Supplier, Supplier.id == supplier_id, visible(uow.actor))


async def require_supplier(
    session: AsyncSession, actor: Actor, supplier_id: int | None, pointer: str
) -> None:
    """See that a supplier whom a body names exists. Raises ``request.not_found`` at ``pointer``."""
    if supplier_id is None:
        return
    if await _KNOWN.find(session, actor, supplier_id) is None:
        raise NOT_FOUND(errors=[FieldError(pointer, "not_found")])


async def search(session: AsyncSession, actor: Actor, q: str, limit: int) -> list[SearchHit]:
    """The suppliers whom ``q`` means, for the search over everything."""
    if not (q.strip() and actor.may(READ)):
        return []
    statement = (
        select(Supplier.id, Supplier.name, Supplier.tax_id)
        .where(_named(q))
        .order_by(Supplier.sort_key, Supplier.id)
        .limit(limit)
    )
    return [
        SearchHit(id=row.id, title=row.name, code=row.tax_id, url=f"/fornecedores/{row.id}")
        for row in (await session.execute(statement)).all()
    ]


def _named(q: str) -> ColumnElement[bool]:
    """Words of the name or the contact's data, or a whole CNPJ, however it is written."""
    words, cnpj = matches(Supplier.search_text, q), cnpj_of(q.strip())
    return or_(Supplier.tax_id == cnpj, words) if cnpj else words


def _meant(actor: Actor, q: str, keys: Keys) -> ColumnElement[bool]:
    """As :func:`_named`; a whole CPF finds its owner by the blind index, for whoever keeps the register.

    To all others the mask shows six of its numbers, and a thousand tries would tell the rest.
    """
    cpf = cpf_of(q.strip()) if may_manage(actor) else None
    return or_(Supplier.cpf_index == keys.cpf_index(cpf), _named(q)) if cpf else _named(q)


def _shown(row: Any, actor: Actor, keys: Keys) -> SupplierOut:
    masked = mask_cpf(keys.decrypt_cpf(row.cpf_cipher)) if row.cpf_cipher else None
    return SupplierOut.model_validate(
        {
            "id": row.id,
            "name": row.name,
            "tax_id": row.tax_id or masked,
            "tax_id_kind": "cnpj" if row.tax_id else "cpf" if masked else None,
            "contact": row.contact,
            "email": row.email,
            "phone": row.phone,
            "version": row.version,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
            "allowed_actions": ["edit"] if may_manage(actor) else [],
        }
    )
