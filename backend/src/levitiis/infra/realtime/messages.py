"""What goes over the wire: type and ids, never rows; and who may hear it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from levitiis.infra.outbox.publishing import Published
from levitiis.kit.access import NOWHERE, Actor, ActorKind, Scope

MAX_IDS = 200
"""An event about more objects names none: the client fetches the list again."""


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """A published event, ready to be sent: encoded once, not once per connection."""

    sequence: int
    type: str
    permission: str
    paths: tuple[str, ...]
    user_id: int | None
    full: str
    bare: str
    """The same without ids, for listeners who see only some of the places concerned."""


def live_event(event: Published) -> LiveEvent:
    """Prepare a published event."""
    payload: Mapping[str, Any] = event.payload
    ids = list(payload.get("ids") or ())
    shown = {
        "type": event.type,
        "sequence": event.sequence,
        "object_type": event.object_type,
        "ids": ids if len(ids) <= MAX_IDS else [],
        "at": _text(event.created_at),
    }
    return LiveEvent(
        sequence=event.sequence,
        type=event.type,
        permission=str(payload.get("permission", "")),
        paths=tuple(payload.get("paths") or ()),
        user_id=payload.get("user_id"),
        full=_json(shown),
        bare=_json({**shown, "ids": []}),
    )


def message_for(event: LiveEvent, actor: Actor) -> str | None:
    """The message that ``actor`` gets, or None when the event is not for him."""
    if event.user_id is not None:
        mine = actor.kind is ActorKind.USER and actor.id == event.user_id
        return event.full if mine else None
    scope = Scope(everywhere=True) if actor.unrestricted else actor.scopes.get(event.permission, NOWHERE)
    if scope.everywhere:
        return event.full
    seen = [scope.covers(path) for path in event.paths]
    if not any(seen):
        return None
    return event.full if all(seen) else event.bare


def hello(sequence: int) -> str:
    """The first message: from where the stream goes on."""
    return _json({"type": "hello", "sequence": sequence})


def heartbeat(sequence: int) -> str:
    """A sign of life; ``sequence`` lets the client resume after events that were not for him."""
    return _json({"type": "heartbeat", "sequence": sequence})


def resync_required(sequence: int) -> str:
    """Too much was missed: fetch everything again; the stream goes on after ``sequence``."""
    return _json({"type": "resync_required", "sequence": sequence})


def _json(value: dict[str, Any]) -> str:
    return msgspec.json.encode(value).decode()


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
