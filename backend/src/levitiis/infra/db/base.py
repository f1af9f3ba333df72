"""The declarative base and the columns that many tables share."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from levitiis.infra.db.types import Moment
from levitiis.kit.clock import now

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table.

    ``__history__`` is the entity name under which changes go to the trail, or ``None`` for tables on
    the short exempt list. A column's ``info["history"]`` may be ``"fingerprint"`` (personal data or
    secrets: logged as changed, with a keyed fingerprint) or ``"omit"`` (derived or housekeeping).
    """

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {int: BigInteger}
    __history__: ClassVar[str | None] = None


FINGERPRINT: dict[str, Any] = {"history": "fingerprint"}
OMIT: dict[str, Any] = {"history": "omit"}


class Stamped:
    """When the row was made and last changed (UTC)."""

    created_at: Mapped[Moment] = mapped_column(default=now, info=OMIT, sort_order=900)
    updated_at: Mapped[Moment] = mapped_column(default=now, onupdate=now, info=OMIT, sort_order=901)


class Versioned(Stamped):
    """``version`` counts the changes; an UPDATE that meets another version than it read raises."""

    version: Mapped[int] = mapped_column(Integer, info=OMIT, sort_order=902)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  (SQLAlchemy hands the class over)
        return {"version_id_col": cls.version, "eager_defaults": False}  # type: ignore[reportUnknownMemberType]
