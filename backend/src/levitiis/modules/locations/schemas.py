"""Wire models of places."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.tree import CODE_LIMIT, NodeName
from levitiis.kit.wire import Id, In, Out, QueryId, UtcOut, optional_line

LocationAction = Literal["edit", "move", "delete", "create_child"]

_MICRODEGREE = Decimal("0.000001")


def _degrees(value: Decimal) -> Decimal:
    return value.quantize(_MICRODEGREE, rounding=ROUND_HALF_EVEN)


Latitude = Annotated[Decimal, Field(ge=-90, le=90), AfterValidator(_degrees)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180), AfterValidator(_degrees)]
KindCode = Annotated[str, Field(min_length=1, max_length=30, pattern="^[a-z][a-z0-9_]*$")]
Question = Annotated[str, Field(max_length=200)]


class LocationIn(In):
    """A new place; without ``parent_id`` a root."""

    name: NodeName
    type: KindCode
    parent_id: Id | None = None
    code: optional_line(CODE_LIMIT) = None  # type: ignore[valid-type]
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class LocationPatch(In):
    """Changes of a place: only what is sent changes; a move has its own operation."""

    name: NodeName = ""
    type: KindCode = ""
    code: optional_line(CODE_LIMIT) = None  # type: ignore[valid-type]
    latitude: Latitude | None = None
    longitude: Longitude | None = None

    @model_validator(mode="after")
    def _something(self) -> LocationPatch:
        if not self.model_fields_set:
            raise PydanticCustomError("required", "nothing to change")
        return self


class LocationMoveIn(In):
    """Where a place goes with everything below it; null makes it a root."""

    parent_id: Id | None


class LocationSort(StrEnum):
    """Orders of the list; ``full_name`` is that of the tree, ``-`` for descending."""

    FULL_NAME = "full_name"
    FULL_NAME_DESC = "-full_name"
    NAME = "name"
    NAME_DESC = "-name"
    CODE = "code"
    CODE_DESC = "-code"
    CREATED = "created_at"
    CREATED_DESC = "-created_at"


class LocationFilter(PageParams):
    """A page of places. ``within`` is a place: it and everything below; ``parent_id`` one level only."""

    q: Question | None = None
    parent_id: QueryId | None = None
    within: QueryId | None = None
    type: Annotated[list[KindCode], Field(max_length=20, default_factory=list)]
    sort: LocationSort = LocationSort.FULL_NAME


class LocationTreeFilter(In):
    """One level of the tree (without ``parent_id`` the uppermost), or with ``q`` what it finds."""

    parent_id: QueryId | None = None
    q: Question | None = None


class PathItem(Out):
    """One step of a path, root first."""

    id: int
    name: str


class LocationOut(Out):
    """A place. The steps of ``path`` that the reader may not open are there by name all the same."""

    id: int
    name: str
    parent_id: int | None
    type: str
    code: str | None
    path: list[PathItem]
    full_name: str
    depth: int
    latitude: float | None
    longitude: float | None
    child_count: int
    asset_count: int
    asset_count_total: int
    version: int
    created_at: UtcOut
    updated_at: UtcOut
    allowed_actions: list[LocationAction]


class LocationNode(LocationOut):
    """A place in the tree; ``matched`` is false for one that is shown for what it leads to."""

    matched: bool = True


class LocationTree(Out):
    """Places in the order of the tree; ``truncated`` when there are more than are shown."""

    items: list[LocationNode]
    truncated: bool = False


class LocationKindOut(Out):
    """A kind of place. Any kind may be a root; below a place only where its kind is allowed as a parent."""

    code: str
    name_pt: str
    name_en: str
    rank: int
    allowed_parents: list[str]


class LocationKinds(Out):
    """All kinds that may be chosen, from the root down."""

    items: list[LocationKindOut]
