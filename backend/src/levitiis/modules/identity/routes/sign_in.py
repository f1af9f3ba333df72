"""HTTP of signing in and out, and of the signed-in user."""

from __future__ import annotations

from fastapi import Response

from levitiis.infra.http.context import Read, Write
from levitiis.infra.http.route import PUBLIC, Router
from levitiis.kit.access import SELF, Actor
from levitiis.kit.common_problems import UNAUTHENTICATED
from levitiis.kit.problems import Problem
from levitiis.modules.identity import errors
from levitiis.modules.identity.actions import preferences, second_step, sign_in
from levitiis.modules.identity.actions.challenges import CHALLENGE_SECONDS
from levitiis.modules.identity.queries import actor
from levitiis.modules.identity.routes.common import (
    client_of,
    cookie_of,
    forget_cookie,
    identity_of,
    refuse_foreign,
    session_out,
)
from levitiis.modules.identity.schemas.sign_in import (
    ChallengeOut,
    Credentials,
    Me,
    PreferencesIn,
    RefreshIn,
    SecondStep,
    SessionOut,
)

router = Router("", "identity")


@router.endpoint(
    "POST", "/auth/login", access=PUBLIC, operation_id="login", response=SessionOut | ChallengeOut,
    problems=(errors.INVALID_CREDENTIALS, errors.TOO_MANY_ATTEMPTS, errors.FOREIGN_ORIGIN),
)  # fmt: skip
async def login(ctx: Write, credentials: Credentials, response: Response) -> SessionOut | ChallengeOut:
    """Sign in with a user name or e-mail and a password; whoever has a second step gets its challenge."""
    refuse_foreign(ctx)
    client = client_of(ctx, credentials.token_delivery)
    done = await sign_in.sign_in(ctx.uow, identity_of(ctx), credentials, client)
    if isinstance(done, sign_in.Challenged):
        return ChallengeOut(challenge=done.token, expires_in=CHALLENGE_SECONDS)
    return await session_out(ctx, response, done, credentials.token_delivery)


@router.endpoint(
    "POST", "/auth/second-step", access=PUBLIC, operation_id="completeSecondStep", response=SessionOut,
    problems=(errors.CHALLENGE_OVER, errors.TOO_MANY_ATTEMPTS, errors.FOREIGN_ORIGIN),
)  # fmt: skip
async def complete_second_step(ctx: Write, data: SecondStep, response: Response) -> SessionOut:
    """Finish a sign-in with a code of the authenticator, or a recovery code."""
    refuse_foreign(ctx)
    client = client_of(ctx, data.token_delivery)
    done = await second_step.second_step(ctx.uow, identity_of(ctx), data, client)
    return await session_out(ctx, response, done, data.token_delivery)


@router.endpoint(
    "POST", "/auth/refresh", access=PUBLIC, operation_id="refreshSession", response=SessionOut,
    problems=(errors.SESSION_ENDED, errors.REFRESH_RACED, errors.FOREIGN_ORIGIN),
)  # fmt: skip
async def refresh(ctx: Write, response: Response, data: RefreshIn | None = None) -> SessionOut:
    """Exchange the refresh token, of the cookie or the body, for a new one and a new access token."""
    refuse_foreign(ctx)
    token = data.refresh_token if data else cookie_of(ctx.request)
    if token is None:
        raise errors.SESSION_ENDED()
    done = await sign_in.refresh(ctx.uow, identity_of(ctx), token, client_of(ctx))
    return await session_out(ctx, response, done, "body" if data else "cookie")


@router.endpoint(
    "POST", "/auth/logout", access=PUBLIC, operation_id="logout", response=None, status=204,
    problems=(errors.FOREIGN_ORIGIN,),
)  # fmt: skip
async def logout(ctx: Write, response: Response, data: RefreshIn | None = None) -> None:
    """End the session of the refresh token, or of the access token; asking again changes nothing."""
    refuse_foreign(ctx)
    token = data.refresh_token if data else cookie_of(ctx.request)
    await sign_in.sign_out(ctx.uow, token, await _bearer(ctx))
    forget_cookie(response)


async def _bearer(ctx: Write) -> Actor | None:
    scheme, _, token = ctx.request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        return await identity_of(ctx).authenticate(ctx.session, token.strip())
    except Problem as problem:
        if problem.kind is not UNAUTHENTICATED:
            raise
        return None


@router.endpoint("GET", "/auth/me", access=SELF, operation_id="getMe", response=Me)
async def get_me(ctx: Read) -> Me:
    """The signed-in user and where each of his permissions holds."""
    return await actor.get_me(ctx.session, ctx.actor)


@router.endpoint(
    "PATCH", "/auth/me/preferences", access=SELF, operation_id="savePreferences", response=Me,
    problems=(errors.PREFERENCES_TOO_LARGE,),
)  # fmt: skip
async def save_preferences(ctx: Write, changes: PreferencesIn) -> Me:
    """Set some of one's own preferences; null removes one."""
    await preferences.save_preferences(ctx.uow, changes.root)
    return await actor.get_me(ctx.session, ctx.actor)
