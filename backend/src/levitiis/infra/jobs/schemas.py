"""Jobs on the wire."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from levitiis.infra.jobs.states import JobStatus
from levitiis.kit.paging import PageParams
from levitiis.kit.wire import Out, UtcOut


class JobOut(Out):
    """A job as its owner sees it; ``problem`` tells why it failed, in the reader's language."""

    id: int
    kind: str
    status: JobStatus
    done: int
    total: int | None
    unit: str | None
    message: str | None
    result: dict[str, Any] | None
    problem: dict[str, Any] | None
    created_at: UtcOut
    started_at: UtcOut | None
    finished_at: UtcOut | None
    eta_seconds: int | None


class JobFilter(PageParams):
    """Which jobs: one's own, or with ``mine=false`` everybody's for those who may see them."""

    mine: bool = True
    kind: Annotated[str, Field(max_length=60)] | None = None
    status: JobStatus | None = None
