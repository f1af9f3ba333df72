"""Roles of the organisation's own making: create, copy, rename, their permissions, delete."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.access import PERMISSIONS, SELF
from levitiis.kit.clock import now
from levitiis.kit.common_problems import INVALID_REQUEST
from levitiis.kit.problems import FieldError
from levitiis.kit.text import search_key
from levitiis.modules.identity import policy
from levitiis.modules.identity.actions.authority import require_held, take_authority
from levitiis.modules.identity.errors import ROLE_BUILT_IN, ROLE_IN_USE, ROLE_NAME_TAKEN
from levitiis.modules.identity.events import OwnAccessChanged, RolesChanged
from levitiis.modules.identity.models import Role, RolePermission
from levitiis.modules.identity.queries.roles import (
    codes_of_role,
    held_rows,
    holders,
    labels_in_use,
    load_role,
    permission_ids,
)
from levitiis.modules.identity.schemas.roles import RoleIn, RoleNames, RolePatch

OWN_PREFIX = "own."
"""What internal names of such roles begin with, so that no later version's built-in role takes one over."""


async def create_role(uow: UnitOfWork, data: RoleIn) -> Role:
    """Make a role with permissions that the author has everywhere.

    Raises ``identity.beyond_own_grant``, ``identity.role_name_taken``.
    """
    await take_authority(uow, policy.ROLES_MANAGE)
    return await _make(uow, data, _known(data.permissions))


async def copy_role(uow: UnitOfWork, role_id: int, data: RoleNames) -> Role:
    """Make a role with the permissions of another one. Raises as :func:`create_role` does."""
    await take_authority(uow, policy.ROLES_MANAGE)
    origin = await load_role(uow.session, role_id)
    return await _make(uow, data, await codes_of_role(uow.session, origin.id))


async def _make(uow: UnitOfWork, names: RoleNames, codes: Collection[str]) -> Role:
    require_held(uow, codes, None)
    label_en = names.label_en or names.label_pt
    taken = await _require_free(uow, (names.label_pt, label_en), None)
    role = Role(name=_name(names.label_pt, taken), label_pt=names.label_pt, label_en=label_en)
    uow.session.add(role)
    await uow.flush()
    await _add(uow, role, codes)
    uow.emit(RolesChanged(object_ids=(role.id,)))
    return role


async def edit_role(uow: UnitOfWork, role_id: int, data: RolePatch, expected: int | None) -> Role:
    """Rename a role. Raises ``request.stale_version``, ``identity.role_built_in``,
    ``identity.beyond_own_grant``, ``identity.role_name_taken``.
    """
    role = await _load_own(uow, role_id, expected)
    sent = data.model_dump(include=data.model_fields_set)
    await _require_free(uow, tuple(sent.values()), role.id)
    for name, value in sent.items():
        setattr(role, name, value)
    await uow.flush()
    uow.emit(RolesChanged(object_ids=(role.id,)))
    return role


async def set_role_permissions(
    uow: UnitOfWork, role_id: int, wanted: Sequence[str], expected: int | None
) -> Role:
    """Give a role these permissions and no others; effective on the next request of whoever has it.

    Those that only another version of the program declares stay. Raises ``request.stale_version``,
    ``identity.role_built_in``, ``identity.beyond_own_grant``.
    """
    role = await _load_own(uow, role_id, expected)
    codes = _known(wanted)
    require_held(uow, codes, None)
    held = await held_rows(uow.session, role.id)
    gone = sorted((set(held) & set(PERMISSIONS)) - codes)
    for code in gone:
        await uow.session.delete(held[code])
    added = codes - set(held)
    await _add(uow, role, added)
    if gone or added:
        role.updated_at = now()
        await uow.flush()
        uow.emit(RolesChanged(object_ids=(role.id,)))
        for user_id in await holders(uow.session, role.id):
            uow.emit(OwnAccessChanged(object_ids=(user_id,), user_id=user_id))
    return role


async def delete_role(uow: UnitOfWork, role_id: int, expected: int | None) -> None:
    """Remove a role that nobody has. Raises ``request.stale_version``, ``identity.role_built_in``,
    ``identity.role_in_use``, ``identity.beyond_own_grant``.
    """
    role = await _load_own(uow, role_id, expected)
    if await holders(uow.session, role.id):
        raise ROLE_IN_USE()
    for row in (await held_rows(uow.session, role.id)).values():
        await uow.session.delete(row)
    await uow.flush()
    await uow.session.delete(role)
    await uow.flush()
    uow.emit(RolesChanged(object_ids=(role_id,)))


async def _load_own(uow: UnitOfWork, role_id: int, expected: int | None) -> Role:
    await take_authority(uow, policy.ROLES_MANAGE)
    role = await load_role(uow.session, role_id)
    if role.built_in:
        raise ROLE_BUILT_IN()
    require_held(uow, await codes_of_role(uow.session, role.id), None)
    check_version(role, expected)
    return role


async def _add(uow: UnitOfWork, role: Role, codes: Iterable[str]) -> None:
    ids = await permission_ids(uow.session)
    for code in sorted(codes):
        uow.session.add(RolePermission(role_id=role.id, permission_id=ids[code]))
    await uow.flush()


def _known(codes: Sequence[str]) -> frozenset[str]:
    """The codes of a body. What no module declares, and what everybody has anyway, is not to be chosen."""
    wrong = [place for place, code in enumerate(codes) if code not in PERMISSIONS or code == SELF.code]
    if wrong:
        faults = [FieldError(f"/permissions/{place}", "not_an_option") for place in wrong[:20]]
        raise INVALID_REQUEST(errors=faults)
    return frozenset(codes)


async def _require_free(uow: UnitOfWork, labels: Iterable[str], own_id: int | None) -> frozenset[str]:
    """See that no other role is called so, in either language; give the internal names in use."""
    others = [row for row in await labels_in_use(uow.session) if row[0] != own_id]
    called = {search_key(label) for row in others for label in row[2:]}
    if any(search_key(label) in called for label in labels):
        raise ROLE_NAME_TAKEN(errors=[FieldError("/label_pt", "taken")])
    return frozenset(row[1] for row in others)


def _name(label: str, taken: Collection[str]) -> str:
    """An internal name that resembles the label and stays when that changes."""
    base = OWN_PREFIX + (re.sub(r"[^a-z0-9]+", "_", search_key(label)).strip("_")[:40] or "role")
    names = (base, *(f"{base}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
