"""Tables of assets, the movement ledger and imports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import OMIT, Base, Versioned
from levitiis.infra.db.columns import one_of
from levitiis.infra.db.types import JsonData, Moment, Money, PrimaryKey, Text, string
from levitiis.modules.assets.states import (
    AssetStatus,
    Condition,
    ImportState,
    LifecycleState,
    MovementStatus,
    MovementType,
)
from levitiis.modules.attachments.api import AttachmentColumns, one_main


class Asset(Versioned, Base):
    """One thing that is tracked by itself.

    ``tag_key`` is the normalised tag, unique for ever (archived and disposed ones included).
    ``location_id``, ``responsible_id`` and ``status`` are written by custody only, each time with a
    row of ``movements`` (``custody_seq`` is the last one's ``seq``). ``code`` is the opaque content of
    the QR. ``extra`` keeps the columns of an import that have no field of their own, without personal
    data.
    """

    __tablename__ = "assets"
    __history__ = "asset"
    __table_args__ = (
        UniqueConstraint("tag_key"),
        UniqueConstraint("code"),
        one_of("status", AssetStatus),
        one_of("lifecycle_state", LifecycleState),
        one_of("condition", Condition),
        CheckConstraint("purchase_value >= 0", name="purchase_value"),
        CheckConstraint("(status = 'disposed') = (lifecycle_state = 'disposed')", name="disposed"),
        Index("ix_assets_sort_key_id", "sort_key", "id"),
        Index("ix_assets_tag_sort_id", "tag_sort", "id"),
        Index("ix_assets_created_at_id", "created_at", "id"),
        Index("ix_assets_purchase_value_id", "purchase_value", "id"),
        Index("ix_assets_acquisition_date_id", "acquisition_date", "id"),
        Index("ix_assets_location_id_tag_sort", "location_id", "tag_sort"),
        Index("ix_assets_category_id_tag_sort", "category_id", "tag_sort"),
        Index("ix_assets_responsible_id_tag_sort", "responsible_id", "tag_sort"),
        Index("ix_assets_status_tag_sort", "status", "tag_sort"),
        Index("ix_assets_search_text", "search_text", postgresql_using="gin",
              postgresql_ops={"search_text": "gin_trgm_ops"}).ddl_if(dialect="postgresql"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(string(250))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("asset_categories.id"))
    tag: Mapped[str] = mapped_column(string(60))
    patrimonio: Mapped[str | None] = mapped_column(string(60), index=True)
    serial_number: Mapped[str | None] = mapped_column(string(120))
    serial_key: Mapped[str | None] = mapped_column(string(120), index=True, info=OMIT)
    purchase_value: Mapped[Decimal | None] = mapped_column(Money)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("suppliers.id"), index=True)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    status: Mapped[str] = mapped_column(string(20), default=AssetStatus.AVAILABLE.value)
    lifecycle_state: Mapped[str] = mapped_column(string(20), default=LifecycleState.IN_SERVICE.value)
    condition: Mapped[str | None] = mapped_column(string(20))
    brand: Mapped[str | None] = mapped_column(string(120))
    model: Mapped[str | None] = mapped_column(string(120))
    description: Mapped[str | None] = mapped_column(Text)
    acquisition_date: Mapped[date | None] = mapped_column(Date)
    invoice_number: Mapped[str | None] = mapped_column(string(60))
    warranty_until: Mapped[date | None] = mapped_column(Date)
    notes: Mapped[str | None] = mapped_column(Text)
    extra: Mapped[dict[str, Any]] = mapped_column(JsonData, default=dict)
    code: Mapped[str] = mapped_column(string(26), info=OMIT)
    archived_at: Mapped[Moment | None]
    custody_seq: Mapped[int] = mapped_column(Integer, default=0, info=OMIT)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("asset_imports.id"), index=True, info=OMIT)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), info=OMIT)
    tag_key: Mapped[str] = mapped_column(string(60), info=OMIT)
    tag_sort: Mapped[str] = mapped_column(string(200), info=OMIT)
    sort_key: Mapped[str] = mapped_column(string(200), info=OMIT)
    search_text: Mapped[str] = mapped_column(string(2000), info=OMIT)


class AssetAttachment(AttachmentColumns, Base):
    """A file attached to an asset. What happens to it is told as an act on the asset."""

    __tablename__ = "asset_attachments"
    __table_args__ = one_main("asset_attachments", "asset_id")

    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))


class Movement(Base):
    """A row of the ledger: what took effect on an asset, in order of ``seq`` (1, 2, 3 …).

    Written by custody only, never changed but for ``status`` when a later row reverses it.
    """

    __tablename__ = "movements"
    __table_args__ = (
        UniqueConstraint("asset_id", "seq"),
        one_of("type", MovementType),
        one_of("status", MovementStatus),
        CheckConstraint("seq >= 1", name="seq"),
        Index("ix_movements_to_location_id_created_at", "to_location_id", "created_at"),
        Index("ix_movements_to_responsible_id_created_at", "to_responsible_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))
    seq: Mapped[int] = mapped_column(Integer)
    type: Mapped[str] = mapped_column(string(20))
    status: Mapped[str] = mapped_column(string(20), default=MovementStatus.EFFECTIVE.value)
    from_location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    to_location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    from_responsible_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    to_responsible_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    from_status: Mapped[str | None] = mapped_column(string(20))
    to_status: Mapped[str] = mapped_column(string(20))
    requester_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("movement_documents.id"), index=True)
    disposal_id: Mapped[int | None] = mapped_column(ForeignKey("disposals.id"), index=True)
    reason: Mapped[str | None] = mapped_column(string(500))
    created_at: Mapped[Moment]


class TagCounter(Base):
    """The last number given out for a tag prefix; the row is locked while the next one is taken."""

    __tablename__ = "tag_counters"

    prefix: Mapped[str] = mapped_column(string(20), primary_key=True)
    last_number: Mapped[int] = mapped_column(default=0)


class AssetImport(Versioned, Base):
    """One file on its way into the inventory."""

    __tablename__ = "asset_imports"
    __history__ = "asset_import"
    __table_args__ = (one_of("state", ImportState),)

    id: Mapped[PrimaryKey]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))
    filename: Mapped[str] = mapped_column(string(255))
    state: Mapped[str] = mapped_column(string(20), default=ImportState.UPLOADED.value)
    layout: Mapped[dict[str, Any]] = mapped_column(JsonData, info=OMIT)
    mapping: Mapped[dict[str, Any]] = mapped_column(JsonData, info=OMIT)
    summary: Mapped[dict[str, Any] | None] = mapped_column(JsonData)
    problem: Mapped[dict[str, Any] | None] = mapped_column(JsonData)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id"), info=OMIT)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    applied_at: Mapped[Moment | None]


class ImportIssue(Base):
    """One finding of a check: a cell that is wrong, or (``blocks``) a row that cannot enter."""

    __tablename__ = "asset_import_issues"
    __table_args__ = (Index("ix_asset_import_issues_import_id_row", "import_id", "row"),)

    id: Mapped[PrimaryKey]
    import_id: Mapped[int] = mapped_column(ForeignKey("asset_imports.id", ondelete="CASCADE"))
    row: Mapped[int] = mapped_column(Integer)
    column: Mapped[str | None] = mapped_column(string(5))
    header: Mapped[str | None] = mapped_column(string(120))
    field: Mapped[str | None] = mapped_column(string(40))
    value: Mapped[str | None] = mapped_column(string(200))
    code: Mapped[str] = mapped_column(string(40))
    params: Mapped[dict[str, Any]] = mapped_column(JsonData)
    severity: Mapped[str] = mapped_column(string(10))
    blocks: Mapped[bool] = mapped_column(Boolean)
