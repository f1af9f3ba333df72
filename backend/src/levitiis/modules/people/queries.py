"""Reads of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.brazil import cpf_of, mask_cpf
from levitiis.infra.crypto import Keys
from levitiis.infra.db.lookup import Lookup
from levitiis.infra.db.paging import fetch_page, ordering, page_of
from levitiis.infra.db.search import matches
from levitiis.infra.db.tree_queries import subtree_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.problems import FieldError, Language, ProblemType
from levitiis.kit.search import SearchHit
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import visible as place_visible
from levitiis.modules.people.errors import DIFFERENT_CPF, HAS_LEFT, MERGE_SAME, MERGED
from levitiis.modules.people.holders import Holder
from levitiis.modules.people.models import Person
from levitiis.modules.people.policy import MANAGE, MERGE, READ, READ_DOCUMENT, visible
from levitiis.modules.people.schemas import (
    MergeObstacle,
    MergePreview,
    PersonAction,
    PersonBrief,
    PersonFilter,
    PersonOut,
)

_COLUMNS: tuple[SQLColumnExpression[Any], ...] = (
    Person.id,
    Person.name,
    Person.registration,
    Person.email,
    Person.cpf_cipher,
    Person.location_id,
    Person.active,
    Person.left_on,
    Person.merged_into_id,
    Person.version,
    Person.created_at,
    Person.updated_at,
    Location.name.label("place_name"),
    Location.full_name.label("place_full_name"),
    Location.path.label("place_path"),
)
_ORDER: dict[str, SQLColumnExpression[Any]] = {
    "name": Person.sort_key,
    "registration": Person.registration_key,
    "location": Location.sort_key,
    "created_at": Person.created_at,
}


@dataclass(frozen=True, slots=True)
class View:
    """With which keys CPFs are read, and in which language is told what is wrong."""

    keys: Keys
    language: Language


_PRESENT = Person.merged_into_id.is_(None)


def _present(actor: Actor) -> ColumnElement[bool]:
    return and_(visible(actor), _PRESENT)


_KNOWN = Lookup(Person.id, Person.left_on, Person.name, wanted=READ, visible=_present, held=True)


async def list_people(
    session: AsyncSession, actor: Actor, params: PersonFilter, keys: Keys
) -> Page[PersonOut]:
    """A page of the people whom ``actor`` may see."""
    where = _conditions(actor, params, keys)
    rows = _joined().where(*where).order_by(*ordering(_ORDER, params.sort.value, Person.id))
    found, total = await fetch_page(session, rows, select(Person.id).where(*where), params)
    return page_of(Page[PersonOut], [_shown(row, actor, keys) for row in found], params, total)


async def get_person(session: AsyncSession, actor: Actor, person_id: int, keys: Keys) -> PersonOut:
    """One person. Raises ``request.not_found`` when there is none for ``actor``."""
    statement = _joined().where(Person.id == person_id, visible(actor))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    shown = _shown(row, actor, keys)
    if row.merged_into_id is not None:
        target = select(Person.id, Person.name).where(Person.id == row.merged_into_id, visible(actor))
        found = (await session.execute(target)).one_or_none()
        shown.merged_into = PersonBrief(id=found[0], name=found[1]) if found else None
    return shown


async def load_for_update(uow: UnitOfWork, person_id: int) -> Person:
    """A person, locked. Raises ``request.not_found`` when there is none for the actor, ``people.merged``."""
    return (await load_all_for_update(uow, person_id))[person_id]


async def load_all_for_update(uow: UnitOfWork, *ids: int) -> dict[int, Person]:
    """People, locked in the order of their ids, as :func:`load_for_update` gives one."""
    statement = select(Person).where(Person.id.in_(ids), visible(uow.actor)).order_by(Person.id)
    locking = statement.with_for_update().execution_options(populate_existing=True)
    found = {person.id: person for person in await uow.session.scalars(locking)}
    if found.keys() != set(ids):
        raise NOT_FOUND()
    if any(person.merged_into_id is not None for person in found.values()):
        raise MERGED()
    return found


def require_merge(actor: Actor, leaving_id: int, staying_id: int) -> None:
    """What points at people lies anywhere, so who merges must be allowed to organisation-wide.

    Raises ``people.merge_same`` when both are one.
    """
    actor.require_at(MERGE, None)
    if leaving_id == staying_id:
        raise MERGE_SAME()


async def preview_merge(
    session: AsyncSession, actor: Actor, ids: tuple[int, int], holders: Sequence[Holder], view: View
) -> MergePreview:
    """What merging the first of ``ids`` into the second would do, and what is in its way."""
    require_merge(actor, *ids)
    leaving, staying = [await get_person(session, actor, number, view.keys) for number in ids]
    counts = {holder.kind: await holder.count(session, leaving.id) for holder in holders}
    against = [await holder.obstacle(session, actor, leaving.id, staying.id) for holder in holders]
    if leaving.merged or staying.merged:
        against.insert(0, MERGED)
    elif leaving.cpf_masked and staying.cpf_masked:
        against.insert(0, DIFFERENT_CPF)
    return MergePreview(
        leaving=leaving,
        staying=staying,
        assets=counts.get("assets", 0),
        users=counts.get("users", 0),
        obstacles=[_told(kind, view.language) for kind in against if kind is not None],
    )


def _told(kind: ProblemType, language: Language) -> MergeObstacle:
    return MergeObstacle(
        code=kind.code, title=kind.title.in_language(language), detail=kind.detail.in_language(language)
    )


async def require_person(session: AsyncSession, actor: Actor, person_id: int | None, pointer: str) -> None:
    """See that a person whom a body names exists for ``actor``, and stays until the transaction ends.

    Raises ``request.not_found`` at ``pointer``, ``people.has_left`` for whoever was cleared.
    """
    if person_id is None:
        return
    row = await _KNOWN.find(session, actor, person_id)
    if row is None:
        raise NOT_FOUND(errors=[FieldError(pointer, "not_found")])
    if row[0] is not None:
        raise HAS_LEFT(names=row[1], errors=[FieldError(pointer, "invalid")])


async def refuse_left(session: AsyncSession, person_ids: Sequence[int]) -> None:
    """See that none of these people was cleared, and that none is until the transaction ends.

    Whether they exist for somebody is the caller's affair. Raises ``people.has_left``.
    """
    held = select(Person.name, Person.left_on).where(Person.id.in_(person_ids)).order_by(Person.id)
    rows = (await session.execute(held.with_for_update(read=True, key_share=True))).all()
    left = [name for name, left_on in rows if left_on is not None]
    if left:
        raise HAS_LEFT(names=", ".join(left[:10]))


async def still_here(session: AsyncSession, person_ids: Sequence[int]) -> set[int]:
    """Those of these people who were not cleared, and are not until the transaction ends."""
    held = select(Person.id, Person.left_on).where(Person.id.in_(person_ids)).order_by(Person.id)
    rows = (await session.execute(held.with_for_update(read=True, key_share=True))).all()
    return {number for number, left_on in rows if left_on is None}


async def standing_record(session: AsyncSession, person_id: int | None) -> int | None:
    """The record that stands for a person now: the one that it was merged into, or itself.

    It stays so until the transaction ends.
    """
    if person_id is None:
        return None
    return (await standing_records(session, [person_id]))[person_id]


async def standing_records(session: AsyncSession, person_ids: Iterable[int]) -> dict[int, int]:
    """The record that stands for each of these people, as :func:`standing_record` tells of one."""
    standing = {person: person for person in person_ids}
    asked = set(standing)
    while asked:
        statement = select(Person.id, Person.merged_into_id).where(Person.id.in_(asked)).order_by(Person.id)
        rows = await session.execute(statement.with_for_update(read=True, key_share=True))
        into = {person: other for person, other in rows if other is not None}
        standing = {person: into.get(record, record) for person, record in standing.items()}
        asked = set(into.values())
    return standing


def records_of(person_id: int) -> Select[int]:
    """The ids of a person's record and of those that were merged into it, for what names who signed then."""
    record = aliased(Person)  # whoever asks may have people in the same statement
    return select(record.id).where(or_(record.id == person_id, record.merged_into_id == person_id))


