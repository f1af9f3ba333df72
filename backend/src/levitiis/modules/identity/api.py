"""The door of identity for other modules and for the composition root."""

from levitiis.modules.identity.actions.grants import grant_role, revoke_grant
from levitiis.modules.identity.actions.janitor import prune_sessions
from levitiis.modules.identity.actions.limits import claim_attempt
from levitiis.modules.identity.actions.notices import notify
from levitiis.modules.identity.actions.resets import reset_handler
from levitiis.modules.identity.actions.roles import sync_roles
from levitiis.modules.identity.actions.sign_in import SignedIn, sign_in
from levitiis.modules.identity.actions.tickets import TICKET_SECONDS, issue_ticket, redeem_ticket
from levitiis.modules.identity.actions.users import create_user, set_user_active
from levitiis.modules.identity.queries.actor import present_actor
from levitiis.modules.identity.schemas.users import GrantIn, UserIn
from levitiis.modules.identity.sessions import Identity

__all__ = [
    "TICKET_SECONDS",
    "GrantIn",
    "Identity",
    "SignedIn",
    "UserIn",
    "claim_attempt",
    "create_user",
    "grant_role",
    "issue_ticket",
    "notify",
    "present_actor",
    "prune_sessions",
    "redeem_ticket",
    "reset_handler",
    "revoke_grant",
    "set_user_active",
    "sign_in",
    "sync_roles",
]
