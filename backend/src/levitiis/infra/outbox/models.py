"""``outbox_events``: events written in the transaction of the change they tell."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import Base
from levitiis.infra.db.types import JsonData, Moment, PrimaryKey, string


class OutboxEvent(Base):
    """One event. ``sequence`` is public and given by the relay after commit; null until then."""

    __tablename__ = "outbox_events"
    __table_args__ = (
        Index("uq_outbox_events_sequence", "sequence", unique=True,
              postgresql_where=text("sequence IS NOT NULL"), mssql_where=text("sequence IS NOT NULL")),
        Index("ix_outbox_events_unpublished", "id",
              postgresql_where=text("sequence IS NULL"), mssql_where=text("sequence IS NULL")),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    sequence: Mapped[int | None]
    type: Mapped[str] = mapped_column(string(60))
    object_type: Mapped[str] = mapped_column(string(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JsonData)
    created_at: Mapped[Moment]
    published_at: Mapped[Moment | None]


class OutboxDelivery(Base):
    """How far each durable subscriber has come; ``name`` is the subscriber's, ``sequence`` the last done."""

    __tablename__ = "outbox_deliveries"

    name: Mapped[str] = mapped_column(string(60), primary_key=True)
    sequence: Mapped[int]
    updated_at: Mapped[Moment]
