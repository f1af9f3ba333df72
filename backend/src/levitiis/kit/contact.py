"""Ways to reach somebody, as typed."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from levitiis.kit.text import clean_line, has_bad_characters

EMAIL_LIMIT = 254
_EMAIL = re.compile(r"[^\s@,;<>\"()]{1,64}@[^\s@,;<>\"().]+(\.[^\s@,;<>\"().]+)+")


def _email(value: str | None) -> str | None:
    if value is None:
        return None
    if has_bad_characters(value):
        raise PydanticCustomError("bad_characters", "control or bidirectional characters")
    address = clean_line(value)
    if not _EMAIL.fullmatch(address):
        raise PydanticCustomError("invalid", "not an e-mail address")
    return address


def _blank_to_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


OptionalEmail = Annotated[
    Annotated[str, Field(max_length=EMAIL_LIMIT)] | None,
    BeforeValidator(_blank_to_none),
    AfterValidator(_email),
]
"""An e-mail address or nothing; blank counts as nothing. Whether it is read there only mail can tell."""
