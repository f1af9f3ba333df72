"""HTTP of users."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Response

from levitiis.infra.http.context import Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag
from levitiis.kit.paging import Page
from levitiis.modules.identity import errors, policy
from levitiis.modules.identity.actions import users
from levitiis.modules.identity.queries import users as queries
from levitiis.modules.identity.schemas.users import UserFilter, UserIn, UserRow

router = Router("/users", "identity")


@router.endpoint("GET", "", access=policy.USERS_READ, operation_id="listUsers", response=Page[UserRow])
async def list_users(ctx: Read, params: Annotated[UserFilter, Query()]) -> Page[UserRow]:
    """Users, by name."""
    return await queries.list_users(ctx.session, ctx.actor, params)


@router.endpoint(
    "POST", "", access=policy.USERS_MANAGE, operation_id="createUser", response=UserRow, status=201,
    problems=(errors.USERNAME_TAKEN, errors.EMAIL_TAKEN, errors.PERSON_HAS_USER, errors.BEYOND_OWN_GRANT),
)  # fmt: skip
async def create_user(ctx: Write, data: UserIn, response: Response) -> UserRow:
    """Make a user with a first role. (No Idempotency-Key: the body holds a password.)"""
    made = await users.create_user(ctx.uow, data)
    set_etag(response, made.version)
    return await queries.get_user_row(ctx.session, ctx.actor, made.id)
