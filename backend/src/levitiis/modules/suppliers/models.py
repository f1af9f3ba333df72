"""Table of suppliers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import FINGERPRINT, OMIT, Base, Versioned
from levitiis.infra.db.types import PrimaryKey, binary_string, string
from levitiis.kit.text import search_key, sort_key

_NAME_KEY = 200
_SEARCH_TEXT = 700


class Supplier(Versioned, Base):
    """A company or person we buy from.

    ``tax_id`` is a company's CNPJ, 14 characters, which may hold letters. The CPF of a natural person
    is kept like that of people: encrypted in ``cpf_cipher``, found by ``cpf_index``.
    """

    __tablename__ = "suppliers"
    __history__ = "supplier"
    __table_args__ = (
        Index("uq_suppliers_tax_id", "tax_id", unique=True,
              postgresql_where=text("tax_id IS NOT NULL"), mssql_where=text("tax_id IS NOT NULL")),
        Index("uq_suppliers_cpf_index", "cpf_index", unique=True,
              postgresql_where=text("cpf_index IS NOT NULL"), mssql_where=text("cpf_index IS NOT NULL")),
        CheckConstraint("tax_id IS NULL OR cpf_index IS NULL", name="one_tax_id"),
        Index("ix_suppliers_sort_key_id", "sort_key", "id"),
        Index("ix_suppliers_search_text", "search_text", postgresql_using="gin",
              postgresql_ops={"search_text": "gin_trgm_ops"}).ddl_if(dialect="postgresql"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(string(200))
    tax_id: Mapped[str | None] = mapped_column(string(14))
    cpf_cipher: Mapped[bytes | None] = mapped_column(LargeBinary, info=OMIT)
    cpf_index: Mapped[str | None] = mapped_column(string(64), info=FINGERPRINT)
    contact: Mapped[str | None] = mapped_column(string(160), info=FINGERPRINT)
    email: Mapped[str | None] = mapped_column(string(254), info=FINGERPRINT)
    phone: Mapped[str | None] = mapped_column(string(40), info=FINGERPRINT)
    name_key: Mapped[str] = mapped_column(string(200), index=True, info=OMIT)
    sort_key: Mapped[str] = mapped_column(binary_string(200), info=OMIT)
    search_text: Mapped[str] = mapped_column(string(700), info=OMIT)

    def derive(self) -> None:
        """Set the normal forms that follow from name, tax number and contact."""
        self.name_key = supplier_name_key(self.name)
        self.sort_key = sort_key(self.name)
        parts = (self.name, self.tax_id, self.contact, self.email)
        self.search_text = search_key(" ".join(part for part in parts if part))[:_SEARCH_TEXT]


def supplier_name_key(name: str) -> str:
    """The form in which names of suppliers are compared."""
    return search_key(name)[:_NAME_KEY]
