"""Tells whether the trail is what it was when it was sealed, and where it is not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.history.chain import GENESIS, Digest, Link
from levitiis.infra.history.head import NotedHeads, TrailHeads
from levitiis.infra.history.models import AuditLog, AuditSeal, AuditSealGap
from levitiis.infra.history.sealing import SEALED_COLUMNS, SealedRow
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.kit.checks import Violation

VERIFYING: Final = "history.verifying"
INVARIANT = "I13"
MAX_REPORTED = 20
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where the chain breaks.

    ``kind``: ``link`` (the seal itself), ``altered`` or ``missing`` (entries of a seal), ``unsealed`` (an
    entry that no seal covers), ``head`` (what was noted outside says otherwise). ``first_id`` and
    ``last_id`` are entries of the trail.
    """

    kind: str
    seal: int | None = None
    first_id: int | None = None
    last_id: int | None = None

    def message(self) -> str:
        """In English, for the command line."""
        entries = f"entries {self.first_id} to {self.last_id}"
        return {
            "link": f"seal {self.seal} is not what it was, or the one before it is gone",
            "altered": f"an entry that seal {self.seal} covers was altered ({entries})",
            "missing": f"entries that seal {self.seal} covers are gone ({entries})",
            "unsealed": f"an entry stands where none was sealed ({entries})",
            "head": f"seal {self.seal} is not the one that was noted outside the database",
        }[self.kind]


@dataclass(slots=True)
class Verdict:
    """What a verification saw; ``faults`` holds the first :data:`MAX_REPORTED`."""

    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    faults: list[Fault] = field(default_factory=list[Fault])

    def blame(self, fault: Fault) -> None:
        """Report ``fault`` unless there are enough."""
        if len(self.faults) < MAX_REPORTED:
            self.faults.append(fault)


class _Open:
    """A seal whose entries are being read."""

    __slots__ = ("digest", "expected", "seal")

    def __init__(self, seal: SealedRow) -> None:
        self.seal = seal
        self.digest = Digest()
        self.expected = seal.entries


async def verify(
    session: AsyncSession, heads: TrailHeads | NotedHeads, report: Callable[[int], None] = lambda _: None
) -> Verdict:
    """Compute the whole chain again. One pass over the trail; memory for the seals, not for the entries.

    Sealing may go on meanwhile: heads are read before the seals, and gaps before and after them, so
    that what is sealed at this moment is not mistaken for a fault. Whoever looks at a snapshot reads the
    heads before he takes it.
    """
    verdict = Verdict()
    noted, gaps = list(heads.noted()), await _gaps(session)
    seals = await _links(session, verdict)
    gaps += await _gaps(session)
    _compare_heads(noted, seals, verdict)
    starts, owners = _owners(seals)
    opened = {seal.id: _Open(seal) for seal in seals}
    covered = seals[-1].covered_to if seals else 0
    async for row in _entries(session):
        at = bisect_right(starts, row.id) - 1
        if at >= 0 and row.id <= owners[at][1]:
            opened[owners[at][2]].digest.add(row)
            verdict.entries += 1
        elif row.id > covered or any(first <= row.id <= last for first, last in gaps):
            verdict.unsealed += 1
        else:
            verdict.blame(Fault("unsealed", first_id=row.id, last_id=row.id))
        if verdict.entries % _CHUNK == 0:
            report(verdict.entries)
    for each in opened.values():
        await _compare(session, each, verdict)
    return verdict


async def _links(session: AsyncSession, verdict: Verdict) -> Sequence[SealedRow]:
    columns = (
        AuditSeal.id, AuditSeal.covered_to, AuditSeal.entries, AuditSeal.ranges, AuditSeal.digest,
        AuditSeal.previous, AuditSeal.sealed_at, AuditSeal.hash,
    )  # fmt: skip
    seals = (await session.execute(select(*columns).order_by(AuditSeal.id))).all()
    verdict.seals = len(seals)
    previous, expected = GENESIS, 1
    for seal in seals:
        if seal.id != expected or seal.previous != previous or seal.hash != Link(*seal[:7]).hash():
            verdict.blame(Fault("link", seal.id))
        previous, expected = seal.hash, seal.id + 1
    return seals


def _compare_heads(noted: Sequence[tuple[int, str]], seals: Sequence[SealedRow], verdict: Verdict) -> None:
    known = {seal.id: seal.hash for seal in seals}
    for number, head in noted:
        if known.get(number) != head:
            verdict.blame(Fault("head", number))
            return


async def _gaps(session: AsyncSession) -> list[tuple[int, int]]:
    rows = await session.execute(select(AuditSealGap.first_id, AuditSealGap.last_id))
    return [(row[0], row[1]) for row in rows]


def _owners(seals: Sequence[SealedRow]) -> tuple[list[int], list[tuple[int, int, int]]]:
    """All covered ranges in ascending order: where each starts, and (first, last, seal)."""
    owners = sorted((first, last, seal.id) for seal in seals for first, last in seal.ranges)
    return [owner[0] for owner in owners], owners


async def _entries(session: AsyncSession) -> AsyncIterator[SealedRow]:
    after = 0
    while True:
        page = select(*SEALED_COLUMNS).where(AuditLog.id > after).order_by(AuditLog.id).limit(_CHUNK)
        rows = (await session.execute(page)).all()
        for row in rows:
            yield row
        if len(rows) < _CHUNK:
            return
        after = rows[-1].id


async def _compare(session: AsyncSession, each: _Open, verdict: Verdict) -> None:
    seal = each.seal
    if each.digest.entries == each.expected and each.digest.hexdigest() == seal.digest:
        return
    first, last = seal.ranges[0][0], seal.ranges[-1][1]
    present = set(await session.scalars(select(AuditLog.id).where(AuditLog.id >= first, AuditLog.id <= last)))
    gone = [n for start, end in seal.ranges for n in range(start, end + 1) if n not in present]
    if gone:
        verdict.blame(Fault("missing", seal.id, gone[0], gone[-1]))
    else:
        verdict.blame(Fault("altered", seal.id, first, last))


async def violations(session: AsyncSession, heads: TrailHeads | NotedHeads) -> list[Violation]:
    """For ``levitiis check``: every fault of the chain."""
    verdict = await verify(session, heads)
    return [
        Violation(INVARIANT, fault.message(), "trail", fault.first_id or fault.seal)
        for fault in verdict.faults
    ]


def verifying(heads: TrailHeads) -> JobHandler:
    """The job handler that verifies the chain and keeps the verdict as its result."""

    async def handle(run: JobRun) -> dict[str, Any]:
        async with run.database.writing() as session:
            verdict = await verify(session, heads, lambda done: run.progress.report(done, unit="entries"))
        return {
            "seals": verdict.seals,
            "entries": verdict.entries,
            "unsealed": verdict.unsealed,
            "faults": [
                {"kind": f.kind, "seal": f.seal, "first_id": f.first_id, "last_id": f.last_id}
                for f in verdict.faults
            ],
        }

    return JobHandler(VERIFYING, handle, max_attempts=2)
