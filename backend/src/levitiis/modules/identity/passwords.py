"""Passwords: Argon2id in threads of their own, and the rules for a new one."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from levitiis.kit.text import search_key

MIN_LENGTH = 8
MAX_LENGTH = 128
_THREADS = 2
_MAX_WAITING = 64
_SHORTEST_WORD = 4

DECOY_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$lcIVvXhyqAsT8CszzTe0Ug$FBq60zYNqZVmSGKKCzXvONdFeSk59Irori1e1Bhq2bc"
)
"""Verified against when there is no such account, so that the answer takes as long."""

_hasher = PasswordHash((Argon2Hasher(),))
_pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="argon2")
_waiting = 0
T = TypeVar("T")


class TooBusyError(Exception):
    """More passwords wait to be hashed than this process will keep waiting."""


async def hash_password(password: str) -> str:
    """Hash ``password``; 64 MiB and about a tenth of a second in a thread."""
    return await _in_thread(lambda: _hasher.hash(_normal(password)))


async def verify_password(password: str, hashed: str | None) -> tuple[bool, str | None]:
    """Return whether ``password`` fits, and a new hash when the stored one uses old parameters.

    ``None`` for an account that does not exist: the same work is done and the answer is no.
    """
    fits, renewed = await _in_thread(
        lambda: _hasher.verify_and_update(_normal(password), hashed or DECOY_HASH)
    )
    return (fits, renewed) if hashed is not None else (False, None)


async def _in_thread(work: Callable[[], T]) -> T:
    global _waiting  # noqa: PLW0603  (one event loop per process counts its own)
    if _waiting >= _MAX_WAITING:
        raise TooBusyError
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_pool, work)
    finally:
        _waiting -= 1


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def password_fault(password: str, *about: str) -> str | None:
    """Return the field error code of an unacceptable new password, or None.

    ``about`` are the account's names: a password made of one of them is easy to guess.
    """
    length = len(_normal(password))
    if length < MIN_LENGTH:
        return "too_short"
    if length > MAX_LENGTH:
        return "too_long"
    plain = search_key(password).replace(" ", "")
    if plain in _common() or len(set(plain)) < _SHORTEST_WORD:
        return "weak_password"
    letters = "".join(c for c in plain if c.isalpha())
    names = {search_key(word) for text in about for word in _words(text)}
    return "weak_password" if letters in names or plain in names else None


def _words(text: str) -> list[str]:
    whole = search_key(text)
    parts = "".join(c if c.isalnum() else " " for c in whole).split()
    return [w for w in (whole, "".join(parts), *parts) if len(w) >= _SHORTEST_WORD]


@cache
def _common() -> frozenset[str]:
    """The most used passwords of eight characters or more, in lower case."""
    text = files("levitiis.modules.identity").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line and not line.startswith("#"))
