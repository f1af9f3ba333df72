"""HTTP of roles and permissions."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.kit.wire import MAX_ID
from levitiis.modules.identity import errors, policy
from levitiis.modules.identity.actions import role_edits
from levitiis.modules.identity.queries import roles as queries
from levitiis.modules.identity.schemas.roles import (
    PermissionList,
    RoleFilter,
    RoleIn,
    RoleNames,
    RoleOut,
    RolePatch,
    RolePermissionsIn,
)

router = Router("", "identity")
RoleId = Annotated[int, Path(ge=1, le=MAX_ID)]

_CHANGE = (NOT_FOUND, STALE_VERSION, errors.ROLE_BUILT_IN, errors.BEYOND_OWN_GRANT)


async def _shown(ctx: Context, role_id: int, response: Response) -> RoleOut:
    role = await queries.get_role(ctx.session, ctx.actor, role_id)
    set_etag(response, role.version)
    return role


def _current(ctx: Context, role_id: int) -> AbstractAsyncContextManager[None]:
    return showing_current(lambda: queries.get_role(ctx.session, ctx.actor, role_id))


@router.endpoint("GET", "/roles", access=policy.ROLES_READ, operation_id="listRoles", response=Page[RoleOut])
async def list_roles(ctx: Read, params: Annotated[RoleFilter, Query()]) -> Page[RoleOut]:
    """Roles with their permissions, those of the system first."""
    return await queries.list_roles(ctx.session, ctx.actor, params)


@router.endpoint(
    "POST", "/roles", access=policy.ROLES_MANAGE, operation_id="createRole", response=RoleOut, status=201,
    problems=(errors.BEYOND_OWN_GRANT, errors.ROLE_NAME_TAKEN), idempotent=True,
)  # fmt: skip
async def create_role(ctx: Write, data: RoleIn, response: Response) -> RoleOut:
    """Make a role."""
    made = await role_edits.create_role(ctx.uow, data)
    return await _shown(ctx, made.id, response)


@router.endpoint(
    "GET", "/roles/{role_id}", access=policy.ROLES_READ, operation_id="getRole", response=RoleOut,
    problems=(NOT_FOUND,),
)  # fmt: skip
async def get_role(ctx: Read, role_id: RoleId, response: Response) -> RoleOut:
    """Show a role with its permissions."""
    return await _shown(ctx, role_id, response)


@router.endpoint(
    "PATCH", "/roles/{role_id}", access=policy.ROLES_MANAGE, operation_id="editRole", response=RoleOut,
    problems=(*_CHANGE, errors.ROLE_NAME_TAKEN),
)  # fmt: skip
async def edit_role(
    ctx: Write, role_id: RoleId, data: RolePatch, expected: IfMatch, response: Response
) -> RoleOut:
    """Rename a role."""
    async with _current(ctx, role_id):
        await role_edits.edit_role(ctx.uow, role_id, data, expected)
    return await _shown(ctx, role_id, response)


@router.endpoint(
    "DELETE", "/roles/{role_id}", access=policy.ROLES_MANAGE, operation_id="deleteRole", response=None,
    status=204, problems=(*_CHANGE, errors.ROLE_IN_USE),
)  # fmt: skip
async def delete_role(ctx: Write, role_id: RoleId, expected: IfMatch) -> None:
    """Delete a role that nobody has."""
    async with _current(ctx, role_id):
        await role_edits.delete_role(ctx.uow, role_id, expected)


@router.endpoint(
    "POST", "/roles/{role_id}/copy", access=policy.ROLES_MANAGE, operation_id="copyRole", response=RoleOut,
    status=201, problems=(NOT_FOUND, errors.BEYOND_OWN_GRANT, errors.ROLE_NAME_TAKEN), idempotent=True,
)  # fmt: skip
async def copy_role(ctx: Write, role_id: RoleId, data: RoleNames, response: Response) -> RoleOut:
    """Make a role with the permissions of this one."""
    made = await role_edits.copy_role(ctx.uow, role_id, data)
    return await _shown(ctx, made.id, response)


@router.endpoint(
    "PUT", "/roles/{role_id}/permissions", access=policy.ROLES_MANAGE, operation_id="setRolePermissions",
    response=RoleOut, problems=_CHANGE,
)  # fmt: skip
async def set_role_permissions(
    ctx: Write, role_id: RoleId, data: RolePermissionsIn, expected: IfMatch, response: Response
) -> RoleOut:
    """Give a role these permissions and no others."""
    async with _current(ctx, role_id):
        await role_edits.set_role_permissions(ctx.uow, role_id, data.permissions, expected)
    return await _shown(ctx, role_id, response)


@router.endpoint(
    "GET", "/permissions", access=policy.ROLES_READ, operation_id="listPermissions",
    response=PermissionList,
)  # fmt: skip
async def list_permissions() -> PermissionList:
    """Permissions that roles may hold, by the part of the program to which they belong."""
    return queries.list_permissions()
