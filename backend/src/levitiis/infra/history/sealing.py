"""Seals the trail: batches of entries become links of a hash chain, a while after they were written.

Only committed entries are seen, and no lock is taken that a writer would wait for. Ids are drawn before
the commit, so entries with smaller ids may appear later: the ids that a seal passes over are kept as
gaps, and what appears in them is sealed by a later link.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.history.chain import GENESIS, Digest, Link, Ranges, as_ranges, missing_from
from levitiis.infra.history.head import Head, TrailHeads
from levitiis.infra.history.models import AuditLog, AuditSeal, AuditSealGap
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.kit.clock import now

SEALING: Final = "history.sealing"
BATCH = 1_000
SETTLING = timedelta(minutes=1)
"""How old an entry is before it is sealed, so that few transactions around it are still open."""

GRACE = timedelta(hours=48)
"""How long a gap is watched: longer than any transaction lives."""

SEALED_COLUMNS = (
    AuditLog.id, AuditLog.entity, AuditLog.entity_id, AuditLog.action, AuditLog.actor_kind, AuditLog.actor_id,
    AuditLog.source, AuditLog.reason, AuditLog.request_id, AuditLog.data_json, AuditLog.created_at,
)  # fmt: skip
"""Everything that an entry says."""

SealedRow = Row[*tuple[Any, ...]]


def sealing(heads: TrailHeads, settling: timedelta = SETTLING, batch: int = BATCH) -> JobHandler:
    """The job handler that seals what has settled; each link is a transaction of its own."""

    async def handle(run: JobRun) -> dict[str, Any]:
        seals = entries = 0
        while True:
            async with run.unit_of_work() as uow:
                head = await seal_next(uow, settling, batch)
                await uow.commit()
            if head is None:
                return {"seals": seals, "entries": entries}
            heads.note(head)
            seals, entries = seals + 1, entries + head.entries
            run.progress.report(entries, unit="entries")

    return JobHandler(SEALING, handle)


async def seal_next(uow: UnitOfWork, settling: timedelta = SETTLING, batch: int = BATCH) -> Head | None:
    """Write the next link over at most ``batch`` entries; None when nothing waits.

    Sealers take turns; were there one that did not, the number of the link is a key.
    """
    session = uow.session
    await dialect_of(session).lock(session, SEALING)
    last = (await session.execute(last_seal())).one_or_none()
    number, previous, covered = (last.id, last.hash, last.covered_to) if last else (0, GENESIS, 0)
    moment = now()
    late = (await session.execute(_late(batch))).all()
    new = (await session.execute(_new(covered, moment - settling, batch - len(late)))).all()
    rows = [*late, *new]
    if not rows:
        return None
    reached = new[-1].id if new else covered
    link = Link(
        number + 1, reached, len(rows), as_ranges(row.id for row in rows), _digest(rows), previous, moment
    )
    await _keep_gaps(session, late, covered + 1, [row.id for row in new])
    await session.execute(insert(AuditSeal), [_values(link)])
    return Head(link.number, link.hash(), link.entries, moment)


def last_seal() -> AnySelect:
    """The newest link: its number, its hash, and how far the chain reaches."""
    return (
        select(AuditSeal.id, AuditSeal.hash, AuditSeal.covered_to, AuditSeal.sealed_at)
        .order_by(AuditSeal.id.desc())
        .limit(1)
    )


def _late(batch: int) -> AnySelect:
    """Entries that appeared where a seal had passed over."""
    in_gap = AuditLog.id.between(AuditSealGap.first_id, AuditSealGap.last_id)
    return select(*SEALED_COLUMNS).join(AuditSealGap, in_gap).order_by(AuditLog.id).limit(batch)


def _new(covered: int, before: Any, batch: int) -> AnySelect:
    """What stands after the chain's end, up to the first entry that has not settled."""
    unsettled = select(func.min(AuditLog.id)).where(AuditLog.id > covered, AuditLog.created_at >= before)
    settled = and_(AuditLog.id > covered, AuditLog.id < func.coalesce(unsettled.scalar_subquery(), 2**63 - 1))
    return select(*SEALED_COLUMNS).where(settled).order_by(AuditLog.id).limit(batch)


def _digest(rows: Sequence[SealedRow]) -> str:
    digest = Digest()
    for row in rows:
        digest.add(row)
    return digest.hexdigest()


def _values(link: Link) -> dict[str, Any]:
    return {
        "id": link.number,
        "covered_to": link.covered_to,
        "entries": link.entries,
        "ranges": link.ranges,
        "digest": link.digest,
        "previous": link.previous,
        "hash": link.hash(),
        "sealed_at": link.sealed_at,
    }


async def _keep_gaps(
    session: AsyncSession, late: Sequence[SealedRow], first: int, new: Sequence[int]
) -> None:
    """Remember what this link passes over, shrink the gaps that it fills, forget the old ones."""
    moment = now()
    await session.execute(delete(AuditSealGap).where(AuditSealGap.noticed_at < moment - GRACE))
    opened = [(gap, moment) for gap in (missing_from(first, new[-1], new) if new else [])]
    if late:
        opened += await _shrunk(session, [row.id for row in late])
    rows = [{"first_id": gap[0], "last_id": gap[1], "noticed_at": at} for gap, at in opened]
    if rows:
        await session.execute(insert(AuditSealGap), rows)


async def _shrunk(session: AsyncSession, filled: Sequence[int]) -> list[tuple[list[int], Any]]:
    """Take the gaps that ``filled`` ids lie in out of the table; what is left of them."""
    touched = (
        select(AuditSealGap.first_id, AuditSealGap.last_id, AuditSealGap.noticed_at)
        .where(AuditSealGap.first_id <= filled[-1], AuditSealGap.last_id >= filled[0])
        .order_by(AuditSealGap.first_id)
    )
    left: list[tuple[list[int], Any]] = []
    for gap in (await session.execute(touched)).all():
        inside = [number for number in filled if gap.first_id <= number <= gap.last_id]
        if inside:
            await session.execute(delete(AuditSealGap).where(AuditSealGap.first_id == gap.first_id))
            rest: Ranges = missing_from(gap.first_id, gap.last_id, inside)
            left += [(piece, gap.noticed_at) for piece in rest]
    return left
