"""Invariants of categories, for ``levitiis check``."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.tree_checks import tree_violations
from levitiis.kit.checks import Violation
from levitiis.modules.catalogue.models import AssetCategory


async def violations(session: AsyncSession) -> list[Violation]:
    """I09: the tree is sound."""
    return await tree_violations(session, AssetCategory, "I09")
