"""Actors, for what needs no account behind it."""

from __future__ import annotations

from levitiis.kit.access import EVERYWHERE, Actor, ActorKind, Permission, Scope


def actor(*permissions: Permission, at: str | list[str] | None = None) -> Actor:
    """Somebody with ``permissions`` everywhere, or at the given paths and below."""
    scope = EVERYWHERE if at is None else Scope.of([at] if isinstance(at, str) else at)
    return Actor(ActorKind.USER, 1, "somebody", {permission.code: scope for permission in permissions})
