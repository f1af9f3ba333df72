"""Wire models of categories."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.tree import NodeName
from levitiis.kit.wire import Id, In, Out, QueryId, UtcOut

CategoryAction = Literal["edit", "move", "delete", "create_child"]


class CategoryIn(In):
    """A new category; without ``parent_id`` a root."""

    name: NodeName
    parent_id: Id | None = None


class CategoryPatch(In):
    """Changes of a category: only what is sent changes; ``parent_id`` null makes it a root."""

    name: NodeName = ""
    parent_id: Id | None = None

    @model_validator(mode="after")
    def _something(self) -> CategoryPatch:
        if not self.model_fields_set:
            raise PydanticCustomError("required", "nothing to change")
        return self


class CategorySort(StrEnum):
    """Orders of the list; ``full_name`` is that of the tree, ``-`` for descending."""

    FULL_NAME = "full_name"
    FULL_NAME_DESC = "-full_name"
    NAME = "name"
    NAME_DESC = "-name"
    CREATED = "created_at"
    CREATED_DESC = "-created_at"


class CategoryFilter(PageParams):
    """A page of categories.

    ``within``: one and everything below it; ``parent_id``: one level; ``roots``: the first level.
    """

    q: Annotated[str, Field(max_length=200)] | None = None
    parent_id: QueryId | None = None
    within: QueryId | None = None
    roots: bool = False
    sort: CategorySort = CategorySort.FULL_NAME


class CategoryStep(Out):
    """One step of a category's path, root first."""

    id: int
    name: str


class CategoryOut(Out):
    """A category."""

    id: int
    name: str
    parent_id: int | None
    path: list[CategoryStep]
    full_name: str
    depth: int
    child_count: int
    asset_count: int
    asset_count_total: int
    version: int
    created_at: UtcOut
    updated_at: UtcOut
    allowed_actions: list[CategoryAction]
