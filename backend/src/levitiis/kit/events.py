"""Events: facts that were committed, told to other processes and to browsers.

Payloads are frozen and versioned. Browsers get type and ids only, never rows; who may hear an event
is decided at send time from ``PERMISSION`` and the places in ``location_paths``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

EVENT_TYPES: dict[str, type[Event]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events.

    ``object_ids`` are the ids of the objects concerned (empty: "many, refetch the list");
    ``location_paths`` the places where they are or were (empty: organisation-wide listeners only);
    ``user_id`` limits the event to one user, whatever his grants.
    """

    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1
    OBJECT: ClassVar[str]
    PERMISSION: ClassVar[str]

    object_ids: tuple[int, ...] = ()
    location_paths: tuple[str, ...] = ()
    user_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict[str, Any])

    def payload(self) -> dict[str, Any]:
        """The JSON that the outbox keeps."""
        return {
            "v": self.VERSION,
            "ids": list(self.object_ids),
            "paths": list(self.location_paths),
            "user_id": self.user_id,
            "permission": self.PERMISSION,
            "data": self.data,
        }


def register(event: type[Event]) -> type[Event]:
    """Class decorator: make the type known to the schema generator and the completeness test."""
    if event.TYPE in EVENT_TYPES:
        raise ValueError(f"event type {event.TYPE!r} is declared twice")
    EVENT_TYPES[event.TYPE] = event
    return event
