"""``audit_logs``: the trail. Append-only; in production no database grant can alter it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import Base
from levitiis.infra.db.types import JsonData, Moment, PrimaryKey, string


class AuditLog(Base):
    """One change of one row, or one remembered act (sign-in, refusal, export).

    ``data_json`` holds ``{"changes": {field: [before, after]}}`` and, for acts, what they were about.
    ``actor_id`` has no foreign key: rows outlive users.
    """

    __tablename__ = "audit_logs"
    __table_args__ = (
        Index("ix_audit_logs_entity_entity_id_id", "entity", "entity_id", "id"),
        Index("ix_audit_logs_actor_id_id", "actor_id", "id"),
        Index("ix_audit_logs_request_id", "request_id"),
    )

    id: Mapped[PrimaryKey]
    entity: Mapped[str] = mapped_column(string(60))
    entity_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(string(60))
    actor_kind: Mapped[str] = mapped_column(string(10))
    actor_id: Mapped[int | None]
    source: Mapped[str] = mapped_column(string(10))
    reason: Mapped[str | None] = mapped_column(string(500))
    request_id: Mapped[str | None] = mapped_column(string(40))
    data_json: Mapped[dict[str, Any]] = mapped_column(JsonData)
    created_at: Mapped[Moment] = mapped_column(index=True)
