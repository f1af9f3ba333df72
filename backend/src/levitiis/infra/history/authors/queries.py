"""Whose acts a reader of the trail may find: the users who stand in the part of it that he sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final

from pydantic import BaseModel, Field
from sqlalchemy import Select, exists
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.history.models import AuditLog
from levitiis.infra.history.policy import READ
from levitiis.infra.history.queries import TrailReaders, visible
from levitiis.infra.history.schemas import TrailFilter
from levitiis.kit.access import Actor, ActorKind
from levitiis.kit.wire import Out, QueryId

AUTHORS_KEY: Final = "history_authors"
"""Where the composition root puts its :data:`Users`, in ``Services.extras``."""

Users = Callable[[str | None], Select[int, str, str]]
"""Users by name: id, name and user name of those whom the text means, of all when there is none."""

MOST_AUTHORS: Final = 30


class AuthorFilter(BaseModel):
    """Which authors: ``q`` is a part of the name or the beginning of the user name; ``id`` is one of them."""

    q: Annotated[str, Field(max_length=100)] | None = None
    id: QueryId | None = None


class TrailAuthor(Out):
    """A user who stands in the trail; ``username`` only for who reads all of it."""

    id: int
    name: str
    username: str | None


class TrailAuthorsOut(Out):
    """The first of them by name."""

    items: list[TrailAuthor]


async def list_authors(
    session: AsyncSession, actor: Actor, params: AuthorFilter, users: Users, readers: TrailReaders
) -> TrailAuthorsOut:
    """Users with at least one entry that ``actor`` may see, by name; at most :data:`MOST_AUTHORS`."""
    found = users(params.q)
    user_id = found.selected_columns[0]
    acted = (AuditLog.actor_id == user_id, AuditLog.actor_kind == ActorKind.USER.value)
    seen = exists().where(*acted, visible(actor, TrailFilter(), readers))
    if params.id is not None:
        found = found.where(user_id == params.id)
    rows = (await session.execute(found.where(seen).limit(MOST_AUTHORS))).all()
    everything = actor.scope(READ).everywhere
    return TrailAuthorsOut(
        items=[TrailAuthor(id=row[0], name=row[1], username=row[2] if everything else None) for row in rows]
    )
