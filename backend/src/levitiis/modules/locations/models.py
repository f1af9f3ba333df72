"""Tables of places."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import Base
from levitiis.infra.db.tree import TreeNode, tree_table_args
from levitiis.infra.db.types import PrimaryKey, string
from levitiis.kit.tree import CODE_LIMIT

MAX_DEPTH = 12


class LocationKind(Base):
    """A kind of place; kinds are data.

    ``rank`` orders them from the root down: a place stands below one whose kind has a lower rank.
    ``nests``: it may also stand below another of its own kind.
    """

    __tablename__ = "location_kinds"
    __history__ = "location_kind"

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(string(30), unique=True)
    name_pt: Mapped[str] = mapped_column(string(60))
    name_en: Mapped[str] = mapped_column(string(60))
    rank: Mapped[int] = mapped_column(Integer)
    nests: Mapped[bool] = mapped_column(Boolean, default=False)
    active: Mapped[bool] = mapped_column(Boolean, default=True)

    def fits_below(self, above: LocationKind) -> bool:
        """Tell whether a place of this kind may stand directly below one of the kind ``above``."""
        return self.rank > above.rank or (self.nests and self.code == above.code)


class Location(TreeNode, Base):
    """A place; see :class:`~levitiis.infra.db.tree.TreeNode` for what keeps its path."""

    __tablename__ = "locations"
    __history__ = "location"
    __table_args__ = (
        *tree_table_args("locations", MAX_DEPTH),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
    )
    MAX_DEPTH: ClassVar[int] = MAX_DEPTH

    type: Mapped[str] = mapped_column(string(30), ForeignKey("location_kinds.code"))
    code: Mapped[str | None] = mapped_column(string(CODE_LIMIT), index=True)
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))

    @property
    def search_code(self) -> str | None:
        """A place is found by its code too."""
        return self.code
