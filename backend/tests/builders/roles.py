"""Roles of an organisation's own making."""

from __future__ import annotations

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.identity.models import PermissionRow, Role, RolePermission


async def role(uow: UnitOfWork, name: str, *codes: str) -> Role:
    """A role with these permissions."""
    made = Role(name=name, label_pt=name.title(), label_en=name.title())
    uow.session.add(made)
    await uow.flush()
    found = await uow.session.scalars(select(PermissionRow).where(PermissionRow.name.in_(codes)))
    uow.session.add_all(RolePermission(role_id=made.id, permission_id=row.id) for row in found)
    await uow.flush()
    return made
