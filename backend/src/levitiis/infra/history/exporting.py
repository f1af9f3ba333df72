"""The trail as a table: a line for each field that changed, and one for each remembered act."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

from levitiis.infra.db.engine import Database
from levitiis.infra.history.policy import EXPORT, READ
from levitiis.infra.history.queries import TrailReaders, list_trail
from levitiis.infra.history.schemas import TrailChange, TrailEntry, TrailExportFilter, TrailFilter
from levitiis.infra.history.words import ACTIONS, ENTITIES, SOURCES, word
from levitiis.infra.tabular.writer import Column, ColumnKind, Value
from levitiis.kit.access import Actor
from levitiis.kit.problems import Language, Texts

_PAGE = 200
_COLUMNS: tuple[tuple[Texts, ColumnKind], ...] = (
    (Texts("Quando", "When"), "datetime"),
    (Texts("Quem", "Who"), "text"),
    (Texts("Ação", "Action"), "text"),
    (Texts("Tipo de registro", "Kind of record"), "text"),
    (Texts("Nº do registro", "Record number"), "integer"),
    (Texts("Registro", "Record"), "text"),
    (Texts("Campo", "Field"), "text"),
    (Texts("Antes", "Before"), "text"),
    (Texts("Depois", "After"), "text"),
    (Texts("Motivo", "Reason"), "text"),
    (Texts("Origem", "Source"), "text"),
    (Texts("Pedido", "Request"), "text"),
)


def columns(language: Language) -> list[Column]:
    """The headings in ``language``."""
    return [Column(label.in_language(language), kind) for label, kind in _COLUMNS]


async def exported_rows(
    database: Database,
    actor: Actor,
    wanted: TrailExportFilter,
    readers: TrailReaders,
    zone: str,
    language: Language,
) -> AsyncIterator[Sequence[Sequence[Value]]]:
    """What ``actor`` may see and export of what was asked for, newest first, in the words of ``language``.

    What has no word stands as its code.
    """
    asked = wanted.model_dump(exclude={"format"}, by_alias=True, exclude_none=True)
    params = TrailFilter.model_validate({**asked, "page_size": _PAGE})
    while True:
        async with database.reading() as session:
            page = await list_trail(session, actor, params, readers, zone, language, takes=(READ, EXPORT))
        yield [line for entry in page.items for line in _lines(entry, language)]
        if page.next_cursor is None:
            return
        params = params.model_copy(update={"cursor": page.next_cursor})


def _lines(entry: TrailEntry, language: Language) -> list[list[Value]]:
    head: list[Value] = [
        entry.created_at,
        entry.actor.name or entry.actor.kind,
        word(ACTIONS, entry.action, language),
        word(ENTITIES, entry.entity, language),
        entry.entity_id,
        entry.entity_label,
    ]
    tail: list[Value] = [entry.reason, word(SOURCES, entry.source, language), entry.request_id]
    if not entry.changes:
        return [[*head, None, None, _shown(entry.details or None), *tail]]
    return [[*head, change.field, *_pair(change), *tail] for change in entry.changes]


def _pair(change: TrailChange) -> tuple[str | None, str | None]:
    return change.before_label or _shown(change.before), change.after_label or _shown(change.after)


def _shown(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
