"""Invariants of assets and their ledger, as SQL that finds what breaks them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.kit.checks import Violation
from levitiis.kit.text import tag_key
from levitiis.modules.assets.models import Asset, Movement
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.people.models import Person

_SHOWN = 100
_PAGE = 5_000


async def violations(session: AsyncSession) -> list[Violation]:
    """Everything that breaks I02, I03 or I22; at most 100 rows of each kind."""
    found: list[Violation] = []
    for invariant, message, statement in _CHECKS:
        rows = (await session.execute(statement.limit(_SHOWN))).all()
        found += [Violation(invariant, message, "asset", row[0]) for row in rows]
    return found + await _tags_not_normal(session)


async def _tags_not_normal(session: AsyncSession) -> list[Violation]:
    """The normal form takes accents and spaces into account, which the database alone cannot."""
    after, found = 0, list[Violation]()
    while rows := (await session.execute(tags_after(after))).all():
        wrong = [row[0] for row in rows if row[2] != tag_key(row[1])]
        found += [
            Violation("I03", "its tag_key is not the normal form of its tag", "asset", n) for n in wrong
        ]
        after = rows[-1][0]
    return found[:_SHOWN]


def tags_after(after: int) -> Select[int, str, str]:
    """The next tags by id of their assets."""
    tags = select(Asset.id, Asset.tag, Asset.tag_key)
    return tags.where(Asset.id > after).order_by(Asset.id).limit(_PAGE)


def _without_ledger() -> Select[Any]:
    return select(Asset.id).where(~exists().where(Movement.asset_id == Asset.id))


def _last_row_differs() -> Select[Any]:
    last = aliased(Movement)
    return (
        select(Asset.id)
        .join(last, and_(last.asset_id == Asset.id, last.seq == Asset.custody_seq))
        .where(
            or_(
                func.coalesce(last.to_location_id, 0) != func.coalesce(Asset.location_id, 0),
                func.coalesce(last.to_responsible_id, 0) != func.coalesce(Asset.responsible_id, 0),
                last.to_status != Asset.status,
            )
        )
    )


def _counter_differs() -> Select[Any]:
    newest = (
        select(Movement.asset_id, func.max(Movement.seq).label("seq"), func.count().label("rows"))
        .group_by(Movement.asset_id)
        .subquery()
    )
    return (
        select(Asset.id)
        .join(newest, newest.c.asset_id == Asset.id)
        .where(or_(newest.c.seq != Asset.custody_seq, newest.c.rows != newest.c.seq))
    )


def _broken_chain() -> Select[Any]:
    earlier, later = aliased(Movement), aliased(Movement)
    return (
        select(later.asset_id)
        .join(earlier, and_(earlier.asset_id == later.asset_id, earlier.seq == later.seq - 1))
        .where(
            or_(
                func.coalesce(earlier.to_location_id, 0) != func.coalesce(later.from_location_id, 0),
                func.coalesce(earlier.to_responsible_id, 0) != func.coalesce(later.from_responsible_id, 0),
                earlier.to_status != func.coalesce(later.from_status, ""),
            )
        )
        .distinct()
    )


def _first_row_is_no_entry() -> Select[Any]:
    return select(Movement.asset_id).where(Movement.seq == 1, Movement.type != "entry")


def _tag_used_twice() -> Select[Any]:
    earlier = aliased(Asset)
    return select(Asset.id).where(exists().where(earlier.tag_key == Asset.tag_key, earlier.id < Asset.id))


def _status_without_facts() -> Select[Any]:
    open_facts = (AssetStatus.IN_USE.value, AssetStatus.AVAILABLE.value)
    return select(Asset.id).where(
        Asset.status.in_(open_facts),
        or_(
            and_(Asset.status == AssetStatus.IN_USE.value, Asset.responsible_id.is_(None)),
            and_(Asset.status == AssetStatus.AVAILABLE.value, Asset.responsible_id.is_not(None)),
        ),
    )


def _with_a_merged_record() -> Select[Any]:
    merged = exists().where(Person.id == Asset.responsible_id, Person.merged_into_id.is_not(None))
    return select(Asset.id).where(merged)


_CHECKS: tuple[tuple[str, str, Select[Any]], ...] = (
    ("I02", "asset without a ledger row", _without_ledger()),
    ("I02", "custody differs from the last ledger row", _last_row_differs()),
    ("I02", "custody_seq differs from the ledger, or the ledger has gaps", _counter_differs()),
    ("I02", "a ledger row does not start where the one before ended", _broken_chain()),
    ("I02", "the first ledger row is no entry", _first_row_is_no_entry()),
    ("I02", "status does not follow from the open facts", _status_without_facts()),
    ("I03", "its tag is that of an earlier asset", _tag_used_twice()),
    ("I22", "a merged record answers for it", _with_a_merged_record()),
)
