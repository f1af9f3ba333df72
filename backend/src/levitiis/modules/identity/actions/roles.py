"""Mirrors the permissions and built-in roles that the code declares into their tables."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import PERMISSIONS
from levitiis.modules.identity.models import PermissionRow, Role, RolePermission
from levitiis.modules.identity.roles import BUILT_IN, BuiltInRole


async def sync_roles(uow: UnitOfWork) -> bool:
    """Add what is new, correct built-in roles; tells whether anything changed.

    May run at every start and in several processes at once: a lock makes them take turns. What only
    another version of the program declares is left alone, so that two versions can run side by side.
    Call it after every module that declares permissions was imported.
    """
    if not await _is_out_of_date(uow):
        return False
    await dialect_of(uow.session).lock(uow.session, "identity:roles")
    permissions = await _permissions(uow)
    for role in BUILT_IN.values():
        await _sync_role(uow, role, permissions)
    await uow.flush()
    return True


async def _is_out_of_date(uow: UnitOfWork) -> bool:
    """A look without a lock: nearly every start finds everything in place."""
    names = set(await uow.session.scalars(select(PermissionRow.name)))
    if not set(PERMISSIONS) <= names:
        return True
    held: dict[str, set[str]] = {}
    statement = (
        select(Role.name, PermissionRow.name)
        .join(RolePermission, RolePermission.role_id == Role.id)
        .join(PermissionRow, PermissionRow.id == RolePermission.permission_id)
    )
    for role, code in await uow.session.execute(statement):
        held.setdefault(role, set()).add(code)
    labels = {row.name: (row.label_pt, row.label_en) for row in await uow.session.scalars(select(Role))}
    return any(
        set(role.codes(PERMISSIONS)) != held.get(name, set()) & set(PERMISSIONS)
        or labels.get(name) != (role.label_pt, role.label_en)
        for name, role in BUILT_IN.items()
    )


async def _permissions(uow: UnitOfWork) -> Mapping[str, PermissionRow]:
    known = {row.name: row for row in await uow.session.scalars(select(PermissionRow))}
    for code in sorted(set(PERMISSIONS) - set(known)):
        known[code] = PermissionRow(name=code)
        uow.session.add(known[code])
    await uow.flush()
    return known


async def _sync_role(uow: UnitOfWork, wanted: BuiltInRole, permissions: Mapping[str, PermissionRow]) -> None:
    statement = select(Role).where(Role.name == wanted.name).execution_options(populate_existing=True)
    role = await uow.session.scalar(statement)
    if role is None:
        role = Role(name=wanted.name, label_pt=wanted.label_pt, label_en=wanted.label_en, built_in=True)
        uow.session.add(role)
        await uow.flush()
    role.label_pt, role.label_en, role.built_in = wanted.label_pt, wanted.label_en, True
    held = {
        row.permission_id: row
        for row in await uow.session.scalars(select(RolePermission).where(RolePermission.role_id == role.id))
    }
    due = {permissions[code].id for code in wanted.codes(PERMISSIONS)}
    declared = {permissions[code].id for code in PERMISSIONS}
    for permission_id in sorted(due - set(held)):
        uow.session.add(RolePermission(role_id=role.id, permission_id=permission_id))
    for permission_id in sorted((set(held) & declared) - due):
        await uow.session.delete(held[permission_id])
