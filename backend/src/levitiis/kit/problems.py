"""Problems (RFC 9457): one catalogue of stable codes with their texts in pt-BR and English.

Every error that leaves the server is a :class:`Problem` of a declared :class:`ProblemType`;
documentation, translation keys and the completeness test are generated from :data:`CATALOGUE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Language = Literal["pt-BR", "en"]
DEFAULT_LANGUAGE: Language = "pt-BR"

_CODE = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")


class Texts(NamedTuple):
    """One text in both languages; may hold ``{name}`` placeholders."""

    pt: str
    en: str

    def in_language(self, language: Language, params: Mapping[str, Any] | None = None) -> str:
        """Return the text in ``language`` with ``params`` filled in."""
        text = self.pt if language == "pt-BR" else self.en
        return text.format_map(_Params(params or {}))


class _Params(dict[str, Any]):
    """Leaves an unknown placeholder visible rather than failing while an error is being told."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: a JSON pointer into the body, or ``?name`` for a query parameter.

    ``says``: what is told instead of the text of the code, where more is known than that.
    """

    pointer: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict[str, Any])
    says: Texts | None = None

    def message(self, language: Language) -> str:
        """What a person is told."""
        return (
            self.says.in_language(language) if self.says else field_message(self.code, language, self.params)
        )


Pointers = Mapping[int, str]
"""Where in the body something was named, by its id."""
NO_POINTERS: Pointers = MappingProxyType({})


def pointers_to(at: str, ids: Iterable[int]) -> Pointers:
    """Where these are named, in their order; ``at`` as ``/asset_ids/{}``."""
    return {one: at.format(index) for index, one in enumerate(ids)}


def not_available(pointers: Pointers, why: Mapping[int, Texts]) -> list[FieldError]:
    """That these cannot be had, and why each of them, for those of them that were named."""
    return [
        FieldError(pointers[one], NOT_AVAILABLE, says=text) for one, text in why.items() if one in pointers
    ]


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A declared kind of problem; calling it makes a raisable :class:`Problem`."""

    code: str
    status: int
    title: Texts
    detail: Texts

    def __call__(
        self,
        *,
        errors: Sequence[FieldError] = (),
        extensions: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **params: Any,
    ) -> Problem:
        """Make the problem; ``params`` fill the placeholders of the detail."""
        return Problem(self, params, tuple(errors), dict(extensions or {}), dict(headers or {}))


class Problem(Exception):
    """A problem on its way to the client."""

    def __init__(
        self,
        kind: ProblemType,
        params: Mapping[str, Any],
        errors: tuple[FieldError, ...],
        extensions: dict[str, Any],
        headers: dict[str, str],
    ) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.params = params
        self.errors = errors
        self.extensions = extensions
        self.headers = headers

    @property
    def code(self) -> str:
        """The stable code, as ``locations.cycle``."""
        return self.kind.code

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.kind.status

    def body(self, language: Language, request_id: str | None = None) -> dict[str, Any]:
        """Return the ``application/problem+json`` members in ``language``."""
        body: dict[str, Any] = {
            "type": f"/problems/{self.kind.code}",
            "title": self.kind.title.in_language(language, self.params),
            "status": self.kind.status,
            "detail": self.kind.detail.in_language(language, self.params),
            "code": self.kind.code,
        }
        if request_id:
            body["request_id"] = request_id
        if self.errors:
            body["errors"] = [
                {"pointer": e.pointer, "code": e.code, "message": e.message(language)} for e in self.errors
            ]
        return {**self.extensions, **body}


@dataclass(frozen=True, slots=True)
class ConstraintProblem:
    """What a violated database constraint means to a person."""

    kind: ProblemType
    pointer: str | None
    field_code: str


CATALOGUE: dict[str, ProblemType] = {}
FIELD_TEXTS: dict[str, Texts] = {}
CONSTRAINTS: dict[str, ConstraintProblem] = {}


def declare(code: str, status: int, title: tuple[str, str], detail: tuple[str, str]) -> ProblemType:
    """Declare a problem type once; a second declaration of the same code is a programming error."""
    if not _CODE.match(code):
        raise ValueError(f"problem code {code!r} is not of the form module.what_is_wrong")
    if code in CATALOGUE:
        raise ValueError(f"problem code {code!r} is declared twice")
    CATALOGUE[code] = ProblemType(code, status, Texts(*title), Texts(*detail))
    return CATALOGUE[code]


def declare_field(code: str, pt: str, en: str) -> str:
    """Declare the text of a field error code and return the code."""
    if code in FIELD_TEXTS:
        raise ValueError(f"field error code {code!r} is declared twice")
    FIELD_TEXTS[code] = Texts(pt, en)
    return code


def constraint(name: str, kind: ProblemType, pointer: str | None = None, field_code: str = "taken") -> None:
    """Say which problem the violation of the database constraint ``name`` is."""
    if name in CONSTRAINTS:
        raise ValueError(f"constraint {name!r} is explained twice")
    CONSTRAINTS[name] = ConstraintProblem(kind, pointer, field_code)


def field_message(code: str, language: Language, params: Mapping[str, Any] | None = None) -> str:
    """Return the text of a field error."""
    texts = FIELD_TEXTS.get(code) or FIELD_TEXTS["invalid"]
    return texts.in_language(language, params)


INVALID = declare_field("invalid", "Valor inválido.", "Invalid value.")
REQUIRED = declare_field("required", "Campo obrigatório.", "This field is required.")
TAKEN = declare_field("taken", "Já está em uso.", "Already in use.")
TOO_LONG = declare_field("too_long", "Use no máximo {limit} caracteres.", "Use at most {limit} characters.")
TOO_SHORT = declare_field(
    "too_short", "Use no mínimo {limit} caracteres.", "Use at least {limit} characters."
)
TOO_MANY = declare_field("too_many", "Indique no máximo {limit}.", "Name at most {limit}.")
TOO_FEW = declare_field("too_few", "Indique ao menos {limit}.", "Name at least {limit}.")
TOO_SMALL = declare_field("too_small", "O mínimo é {limit}.", "The minimum is {limit}.")
TOO_LARGE = declare_field("too_large", "O máximo é {limit}.", "The maximum is {limit}.")
NOT_A_NUMBER = declare_field("not_a_number", "Informe um número.", "Enter a number.")
NOT_A_DATE = declare_field("not_a_date", "Informe uma data válida.", "Enter a valid date.")
NOT_AN_OPTION = declare_field("not_an_option", "Escolha uma das opções.", "Choose one of the options.")
UNKNOWN_FIELD = declare_field("unknown_field", "Campo desconhecido.", "Unknown field.")
SENT_TWICE = declare_field("sent_twice", "Informe um só valor.", "Give one value only.")
NOT_AVAILABLE = declare_field("not_available", "Não está disponível.", "Not available.")
NOT_FOUND_FIELD = declare_field("not_found", "Não encontrado.", "Not found.")
BAD_CHARACTERS = declare_field(
    "bad_characters",
    "Contém caracteres que não são permitidos.",
    "Contains characters that are not allowed.",
)
