"""Reads of roles and permissions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import PERMISSIONS
from levitiis.modules.identity.models import PermissionRow, Role, RolePermission
from levitiis.modules.identity.schemas.roles import PermissionList, PermissionOut, RoleList, RoleOut


async def list_roles(session: AsyncSession) -> RoleList:
    """Every role with its permission codes, by name."""
    roles = (await session.scalars(select(Role).order_by(Role.name))).all()
    held = await session.execute(
        select(RolePermission.role_id, PermissionRow.name)
        .join(PermissionRow, PermissionRow.id == RolePermission.permission_id)
        .order_by(PermissionRow.name)
    )
    codes: dict[int, list[str]] = {}
    for role_id, name in held:
        codes.setdefault(role_id, []).append(name)
    items = [
        RoleOut(
            id=role.id,
            name=role.name,
            label_pt=role.label_pt,
            label_en=role.label_en,
            built_in=role.built_in,
            permissions=codes.get(role.id, []),
            version=role.version,
        )
        for role in roles
    ]
    return RoleList(items=items)


def list_permissions() -> PermissionList:
    """Every permission that the program declares, by code."""
    items = [
        PermissionOut(name=known.code, label_pt=known.label.pt, label_en=known.label.en)
        for _, known in sorted(PERMISSIONS.items())
    ]
    return PermissionList(items=items)


async def role_by_name(session: AsyncSession, name: str) -> Role | None:
    """The role with this name."""
    return await session.scalar(select(Role).where(Role.name == name))


async def codes_of_role(session: AsyncSession, role_id: int) -> Sequence[str]:
    """The permission codes of a role."""
    statement = (
        select(PermissionRow.name)
        .join(RolePermission, RolePermission.permission_id == PermissionRow.id)
        .where(RolePermission.role_id == role_id)
    )
    return (await session.scalars(statement)).all()
