"""Wire models of roles and permissions."""

from __future__ import annotations

from levitiis.kit.wire import Out


class RoleBrief(Out):
    """A role's name and labels."""

    name: str
    label_pt: str
    label_en: str


class RoleOut(RoleBrief):
    """A role with its permissions."""

    id: int
    built_in: bool
    permissions: list[str]
    version: int


class PermissionOut(Out):
    """A permission that the program knows."""

    name: str
    label_pt: str
    label_en: str


class RoleList(Out):
    """All roles."""

    items: list[RoleOut]


class PermissionList(Out):
    """All permissions."""

    items: list[PermissionOut]
