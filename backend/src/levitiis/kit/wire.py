"""Bases of wire models and the field types that every module uses."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from levitiis.kit.money import MAX_MONEY, to_cents
from levitiis.kit.text import clean_line, clean_text, has_bad_characters

MAX_ID = 2**63 - 1
_OFFSET = len("+00:00")


class In(BaseModel):
    """Input: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, str_max_length=20_000)


class Out(BaseModel):
    """Output. A field with a default is always sent, and the API document says so."""

    model_config = ConfigDict(
        from_attributes=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class Ref(Out):
    """Another object, as far as a row shows it."""

    id: int
    name: str


def _line(value: str) -> str:
    if has_bad_characters(value):
        raise PydanticCustomError("bad_characters", "control or bidirectional characters")
    return clean_line(value)


def _text(value: str) -> str:
    if has_bad_characters(value, multiline=True):
        raise PydanticCustomError("bad_characters", "control or bidirectional characters")
    return clean_text(value)


def _not_blank(value: str) -> str:
    if not value:
        raise PydanticCustomError("required", "blank")
    return value


def _blank_to_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _money(value: Decimal) -> Decimal:
    rounded = to_cents(value)
    if rounded != value:
        raise PydanticCustomError("decimal_max_places", "more than two places")
    return rounded


def utc_text(value: datetime) -> str:
    """A moment as answers say it: UTC, to the millisecond."""
    moment = value if value.tzinfo is UTC else value.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds")[:-_OFFSET] + "Z"


Id = Annotated[int, Field(ge=1, le=MAX_ID, strict=True)]
QueryId = Annotated[int, Field(ge=1, le=MAX_ID)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


def line(limit: int, *, minimum: int = 0) -> Any:
    """A one-line text of at most ``limit`` characters; control characters are refused, spaces tidied."""
    return Annotated[str, Field(max_length=limit, min_length=minimum), AfterValidator(_line)]


def required_line(limit: int) -> Any:
    """A one-line text that may not be blank."""
    return Annotated[str, Field(max_length=limit), AfterValidator(_line), AfterValidator(_not_blank)]


def optional_line(limit: int) -> Any:
    """A one-line text or nothing; blank counts as nothing."""
    return Annotated[
        Annotated[str, Field(max_length=limit), AfterValidator(_line)] | None, BeforeValidator(_blank_to_none)
    ]


def optional_text(limit: int) -> Any:
    """A text of several lines or nothing; blank counts as nothing."""
    return Annotated[
        Annotated[str, Field(max_length=limit), AfterValidator(_text)] | None, BeforeValidator(_blank_to_none)
    ]


MoneyIn = Annotated[
    Decimal, Field(ge=0, le=MAX_MONEY, max_digits=16, decimal_places=2), AfterValidator(_money)
]
MoneyOut = Annotated[Decimal, PlainSerializer(lambda v: f"{v:.2f}", return_type=str, when_used="json")]
UtcOut = Annotated[datetime, PlainSerializer(utc_text, return_type=str, when_used="json")]
