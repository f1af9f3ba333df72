"""Wire models of the position on a day."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from levitiis.kit.paging import Page, PageParams
from levitiis.kit.wire import Out, QueryId, Ref, UtcOut
from levitiis.modules.assets.schemas import PlaceRef
from levitiis.modules.assets.states import AssetStatus

Day = Annotated[dt.date, Field(ge=dt.date(1990, 1, 1), le=dt.date(2100, 12, 31))]


class PositionSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    TAG = "tag"
    TAG_DESC = "-tag"
    NAME = "name"
    NAME_DESC = "-name"
    SINCE = "since"
    SINCE_DESC = "-since"


class PositionFilter(PageParams):
    """Which assets, on which day: ``on`` is a local date, its end counts; without one it is today.

    ``location_id`` means the place and everything below it.
    """

    on: Day | None = None
    q: Annotated[str, Field(max_length=100)] | None = None
    location_id: QueryId | None = None
    responsible_id: QueryId | None = None
    status: list[AssetStatus] = []
    sort: PositionSort = PositionSort.TAG


class Position(Out):
    """Custody of an asset as it stood at the end of a day.

    ``since`` is when it began, ``until`` when it ended (null: it still stands). ``hidden``: what of place and
    person the reader does not get to see.
    """

    location: PlaceRef | None
    responsible: Ref | None
    status: AssetStatus
    hidden: list[Literal["location", "responsible"]]
    since: UtcOut
    until: UtcOut | None


class PositionRow(Position):
    """The same, with the asset."""

    id: int
    tag: str
    name: str


class PositionPage(Page[PositionRow]):
    """A page of the position on a day.

    ``beyond_reach`` counts assets that were there then and are out of the reader's reach now.
    """

    on: dt.date
    beyond_reach: int


class AssetPosition(Out):
    """Where an asset was on a day; ``position`` is null when it was not registered yet."""

    on: dt.date
    position: Position | None
