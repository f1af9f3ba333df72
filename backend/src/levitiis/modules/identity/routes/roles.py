"""HTTP of roles and permissions."""

from __future__ import annotations

from levitiis.infra.http.context import Read
from levitiis.infra.http.route import Router
from levitiis.modules.identity import policy
from levitiis.modules.identity.queries import roles as queries
from levitiis.modules.identity.schemas.roles import PermissionList, RoleList

router = Router("", "identity")


@router.endpoint("GET", "/roles", access=policy.ROLES_READ, operation_id="listRoles", response=RoleList)
async def list_roles(ctx: Read) -> RoleList:
    """Roles with their permissions."""
    return await queries.list_roles(ctx.session)


@router.endpoint(
    "GET", "/permissions", access=policy.ROLES_READ, operation_id="listPermissions",
    response=PermissionList,
)  # fmt: skip
async def list_permissions() -> PermissionList:
    """Permissions that roles may hold."""
    return queries.list_permissions()
