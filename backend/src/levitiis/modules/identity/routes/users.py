"""HTTP of users and their grants."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.kit.wire import MAX_ID
from levitiis.modules.identity import errors, policy
from levitiis.modules.identity.actions import grants, invitations, person_links, second_factor, users
from levitiis.modules.identity.queries import grants as grant_queries
from levitiis.modules.identity.queries import users as queries
from levitiis.modules.identity.routes.common import client_of, identity_of, secrets_of
from levitiis.modules.identity.schemas.users import (
    GrantIn,
    GrantList,
    PasswordLinkOut,
    PersonLinkIn,
    UserFilter,
    UserIn,
    UserOut,
    UserPatch,
    UserRow,
)

router = Router("/users", "identity")
UserId = Annotated[int, Path(ge=1, le=MAX_ID)]
GrantId = Annotated[int, Path(ge=1, le=MAX_ID)]

_AUTHORITY = (NOT_FOUND, STALE_VERSION, errors.OWN_GRANT, errors.MORE_POWERFUL_USER)


async def _shown(ctx: Context, user_id: int, response: Response) -> UserOut:
    user = await queries.get_user(ctx.session, ctx.actor, user_id)
    set_etag(response, user.version)
    return user


def _current(ctx: Context, user_id: int) -> AbstractAsyncContextManager[None]:
    return showing_current(lambda: queries.get_user(ctx.session, ctx.actor, user_id))


@router.endpoint("GET", "", access=policy.USERS_READ, operation_id="listUsers", response=Page[UserRow])
async def list_users(ctx: Read, params: Annotated[UserFilter, Query()]) -> Page[UserRow]:
    """Users, by name."""
    return await queries.list_users(ctx.session, ctx.actor, params)


@router.endpoint(
    "POST", "", access=policy.USERS_MANAGE, operation_id="createUser", response=UserOut, status=201,
    problems=(errors.USERNAME_TAKEN, errors.EMAIL_TAKEN, errors.PERSON_HAS_USER, errors.BEYOND_OWN_GRANT,
              errors.TOO_MANY_ATTEMPTS),
)  # fmt: skip
async def create_user(ctx: Write, data: UserIn, response: Response) -> UserOut:
    """Make a user with a first role. (No Idempotency-Key: the body holds a password.)"""
    made = await users.create_user(ctx.uow, data, ctx.settings.organisation)
    return await _shown(ctx, made.id, response)


@router.endpoint(
    "GET", "/{user_id}", access=policy.USERS_READ, operation_id="getUser", response=UserOut,
    problems=(NOT_FOUND,),
)  # fmt: skip
async def get_user(ctx: Read, user_id: UserId, response: Response) -> UserOut:
    """Show a user with his grants."""
    return await _shown(ctx, user_id, response)


@router.endpoint(
    "PATCH", "/{user_id}", access=policy.USERS_MANAGE, operation_id="editUser", response=UserOut,
    problems=(*_AUTHORITY, errors.USERNAME_TAKEN, errors.EMAIL_TAKEN, errors.TOO_MANY_ATTEMPTS),
)  # fmt: skip
async def edit_user(
    ctx: Write, user_id: UserId, data: UserPatch, expected: IfMatch, response: Response
) -> UserOut:
    """Change a user's name or e-mail, or which of his roles is shown first."""
    async with _current(ctx, user_id):
        await users.edit_user(ctx.uow, identity_of(ctx), user_id, data, expected, client_of(ctx))
    return await _shown(ctx, user_id, response)


@router.endpoint(
    "PUT", "/{user_id}/pessoa", access=policy.USERS_MANAGE, operation_id="linkUserToPerson",
    response=UserOut, problems=(*_AUTHORITY, errors.PERSON_HAS_USER),
)  # fmt: skip
async def link_user_to_person(
    ctx: Write, user_id: UserId, data: PersonLinkIn, expected: IfMatch, response: Response
) -> UserOut:
    """Say which person a user is; the one before stays, without a user."""
    async with _current(ctx, user_id):
        await person_links.link_person(ctx.uow, user_id, data.person_id, expected)
    return await _shown(ctx, user_id, response)


