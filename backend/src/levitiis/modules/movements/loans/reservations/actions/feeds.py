"""Secret addresses of the calendar are made, read and revoked."""

from __future__ import annotations

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.http.client import network_of
from levitiis.kit.access import Actor
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND, UNAUTHENTICATED
from levitiis.kit.ids import secret_token, token_hash
from levitiis.kit.problems import FieldError, Language, Problem
from levitiis.modules.identity.api import Identity, claim_attempt, present_actor
from levitiis.modules.movements.loans.reservations.errors import TOO_MANY_FEEDS
from levitiis.modules.movements.loans.reservations.ics import document
from levitiis.modules.movements.loans.reservations.models import CalendarFeed
from levitiis.modules.movements.loans.reservations.queries.feeds import (
    count_feeds,
    events_of,
    feed_of,
    feeds_in_use,
    require_target,
)
from levitiis.modules.movements.loans.reservations.schemas import FeedIn

MOST_FEEDS = 20
READS_PER_ADDRESS = 600
"""Within the window of the sign-in limits: a whole office may read from behind one address."""
READS_PER_FEED = 60


async def create_feed(uow: UnitOfWork, data: FeedIn) -> tuple[CalendarFeed, str]:
    """A feed of the actor, and its token, which nobody sees again.

    Raises ``request.not_found`` for what does not exist for him, ``loans.too_many_feeds``.
    """
    assert uow.actor.id is not None  # noqa: S101
    if data.target_id is not None and not await require_target(
        uow.session, uow.actor, data.kind, data.target_id
    ):
        raise NOT_FOUND(errors=[FieldError("/target_id", "not_found")])
    await dialect_of(uow.session).lock(uow.session, f"loans:feeds:{uow.actor.id}")
    if await count_feeds(uow.session, uow.actor.id) >= MOST_FEEDS:
        raise TOO_MANY_FEEDS(most=MOST_FEEDS)
    token = secret_token()
    feed = CalendarFeed(
        user_id=uow.actor.id,
        name=data.name,
        kind=data.kind.value,
        target_id=data.target_id,
        token_hash=token_hash(token),
        created_at=now(),
    )
    uow.session.add(feed)
    await uow.flush()
    return feed, token


async def revoke_feed(uow: UnitOfWork, feed_id: int) -> None:
    """The address answers nothing any more; a second time changes nothing. Raises ``request.not_found``."""
    feed = await uow.session.get(CalendarFeed, feed_id)
    if feed is None or feed.user_id != uow.actor.id:
        raise NOT_FOUND()
    feed.revoked_at = feed.revoked_at or now()
    await uow.flush()


class UserFeeds:
    """The addresses that end with a user's sessions; see :class:`levitiis.modules.identity.secrets`."""

    async def revoke_all(self, uow: UnitOfWork, user_id: int) -> None:
        """Revoke every feed of a user."""
        for feed in await feeds_in_use(uow.session, user_id):
            feed.revoked_at = now()
        await uow.flush()


async def read_feed(
    uow: UnitOfWork, identity: Identity, token: str, address: str, language: Language
) -> bytes:
    """What the feed's user may see at this moment, as a calendar; counted by feed and by address first.

    Raises ``request.not_found`` for an unknown, revoked or deactivated user's one,
    ``identity.too_many_attempts``.
    """
    counted = {
        f"feed:{token_hash(token)}"[:80]: READS_PER_FEED,
        f"feed-address:{network_of(address)}"[:80]: READS_PER_ADDRESS,
    }
    await (
        uow.session.rollback()
    )  # its connection is given back: nobody waits for a second one with one in hand
    await claim_attempt(identity, uow.origin, counted)
    feed = await feed_of(uow.session, token)
    actor = await _reader(uow, feed)
    events = await events_of(uow.session, actor, feed, identity.settings.public_url, language)
    feed.last_used_at = now()
    await uow.flush()
    return document(feed.name, events)


async def _reader(uow: UnitOfWork, feed: CalendarFeed) -> Actor:
    try:
        return await present_actor(uow.session, feed.user_id)
    except Problem as problem:
        if problem.kind is UNAUTHENTICATED:
            raise NOT_FOUND() from problem
        raise
