"""HTTP of the calendar's feeds: one's own are made and revoked; whoever has an address reads it."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Path, Response

from levitiis.infra.http.client import client_address
from levitiis.infra.http.context import Read, Write
from levitiis.infra.http.route import PUBLIC, Router
from levitiis.kit.access import SELF
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.wire import MAX_ID
from levitiis.modules.identity.api import Identity
from levitiis.modules.identity.errors import TOO_MANY_ATTEMPTS
from levitiis.modules.movements.loans.reservations.actions import feeds
from levitiis.modules.movements.loans.reservations.errors import TOO_MANY_FEEDS
from levitiis.modules.movements.loans.reservations.ics import MEDIA_TYPE
from levitiis.modules.movements.loans.reservations.queries.feeds import list_feeds, shown
from levitiis.modules.movements.loans.reservations.schemas import FeedCreated, FeedIn, FeedList

ADDRESS = "/movimentacoes/emprestimos/agenda"
router = Router(ADDRESS, "loans")
FeedId = Annotated[int, Path(ge=1, le=MAX_ID)]
FileName = Annotated[str, Path(max_length=80)]
_ENDING = ".ics"


@router.endpoint("GET", "/assinaturas", access=SELF, operation_id="listCalendarFeeds", response=FeedList)
async def list_(ctx: Read) -> FeedList:
    """The feeds of the signed-in user."""
    return await list_feeds(ctx.session, ctx.actor)


@router.endpoint(
    "POST", "/assinaturas", access=SELF, operation_id="createCalendarFeed", response=FeedCreated, status=201,
    problems=[NOT_FOUND, TOO_MANY_FEEDS],
)  # fmt: skip
async def create(ctx: Write, data: FeedIn, response: Response) -> FeedCreated:
    """Make a secret address of the calendar; it is told this once, so the answer is not kept."""
    feed, token = await feeds.create_feed(ctx.uow, data)
    response.headers["Cache-Control"] = "no-store"
    told = (await shown(ctx.session, ctx.actor, [feed]))[0]
    url = f"{ctx.settings.public_url.rstrip('/')}/api/v1{ADDRESS}/{token}.ics"
    return FeedCreated(**told.model_dump(), url=url)


@router.endpoint(
    "POST", "/assinaturas/{feed_id}/revogacao", access=SELF, operation_id="revokeCalendarFeed",
    response=None, status=204, problems=[NOT_FOUND], idempotent=True,
)  # fmt: skip
async def revoke(ctx: Write, feed_id: FeedId) -> None:
    """Take the address back: it answers nothing any more."""
    await feeds.revoke_feed(ctx.uow, feed_id)


@router.endpoint(
    "GET", "/{token}", access=PUBLIC, operation_id="readCalendarFeed", response=None, records=True,
    media_type="text/calendar", problems=[NOT_FOUND, TOO_MANY_ATTEMPTS],
)  # fmt: skip
async def read(ctx: Write, token: FileName) -> Response:
    """What the feed's user may see at this moment, as a calendar (RFC 5545); the token, then ``.ics``."""
    if not token.endswith(_ENDING):
        raise NOT_FOUND()
    address = client_address(ctx.request, ctx.settings.proxies)
    identity = cast("Identity", ctx.services.extras["identity"])
    text = await feeds.read_feed(ctx.uow, identity, token.removesuffix(_ENDING), address, ctx.language)
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="agenda.ics"'}
    return Response(text, media_type=MEDIA_TYPE, headers=headers)
