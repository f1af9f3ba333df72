"""Tables of terms."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import FINGERPRINT, OMIT, Base, Stamped, Versioned
from levitiis.infra.db.columns import one_of
from levitiis.infra.db.types import JsonData, Moment, PrimaryKey, Text, string
from levitiis.kit.transitions import Transitions
from levitiis.modules.signatures.errors import SETTLED
from levitiis.modules.signatures.states import (
    TERM_STEPS,
    SignatureLevel,
    SignatureMethod,
    TermDecision,
    TermKind,
    TermState,
    TermStep,
)

TERMS = Transitions(TERM_STEPS, SETTLED)
_STANDING = "state IN ('pending', 'signed')"
_SIGNED_HAS_PDF = (
    "state = 'signed' AND signed_pdf_id IS NOT NULL OR state <> 'signed' AND signed_pdf_id IS NULL"
)


class TermTemplate(Versioned, Base):
    """The text of a kind of term; what it says stands in its versions, the newest of which is used."""

    __tablename__ = "term_templates"
    __history__ = "term_template"
    __table_args__ = (UniqueConstraint("kind"), one_of("kind", TermKind))

    id: Mapped[PrimaryKey]
    kind: Mapped[str] = mapped_column(string(30))
    current: Mapped[int] = mapped_column(Integer, default=1)


class TermTemplateVersion(Stamped, Base):
    """What a template said from then on: written once, never changed, as terms were issued from it."""

    __tablename__ = "term_template_versions"
    __history__ = "term_template_version"
    __table_args__ = (UniqueConstraint("template_id", "number"),)

    id: Mapped[PrimaryKey]
    template_id: Mapped[int] = mapped_column(ForeignKey("term_templates.id"))
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(string(200))
    body: Mapped[str] = mapped_column(Text)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)


class Term(Versioned, Base):
    """A term, frozen when it was issued: its text and its assets (``content_json``), and the PDF of both.

    ``subject_kind`` and ``subject_id`` say which document it belongs to, ``location_id`` where the assets
    are, ``code`` is what its QR code and whoever verifies it use. Dates and amounts within the content are
    finished texts.
    """

    __tablename__ = "terms"
    __history__ = "term"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("code"),
        one_of("kind", TermKind),
        one_of("state", TermState),
        CheckConstraint(_SIGNED_HAS_PDF, name="signed_has_pdf"),
        Index("uq_terms_standing", "kind", "subject_kind", "subject_id", "signer_id", unique=True,
              postgresql_where=text(_STANDING), mssql_where=text(_STANDING)),
        Index("ix_terms_state_id", "state", "id"),
        Index("ix_terms_subject_kind_subject_id", "subject_kind", "subject_id"),
    )  # fmt: skip

    id: Mapped[PrimaryKey]
    number: Mapped[str] = mapped_column(string(20))
    kind: Mapped[str] = mapped_column(string(30))
    state: Mapped[str] = mapped_column(string(12), default=TermState.PENDING.value)
    subject_kind: Mapped[str] = mapped_column(string(40))
    subject_id: Mapped[int]
    subject_number: Mapped[str] = mapped_column(string(40))
    template_version_id: Mapped[int] = mapped_column(ForeignKey("term_template_versions.id"), index=True)
    signer_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    items: Mapped[int] = mapped_column(Integer)
    content_json: Mapped[Any] = mapped_column(JsonData, info=OMIT)
    content_hash: Mapped[str] = mapped_column(string(64), info=OMIT)
    code: Mapped[str] = mapped_column(string(26), info=OMIT)
    pdf_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), index=True)
    pdf_sha256: Mapped[str] = mapped_column(string(64))
    signed_pdf_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    signed_pdf_sha256: Mapped[str | None] = mapped_column(string(64))
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    settled_at: Mapped[Moment | None]

    def take(self, step: TermStep) -> None:
        """Go to where ``step`` leads. Raises ``signatures.settled``."""
        self.state = TERMS.after(self.state, step)


class TermSignature(Stamped, Base):
    """What the signer said, one row per term, never changed: who, how, when, from where, and on which bytes.

    ``strokes_json`` is the drawing; ``collected_by`` the user on whose screen it was made;
    ``confirmed_email`` where the code went to; ``certificate_json`` what the certificate of a signed PDF says
    (its chain is not verified here).
    """

    __tablename__ = "term_signatures"
    __history__ = "term_signature"
    __table_args__ = (
        UniqueConstraint("term_id"),
        one_of("decision", TermDecision),
        one_of("method", SignatureMethod),
        one_of("level", SignatureLevel),
    )

    id: Mapped[PrimaryKey]
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    decision: Mapped[str] = mapped_column(string(10))
    method: Mapped[str] = mapped_column(string(20))
    level: Mapped[str] = mapped_column(string(12))
    signer_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    signer_name: Mapped[str] = mapped_column(string(160), info=FINGERPRINT)
    collected_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    confirmed_email: Mapped[str | None] = mapped_column(string(254), info=FINGERPRINT)
    address: Mapped[str] = mapped_column(string(60), info=FINGERPRINT)
    user_agent: Mapped[str | None] = mapped_column(string(300), info=OMIT)
    note: Mapped[str | None] = mapped_column(string(500))
    pdf_sha256: Mapped[str] = mapped_column(string(64))
    strokes_json: Mapped[Any | None] = mapped_column(JsonData, info=OMIT)
    certificate_json: Mapped[Any | None] = mapped_column(JsonData, info=OMIT)


class TermLink(Base):
    """A one-time link by which a term is signed without an account; token and code lie hashed."""

    __tablename__ = "term_links"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[PrimaryKey]
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id"), index=True)
    token_hash: Mapped[str] = mapped_column(string(64))
    email: Mapped[str] = mapped_column(string(254))
    code_hash: Mapped[str | None] = mapped_column(string(64))
    code_until: Mapped[Moment | None]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
