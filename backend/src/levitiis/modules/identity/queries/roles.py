"""Reads of roles and permissions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import PERMISSION_GROUPS, PERMISSIONS, Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.text import search_key, sort_key
from levitiis.modules.identity.models import PermissionRow, Role, RolePermission, UserRole
from levitiis.modules.identity.policy import ROLES_MANAGE, covers
from levitiis.modules.identity.queries.codes import permission_codes, split
from levitiis.modules.identity.schemas.roles import (
    PermissionGroup,
    PermissionList,
    PermissionOut,
    RoleAction,
    RoleFilter,
    RoleOut,
)

AnySelect = Select[*tuple[Any, ...]]
RoleRow = Row[*tuple[Any, ...]]


async def list_roles(session: AsyncSession, actor: Actor, params: RoleFilter) -> Page[RoleOut]:
    """A page of roles. They are few: names are compared and ordered here, as people read them."""
    rows = (await session.execute(_role_rows().order_by(Role.id))).all()
    found = [row for row in rows if _is_meant(row, params)]
    found.sort(key=_ORDER[params.sort.value.removeprefix("-")], reverse=params.sort.value.startswith("-"))
    return Page[RoleOut](
        items=[_role(actor, row) for row in found[params.offset : params.offset + params.page_size]],
        page=params.page,
        page_size=params.page_size,
        total=len(found),
    )


def _is_meant(row: RoleRow, params: RoleFilter) -> bool:
    if params.built_in is not None and row.built_in != params.built_in:
        return False
    text = search_key(f"{row.label_pt} {row.label_en} {row.name}")
    return all(word in text for word in search_key(params.q or "").split())


_ORDER: Mapping[str, Callable[[RoleRow], Any]] = {
    "name": lambda row: (not row.built_in, sort_key(row.label_pt), row.id),
    "users": lambda row: (row.user_count, row.id),
}


async def get_role(session: AsyncSession, actor: Actor, role_id: int) -> RoleOut:
    """One role with its permissions. Raises ``request.not_found``."""
    row = (await session.execute(_role_rows().where(Role.id == role_id))).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return _role(actor, row)


def _role_rows() -> AnySelect:
    users = select(func.count(UserRole.user_id.distinct())).where(UserRole.role_id == Role.id)
    return select(
        Role.id, Role.name, Role.label_pt, Role.label_en, Role.built_in, Role.version,
        permission_codes(Role.id).label("codes"), users.scalar_subquery().label("user_count"),
    )  # fmt: skip


def _role(actor: Actor, row: RoleRow) -> RoleOut:
    codes = split(row.codes)
    return RoleOut(
        id=row.id,
        name=row.name,
        label_pt=row.label_pt,
        label_en=row.label_en,
        built_in=row.built_in,
        permissions=codes,
        user_count=row.user_count,
        version=row.version,
        allowed_actions=_allowed(actor, codes, built_in=row.built_in, held=row.user_count > 0),
    )


def _allowed(actor: Actor, codes: Sequence[str], *, built_in: bool, held: bool) -> list[RoleAction]:
    if not (actor.scope(ROLES_MANAGE).everywhere and covers(actor, codes, None)):
        return []
    if built_in:
        return ["copy"]
    return ["edit", "permissions", "copy"] if held else ["edit", "permissions", "copy", "delete"]


def list_permissions() -> PermissionList:
    """Every permission that the program declares, by the part of the program to which it belongs."""
    groups: dict[str, list[PermissionOut]] = {name: [] for name in PERMISSION_GROUPS}
    for known in PERMISSIONS.values():
        groups[known.group].append(
            PermissionOut(
                name=known.code,
                label_pt=known.label.pt,
                label_en=known.label.en,
                about_pt=known.about.pt,
                about_en=known.about.en,
            )
        )
    return PermissionList(
        groups=[
            PermissionGroup(name=name, label_pt=texts.pt, label_en=texts.en, permissions=groups[name])
            for name, texts in PERMISSION_GROUPS.items()
        ]
    )


async def role_by_name(session: AsyncSession, name: str) -> Role | None:
    """The role with this name."""
    return await session.scalar(select(Role).where(Role.name == name))


async def load_role(session: AsyncSession, role_id: int) -> Role:
    """A role, locked for a change. Raises ``request.not_found``."""
    statement = select(Role).where(Role.id == role_id).with_for_update()
    role = await session.scalar(statement.execution_options(populate_existing=True))
    if role is None:
        raise NOT_FOUND()
    return role


async def codes_of_role(session: AsyncSession, role_id: int) -> Sequence[str]:
    """The permission codes of a role."""
    statement = (
        select(PermissionRow.name)
        .join(RolePermission, RolePermission.permission_id == PermissionRow.id)
        .where(RolePermission.role_id == role_id)
    )
    return (await session.scalars(statement)).all()


async def held_rows(session: AsyncSession, role_id: int) -> Mapping[str, RolePermission]:
    """The rows by which a role has its permissions, by code."""
    statement = (
        select(PermissionRow.name, RolePermission)
        .join(RolePermission, RolePermission.permission_id == PermissionRow.id)
        .where(RolePermission.role_id == role_id)
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def permission_ids(session: AsyncSession) -> Mapping[str, int]:
    """The ids of the permissions that stand in the database, by code."""
    rows = (await session.execute(select(PermissionRow.name, PermissionRow.id))).all()
    return {row[0]: row[1] for row in rows}


async def holders(session: AsyncSession, role_id: int) -> Sequence[int]:
    """The users who have a role anywhere."""
    statement = select(UserRole.user_id).where(UserRole.role_id == role_id).distinct()
    return (await session.scalars(statement.order_by(UserRole.user_id))).all()


async def labels_in_use(session: AsyncSession) -> Sequence[tuple[int, str, str, str]]:
    """Id, internal name and both labels of every role."""
    statement = select(Role.id, Role.name, Role.label_pt, Role.label_en)
    return [(row[0], row[1], row[2], row[3]) for row in (await session.execute(statement)).all()]
