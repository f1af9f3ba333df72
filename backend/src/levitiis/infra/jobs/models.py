"""``jobs``: work with a due date, and the progress of long work."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import Base
from levitiis.infra.db.types import JsonData, Moment, PrimaryKey, string
from levitiis.infra.jobs.states import JobStatus

_STATUSES = ", ".join(f"'{status}'" for status in JobStatus)


class Job(Base):
    """One occurrence. ``unique_key`` makes it happen once; a claim that is not renewed is taken over."""

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("unique_key"),
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        Index("ix_jobs_due", "due_at", "id",
              postgresql_where=text("status = 'queued'"), mssql_where=text("status = 'queued'")),
        Index("ix_jobs_lease", "claimed_until",
              postgresql_where=text("status = 'running'"), mssql_where=text("status = 'running'")),
        Index("ix_jobs_created_by_id", "created_by", "id"),
        Index("ix_jobs_finished_at", "finished_at"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    kind: Mapped[str] = mapped_column(string(60))
    unique_key: Mapped[str] = mapped_column(string(160))
    status: Mapped[str] = mapped_column(string(10), default=JobStatus.QUEUED.value)
    payload: Mapped[dict[str, Any]] = mapped_column(JsonData)
    result: Mapped[dict[str, Any] | None] = mapped_column(JsonData)
    problem: Mapped[dict[str, Any] | None] = mapped_column(JsonData)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    unit: Mapped[str | None] = mapped_column(string(20))
    message: Mapped[str | None] = mapped_column(string(200))
    cancel_requested: Mapped[bool] = mapped_column(Boolean, default=False)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    created_by: Mapped[int | None]
    created_at: Mapped[Moment]
    due_at: Mapped[Moment]
    claimed_by: Mapped[str | None] = mapped_column(string(80))
    claimed_until: Mapped[Moment | None]
    started_at: Mapped[Moment | None]
    finished_at: Mapped[Moment | None]
