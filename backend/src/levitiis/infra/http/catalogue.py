"""The catalogues that others build on: every problem in both languages, every event with its schema.

Written to ``contracts/errors.json`` and ``contracts/events.json``; call these once every module that
declares problems and events was imported.
"""

from __future__ import annotations

import inspect
from typing import Any

from levitiis.kit.events import EVENT_TYPES, Event
from levitiis.kit.problems import CATALOGUE, CONSTRAINTS, FIELD_TEXTS


def document() -> dict[str, Any]:
    """Problems and field errors by code, and the database constraints that become them."""
    return {
        "problems": {
            code: {"status": kind.status, "title": kind.title._asdict(), "detail": kind.detail._asdict()}
            for code, kind in sorted(CATALOGUE.items())
        },
        "fields": {code: texts._asdict() for code, texts in sorted(FIELD_TEXTS.items())},
        "constraints": {
            name: {"problem": known.kind.code, "pointer": known.pointer, "field": known.field_code}
            for name, known in sorted(CONSTRAINTS.items())
        },
    }


def event_document() -> dict[str, Any]:
    """Events by type: what they are about, who hears them, and the JSON Schema of their payload."""
    return {
        name: {
            "version": event.VERSION,
            "object": event.OBJECT,
            "permission": event.PERMISSION,
            "description": inspect.getdoc(event) or "",
            "schema": event_schema(event),
        }
        for name, event in sorted(EVENT_TYPES.items())
    }


def event_schema(event: type[Event]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what the outbox keeps of an event."""
    number = {"type": "integer", "minimum": 1}
    members: dict[str, Any] = {
        "v": {"const": event.VERSION},
        "ids": {"type": "array", "items": number},
        "paths": {"type": "array", "items": {"type": "string", "pattern": "^/([0-9]+/)+$"}},
        "user_id": {"anyOf": [number, {"type": "null"}]},
        "permission": {"const": event.PERMISSION},
        "data": {"type": "object"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": event.TYPE,
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }
