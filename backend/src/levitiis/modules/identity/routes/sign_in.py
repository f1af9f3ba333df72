"""HTTP of signing in and out, and of the signed-in user."""

from __future__ import annotations

from typing import cast

from fastapi import Request, Response

from levitiis.infra.http.client import client_address, is_foreign
from levitiis.infra.http.context import Context, Read, Write
from levitiis.infra.http.route import PUBLIC, Router
from levitiis.kit.access import SELF, Actor
from levitiis.kit.clock import now
from levitiis.kit.common_problems import UNAUTHENTICATED
from levitiis.kit.problems import Problem
from levitiis.modules.identity import errors
from levitiis.modules.identity.actions import preferences, sign_in
from levitiis.modules.identity.queries import actor
from levitiis.modules.identity.schemas.sign_in import Credentials, Me, PreferencesIn, SessionOut
from levitiis.modules.identity.sessions import Client, Identity

COOKIE = "__Host-levitiis_refresh"
SERVICE = "identity"
_MAX_TOKEN = 200

router = Router("", "identity")


def _identity(ctx: Context) -> Identity:
    return cast("Identity", ctx.services.extras[SERVICE])


def _refuse_foreign(ctx: Context) -> None:
    """A page of another site may not make a browser sign in, refresh or sign out."""
    if is_foreign(ctx.request, ctx.settings):
        raise errors.FOREIGN_ORIGIN()


def _client(ctx: Context) -> Client:
    agent = ctx.request.headers.get("user-agent")
    return Client(client_address(ctx.request, ctx.settings.proxies), agent)


def _cookie(request: Request) -> str | None:
    token = request.cookies.get(COOKIE)
    return token if token and len(token) <= _MAX_TOKEN and token.isascii() else None


async def _session(ctx: Write, response: Response, signed_in: sign_in.SignedIn) -> SessionOut:
    identity = _identity(ctx)
    response.set_cookie(
        COOKIE,
        signed_in.refresh_token,
        max_age=max(0, int((signed_in.expires_at - now()).total_seconds())),
        path="/",
        secure=True,
        httponly=True,
        samesite="strict",
    )
    return SessionOut(
        access_token=identity.access_token(signed_in.actor),
        expires_in=int(identity.access_life.total_seconds()),
        user=await actor.get_me(ctx.session, signed_in.actor),
    )


@router.endpoint(
    "POST", "/auth/login", access=PUBLIC, operation_id="login", response=SessionOut,
    problems=(errors.INVALID_CREDENTIALS, errors.TOO_MANY_ATTEMPTS, errors.FOREIGN_ORIGIN),
)  # fmt: skip
async def login(ctx: Write, credentials: Credentials, response: Response) -> SessionOut:
    """Sign in with a user name or e-mail and a password."""
    _refuse_foreign(ctx)
    return await _session(
        ctx, response, await sign_in.sign_in(ctx.uow, _identity(ctx), credentials, _client(ctx))
    )


@router.endpoint(
    "POST", "/auth/refresh", access=PUBLIC, operation_id="refreshSession", response=SessionOut,
    problems=(errors.SESSION_ENDED, errors.REFRESH_RACED, errors.FOREIGN_ORIGIN),
)  # fmt: skip
async def refresh(ctx: Write, response: Response) -> SessionOut:
    """Exchange the refresh cookie for a new one and a new access token."""
    _refuse_foreign(ctx)
    token = _cookie(ctx.request)
    if token is None:
        raise errors.SESSION_ENDED()
    return await _session(ctx, response, await sign_in.refresh(ctx.uow, _identity(ctx), token))


@router.endpoint(
    "POST", "/auth/logout", access=PUBLIC, operation_id="logout", response=None, status=204,
    problems=(errors.FOREIGN_ORIGIN,),
)  # fmt: skip
async def logout(ctx: Write, response: Response) -> None:
    """End the session of the cookie, or of the access token; asking again changes nothing."""
    _refuse_foreign(ctx)
    await sign_in.sign_out(ctx.uow, _cookie(ctx.request), await _bearer(ctx))
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")


async def _bearer(ctx: Write) -> Actor | None:
    scheme, _, token = ctx.request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        return await _identity(ctx).authenticate(ctx.session, token.strip())
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
