"""What assets contribute to the search over everything."""

from __future__ import annotations

from sqlalchemy import case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.search import matches
from levitiis.kit.access import Actor
from levitiis.kit.search import SearchHit
from levitiis.kit.text import tag_key
from levitiis.modules.assets.keys import serial_key
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.locations.models import Location


async def search(session: AsyncSession, actor: Actor, q: str, limit: int) -> list[SearchHit]:
    """Exact tags, property numbers and serials first, then what the words match.

    What is archived or disposed of is found by its exact code only.
    """
    exact = or_(Asset.tag_key == tag_key(q), Asset.patrimonio == q.strip(), Asset.serial_key == serial_key(q))
    here = Asset.archived_at.is_(None) & (Asset.status != AssetStatus.DISPOSED.value)
    statement = (
        select(Asset.id, Asset.name, Asset.tag, Location.full_name)
        .outerjoin(Location, Location.id == Asset.location_id)
        .where(or_(exact, matches(Asset.search_text, q) & here), visible(actor))
        .order_by(case((exact, 0), else_=1), Asset.tag_sort, Asset.id)
        .limit(limit)
    )
    return [
        SearchHit(id=row.id, title=row.name, subtitle=row.full_name, code=row.tag, url=f"/ativos/{row.id}")
        for row in (await session.execute(statement)).all()
    ]
