"""Wire models of assets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.money import MAX_MONEY
from levitiis.kit.paging import PageParams
from levitiis.kit.wire import (
    Id,
    In,
    MoneyIn,
    MoneyOut,
    Out,
    QueryId,
    Ref,
    UtcOut,
    optional_line,
    optional_text,
)
from levitiis.kit.wire import required_line as required
from levitiis.modules.assets.states import AssetStatus, Condition, LifecycleState

MAX_SELECTION = 20_000

PlausibleDate = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


class AssetFields(In):
    """What may be typed about an asset besides its custody."""

    name: required(250)  # type: ignore[valid-type]
    category_id: Id | None = None
    tag: optional_line(60) = None  # type: ignore[valid-type]
    patrimonio: optional_line(60) = None  # type: ignore[valid-type]
    serial_number: optional_line(120) = None  # type: ignore[valid-type]
    purchase_value: MoneyIn | None = None
    supplier_id: Id | None = None
    lifecycle_state: Literal["planned", "received", "in_service", "retired"] = "in_service"
    condition: Condition | None = None
    brand: optional_line(120) = None  # type: ignore[valid-type]
    model: optional_line(120) = None  # type: ignore[valid-type]
    description: optional_text(5000) = None  # type: ignore[valid-type]
    acquisition_date: PlausibleDate | None = None
    invoice_number: optional_line(60) = None  # type: ignore[valid-type]
    warranty_until: PlausibleDate | None = None
    notes: optional_text(5000) = None  # type: ignore[valid-type]


class AssetIn(AssetFields):
    """A new asset; without ``tag`` the next free number is given."""

    location_id: Id | None = None
    responsible_id: Id | None = None


class AssetPatch(AssetFields):
    """Changes of an asset: only what is sent changes; custody has its own operation."""

    name: required(250) = ""  # type: ignore[valid-type]
    tag: required(60) = ""  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _something(self) -> AssetPatch:
        if not self.model_fields_set:
            raise PydanticCustomError("required", "nothing to change")
        return self


class MoveIn(In):
    """A direct move: what is absent stays, what is null is cleared."""

    to_location_id: Id | None = None
    to_responsible_id: Id | None = None
    reason: optional_line(500) = None  # type: ignore[valid-type]


class ReasonIn(In):
    """Why something is done."""

    reason: required(500)  # type: ignore[valid-type]


class AssetSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    TAG = "tag"
    TAG_DESC = "-tag"
    NAME = "name"
    NAME_DESC = "-name"
    STATUS = "status"
    STATUS_DESC = "-status"
    VALUE = "purchase_value"
    VALUE_DESC = "-purchase_value"
    ACQUIRED = "acquisition_date"
    ACQUIRED_DESC = "-acquisition_date"
    CREATED = "created_at"
    CREATED_DESC = "-created_at"
    CATEGORY = "category"
    CATEGORY_DESC = "-category"
    LOCATION = "location"
    LOCATION_DESC = "-location"
    RESPONSIBLE = "responsible"
    RESPONSIBLE_DESC = "-responsible"


class AssetConditions(In):
    """What restricts a list, an export, a summary, a label batch or a bulk action.

    What is archived is left out unless ``archived`` says otherwise, and with it what is disposed of unless
    its state is asked for, or ``q`` is its exact tag, property number or serial number.
    """

    q: Annotated[str, Field(max_length=200)] | None = None
    location_id: QueryId | None = None
    category_id: QueryId | None = None
    responsible_id: QueryId | None = None
    supplier_id: QueryId | None = None
    import_id: QueryId | None = None
    status: Annotated[list[AssetStatus], Field(max_length=10)] = []
    condition: Annotated[list[Condition], Field(max_length=10)] = []
    lifecycle_state: Annotated[list[LifecycleState], Field(max_length=10)] = []
    min_value: Annotated[Decimal, Field(ge=0, le=MAX_MONEY)] | None = None
    max_value: Annotated[Decimal, Field(ge=0, le=MAX_MONEY)] | None = None
    acquired_from: date | None = None
    acquired_to: date | None = None
    archived: Literal["exclude", "only", "include"] = "exclude"
    without_location: bool = False
    without_responsible: bool = False


class AssetFilter(AssetConditions, PageParams):
    """A page of assets."""

    sort: AssetSort = AssetSort.TAG


class AssetExportFilter(AssetConditions):
    """Exactly what is filtered, as a file."""

    format: Literal["csv", "xlsx"] = "csv"
    sort: AssetSort = AssetSort.TAG


class Selection(In):
    """Chosen assets: by their ids, or all that match a filter but some."""

    ids: Annotated[list[Id], Field(max_length=MAX_SELECTION)] | None = None
    filter: AssetConditions | None = None
    exclude_ids: Annotated[list[Id], Field(max_length=MAX_SELECTION)] = []

    @model_validator(mode="after")
    def _one_way(self) -> Selection:
        if (self.ids is None) == (self.filter is None):
            raise PydanticCustomError("invalid", "either ids or filter")
        return self


class BulkMoveIn(MoveIn):
    """One move for many assets."""

    selection: Selection


class PlaceRef(Ref):
    """A place, with its full path in words."""

    full_name: str


class PathItem(Out):
    """One step of a path, root first."""

    id: int
    name: str


class PlaceDetail(PlaceRef):
    """A place with the steps that lead to it."""

    path: list[PathItem]


class AssetRow(Out):
    """An asset as a row of the list."""

    id: int
    tag: str
    patrimonio: str | None
    name: str
    status: AssetStatus
    lifecycle_state: LifecycleState
    condition: Condition | None
    category: Ref | None
    location: PlaceRef | None
    responsible: Ref | None
    supplier: Ref | None
    brand: str | None
    model: str | None
    serial_number: str | None
    purchase_value: MoneyOut | None
    acquisition_date: date | None
    archived_at: UtcOut | None
    created_at: UtcOut
    version: int


class AssetOut(AssetRow):
    """An asset as its page shows it."""

    location: PlaceDetail | None  # type: ignore[assignment]
    description: str | None
    invoice_number: str | None
    warranty_until: date | None
    notes: str | None
    extra: dict[str, str | int | float | bool | None]
    code: str
    qr_url: str
    import_id: int | None
    created_by: Ref | None
    updated_at: UtcOut
    movement_count: int
    allowed_actions: list[Literal["edit", "move", "archive", "unarchive", "print_label"]]


class AssetSummary(Out):
    """Figures of what a filter finds."""

    count: int
    total_value: MoneyOut
    by_status: dict[str, int]


class MoveFailure(Out):
    """One asset that could not be moved."""

    id: int
    tag: str
    code: str
    message: str


class BulkMoveOut(Out):
    """What a bulk move did."""

    moved: int
    unchanged: int
    failed: list[MoveFailure]


class MovementOut(Out):
    """A row of the ledger. ``hidden``: which of its places and people the reader does not get to see.

    ``disposal_id`` is the disposal that took the asset out, or that was undone.
    """

    id: int
    seq: int
    type: str
    status: str
    from_location: PlaceRef | None
    to_location: PlaceRef | None
    from_responsible: Ref | None
    to_responsible: Ref | None
    from_status: AssetStatus | None
    to_status: AssetStatus
    hidden: list[Literal["from_location", "to_location", "from_responsible", "to_responsible"]]
    requester: Ref | None
    disposal_id: int | None
    reason: str | None
    created_at: UtcOut


class CodeMatch(Out):
    """An asset found by an exact code."""

    id: int
    tag: str
    name: str
    matched_by: Literal["code", "tag", "patrimonio", "serial_number"]


class CodeMatches(Out):
    """Every asset that a code names; usually one."""

    matches: list[CodeMatch]
