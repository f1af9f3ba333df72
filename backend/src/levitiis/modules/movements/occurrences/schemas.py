"""Wire models of occurrences."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.text import clean_text, has_bad_characters
from levitiis.kit.wire import Id, In, Out, QueryId, Ref, UtcOut
from levitiis.modules.movements.occurrences.states import OccurrenceKind, OccurrenceState

MOST_TEXT = 1000


def _told(value: str) -> str:
    if has_bad_characters(value, multiline=True):
        raise PydanticCustomError("bad_characters", "control or bidirectional characters")
    value = clean_text(value)
    if not value:
        raise PydanticCustomError("required", "blank")
    return value


Told = Annotated[str, Field(max_length=MOST_TEXT), AfterValidator(_told)]
"""A text of several lines that may not be blank."""


class OccurrenceIn(In):
    """What happened to which asset."""

    asset_id: Id
    kind: OccurrenceKind
    description: Told


class ResolveIn(In):
    """What was done about it."""

    resolution: Told


class OccurrenceSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    CREATED = "created_at"
    CREATED_DESC = "-created_at"
    RESOLVED = "resolved_at"
    RESOLVED_DESC = "-resolved_at"


class OccurrenceFilter(PageParams):
    """A page of occurrences. ``q`` is a part of the asset's tag or name; a place means its subtree."""

    q: Annotated[str, Field(max_length=100)] | None = None
    state: list[OccurrenceState] = []
    kind: list[OccurrenceKind] = []
    asset_id: QueryId | None = None
    location_id: QueryId | None = None
    sort: OccurrenceSort = OccurrenceSort.CREATED_DESC


class OccurrenceAsset(Out):
    """The asset, as a row shows it."""

    id: int
    tag: str
    name: str


class OccurrencePlace(Ref):
    """Where the asset is registered."""

    full_name: str


class OccurrenceRow(Out):
    """A line of the list. ``opened_by`` is null when nobody who signs in opened it.

    ``loan``: the loan from which it came back so, by its number, if it exists for the reader.
    """

    id: int
    kind: OccurrenceKind
    state: OccurrenceState
    asset: OccurrenceAsset
    location: OccurrencePlace | None
    loan: Ref | None
    description: str
    opened_by: Ref | None
    created_at: UtcOut
    resolved_at: UtcOut | None
    version: int


class OccurrenceOut(OccurrenceRow):
    """An occurrence with what was done about it, and what the reader may do next.

    ``attachments`` lie below ``/movimentacoes/ocorrencias/{id}/anexos``.
    """

    resolution: str | None
    resolved_by: Ref | None
    attachments: int
    allowed_actions: list[Literal["resolve", "attach"]]
