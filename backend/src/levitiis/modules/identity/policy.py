"""Permissions about users and roles, and which users exist for whom."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, false, true

from levitiis.kit.access import NOWHERE, Actor, permission, permission_group

permission_group("users", "Usuários", "Users")
USERS_READ = permission(
    "users.read", "Ver usuários", "See users",
    ("Consultar quem tem acesso, com que papéis e onde. Só vale em toda a organização.",
     "Read who has access, by which roles and where. Holds organisation-wide only."),
)  # fmt: skip
USERS_MANAGE = permission(
    "users.manage", "Gerenciar usuários", "Manage users",
    ("Criar, editar e desativar usuários; dar e tirar papéis que se tem. Só vale em toda a organização.",
     "Create, edit, deactivate users; give and take roles that one has. Holds organisation-wide only."),
)  # fmt: skip
permission_group("roles", "Papéis", "Roles")
ROLES_READ = permission(
    "roles.read", "Ver papéis e permissões", "See roles and permissions",
    ("Consultar o que cada papel permite.", "Read what each role allows."),
)  # fmt: skip
ROLES_MANAGE = permission(
    "roles.manage", "Gerenciar papéis", "Manage roles",
    ("Criar, editar e excluir papéis próprios, com permissões que se tem. Só vale em toda a organização.",
     "Create, edit and delete own roles, with permissions that one has. Holds organisation-wide only."),
)  # fmt: skip


def visible(actor: Actor) -> ColumnElement[bool]:
    """Users have no place: all of them for an organisation-wide grant, none otherwise."""
    return true() if actor.scope(USERS_READ).everywhere else false()


def covers(actor: Actor, codes: Iterable[str], path: str | None) -> bool:
    """Tell whether ``actor`` has every one of these permissions at ``path`` (None: everywhere).

    That is what he may give, take away, or change in others. Codes that only another version of the
    program declares count like any other.
    """
    return actor.unrestricted or all(actor.scopes.get(code, NOWHERE).covers(path) for code in codes)
