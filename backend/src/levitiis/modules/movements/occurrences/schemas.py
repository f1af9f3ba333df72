"""Wire models of occurrences."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from levitiis.kit.contact import OptionalEmail
from levitiis.kit.paging import PageParams
from levitiis.kit.text import clean_text, has_bad_characters
from levitiis.kit.wire import Id, In, Out, QueryId, Ref, UtcOut, optional_line, optional_text, required_line
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


class FoundPageIn(In):
    """What is shown behind the QR code to whoever is not signed in; ``email`` is also written to."""

    enabled: bool
    contact: optional_text(500) = None  # type: ignore[valid-type]
    phone: optional_line(40) = None  # type: ignore[valid-type]
    email: OptionalEmail = None


class FoundPageOut(Out):
    """The page of found things as it is set."""

    enabled: bool
    contact: str | None
    phone: str | None
    email: str | None
    version: int


class PublicFoundPage(Out):
    """What anybody may know: whether there is a page, the organisation's contact if there is, and the times.

    What is told is erased ``kept_days`` after the occurrence was resolved, and in any case
    ``kept_at_most_days`` after it was written.
    """

    enabled: bool
    organisation: str | None
    contact: str | None
    phone: str | None
    email: str | None
    kept_days: int
    kept_at_most_days: int


class FoundIn(In):
    """What whoever found a thing tells: its code, where, and how to be reached if he wants to be."""

    code: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{26}$")]
    place: required_line(200)  # type: ignore[valid-type]
    message: Told
    name: optional_line(160) = None  # type: ignore[valid-type]
    phone: optional_line(40) = None  # type: ignore[valid-type]
    email: OptionalEmail = None


class FoundReportOut(Out):
    """What whoever found the asset wrote, until it is erased."""

    place: str
    message: str
    name: str | None
    phone: str | None
    email: str | None
    created_at: UtcOut


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

    ``dispose``: a disposal of the asset may be prepared, whether or not the occurrence is resolved.
    ``attachments`` lie below ``/movimentacoes/ocorrencias/{id}/anexos``.
    """

    resolution: str | None
    resolved_by: Ref | None
    report: FoundReportOut | None
    attachments: int
    allowed_actions: list[Literal["resolve", "attach", "dispose"]]
