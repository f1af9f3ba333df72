"""The tree mechanics that places and categories share: columns, lock, cycle check, rewriting below.

Every structural change (create, move, rename, delete) holds one lock per tree until its transaction
ends, taken before anything is read; so two moves at once can make no cycle, and none misses a node
that another is just adding. The checks of the whole tree are in :mod:`levitiis.infra.db.tree_checks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar, cast

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, Mapped, declared_attr, mapped_column

from levitiis.infra.db.base import OMIT, Versioned
from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.types import PrimaryKey, binary_string, string
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.problems import ProblemType
from levitiis.kit.tree import KEY_LIMIT, NAME_LIMIT, Standing, name_key, standing

_LONGEST = 4_000
"""More than any column here holds: "the rest" for SUBSTRING, which SQL Server wants counted."""


class TreeNode(Versioned):
    """Columns of a tree's table.

    ``path`` holds the ids from the root, as ``/1/4/17/``: a subtree is a prefix. ``full_name`` holds
    the names (``Sede › Bloco A › 201``), ``sort_key`` puts a tree in reading order, parents before
    what is below them. All are rewritten below a node that moves or is renamed. ``parent_key`` is
    ``parent_id`` or 0, so that names are unique among roots too.
    """

    MAX_DEPTH: ClassVar[int]

    id: Mapped[PrimaryKey] = mapped_column(sort_order=-100)
    name: Mapped[str] = mapped_column(string(NAME_LIMIT), sort_order=-99)

    @declared_attr
    def parent_id(cls) -> Mapped[int | None]:  # noqa: N805
        """The node above; null for a root."""
        table: str = cls.__tablename__  # type: ignore[attr-defined]
        return mapped_column(ForeignKey(f"{table}.id"), sort_order=-98)

    parent_key: Mapped[int] = mapped_column(default=0, info=OMIT, sort_order=800)
    name_key: Mapped[str] = mapped_column(string(KEY_LIMIT), info=OMIT, sort_order=801)
    sort_key: Mapped[str] = mapped_column(binary_string(620), info=OMIT, sort_order=802)
    path: Mapped[str] = mapped_column(binary_string(300), info=OMIT, sort_order=803)
    full_name: Mapped[str] = mapped_column(string(1600), sort_order=804)
    search_text: Mapped[str] = mapped_column(string(2400), info=OMIT, sort_order=805)
    depth: Mapped[int] = mapped_column(Integer, info=OMIT, sort_order=806)

    @property
    def search_code(self) -> str | None:
        """A code by which the node is found too, where its table has one."""
        return None

    @property
    def standing(self) -> Standing:
        """What follows from the nodes above."""
        return Standing(self.path, self.full_name, self.sort_key, self.search_text, self.depth)

    def stand_below(self, parent: Self | None) -> None:
        """Take the place below ``parent`` (None: a root) and derive everything from there."""
        self.parent_id = parent.id if parent is not None else None
        self.parent_key = self.parent_id or 0
        self.name_key = name_key(self.name)
        above = parent.standing if parent is not None else None
        found = standing(above, self.id, self.name, self.search_code)
        self.path, self.full_name, self.depth = found.path, found.full_name, found.depth
        self.sort_key, self.search_text = found.sort_key, found.search_text


def tree_table_args(table: str, max_depth: int) -> tuple[Any, ...]:
    """Constraints and indexes of a tree's table."""
    return (
        UniqueConstraint("parent_key", "name_key"),
        CheckConstraint("parent_key = coalesce(parent_id, 0)", name="parent_key"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
        CheckConstraint(f"depth BETWEEN 1 AND {max_depth}", name="depth"),
        Index(f"ix_{table}_path", "path"),
        Index(f"ix_{table}_parent_id_sort_key", "parent_id", "sort_key"),
        Index(f"ix_{table}_sort_key_id", "sort_key", "id"),
        Index(f"ix_{table}_search_text", "search_text", postgresql_using="gin",
              postgresql_ops={"search_text": "gin_trgm_ops"}).ddl_if(dialect="postgresql"),
    )  # fmt: skip


N = TypeVar("N", bound=TreeNode)


@dataclass(frozen=True, slots=True)
class Tree(Generic[N]):
    """One tree: its table and the problems that its structure can raise."""

    model: type[N]
    cycle: ProblemType
    too_deep: ProblemType

    @property
    def table(self) -> Table:
        """The tree's table."""
        return cast("Table", self.model.__table__)  # type: ignore[attr-defined]

    async def lock(self, session: AsyncSession) -> None:
        """Hold this tree's structure until the transaction ends; take it before reading what changes."""
        await dialect_of(session).lock(session, f"{self.table.name}.tree")

    async def add(self, uow: UnitOfWork, placed: Sequence[tuple[N, N | None]]) -> None:
        """Store new nodes, each below its parent (None: a root); the lock is held. Raises ``too_deep``."""
        ids = await dialect_of(uow.session).reserve_ids(uow.session, self.table, len(placed))
        for (node, parent), node_id in zip(placed, ids, strict=True):
            self._require_depth(1 if parent is None else parent.depth + 1)
            node.id = node_id
            node.stand_below(parent)
            uow.session.add(node)
        await uow.flush()

    async def settle(self, uow: UnitOfWork, node: N, parent: N | None) -> None:
        """Store ``node`` below ``parent`` after a change of its name, code or parent; the lock is held.

        Rewrites everything below. Raises ``cycle`` and ``too_deep``, and the name's own problem from the
        unique constraint.
        """
        before = node.standing
        if parent is not None and before.holds(parent.standing):
            raise self.cycle()
        with uow.session.no_autoflush:
            node.stand_below(parent)
            if node.depth > before.depth:
                await self._require_room(uow.session, before, node.depth - before.depth)
        after = node.standing
        await uow.flush()
        if after != before:
            await self._rewrite_below(uow, node.id, before, after)

    async def _require_room(self, session: AsyncSession, root: Standing, further_down: int) -> None:
        deepest = select(func.max(self.model.depth)).where(self.model.path.like(f"{root.path}%"))
        self._require_depth(int(await session.scalar(deepest) or root.depth) + further_down)

    def _require_depth(self, depth: int) -> None:
        if depth > self.model.MAX_DEPTH:
            raise self.too_deep(limit=self.model.MAX_DEPTH)

    async def _rewrite_below(self, uow: UnitOfWork, node_id: int, old: Standing, new: Standing) -> None:
        """Replace the beginning that everything below has from its node, in one statement, with trail."""
        model = self.model
        statement = (
            update(model)
            .where(model.path.like(f"{old.path}%"), model.id != node_id)
            .values(
                path=_replaced(model.path, old.path, new.path),
                full_name=_replaced(model.full_name, old.full_name, new.full_name),
                sort_key=_replaced(model.sort_key, old.sort_key, new.sort_key),
                search_text=_replaced(model.search_text, old.search_text, new.search_text),
                depth=model.depth + (new.depth - old.depth),
                updated_at=model.updated_at,
            )
            .returning(model.id, model.full_name)
            .execution_options(synchronize_session=False)
        )
        rewritten = (await uow.session.execute(statement)).all()
        if new.full_name != old.full_name:
            for row in rewritten:
                was = old.full_name + row.full_name[len(new.full_name) :]
                changes = {"full_name": [was, row.full_name]}
                uow.log(str(model.__history__), row.id, "update", {"changes": changes})  # type: ignore[attr-defined]


def _replaced(column: InstrumentedAttribute[str], old: str, new: str) -> ColumnElement[str]:
    """``column``, which begins with ``old``, beginning with ``new`` instead."""
    rest = func.substring(column, func.char_length(literal(old, String())) + 1, _LONGEST, type_=String())
    return literal(new, String()) + rest
