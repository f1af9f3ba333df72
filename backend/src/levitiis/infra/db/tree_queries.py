"""Reads of a tree: subtrees, words, children, counts of what many nodes hold in one query."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from levitiis.infra.db.search import matches
from levitiis.infra.db.tree import TreeNode
from levitiis.kit.access import Actor, Scope
from levitiis.kit.text import like_escape, search_key
from levitiis.kit.tree import AFTER_DIGITS

_MAX_WORDS = 8


class SubtreeCount(NamedTuple):
    """How many things are in a node itself, and in it with everything below."""

    own: int
    total: int


NOTHING = SubtreeCount(0, 0)
CountBelow = Callable[[AsyncSession, Actor, Sequence[int]], Awaitable[Mapping[int, SubtreeCount]]]
"""Counts the things in nodes, given by their ids; written by the module that owns the things."""


def in_subtree(path: SQLColumnExpression[str], root: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """``path`` is that of ``root`` or of a node below it; a range, so an index serves joins too."""
    return and_(path >= root, path < root + AFTER_DIGITS)


def subtree_of(model: type[TreeNode], node_id: int, visible: ColumnElement[bool]) -> ColumnElement[bool]:
    """The rows of ``model`` at and below a node; none when that is absent or not ``visible``."""
    root = select(model.path).where(model.id == node_id, visible).scalar_subquery()
    return in_subtree(model.path, root)


def top_of(model: type[TreeNode], scope: Scope) -> ColumnElement[bool]:
    """The uppermost nodes within ``scope``: the roots, or the places where its subtrees begin."""
    return model.parent_id.is_(None) if scope.everywhere else model.path.in_(scope.prefixes)


def named(model: type[TreeNode], q: str, *others: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Nodes that ``q`` means: every word is in the full name, one of them in the node's own.

    So ``sede 201`` finds room 201 of Sede, and ``sede`` does not find everything inside. ``others``
    are columns of the node's own besides its name, such as a code, holding any case.
    """
    words = [word for word in search_key(q).split(" ")[:_MAX_WORDS] if word]
    if not words:
        return true()
    columns = (model.name_key, *(func.lower(other) for other in others))
    own = (column.like(f"%{like_escape(word)}%", escape="\\") for column in columns for word in words)
    return and_(matches(model.search_text, q), or_(*own))


async def child_counts(session: AsyncSession, model: type[TreeNode], ids: Sequence[int]) -> dict[int, int]:
    """How many nodes stand directly below each of ``ids``."""
    if not ids:
        return {}
    statement = (
        select(model.parent_id, func.count()).where(model.parent_id.in_(ids)).group_by(model.parent_id)
    )
    return {int(parent or 0): int(number) for parent, number in (await session.execute(statement)).all()}


def subtree_counts(
    model: type[TreeNode],
    held_in: InstrumentedAttribute[int | None],
    ids: Sequence[int],
    *where: ColumnElement[bool],
) -> Select[int, int, int]:
    """Per node of ``ids``: how many things lie in it, and in it with everything below; one statement.

    ``held_in`` is the column of the things that names their node, ``where`` says which of them count.
    It costs what lies in the subtrees, not what the whole table holds: an index on ``held_in`` and
    that on paths lead there.
    """
    root, node = aliased(model), aliased(model)
    thing = held_in.class_
    own = select(func.count()).select_from(thing).where(held_in == root.id, *where)
    total = (
        select(func.count())
        .select_from(node)
        .join(thing, held_in == node.id)
        .where(in_subtree(node.path, root.path), *where)
    )
    return select(
        root.id, own.correlate(root).scalar_subquery(), total.correlate(root).scalar_subquery()
    ).where(root.id.in_(ids))
