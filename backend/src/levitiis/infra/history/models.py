"""``audit_logs``: the trail, and its seals. Append-only; in production no database grant can alter it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import Base
from levitiis.infra.db.grants import APPEND_ONLY
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
        {"info": APPEND_ONLY},
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


class AuditSeal(Base):
    """A link of the hash chain over the trail: which entries it covers, and what they were.

    ``id`` counts without gaps from 1, so two sealers cannot write the same link. ``ranges`` holds the
    covered ids as ``[first, last]`` pairs, ascending; ``digest`` is over those entries, ``hash`` over
    the link itself and ``previous``, the hash of the link before (64 zeros before the first).
    """

    __tablename__ = "audit_seals"
    __table_args__ = (
        CheckConstraint("id >= 1", name="counted"),
        CheckConstraint("entries >= 1", name="entries"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    covered_to: Mapped[int]
    entries: Mapped[int]
    ranges: Mapped[list[list[int]]] = mapped_column(JsonData)
    digest: Mapped[str] = mapped_column(string(64))
    previous: Mapped[str] = mapped_column(string(64), unique=True)
    hash: Mapped[str] = mapped_column(string(64))
    sealed_at: Mapped[Moment]


class AuditSealGap(Base):
    """Ids that a seal passed over: a transaction that had drawn them was still open, or was undone.

    What appears there within the time of grace is sealed late; afterwards the gap is forgotten, and an
    entry that appears in it stands out as unsealed.
    """

    __tablename__ = "audit_seal_gaps"

    first_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last_id: Mapped[int]
    noticed_at: Mapped[Moment]