async def search(session: AsyncSession, actor: Actor, q: str, limit: int) -> list[SearchHit]:
    """The people whom ``q`` means, for the search over everything; those who left come last."""
    if not (q.strip() and actor.may(READ)):
        return []
    statement = (
        select(Person.id, Person.name, Person.registration, Location.full_name.label("place"))
        .outerjoin(Location, Location.id == Person.location_id)
        .where(_present(actor), matches(Person.search_text, q))
        .order_by(Person.active.desc(), Person.sort_key, Person.id)
        .limit(limit)
    )
    return [
        SearchHit(
            id=row.id, title=row.name, subtitle=row.place, code=row.registration, url=f"/pessoas/{row.id}"
        )
        for row in (await session.execute(statement)).all()
    ]


def _joined() -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).select_from(Person).outerjoin(Location, Location.id == Person.location_id)


def _conditions(actor: Actor, params: PersonFilter, keys: Keys) -> list[ColumnElement[bool]]:
    where = [_present(actor)]
    if params.active is not None:
        where.append(Person.active == params.active)
    if params.location_id is not None:
        below = subtree_of(Location, params.location_id, place_visible(actor))
        where.append(Person.location_id.in_(select(Location.id).where(below)))
    if params.q and params.q.strip():
        where.append(_meant(actor, params.q, keys))
    return where


def _meant(actor: Actor, q: str, keys: Keys) -> ColumnElement[bool]:
    """Words of name, registration or e-mail; a whole CPF finds its owner by the blind index.

    The latter only for whoever may read that CPF: the mask leaves a thousand numbers to be tried.
    """
    words = matches(Person.search_text, q)
    cpf = cpf_of(q.strip())
    if cpf is None:
        return words
    return or_(and_(Person.cpf_index == keys.cpf_index(cpf), visible(actor, READ_DOCUMENT)), words)


def _shown(row: Any, actor: Actor, keys: Keys) -> PersonOut:
    place = {"id": row.location_id, "name": row.place_name, "full_name": row.place_full_name}
    return PersonOut.model_validate(
        {
            "id": row.id,
            "name": row.name,
            "registration": row.registration,
            "email": row.email,
            "cpf_masked": mask_cpf(keys.decrypt_cpf(row.cpf_cipher)) if row.cpf_cipher else None,
            "location_id": row.location_id,
            "location": place if row.location_id else None,
            "active": row.active,
            "left_on": row.left_on,
            "merged": row.merged_into_id is not None,
            "version": row.version,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
            "allowed_actions": _allowed(row, actor),
        }
    )


def _allowed(row: Any, actor: Actor) -> list[PersonAction]:
    if row.merged_into_id is not None:
        return []
    offered: dict[PersonAction, bool] = {
        "edit": actor.scope(MANAGE).covers(row.place_path),
        "merge": actor.scope(MERGE).everywhere,
        "read_document": row.cpf_cipher is not None and actor.scope(READ_DOCUMENT).covers(row.place_path),
    }
    return [action for action, wanted in offered.items() if wanted]
