"""Use cases of suppliers."""

from __future__ import annotations

from levitiis.infra.crypto import Keys
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.modules.suppliers import errors as _  # noqa: F401  (what the table's constraints mean)
from levitiis.modules.suppliers.events import SuppliersChanged
from levitiis.modules.suppliers.models import Supplier
from levitiis.modules.suppliers.policy import MANAGE
from levitiis.modules.suppliers.queries import load_for_update
from levitiis.modules.suppliers.schemas import SupplierIn, SupplierPatch

_CPF_LENGTH = 11


async def create_supplier(uow: UnitOfWork, data: SupplierIn, keys: Keys) -> Supplier:
    """Register a supplier. Raises ``suppliers.tax_id_taken``."""
    uow.actor.require_at(MANAGE, None)
    supplier = Supplier(**data.model_dump(exclude={"tax_id"}))
    set_tax_id(supplier, data.tax_id, keys)
    supplier.derive()
    uow.session.add(supplier)
    await uow.flush()
    uow.emit(SuppliersChanged(object_ids=(supplier.id,)))
    return supplier


async def edit_supplier(
    uow: UnitOfWork, supplier_id: int, data: SupplierPatch, expected: int | None, keys: Keys
) -> Supplier:
    """Change what was sent. Raises ``request.stale_version``, ``suppliers.tax_id_taken``."""
    supplier = await load_for_update(uow, supplier_id)
    uow.actor.require_at(MANAGE, None)
    check_version(supplier, expected)
    sent = data.model_dump(include=data.model_fields_set)
    if "tax_id" in sent:
        set_tax_id(supplier, sent.pop("tax_id"), keys)
    for name, value in sent.items():
        setattr(supplier, name, value)
    supplier.derive()
    await uow.flush()
    uow.emit(SuppliersChanged(object_ids=(supplier.id,)))
    return supplier


def set_tax_id(supplier: Supplier, tax_id: str | None, keys: Keys) -> None:
    """Keep a CNPJ as it is and a CPF encrypted; one that is the same stays untouched."""
    cpf = tax_id if tax_id is not None and len(tax_id) == _CPF_LENGTH else None
    supplier.tax_id = None if cpf else tax_id
    index = keys.cpf_index(cpf) if cpf else None
    if supplier.cpf_index != index:
        supplier.cpf_index = index
        supplier.cpf_cipher = keys.encrypt_cpf(cpf) if cpf else None
