"""Which assets a disposal holds: asked by everything else that assets take part in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor
from levitiis.kit.problems import Texts
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem
from levitiis.modules.movements.disposals.policy import visible


async def held(session: AsyncSession, actor: Actor, ids: Sequence[int]) -> dict[int, str | None]:
    """Those of these assets that an open disposal holds, with its number where it exists for the actor."""
    seen = and_(Disposal.id == DisposalItem.disposal_id, visible(actor))
    statement = (
        select(DisposalItem.asset_id, Disposal.number)
        .outerjoin(Disposal, seen)
        .where(DisposalItem.asset_id.in_(ids), DisposalItem.is_open)
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


def with_document(tag: str, number: str | None) -> str:
    """An asset and the document that holds it, for a message to somebody for whom that may not exist."""
    return tag if number is None else f"{tag} ({number})"


def named_with(title: Texts, found: Mapping[int, str | None]) -> dict[int, Texts]:
    """Why each of these assets cannot be had, with the document that holds it."""
    return {
        number: Texts(*(with_document(text, document) for text in title))
        for number, document in found.items()
    }
