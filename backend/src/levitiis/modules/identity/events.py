"""What the rest of the system and browsers hear about users and their sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.access import SELF
from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class UsersChanged(Event):
    """Users were created, changed, activated or deactivated."""

    TYPE: ClassVar[str] = "users.changed"
    OBJECT: ClassVar[str] = "user"
    PERMISSION: ClassVar[str] = "users.read"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RolesChanged(Event):
    """Roles were made, renamed, removed, or hold other permissions now."""

    TYPE: ClassVar[str] = "roles.changed"
    OBJECT: ClassVar[str] = "role"
    PERMISSION: ClassVar[str] = "roles.read"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccessChanged(Event):
    """What one user may do changed: his browsers ask for ``/auth/me`` again (``user_id`` is set)."""

    TYPE: ClassVar[str] = "access.changed"
    OBJECT: ClassVar[str] = "user"
    PERMISSION: ClassVar[str] = SELF.code


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Event):
    """Sessions of one user ended: their live connections are closed (``object_ids`` are sessions)."""

    TYPE: ClassVar[str] = "sessions.ended"
    OBJECT: ClassVar[str] = "session"
    PERMISSION: ClassVar[str] = SELF.code
