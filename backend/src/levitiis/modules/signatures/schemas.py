"""Wire models of terms."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import In, Out, QueryId, Ref, UtcOut, optional_line, optional_text, required_line
from levitiis.modules.signatures.placeholders import faults
from levitiis.modules.signatures.states import (
    PaperKind,
    PaperState,
    SignatureLevel,
    SignatureMethod,
    TermDecision,
    TermKind,
    TermState,
)
from levitiis.modules.signatures.strokes import HEIGHT, MOST_POINTS, MOST_STROKES, WIDTH, is_drawn

_X = Annotated[int, Field(ge=0, le=WIDTH)]
_Y = Annotated[int, Field(ge=0, le=HEIGHT)]
Stroke = Annotated[list[tuple[_X, _Y]], Field(min_length=1, max_length=MOST_POINTS)]
Token = Annotated[str, Field(min_length=20, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]
TermAction = Literal["sign", "refuse", "collect", "send_link", "add_signed_pdf"]


class TermSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    CREATED = "created_at"
    CREATED_DESC = "-created_at"
    NUMBER = "number"
    NUMBER_DESC = "-number"


class TermFilter(PageParams):
    """A page of terms; ``mine`` leaves those that the caller himself is to sign or has."""

    q: Annotated[str, Field(max_length=100)] | None = None
    state: Annotated[list[TermState], Field(max_length=10)] = []
    signer_id: QueryId | None = None
    subject_kind: Annotated[str, Field(max_length=40)] | None = None
    subject_id: QueryId | None = None
    mine: bool = False
    sort: TermSort = TermSort.CREATED_DESC


class SignIn(In):
    """What the signer says: a drawing with a signature, a note with a refusal."""

    decision: TermDecision
    strokes: Annotated[list[Stroke], Field(max_length=MOST_STROKES)] = []
    note: optional_line(500) = None  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _complete(self) -> SignIn:
        if sum(len(stroke) for stroke in self.strokes) > MOST_POINTS:
            raise PydanticCustomError(
                "too_many", "the drawing has too many points", {"max_length": MOST_POINTS}
            )
        if self.decision is TermDecision.SIGN and not is_drawn(self.strokes):
            raise PydanticCustomError("required", "a signature is drawn")
        if self.decision is TermDecision.REFUSE and not self.note:
            raise PydanticCustomError("required", "a refusal says why")
        return self


class LinkIn(In):
    """The token of a link's fragment."""

    token: Token


class LinkedSignIn(SignIn):
    """What whoever came by a link says, with the code of the e-mail."""

    token: Token
    code: Annotated[str, Field(pattern=r"^\s*\d{6}\s*$")]


class CodeIn(In):
    """The code of a term, as its QR code carries it."""

    code: Annotated[str, Field(min_length=20, max_length=40, pattern=r"^[0-9a-zA-Z]+$")]


class TermRow(Out):
    """A term in a list."""

    id: int
    number: str
    kind: TermKind
    state: TermState
    signer: Ref
    subject_kind: str
    subject_id: int
    subject_number: str
    items: int
    created_at: UtcOut
    settled_at: UtcOut | None
    version: int


class SignatureOut(Out):
    """What the signer said, and the circumstances that are kept with it."""

    decision: TermDecision
    method: SignatureMethod
    level: SignatureLevel
    signer_name: str
    collected_by: Ref | None
    confirmed_email: str | None
    address: str
    note: str | None
    certificate: dict[str, str] | None
    at: UtcOut


class TermOut(TermRow):
    """One term: its frozen text and table, its hashes, and what may be done with it."""

    title: str
    paragraphs: list[str]
    lines: list[list[str]]
    total: str
    code: str
    pdf_sha256: str
    signed_pdf_sha256: str | None
    signature: SignatureOut | None
    link_sent_at: UtcOut | None
    allowed_actions: list[TermAction]


class LinkedTermOut(Out):
    """A term as whoever came by a link sees it."""

    organisation: str
    number: str
    title: str
    paragraphs: list[str]
    lines: list[list[str]]
    total: str
    signer_name: str
    email_hint: str
    state: TermState
    pdf_sha256: str


class VerifiedTermOut(Out):
    """What anybody who holds the paper may know of it, and nothing else: no name, no asset, no place."""

    organisation: str
    number: str
    kind: PaperKind
    state: PaperState
    issued_at: UtcOut
    settled_at: UtcOut | None
    signer_initials: str
    pdf_sha256: str
    signed_pdf_sha256: str | None


def _known_placeholders(value: str) -> str:
    if faults(value):
        raise PydanticCustomError("unknown_placeholder", "a placeholder that does not exist")
    return value


def _says_something(value: str | None) -> str:
    if not value:
        raise PydanticCustomError("required", "a term says something")
    return _known_placeholders(value)


class TemplateIn(In):
    """A new version of a template."""

    title: Annotated[required_line(200), AfterValidator(_known_placeholders)]  # type: ignore[valid-type]
    body: Annotated[optional_text(10_000), AfterValidator(_says_something)]  # type: ignore[valid-type]


class PlaceholderOut(Out):
    """A placeholder with what it stands for, in the caller's language."""

    name: str
    about: str


class TemplateVersionOut(Out):
    """What a template said from a moment on."""

    number: int
    title: str
    body: str
    author: Ref | None
    created_at: UtcOut


class TemplateOut(Out):
    """A template with its versions, the newest first."""

    id: int
    kind: TermKind
    current: TemplateVersionOut
    versions: list[TemplateVersionOut]
    version: int


class TemplatesOut(Out):
    """Every template, and the placeholders that their texts may use."""

    items: list[TemplateOut]
    placeholders: list[PlaceholderOut]
