"""Watches a session's flushes and keeps, per changed row, the field-level before and after."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapper, Session, UOWTransaction

from levitiis.infra.db.base import Base
from levitiis.infra.db.sets import write_sets

Changes = dict[str, list[Any]]
_AS_TEXT = (Decimal, date)
_CAPTURE = "levitiis_capture"


class Capture:
    """Changes of one session, merged per row: the first *before* and the last *after*."""

    def __init__(self, session: Session, fingerprint_key: bytes) -> None:
        self._key = fingerprint_key
        self._rows: dict[tuple[str, int], tuple[str, Changes]] = {}
        session.info[_CAPTURE] = self

    def drain(self) -> list[tuple[str, int, str, Changes]]:
        """Give and forget (entity, entity_id, action, changes) of every changed row, in flush order."""
        drained = [
            (entity, entity_id, action, changes)
            for (entity, entity_id), (action, changes) in self._rows.items()
            if changes or action == "delete"
        ]
        self._rows.clear()
        return drained

    def before_flush(self, session: Session) -> None:
        """Let many rows go to the database at once, and take them down."""
        write_sets(session, lambda row: self._note(row, "update"))

    def after_flush(self, session: Session) -> None:
        """Take down what ``session`` has just sent to the database."""
        flushed = (("create", session.new), ("update", session.dirty), ("delete", session.deleted))
        for action, objects in flushed:
            for row in objects:
                self._note(row, action)

    def _note(self, row: object, action: str) -> None:
        if isinstance(row, Base) and row.__history__:
            self._keep(row, row.__history__, action)

    def _keep(self, row: Base, entity: str, action: str) -> None:
        changes = row_changes(row, action, self._key)
        identity = (entity, int(inspect(row).mapper.primary_key_from_instance(row)[0]))
        known = self._rows.get(identity)
        if known is None:
            self._rows[identity] = (action, changes)
            return
        first_action, merged = known
        for name, (before, after) in changes.items():
            merged[name] = [merged[name][0] if name in merged else before, after]
        self._rows[identity] = ("delete" if action == "delete" else first_action, merged)


@event.listens_for(Session, "before_flush")
def _flushing(session: Session, *_: object) -> None:
    capture: Capture | None = session.info.get(_CAPTURE)
    if capture is not None:
        capture.before_flush(session)


@event.listens_for(Session, "after_flush")
def _flushed(session: Session, _: UOWTransaction) -> None:
    """One listener for all sessions: to begin and end one for each would cost every request."""
    capture: Capture | None = session.info.get(_CAPTURE)
    if capture is not None:
        capture.after_flush(session)


def row_changes(row: Base, action: str, key: bytes) -> Changes:
    """Return ``{column: [before, after]}`` of a row in flush, personal fields as fingerprints."""
    changes: Changes = {}
    for name, column, secret in _watched(type(row)):
        before, after = _values(row, action, name)
        if before != after:
            changes[column] = [
                fingerprint(before, key) if secret else plain(before),
                fingerprint(after, key) if secret else plain(after),
            ]
    return changes


@cache
def _watched(model: type[Base]) -> Sequence[tuple[str, str, bool]]:
    """What the trail tells of a table: attribute, column, and whether as a fingerprint only."""
    mapper: Mapper[Any] = inspect(model)
    columns = [(attribute.key, attribute.columns[0]) for attribute in mapper.column_attrs]
    return [
        (key, column.name, column.info.get("history") == "fingerprint")
        for key, column in columns
        if column.info.get("history") != "omit" and not column.primary_key
    ]


def _values(row: Base, action: str, name: str) -> tuple[Any, Any]:
    """The attribute before and after the flush."""
    if action == "create":
        return None, getattr(row, name)
    if action == "delete":
        return getattr(row, name), None
    history = inspect(row).attrs[name].history
    if not history.has_changes():
        return None, None
    return history.deleted[0] if history.deleted else None, getattr(row, name)


def plain(value: Any) -> Any:
    """A value as JSON keeps it: money and dates as text."""
    return str(value) if isinstance(value, _AS_TEXT) else value


def fingerprint(value: Any, key: bytes) -> str | None:
    """A keyed fingerprint: tells that two values were equal, never what they were."""
    if value is None:
        return None
    digest = hmac.new(key, str(value).encode(), hashlib.sha256).hexdigest()
    return f"hmac:{digest[:16]}"
