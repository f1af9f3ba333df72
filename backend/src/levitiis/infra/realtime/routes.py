"""HTTP of live connections: the ticket, and the two ways in."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Header, Query, Response, WebSocket
from starlette.requests import HTTPConnection

from levitiis.infra.http.context import Read, Write
from levitiis.infra.http.live.event_stream import MEDIA_TYPE, EventStream
from levitiis.infra.http.live.origin import check_origin
from levitiis.infra.http.live.web_socket import MAX_TICKET, serve_socket
from levitiis.infra.http.route import PUBLIC, Router
from levitiis.infra.http.services import Services
from levitiis.infra.realtime.connection import LiveConnection
from levitiis.infra.realtime.errors import FOREIGN_ORIGIN, RESTARTING, TOO_MANY_CONNECTIONS
from levitiis.infra.realtime.hub import LiveHub
from levitiis.kit.access import SELF
from levitiis.kit.common_problems import UNAUTHENTICATED
from levitiis.kit.wire import MAX_ID, Out

LIVE_KEY: Final = "live"
"""Where the composition root puts the hub, in ``Services.extras``."""

router = Router("", "live")


class TicketOut(Out):
    """A ticket: opens one live connection, within ``expires_in`` seconds."""

    ticket: str
    expires_in: int


def hub_of(connection: HTTPConnection) -> LiveHub:
    """The hub of the process that serves ``connection``."""
    services: Services = connection.app.state.services
    hub: LiveHub = services.extras[LIVE_KEY]
    return hub


@router.endpoint(
    "POST", "/eventos/ingresso", access=SELF, operation_id="issueLiveTicket", response=TicketOut, status=201
)
async def issue_live_ticket(ctx: Write) -> TicketOut:
    """Issue a single-use ticket for one live connection."""
    doors = hub_of(ctx.request).doors
    return TicketOut(ticket=await doors.issue(ctx.uow), expires_in=doors.ticket_seconds)


@router.endpoint(
    "GET",
    "/eventos",
    access=PUBLIC,
    operation_id="openEventStream",
    response=None,
    problems=[UNAUTHENTICATED, FOREIGN_ORIGIN, TOO_MANY_CONNECTIONS, RESTARTING],
    media_type=MEDIA_TYPE,
)
async def open_event_stream(
    ctx: Read,
    ticket: Annotated[str, Query(min_length=1, max_length=MAX_TICKET)],
    since: Annotated[int | None, Query(ge=0, le=MAX_ID)] = None,
    last_event_id: Annotated[str | None, Header(max_length=19, pattern=r"^\d+$")] = None,
) -> Response:
    """Open a stream of live messages; the ticket is the authentication."""
    hub = hub_of(ctx.request)
    check_origin(ctx.request, ctx.settings)
    actor = await hub.doors.redeem(ctx.session, ticket)
    hub.check_room(actor)
    start = since if since is not None or last_event_id is None else int(last_event_id)
    return EventStream(LiveConnection(hub, actor, start), hub.limits.send_seconds)


async def open_socket(socket: WebSocket) -> None:
    """Open a WebSocket of live messages; the ticket is the authentication."""
    services: Services = socket.app.state.services
    await serve_socket(socket, hub_of(socket), services)


router.add_api_websocket_route("/ws", open_socket, name="openSocket")
