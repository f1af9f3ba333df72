"""Who may do what with attachments is the owner's affair; here is what an owner says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, Permission
from levitiis.kit.events import Event


class ToldOn(NamedTuple):
    """The record on whose page something is told: what it is, which one, and facts for the reader."""

    entity: str
    id: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AttachmentOwner:
    """A kind of thing that files are attached to.

    ``table`` has :class:`AttachmentColumns` and, as ``key``, the foreign key to its owner.
    ``visible(actor, permission)`` selects the ids of the owners where ``actor`` has ``permission``; for
    ``edit``, those of them that take changes.
    ``hold`` locks one owner, checks that the actor may change its attachments now, and returns the event
    that tells of the change; it raises ``request.not_found`` or ``request.forbidden`` like any action.
    ``keeps`` tells whether what was attached to an owner by then stays for good, as evidence; None: never.
    ``told_on`` names the record whose page tells of it, with facts to go with it; the owner itself if None.
    """

    kind: str
    address: str
    table: Any
    key: Any
    read: Permission
    edit: Permission
    visible: Callable[[Actor, Permission], Select[int]]
    hold: Callable[[UnitOfWork, int], Awaitable[Event]]
    told_on: Callable[[UnitOfWork, int], Awaitable[ToldOn]] | None = None
    keeps: Callable[[UnitOfWork, int, dt.datetime], Awaitable[bool]] | None = None

    def address_of(self, owner_id: int) -> str:
        """Where the attachments of one owner are, without the prefix of the API."""
        return self.address.replace("{owner_id}", str(owner_id))
