"""What the routes of identity share: who asks, from where, and the cookie of the refresh token."""

from __future__ import annotations

from typing import cast

from fastapi import Request, Response

from levitiis.infra.http.client import client_address, is_foreign
from levitiis.infra.http.context import Context, Write
from levitiis.kit.clock import now
from levitiis.modules.identity import errors
from levitiis.modules.identity.actions.sign_in import SignedIn
from levitiis.modules.identity.queries import actor
from levitiis.modules.identity.schemas.sign_in import SessionOut, TokenDelivery
from levitiis.modules.identity.secrets import USER_SECRETS, UserSecrets
from levitiis.modules.identity.sessions import Client, Identity

COOKIE = "__Host-levitiis_refresh"
SERVICE = "identity"
_MAX_TOKEN = 200


def identity_of(ctx: Context) -> Identity:
    """The process's :class:`Identity`."""
    return cast("Identity", ctx.services.extras[SERVICE])


def secrets_of(ctx: Context) -> UserSecrets:
    """Whoever keeps addresses that open something without signing in."""
    return cast("UserSecrets", ctx.services.extras[USER_SECRETS])


def refuse_foreign(ctx: Context) -> None:
    """A page of another site may not make a browser sign in, refresh or sign out."""
    if is_foreign(ctx.request, ctx.settings):
        raise errors.FOREIGN_ORIGIN()


def client_of(ctx: Context, delivery: TokenDelivery = "body") -> Client:
    """Who is at the other end; with a new token by ``"cookie"``, which token the browser loses by it."""
    agent = ctx.request.headers.get("user-agent")
    replaced = cookie_of(ctx.request) if delivery == "cookie" else None
    return Client(client_address(ctx.request, ctx.settings.proxies), agent, replaced)


def cookie_of(request: Request) -> str | None:
    """The refresh token of the cookie."""
    token = request.cookies.get(COOKIE)
    return token if token and len(token) <= _MAX_TOKEN and token.isascii() else None


def forget_cookie(response: Response) -> None:
    """Take the cookie from the browser."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")


async def session_out(
    ctx: Write, response: Response, signed_in: SignedIn, delivery: TokenDelivery
) -> SessionOut:
    """The answer to a sign-in; the refresh token goes where it was asked for."""
    identity = identity_of(ctx)
    if delivery == "cookie":
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
        refresh_token=signed_in.refresh_token if delivery == "body" else None,
        user=await actor.get_me(ctx.session, signed_in.actor),
    )
