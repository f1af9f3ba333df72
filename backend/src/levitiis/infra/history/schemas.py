"""The trail on the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from levitiis.kit.paging import CursorParams
from levitiis.kit.wire import Out, QueryId, UtcOut


class TrailActor(Out):
    """Who did it; ``name`` is null for the system itself and for people who are no longer known."""

    kind: str
    id: int | None
    name: str | None


class TrailChange(Out):
    """One field, before and after; the labels are what references pointed at, where the reader may know."""

    field: str
    before: Any
    after: Any
    before_label: str | None = None
    after_label: str | None = None


class TrailEntry(Out):
    """One change of one thing, or one remembered act (then ``details`` tells what it was about).

    ``entity_label``: what the thing is called now, where it still is and the reader may see it.
    ``count``: how many like entries this one stands for, where they were asked for in groups.
    """

    id: int
    entity: str
    entity_id: int | None
    entity_label: str | None = None
    action: str
    actor: TrailActor
    source: str
    reason: str | None
    request_id: str | None
    changes: list[TrailChange]
    details: dict[str, Any]
    count: int = 1
    created_at: UtcOut


_Word = Annotated[str, Field(min_length=1, max_length=60)]


class TrailConditions(BaseModel):
    """Which part of the trail; a day in ``from`` and ``to`` is meant as a whole, both included."""

    entity: _Word | None = None
    entity_id: QueryId | None = None
    actor_id: QueryId | None = None
    action: _Word | None = None
    request_id: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    since: Annotated[date | datetime | None, Field(alias="from")] = None
    until: Annotated[date | datetime | None, Field(alias="to")] = None


class TrailFilter(TrailConditions, CursorParams):
    """A page of the trail.

    ``grouped``: what one piece of work did to things of one kind comes as one entry with its ``count``.
    """

    grouped: bool = False


class TrailExportFilter(TrailConditions):
    """A part of the trail, as a file."""

    format: Literal["csv", "xlsx"] = "csv"


class SealHead(Out):
    """The newest link of the chain."""

    number: int
    hash: str
    sealed_at: UtcOut


FaultKind = Literal["link", "altered", "missing", "unsealed", "head"]


class TrailFault(Out):
    """One place where the chain breaks; the ids are entries of the trail."""

    kind: FaultKind
    seal: int | None
    first_id: int | None
    last_id: int | None


class TrailVerdict(Out):
    """What the last verification saw; the trail is whole when there are no faults."""

    job_id: int
    finished_at: UtcOut
    seals: int
    entries: int
    unsealed: int
    faults: list[TrailFault]


class SealsOut(Out):
    """How far the trail is sealed, and whether it was whole when it was last verified."""

    seals: int
    entries: int
    waiting: int
    head: SealHead | None
    verdict: TrailVerdict | None


class VerificationOut(Out):
    """The job that verifies."""

    job_id: int
