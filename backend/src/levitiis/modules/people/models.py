"""Table of people."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import FINGERPRINT, OMIT, Base, Versioned
from levitiis.infra.db.types import PrimaryKey, binary_string, string
from levitiis.kit.text import search_key, sort_key, tag_key

_NAME_KEY = 200
_SEARCH_TEXT = 700


class Person(Versioned, Base):
    """Someone who holds or answers for things, with or without an account.

    The CPF is stored encrypted (``cpf_cipher``, AES-256-GCM with a key id) and searched by
    ``cpf_index``, a keyed hash; ``location_id`` is where the person works (lotação). A record that was
    merged into another stays for the ledger's sake, and for files that name it: it holds nothing. Whoever
    was cleared has left on ``left_on``, and gets nothing new until the clearance is withdrawn.
    """

    __tablename__ = "people"
    __history__ = "person"
    __table_args__ = (
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        Index("uq_people_cpf_index", "cpf_index", unique=True,
              postgresql_where=text("cpf_index IS NOT NULL"), mssql_where=text("cpf_index IS NOT NULL")),
        Index("uq_people_registration_key", "registration_key", unique=True,
              postgresql_where=text("registration_key IS NOT NULL"),
              mssql_where=text("registration_key IS NOT NULL")),
        Index("ix_people_sort_key_id", "sort_key", "id"),
        Index("ix_people_search_text", "search_text", postgresql_using="gin",
              postgresql_ops={"search_text": "gin_trgm_ops"}).ddl_if(dialect="postgresql"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(string(160), info=FINGERPRINT)
    registration: Mapped[str | None] = mapped_column(string(40), info=FINGERPRINT)
    registration_key: Mapped[str | None] = mapped_column(string(40), info=OMIT)
    email: Mapped[str | None] = mapped_column(string(254), info=FINGERPRINT)
    cpf_cipher: Mapped[bytes | None] = mapped_column(LargeBinary, info=OMIT)
    cpf_index: Mapped[str | None] = mapped_column(string(64), info=FINGERPRINT)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    left_on: Mapped[dt.date | None] = mapped_column(Date)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    name_key: Mapped[str] = mapped_column(string(200), index=True, info=OMIT)
    sort_key: Mapped[str] = mapped_column(binary_string(200), info=OMIT)
    search_text: Mapped[str] = mapped_column(string(700), info=OMIT)

    def derive(self) -> None:
        """Set the normal forms that follow from name, registration and e-mail."""
        self.name_key = person_name_key(self.name)
        self.sort_key = sort_key(self.name)
        self.registration_key = tag_key(self.registration) if self.registration else None
        parts = (self.name, self.registration, self.email)
        self.search_text = search_key(" ".join(part for part in parts if part))[:_SEARCH_TEXT]

    def contradicts(self, other: Person) -> bool:
        """Tell whether both have a CPF, which is then not the same one: they are two people."""
        return self.cpf_index is not None and other.cpf_index is not None


def person_name_key(name: str) -> str:
    """The form in which names of people are compared."""
    return search_key(name)[:_NAME_KEY]
