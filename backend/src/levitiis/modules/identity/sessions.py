"""What signing in and staying signed in need besides a unit of work; one per process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from levitiis.infra.crypto import Keys, Vault
from levitiis.infra.db.engine import Database
from levitiis.infra.db.reading import Source
from levitiis.infra.history.capture import fingerprint
from levitiis.infra.mail.mailer import Mailer
from levitiis.infra.settings import Settings
from levitiis.kit.access import Actor
from levitiis.kit.clock import now
from levitiis.modules.identity.queries.actor import actor_of_session
from levitiis.modules.identity.tokens import make_access_token, read_access_token

RACE_SECONDS = 10
"""How long a refresh token that was used up is taken for a second tab's, not for a thief's."""


def is_race(spent_at: datetime, moment: datetime) -> bool:
    """Tell whether a token that was used up at ``spent_at`` may still be on its way at ``moment``.

    Servers' clocks differ a little, so ``spent_at`` may be the later one.
    """
    return moment - spent_at <= timedelta(seconds=RACE_SECONDS)


@dataclass(frozen=True, slots=True)
class Client:
    """Who is at the other end of a sign-in; ``replaced``: the refresh token that its new cookie displaces."""

    address: str
    user_agent: str | None
    replaced: str | None = None

    @property
    def stored_agent(self) -> str | None:
        """The user agent as far as a session keeps it."""
        return (self.user_agent or "")[:200] or None

    @property
    def stored_address(self) -> str:
        """The address as far as a session keeps it."""
        return self.address[:60]


class Identity:
    """Authenticates requests and makes tokens, with the keys and settings of this process."""

    def __init__(self, settings: Settings, database: Database, keys: Keys) -> None:
        self.settings = settings
        self.database = database
        self.trail_key = keys.trail_key
        self.mailer = Mailer(settings, keys)
        self.vault: Vault = keys.second_factor
        self.recovery_code_hash = keys.recovery_code_hash
        self.successor = keys.successor
        self._access_key = keys.access_key
        self.access_life = timedelta(minutes=settings.access_minutes)
        self.idle_life = timedelta(days=settings.session_idle_days)
        self.absolute_life = timedelta(days=settings.session_absolute_days)
        self.window = timedelta(minutes=settings.sign_in_window_minutes)

    async def authenticate(self, source: Source, token: str) -> Actor:
        """The actor of an access token: its session lives, its user is active. One statement."""
        claims = read_access_token(self._access_key, token)
        return await self.actor(source, claims.user_id, claims.session_id)

    async def actor(self, source: Source, user_id: int, session_id: int) -> Actor:
        """The actor of a session as it stands now."""
        moment = now()
        return await actor_of_session(source, user_id, session_id, moment, moment - self.absolute_life)

    async def reload(self, source: Source, actor: Actor) -> Actor:
        """``actor`` as he stands now, for a connection that outlives its request."""
        return await self.actor(source, actor.id or 0, actor.session_id or 0)

    def access_token(self, actor: Actor) -> str:
        """A new access token for the session of ``actor``."""
        assert actor.id is not None  # noqa: S101
        assert actor.session_id is not None  # noqa: S101
        return make_access_token(self._access_key, actor.id, actor.session_id, self.access_life)

    def expiry(self, began: datetime, moment: datetime) -> datetime:
        """When a session that is used at ``moment`` ends if it is not used again."""
        return min(moment + self.idle_life, began + self.absolute_life)

    def fingerprint(self, text: str) -> str:
        """How the trail and the limits name an account or an address without telling it."""
        return fingerprint(text, self.trail_key) or ""
