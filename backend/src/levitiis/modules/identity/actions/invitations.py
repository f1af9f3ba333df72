"""Links by which an administrator lets somebody choose a password."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.modules.identity import policy
from levitiis.modules.identity.actions.authority import load_manageable, take_authority
from levitiis.modules.identity.actions.notices import notify
from levitiis.modules.identity.actions.passwords import PAGE, Purpose, make_link
from levitiis.modules.identity.errors import USER_INACTIVE
from levitiis.modules.identity.mails import INVITATION, PASSWORD_RESET
from levitiis.modules.identity.schemas.users import PasswordLinkOut
from levitiis.modules.identity.sessions import Identity

_MAILS = {"invitation": INVITATION, "reset": PASSWORD_RESET}


async def send_password_link(
    uow: UnitOfWork, identity: Identity, user_id: int, expected: int | None
) -> PasswordLinkOut:
    """Mail a link: an invitation to whoever has no password yet, else one to choose a new password.

    Where no mail is sent the link is returned, to be handed over: to one who may do as this user anyway.
    Raises ``identity.user_inactive`` and what guards every change of another's access.
    """
    await take_authority(uow, policy.USERS_MANAGE)
    user = await load_manageable(uow, user_id)
    check_version(user, expected)
    if not user.active:
        raise USER_INACTIVE()
    purpose: Purpose = "reset" if user.password_hash else "invitation"
    link = await make_link(uow, user.id, purpose)
    address = identity.mailer.link(PAGE, link.token)
    mailed = await notify(
        uow, identity, user.id, _MAILS[purpose], link=address, useless_after=link.expires_at,
        until=link.expires_at,
    )  # fmt: skip
    uow.log("user", user.id, f"{purpose}_link_made", {"mailed": mailed})
    return PasswordLinkOut(
        purpose=purpose, mailed=mailed, link=None if mailed else address, expires_at=link.expires_at
    )
