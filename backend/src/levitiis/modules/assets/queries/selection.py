"""From a selection to ids, through the same filter as the list."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor, Permission
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.assets.errors import SELECTION_EMPTY, SELECTION_TOO_LARGE
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import READ, visible
from levitiis.modules.assets.queries.conditions import conditions
from levitiis.modules.assets.queries.rows import order
from levitiis.modules.assets.schemas import MAX_SELECTION, AssetConditions, AssetSort, Selection

_CHUNK = 5_000


async def selected_ids(
    session: AsyncSession,
    actor: Actor,
    selection: Selection,
    wanted: Permission,
    limit: int = MAX_SELECTION,
) -> Sequence[int]:
    """The chosen assets in the order of their tags.

    Ids that do not exist for ``actor`` raise ``request.not_found``; what he sees but may not touch
    with ``wanted`` is left to the action, which reports it row by row.
    """
    if selection.ids is not None:
        return await _by_ids(session, actor, selection.ids, limit)
    wanted_filter = selection.filter or AssetConditions()
    most = limit + len(selection.exclude_ids) + 1
    chosen = select(Asset.id).order_by(*order(AssetSort.TAG)).limit(most)
    statement = conditions(actor, wanted_filter, wanted).on(chosen)
    left_out = set(selection.exclude_ids)
    found = [number for number in await session.scalars(statement) if number not in left_out]
    return _bounded(found, limit)


async def _by_ids(session: AsyncSession, actor: Actor, ids: Sequence[int], limit: int) -> Sequence[int]:
    unique = list(dict.fromkeys(ids))
    _bounded(unique, limit)
    seen: set[int] = set()
    for start in range(0, len(unique), _CHUNK):
        chunk = unique[start : start + _CHUNK]
        statement = select(Asset.id).where(Asset.id.in_(chunk), visible(actor, READ))
        seen.update(await session.scalars(statement))
    if len(seen) != len(unique):
        raise NOT_FOUND()
    return unique


def _bounded(ids: Sequence[int], limit: int) -> Sequence[int]:
    if not ids:
        raise SELECTION_EMPTY()
    if len(ids) > limit:
        raise SELECTION_TOO_LARGE(limit=limit)
    return ids
