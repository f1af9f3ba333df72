"""The permissions of a role in one column, for statements that have the role."""

from __future__ import annotations

from typing import cast

from sqlalchemy import (
    ScalarSelect,
    Select,
    SQLColumnExpression,
    Subquery,
    Table,
    Unicode,
    func,
    literal_column,
    select,
)
from sqlalchemy import cast as sql_cast

from levitiis.modules.identity.models import PermissionRow, RolePermission

_COMMA = literal_column("','")


def permission_codes(role_id: SQLColumnExpression[int]) -> ScalarSelect[str | None]:
    """The codes of a role with commas between them, in no order; null for a role without any."""
    held, known = (cast("Table", model.__table__) for model in (RolePermission, PermissionRow))
    return (
        select(func.string_agg(sql_cast(known.c.name, Unicode()), _COMMA))
        .select_from(held.join(known, known.c.id == held.c.permission_id))
        .where(held.c.role_id == role_id)
        .scalar_subquery()
    )


def codes_by_role(roles: Select[int]) -> Subquery:
    """``role_id, codes`` of each of ``roles`` that has permissions: read once for all grants that name it."""
    held, known = (cast("Table", model.__table__) for model in (RolePermission, PermissionRow))
    return (
        select(held.c.role_id, func.string_agg(sql_cast(known.c.name, Unicode()), _COMMA).label("codes"))
        .select_from(held.join(known, known.c.id == held.c.permission_id))
        .where(held.c.role_id.in_(roles))
        .group_by(held.c.role_id)
        .subquery()
    )


def split(codes: str | None) -> list[str]:
    """The codes that :func:`permission_codes` gave, in order."""
    return sorted(codes.split(",")) if codes else []