@router.endpoint(
    "POST", "/{user_id}/deactivation", access=policy.USERS_MANAGE, operation_id="deactivateUser",
    response=UserOut, problems=(*_AUTHORITY, errors.LAST_ADMINISTRATOR), idempotent=True,
)  # fmt: skip
async def deactivate_user(ctx: Write, user_id: UserId, expected: IfMatch, response: Response) -> UserOut:
    """Deactivate a user: his sessions and live connections end at once."""
    async with _current(ctx, user_id):
        await users.set_user_active(ctx.uow, user_id, False, expected)
    return await _shown(ctx, user_id, response)


@router.endpoint(
    "DELETE", "/{user_id}/deactivation", access=policy.USERS_MANAGE, operation_id="reactivateUser",
    response=UserOut, problems=_AUTHORITY,
)  # fmt: skip
async def reactivate_user(ctx: Write, user_id: UserId, expected: IfMatch, response: Response) -> UserOut:
    """Let a deactivated user sign in again."""
    async with _current(ctx, user_id):
        await users.set_user_active(ctx.uow, user_id, True, expected)
    return await _shown(ctx, user_id, response)


@router.endpoint(
    "POST", "/{user_id}/convite", access=policy.USERS_MANAGE, operation_id="sendPasswordLink",
    response=PasswordLinkOut, problems=(*_AUTHORITY, errors.USER_INACTIVE),
)  # fmt: skip
async def send_password_link(ctx: Write, user_id: UserId, expected: IfMatch) -> PasswordLinkOut:
    """Invite a user, or let him choose a new password. (No Idempotency-Key: the answer may be secret.)"""
    async with _current(ctx, user_id):
        return await invitations.send_password_link(ctx.uow, identity_of(ctx), user_id, expected)


@router.endpoint(
    "DELETE", "/{user_id}/sessions", access=policy.USERS_MANAGE, operation_id="endUserSessions",
    response=UserOut, problems=_AUTHORITY,
)  # fmt: skip
async def end_user_sessions(ctx: Write, user_id: UserId, expected: IfMatch, response: Response) -> UserOut:
    """Sign a user out everywhere; his secret addresses, as of calendar feeds, end too."""
    async with _current(ctx, user_id):
        await users.end_user_sessions(ctx.uow, secrets_of(ctx), user_id, expected)
    return await _shown(ctx, user_id, response)


@router.endpoint(
    "DELETE", "/{user_id}/second-factor", access=policy.USERS_MANAGE, operation_id="removeUserSecondFactor",
    response=UserOut, problems=(*_AUTHORITY, errors.SECOND_FACTOR_OFF),
)  # fmt: skip
async def remove_user_second_factor(
    ctx: Write, user_id: UserId, expected: IfMatch, response: Response
) -> UserOut:
    """Take the second step from a user who lost his authenticator and his recovery codes."""
    async with _current(ctx, user_id):
        await second_factor.remove_for(ctx.uow, identity_of(ctx), user_id, expected)
    return await _shown(ctx, user_id, response)


@router.endpoint(
    "GET", "/{user_id}/grants", access=policy.USERS_READ, operation_id="listGrants", response=GrantList,
    problems=(NOT_FOUND,),
)  # fmt: skip
async def list_grants(ctx: Read, user_id: UserId) -> GrantList:
    """The roles of a user and where each of them holds."""
    return await grant_queries.list_grants(ctx.session, ctx.actor, user_id)


@router.endpoint(
    "POST", "/{user_id}/grants", access=policy.USERS_MANAGE, operation_id="grantRole", response=UserOut,
    status=201, problems=(*_AUTHORITY, errors.BEYOND_OWN_GRANT, errors.GRANT_EXISTS), idempotent=True,
)  # fmt: skip
async def grant_role(
    ctx: Write, user_id: UserId, data: GrantIn, expected: IfMatch, response: Response
) -> UserOut:
    """Give a user a role, everywhere or for a place and everything below it."""
    async with _current(ctx, user_id):
        await grants.grant_role(ctx.uow, user_id, data, expected)
    return await _shown(ctx, user_id, response)


@router.endpoint(
    "DELETE", "/{user_id}/grants/{grant_id}", access=policy.USERS_MANAGE, operation_id="revokeGrant",
    response=UserOut, problems=(*_AUTHORITY, errors.LAST_ADMINISTRATOR),
)  # fmt: skip
async def revoke_grant(
    ctx: Write, user_id: UserId, grant_id: GrantId, expected: IfMatch, response: Response
) -> UserOut:
    """Take a role away from a user; effective on his next request."""
    async with _current(ctx, user_id):
        await grants.revoke_grant(ctx.uow, user_id, grant_id, expected)
    return await _shown(ctx, user_id, response)
