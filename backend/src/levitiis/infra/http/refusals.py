"""Remembers who was refused what, in a transaction of its own: the refused one was rolled back."""

from __future__ import annotations

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.requests import Request

from levitiis.infra.db.uow import Origin, unit_of_work
from levitiis.infra.http.services import services_of
from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem

log = structlog.get_logger(__name__)

_MAX_PATH = 200


async def remember_forbidden(request: Request, problem: Problem) -> None:
    """Write ``forbidden`` to the trail when a known actor gets 403; anonymous attempts go to the log.

    The refusal stands whether it can be written or not.
    """
    actor: Actor | None = getattr(request.state, "actor", None)
    if problem.status != 403 or actor is None or actor.id is None:
        return
    services = services_of(request)
    origin = Origin("api", getattr(request.state, "request_id", None))
    said = {"method": request.method, "path": request.url.path[:_MAX_PATH], "code": problem.code}
    try:
        async with unit_of_work(services.database, actor, origin, services.trail_key) as uow:
            uow.log("request", None, "forbidden", said)
            await uow.commit()
    except (DBAPIError, PoolTimeout, OSError) as error:
        log.warning("refusal_not_remembered", actor_id=actor.id, error=type(error).__name__, **said)
