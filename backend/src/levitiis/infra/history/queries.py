"""Reads the trail, newest first."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, cast, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.types import string
from levitiis.infra.history.models import AuditLog
from levitiis.infra.history.policy import READ
from levitiis.infra.history.runs import read_runs
from levitiis.infra.history.schemas import TrailActor, TrailChange, TrailEntry, TrailFilter
from levitiis.kit.access import Actor, ActorKind, Permission
from levitiis.kit.common_problems import INVALID_REQUEST
from levitiis.kit.paging import CursorPage
from levitiis.kit.problems import DEFAULT_LANGUAGE, FieldError, Language, Texts
from levitiis.kit.wire import MAX_ID

HISTORY_KEY: Final = "history"
"""Where the composition root puts its :class:`TrailReaders`, in ``Services.extras``."""

Names = Callable[[AsyncSession, Collection[int]], Awaitable[Mapping[int, str]]]
VisibleIds = Callable[[Actor], Select[int]]
Label = str | Texts
Labels = Callable[[AsyncSession, Actor, Collection[int]], Awaitable[Mapping[int, Label]]]
Parts = Mapping[str, Mapping[str, str]]
_IsWhole = Callable[[ColumnElement[str]], ColumnElement[bool]]


async def _nobody(_session: AsyncSession, _ids: Collection[int]) -> Mapping[int, str]:
    return {}


@dataclass(frozen=True, slots=True)
class TrailReaders:
    """What the modules know and the trail does not; given by the composition root.

    ``names``: users' names by id. ``visible``: per entity, the ids that an actor may see (and whose
    trail he may read); entities that are not in it are for organisation-wide readers only.
    ``labels``: per ``entity.field``, what the ids in that field are called, for those the actor may see.
    ``subjects``: per entity, what the things themselves are called, for those the actor may see.
    ``parts``: per entity, the entities whose rows are parts of it, with the field that names the whole:
    who asks for the trail of one thing gets that of its parts, and of their parts, too.
    """

    names: Names = _nobody
    visible: Mapping[str, VisibleIds] = field(default_factory=dict[str, VisibleIds])
    labels: Mapping[str, Labels] = field(default_factory=dict[str, Labels])
    subjects: Mapping[str, Labels] = field(default_factory=dict[str, Labels])
    parts: Parts = field(default_factory=dict[str, Mapping[str, str]])


_COLUMNS = (
    AuditLog.id, AuditLog.entity, AuditLog.entity_id, AuditLog.action, AuditLog.actor_kind, AuditLog.actor_id,
    AuditLog.source, AuditLog.reason, AuditLog.request_id, AuditLog.data_json, AuditLog.created_at,
)  # fmt: skip
TrailRow = Row[*tuple[Any, ...]]


async def list_trail(
    session: AsyncSession,
    actor: Actor,
    params: TrailFilter,
    readers: TrailReaders,
    zone: str,
    language: Language = DEFAULT_LANGUAGE,
    *,
    takes: Sequence[Permission] = (READ,),
) -> CursorPage[TrailEntry]:
    """The part of the trail that ``actor`` may see; ``zone`` tells when a day begins.

    ``takes``: the permissions that what is done with it takes, each where the things are.
    """
    wanted = and_(matching(params, zone, readers.parts), visible(actor, params, readers, takes))
    if not params.grouped:
        return await _page(session, actor, wanted, params.cursor, params.page_size, readers, language)
    before = _position(params.cursor) if params.cursor is not None else None
    runs, more = await read_runs(session, wanted, before, params.page_size)
    heads = AuditLog.id.in_([run.newest for run in runs])
    page = await _page(session, actor, heads, None, params.page_size, readers, language)
    for entry, run in zip(page.items, runs, strict=True):
        entry.count = run.count
    page.next_cursor = _cursor(runs[-1].oldest) if more else None
    return page


async def trail_of(
    session: AsyncSession,
    actor: Actor,
    entity: str,
    entity_id: int,
    readers: TrailReaders,
    *,
    cursor: str | None = None,
    page_size: int = 50,
    language: Language = DEFAULT_LANGUAGE,
) -> CursorPage[TrailEntry]:
    """The trail of one thing, for its own page. The caller has checked that the actor sees the thing."""
    wanted = and_(AuditLog.entity == entity, AuditLog.entity_id == entity_id)
    return await _page(session, actor, wanted, cursor, page_size, readers, language)


def visible(
    actor: Actor, params: TrailFilter, readers: TrailReaders, takes: Sequence[Permission] = (READ,)
) -> ColumnElement[bool]:
    """Everything for who has all of ``takes`` organisation-wide; for others the trail of what they see
    where they have them.
    """
    places = actor.common_scope(*takes)
    if places.everywhere:
        return true()
    if not places:
        return false()
    reader = actor.within(places)
    asked = [params.entity] if params.entity is not None else list(readers.visible)
    return or_(
        false(),
        *(
            and_(AuditLog.entity == entity, AuditLog.entity_id.in_(readers.visible[entity](reader)))
            for entity in asked
            if entity in readers.visible
        ),
    )


def matching(params: TrailFilter, zone: str, parts: Parts) -> ColumnElement[bool]:
    """What the filter asks for."""
    conditions: list[ColumnElement[bool]] = []
    if params.entity is not None and params.entity_id is not None:
        conditions.append(_of_one(params.entity, params.entity_id, parts))
    else:
        conditions += [
            column == value
            for column, value in ((AuditLog.entity, params.entity), (AuditLog.entity_id, params.entity_id))
            if value is not None
        ]
    for column, value in (
        (AuditLog.actor_id, params.actor_id),
        (AuditLog.action, params.action),
        (AuditLog.request_id, params.request_id),
    ):
        if value is not None:
            conditions.append(column == value)
    if params.actor_id is not None:
        conditions.append(AuditLog.actor_kind == ActorKind.USER.value)
    if params.since is not None:
        conditions.append(AuditLog.created_at >= _moment(params.since, zone))
    if params.until is not None:
        end = _moment(params.until, zone, days=0 if isinstance(params.until, datetime) else 1)
        conditions.append(AuditLog.created_at < end)
    return and_(true(), *conditions)


def _of_one(entity: str, entity_id: int, parts: Parts) -> ColumnElement[bool]:
    """The entries of one thing, of its parts, and of theirs."""
    itself = and_(AuditLog.entity == entity, AuditLog.entity_id == entity_id)
    return or_(itself, *_of_parts(entity, lambda named: named == str(entity_id), parts))


def _of_parts(whole: str, is_whole: _IsWhole, parts: Parts) -> Iterator[ColumnElement[bool]]:
    """A part names the whole, before or after the change. Which parts there were, the trail itself tells:
    those that are gone stand nowhere else.
    """
    for part, name in parts.get(whole, {}).items():
        yield _names_whole(AuditLog, part, name, is_whole)
        if part in parts:
            rows = aliased(AuditLog)
            ids = select(cast(rows.entity_id, string(20))).where(_names_whole(rows, part, name, is_whole))
            yield from _of_parts(part, _is_one_of(ids), parts)


def _names_whole(rows: type[AuditLog], part: str, name: str, is_whole: _IsWhole) -> ColumnElement[bool]:
    before, after = (rows.data_json[("changes", name, place)].as_string() for place in (0, 1))
    return and_(rows.entity == part, or_(is_whole(before), is_whole(after)))


def _is_one_of(ids: Select[str]) -> _IsWhole:
    return lambda named: named.in_(ids)


def page_of(wanted: ColumnElement[bool], before: int | None, page_size: int) -> AnySelect:
    """One page and one row more, which tells whether there is another."""
    rows = select(*_COLUMNS).where(wanted)
    if before is not None:
        rows = rows.where(AuditLog.id < before)
    return rows.order_by(AuditLog.id.desc()).limit(page_size + 1)


async def _page(
    session: AsyncSession,
    actor: Actor,
    wanted: ColumnElement[bool],
    cursor: str | None,
    page_size: int,
    readers: TrailReaders,
    language: Language,
) -> CursorPage[TrailEntry]:
    before = _position(cursor) if cursor is not None else None
    found = (await session.execute(page_of(wanted, before, page_size))).all()
    rows, more = found[:page_size], len(found) > page_size
    names = await _names(session, rows, readers)
    labels = await _labels(session, actor, rows, readers, language)
    subjects = await _subjects(session, actor, rows, readers, language)
    return CursorPage(
        items=[_entry(row, names, labels, subjects) for row in rows],
        next_cursor=_cursor(rows[-1].id) if more else None,
    )


async def _names(session: AsyncSession, rows: Sequence[TrailRow], readers: TrailReaders) -> Mapping[int, str]:
    ids = {row.actor_id for row in rows if row.actor_kind == ActorKind.USER.value and row.actor_id}
    return await readers.names(session, ids) if ids else {}


_LabelTable = Mapping[str, Mapping[int, str]]


async def _labels(
    session: AsyncSession, actor: Actor, rows: Sequence[TrailRow], readers: TrailReaders, language: Language
) -> _LabelTable:
    asked: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for name, pair in (row.data_json.get("changes") or {}).items():
            if f"{row.entity}.{name}" in readers.labels:
                asked[f"{row.entity}.{name}"].update(value for value in pair if isinstance(value, int))
    found = {key: await readers.labels[key](session, actor, ids) for key, ids in asked.items() if ids}
    return _spoken(found, language)


async def _subjects(
    session: AsyncSession, actor: Actor, rows: Sequence[TrailRow], readers: TrailReaders, language: Language
) -> _LabelTable:
    asked: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row.entity_id is not None and row.entity in readers.subjects:
            asked[row.entity].add(row.entity_id)
    found = {entity: await readers.subjects[entity](session, actor, ids) for entity, ids in asked.items()}
    return _spoken(found, language)


def _spoken(found: Mapping[str, Mapping[int, Label]], language: Language) -> _LabelTable:
    return {
        key: {
            id_: label.in_language(language) if isinstance(label, Texts) else label
            for id_, label in called.items()
        }
        for key, called in found.items()
    }


def _entry(row: TrailRow, names: Mapping[int, str], labels: _LabelTable, subjects: _LabelTable) -> TrailEntry:
    data: Mapping[str, Any] = row.data_json
    is_user = row.actor_kind == ActorKind.USER.value
    name = names.get(row.actor_id) if is_user else None
    return TrailEntry(
        id=row.id,
        entity=row.entity,
        entity_id=row.entity_id,
        entity_label=subjects.get(row.entity, {}).get(row.entity_id),
        action=row.action,
        actor=TrailActor(kind=row.actor_kind, id=row.actor_id, name=name),
        source=row.source,
        reason=row.reason,
        request_id=row.request_id,
        changes=[
            _change(name, pair, labels.get(f"{row.entity}.{name}", {}))
            for name, pair in (data.get("changes") or {}).items()
        ],
        details={key: value for key, value in data.items() if key != "changes"},
        created_at=row.created_at,
    )


def _change(name: str, pair: Sequence[Any], labels: Mapping[int, str]) -> TrailChange:
    before, after = pair
    return TrailChange(
        field=name,
        before=before,
        after=after,
        before_label=labels.get(before) if isinstance(before, int) else None,
        after_label=labels.get(after) if isinstance(after, int) else None,
    )


def _moment(value: date | datetime, zone: str, *, days: int = 0) -> datetime:
    if isinstance(value, datetime):
        local = value if value.tzinfo is not None else value.replace(tzinfo=ZoneInfo(zone))
    else:
        local = datetime.combine(value + timedelta(days=days), time(), tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(str(position).encode()).decode().rstrip("=")


def _position(cursor: str) -> int:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        text = ""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MAX_ID):
        raise INVALID_REQUEST(errors=[FieldError("?cursor", "invalid")])
    return int(text)
