"""Table of categories."""

from __future__ import annotations

from typing import ClassVar

from levitiis.infra.db.base import Base
from levitiis.infra.db.tree import TreeNode, tree_table_args

MAX_DEPTH = 6


class AssetCategory(TreeNode, Base):
    """A category; see :class:`~levitiis.infra.db.tree.TreeNode` for what keeps its path."""

    __tablename__ = "asset_categories"
    __history__ = "asset_category"
    __table_args__ = tree_table_args("asset_categories", MAX_DEPTH)
    MAX_DEPTH: ClassVar[int] = MAX_DEPTH
