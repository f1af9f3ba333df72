"""Field types that several bodies of identity have."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_core import PydanticCustomError

from levitiis.kit.wire import required_line
from levitiis.modules.identity.passwords import MAX_LENGTH

EMAIL_LENGTH = 254
_USERNAME_LENGTH = 60

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}")
_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise PydanticCustomError("invalid", "not an e-mail address")
    return value


def _username(value: str) -> str:
    if not _USERNAME.fullmatch(value):
        raise PydanticCustomError("invalid", "letters, digits, '.', '_' and '-' only")
    return value


Email = Annotated[required_line(EMAIL_LENGTH), AfterValidator(_email)]
Username = Annotated[required_line(_USERNAME_LENGTH), AfterValidator(_username)]
Password = Annotated[SecretStr, Field(min_length=1, max_length=MAX_LENGTH)]
