"""Permissions about users and roles, and which users exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, true

from levitiis.kit.access import Actor, permission

USERS_READ = permission("users.read", "Ver usuários", "See users")
USERS_MANAGE = permission("users.manage", "Gerenciar usuários", "Manage users")
ROLES_READ = permission("roles.read", "Ver papéis e permissões", "See roles and permissions")


def visible(actor: Actor) -> ColumnElement[bool]:
    """Users have no place: all of them for an organisation-wide grant, none otherwise."""
    return true() if actor.scope(USERS_READ).everywhere else false()
