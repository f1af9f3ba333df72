"""Tells which seals could not be held against what was noted of them outside the database."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.history.head import TrailHeads
from levitiis.infra.history.models import AuditSeal
from levitiis.infra.history.verifying import INVARIANT
from levitiis.kit.checks import Note


async def notes(session: AsyncSession, heads: TrailHeads) -> list[Note]:
    """For ``levitiis check``: seals without a head in the file of heads that this machine has.

    The file belongs to the processes that seal; where another machine's do, it is rightly not here. So this
    is no fault by itself: it says that the chain was held against itself alone. The file is read
    after the seals, so that one which is made meanwhile is not missed in it.
    """
    seals = (await session.scalars(select(AuditSeal.id).order_by(AuditSeal.id))).all()
    if not seals:
        return []
    noted = {number for number, _ in heads.noted()}
    lacking = [seal for seal in seals if seal not in noted]
    if not lacking:
        return []
    return [Note(INVARIANT, _no_file(heads, len(seals)) if not noted else _gaps(heads, lacking, len(seals)))]


def _no_file(heads: TrailHeads, seals: int) -> str:
    what = "holds no head" if heads.path.exists() else "is not here"
    return (
        f"the file of heads {heads.path} {what}: {_seals(seals)} were held against themselves alone. "
        "That is right where another machine seals and keeps the file (check there, or name a copy of it in "
        "LEVITIIS_TRAIL_HEADS_FILE); if this machine seals, it was moved, removed or could not be written"
    )


def _gaps(heads: TrailHeads, lacking: list[int], seals: int) -> str:
    first = f"the first is seal {lacking[0]}" if len(lacking) > 1 else f"seal {lacking[0]}"
    return (
        f"the file of heads {heads.path} lacks {len(lacking)} of {_seals(seals)} ({first}): those "
        "were held against the chain alone. The file was elsewhere when they were made, could not be written "
        "then, or was cut"
    )


def _seals(count: int) -> str:
    return f"{count} seals" if count > 1 else "1 seal"
