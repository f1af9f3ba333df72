"""Reads and checks a JSON body before anybody looks at it.

Refused with 4xx: duplicate keys, NaN and Infinity, numbers beyond range, lone surrogates, NUL,
depth over 32, and bodies over the limit. (A framework's own answer to some of these is a 500.)
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple, NoReturn

from starlette.requests import Request

from levitiis.kit.common_problems import BODY_TOO_LARGE, MALFORMED_BODY, UNSUPPORTED_MEDIA_TYPE

MAX_DEPTH = 32
NOTHING: Final[Any] = object()
"""The value of a body that is not there: JSON itself has no such value."""

_MAX_NUMBER_LENGTH = 64
_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
"""A text, also one that never ends: its first quote is not tried again, so the time grows with the length."""
_BRACKETS = re.compile(rb"[\[\]{}]")


class Body(NamedTuple):
    """What came with a request: its bytes, and the JSON value that they spell; NOTHING when empty."""

    raw: bytes = b""
    value: Any = NOTHING


async def read_json(request: Request, limit: int) -> Body:
    """Read the body, at most ``limit`` bytes, and check it."""
    raw = await _read(request, limit)
    if not raw:
        return Body()
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise UNSUPPORTED_MEDIA_TYPE()
    return Body(raw, parse(raw))


async def _read(request: Request, limit: int) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise BODY_TOO_LARGE(limit=limit)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise BODY_TOO_LARGE(limit=limit)
        chunks.append(chunk)
    return b"".join(chunks)


def parse(raw: bytes) -> Any:
    """Parse strict JSON. Raises ``request.malformed_body``."""
    _check_depth(raw)
    try:
        text = raw.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_float,
            parse_int=_int,
        )
    except UnicodeDecodeError:
        _refuse("not UTF-8")
    except (ValueError, RecursionError):
        _refuse("not JSON")
    if "\\u" in text or "\0" in text:
        _check_strings(value)
    return value


def _refuse(reason: str) -> NoReturn:
    raise MALFORMED_BODY(reason=reason)


def _check_depth(raw: bytes) -> None:
    """Bound the nesting before the parser runs: brackets inside strings do not count."""
    if raw.count(b"[") + raw.count(b"{") <= MAX_DEPTH:
        return
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", raw)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            _refuse(f"nested deeper than {MAX_DEPTH}")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        _refuse("duplicate key")
    return made


def _constant(name: str) -> NoReturn:
    _refuse(f"{name} is not a number")


def _float(text: str) -> float:
    if len(text) > _MAX_NUMBER_LENGTH:
        _refuse("number too long")
    value = float(text)
    if value in (float("inf"), float("-inf")):
        _refuse("number out of range")
    return value


def _int(text: str) -> int:
    if len(text) > _MAX_NUMBER_LENGTH:
        _refuse("number too long")
    return int(text)


def _check_strings(value: Any) -> None:
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
            _refuse("NUL or lone surrogate in a text")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_strings(key)
            _check_strings(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_strings(inner)
