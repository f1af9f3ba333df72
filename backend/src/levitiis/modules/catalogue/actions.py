"""Use cases of categories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.tree import Tree
from levitiis.infra.db.tree_names import Names, ensure_nodes, nodes_by_names
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.catalogue.errors import CYCLE, TOO_DEEP
from levitiis.modules.catalogue.events import CategoriesChanged
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.catalogue.policy import MANAGE, visible
from levitiis.modules.catalogue.queries import load_for_update
from levitiis.modules.catalogue.schemas import CategoryIn, CategoryPatch

TREE = Tree(AssetCategory, CYCLE, TOO_DEEP)
_MAX_NAMED = 200


@dataclass(frozen=True, slots=True)
class CategoryRef:
    """A category as far as an import needs it."""

    id: int
    full_name: str
    created: bool = False


async def create_category(uow: UnitOfWork, data: CategoryIn) -> AssetCategory:
    """Create a category. Raises ``catalogue.category_name_taken``, ``catalogue.category_too_deep``."""
    uow.actor.require_at(MANAGE, None)
    await TREE.lock(uow.session)
    parent = await _parent(uow, data.parent_id)
    category = AssetCategory(name=data.name)
    await TREE.add(uow, [(category, parent)])
    uow.emit(CategoriesChanged(object_ids=(category.id,)))
    return category


async def edit_category(
    uow: UnitOfWork, category_id: int, data: CategoryPatch, expected: int | None
) -> AssetCategory:
    """Rename or move a category; what is below it goes with it.

    Raises ``request.stale_version``, ``catalogue.category_name_taken``, ``.category_cycle``,
    ``.category_too_deep``.
    """
    await TREE.lock(uow.session)
    category = await load_for_update(uow, category_id)
    uow.actor.require_at(MANAGE, None)
    check_version(category, expected)
    moves = "parent_id" in data.model_fields_set
    parent = await _parent(uow, data.parent_id if moves else category.parent_id)
    if "name" in data.model_fields_set:
        category.name = data.name
    await TREE.settle(uow, category, parent)
    uow.emit(CategoriesChanged(object_ids=(category.id,)))
    return category


async def delete_category(uow: UnitOfWork, category_id: int, expected: int | None) -> None:
    """Delete a category that is not used.

    Raises ``request.stale_version``, ``catalogue.category_has_children``, ``.category_has_assets``.
    """
    await TREE.lock(uow.session)
    category = await load_for_update(uow, category_id)
    uow.actor.require_at(MANAGE, None)
    check_version(category, expected)
    await uow.session.delete(category)
    await uow.flush()
    uow.emit(CategoriesChanged(object_ids=(category_id,)))


async def find_categories(session: AsyncSession, wanted: Iterable[Names]) -> dict[Names, CategoryRef]:
    """Those of ``wanted`` (names from the root down, without regard to case and accents) that exist."""
    found = await nodes_by_names(session, AssetCategory, set(wanted))
    return {names: CategoryRef(node.id, node.full_name) for names, node in found.items()}


async def find_or_create_categories(uow: UnitOfWork, wanted: Iterable[Names]) -> dict[Names, CategoryRef]:
    """Every category of ``wanted``; what is missing is made, with those above it.

    Holds the tree until the transaction ends. Raises ``request.forbidden`` when one must be made and
    the actor may not. Pass names through :func:`levitiis.kit.tree.clean_names` first.
    """
    made: list[AssetCategory] = []

    def make(names: Names, _: AssetCategory | None) -> AssetCategory:
        uow.actor.require_at(MANAGE, None)
        made.append(AssetCategory(name=names[-1]))
        return made[-1]

    await TREE.lock(uow.session)
    resolved = await ensure_nodes(uow, TREE, wanted, make)
    if made:
        named = tuple(category.id for category in made) if len(made) <= _MAX_NAMED else ()
        uow.emit(CategoriesChanged(object_ids=named))
    return {
        names: CategoryRef(entry.node.id, entry.node.full_name, entry.created)
        for names, entry in resolved.items()
    }


async def _parent(uow: UnitOfWork, parent_id: int | None) -> AssetCategory | None:
    """The category named as parent. Raises ``request.not_found`` when there is none."""
    if parent_id is None:
        return None
    statement = select(AssetCategory).where(AssetCategory.id == parent_id, visible(uow.actor))
    parent = await uow.session.scalar(statement.execution_options(populate_existing=True))
    if parent is None:
        raise NOT_FOUND(errors=[FieldError("/parent_id", "not_found")])
    return parent
