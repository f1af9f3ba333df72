"""The invariants of a tree, computed in the database: what :mod:`levitiis.infra.db.tree` keeps true."""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    and_,
    cast,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.tree import TreeNode
from levitiis.kit.checks import Violation
from levitiis.kit.tree import BRANCH, SEPARATOR

MAX_REPORTED = 1_000
"""Violations told per rule."""


async def tree_violations(session: AsyncSession, model: type[TreeNode], invariant: str) -> list[Violation]:
    """Every way in which the tree of ``model`` is broken; empty when it is sound."""
    entity = str(model.__history__)  # type: ignore[attr-defined]
    found: list[Violation] = []
    for message, statement in _rules(model):
        ids = await session.scalars(statement.limit(MAX_REPORTED))
        found += [Violation(invariant, message, entity, int(node_id)) for node_id in ids]
    return found


def _rules(model: type[TreeNode]) -> list[tuple[str, Select[int]]]:
    node, parent = aliased(model), aliased(model)
    joined = select(node.id).outerjoin(parent, parent.id == node.parent_id).order_by(node.id)
    key = node.parent_key != func.coalesce(node.parent_id, 0)
    root = node.parent_id.is_(None)
    return [
        ("parent_key is not that of the parent", joined.where(key)),
        ("path is not its parent's with its own id", joined.where(_differs(root, *_paths(node, parent)))),
        ("full_name is not its parent's with its name", joined.where(_differs(root, *_names(node, parent)))),
        ("depth is not its parent's plus one", joined.where(_wrong_depth(root, node, parent))),
        ("sort_key does not begin with its parent's", joined.where(
            _strays(node.sort_key, parent.sort_key, BRANCH))),
        ("search_text does not begin with its parent's", joined.where(
            _strays(node.search_text, parent.search_text, SEPARATOR))),
        ("in a cycle or below one: no root leads to it", _unreachable(model)),
    ]  # fmt: skip


def _paths(node: type[TreeNode], parent: type[TreeNode]) -> tuple[SQLColumnExpression[str], ...]:
    own = cast(node.id, String(20)) + "/"
    return node.path, literal("/", String()) + own, parent.path + own


def _names(node: type[TreeNode], parent: type[TreeNode]) -> tuple[SQLColumnExpression[str], ...]:
    return node.full_name, node.name, parent.full_name + SEPARATOR + node.name


def _differs(
    is_root: ColumnElement[bool],
    found: SQLColumnExpression[str],
    as_root: SQLColumnExpression[str],
    as_child: SQLColumnExpression[str],
) -> ColumnElement[bool]:
    return or_(and_(is_root, found != as_root), and_(not_(is_root), found != as_child))


def _wrong_depth(
    is_root: ColumnElement[bool], node: type[TreeNode], parent: type[TreeNode]
) -> ColumnElement[bool]:
    return or_(and_(is_root, node.depth != 1), and_(not_(is_root), node.depth != parent.depth + 1))


def _strays(
    column: SQLColumnExpression[str], above: SQLColumnExpression[str], between: str
) -> ColumnElement[bool]:
    """``column`` of a child does not begin with ``above`` and the separator."""
    length = func.char_length(above) + len(between)
    return func.substring(column, 1, length, type_=String()) != above + between


def _unreachable(model: type[TreeNode]) -> Select[int]:
    start = select(model.id).where(model.parent_id.is_(None)).cte("reachable", recursive=True)
    child = aliased(model)
    reachable = start.union_all(select(child.id).join(start, child.parent_id == start.c.id))
    return select(model.id).where(model.id.not_in(select(reachable.c.id))).order_by(model.id)
