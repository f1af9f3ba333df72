"""Nodes of a tree by their names from the root down: found, or made where missing, in sets.

An import names thousands of places; this takes a query or two per level, whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.tree import Tree, TreeNode
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.tree import name_key

_CHUNK = 1_000

N = TypeVar("N", bound=TreeNode)
Names = tuple[str, ...]
Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolved(Generic[N]):
    """A node that was named, and whether it had to be made."""

    node: N
    created: bool


def keys_of(names: Names) -> Keys:
    """The form in which paths of names are compared."""
    return tuple(name_key(name) for name in names)


async def nodes_by_names(session: AsyncSession, model: type[N], wanted: Iterable[Names]) -> dict[Names, N]:
    """Those nodes of ``wanted`` that exist, whoever may see them."""
    by_names = {names: keys_of(names) for names in wanted}
    found: dict[Keys, N] = {}
    for level in _levels(by_names.values()):
        found |= await _known(session, model, level, found)
    return {names: found[keys] for names, keys in by_names.items() if keys in found}


async def ensure_nodes(
    uow: UnitOfWork, tree: Tree[N], wanted: Iterable[Names], make: Callable[[Names, N | None], N]
) -> dict[Names, Resolved[N]]:
    """Find the nodes of ``wanted`` and store what is missing, ways included; the lock is held.

    ``make`` gives a new node from its names, as they were first spelt, and its parent; it refuses what
    the actor may not make.
    """
    by_names = {names: keys_of(names) for names in wanted}
    spelt: dict[Keys, Names] = {}
    for names, keys in by_names.items():
        for length in range(1, len(keys) + 1):
            spelt.setdefault(keys[:length], names[:length])
    nodes: dict[Keys, N] = {}
    created: set[Keys] = set()
    for level in _levels(by_names.values()):
        nodes |= await _known(uow.session, tree.model, level, nodes)
        missing = [keys for keys in level if keys not in nodes]
        if missing:
            parents = [nodes[keys[:-1]] if len(keys) > 1 else None for keys in missing]
            made = [make(spelt[keys], parent) for keys, parent in zip(missing, parents, strict=True)]
            await tree.add(uow, list(zip(made, parents, strict=True)))
            nodes |= dict(zip(missing, made, strict=True))
            created.update(missing)
    return {names: Resolved(nodes[keys], keys in created) for names, keys in by_names.items()}


def _levels(wanted: Iterable[Keys]) -> list[list[Keys]]:
    """The given paths of keys and every beginning of them, by length, each once, in a fixed order."""
    every = {keys[:length] for keys in wanted for length in range(1, len(keys) + 1)}
    deepest = max((len(keys) for keys in every), default=0)
    return [sorted(keys for keys in every if len(keys) == length) for length in range(1, deepest + 1)]


async def _known(
    session: AsyncSession, model: type[N], level: Sequence[Keys], above: Mapping[Keys, N]
) -> dict[Keys, N]:
    """Those of one ``level`` that exist, given the nodes of the levels ``above``."""
    pairs: dict[tuple[int, str], Keys] = {}
    for keys in level:
        parent, own = keys[:-1], keys[-1]
        if not parent or parent in above:
            pairs[above[parent].id if parent else 0, own] = keys
    found: dict[Keys, N] = {}
    ordered = sorted(pairs)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        statement = select(model).where(
            model.parent_key.in_({parent for parent, _ in chunk}),
            model.name_key.in_({key for _, key in chunk}),
        )
        for node in await session.scalars(statement.execution_options(populate_existing=True)):
            keys = pairs.get((node.parent_key, node.name_key))
            if keys is not None:
                found[keys] = node
    return found
