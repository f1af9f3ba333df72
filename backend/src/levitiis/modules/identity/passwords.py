"""Passwords: Argon2id in threads of their own, and the rules for a new one."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from zxcvbn import matching, scoring

from levitiis.kit.text import search_key

MIN_LENGTH = 8
MAX_LENGTH = 128
_THREADS = 2
_MAX_WAITING = 64
_SHORTEST_WORD = 4
_LOOKED_AT = 32
"""Characters at either end that are guessed at: the work grows with the square of the length."""
_FEWEST_GUESSES = 1_000_000
"""What an attacker online may reach within the limits of sign-in; zxcvbn calls less "very guessable"."""
_FREQUENT = """
senha mudar trocar brasil administrador levitiis patrimonio inventario prefeitura governo servidor suporte
usuario mestre teste acesso entrada segredo escola bemvindo minha meu amor vida te amo deus fiel jesus
cristo ama eu sou forte familia felicidade estrela borboleta cachorro computador corinthians palmeiras
flamengo vasco gama sao paulo gremio internacional cruzeiro atletico botafogo fluminense santos
"""
_PORTUGUESE = tuple(_FREQUENT.split())
"""Words of frequent passwords here, which the library's lists, made elsewhere, do not know."""

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


async def find_fault(password: str, *about: str) -> str | None:
    """Like :func:`password_fault`, in a thread: a long password takes some hundredths of a second.

    Raises :class:`TooBusyError`.
    """
    return await _in_thread(lambda: password_fault(password, *about))


def password_fault(password: str, *about: str) -> str | None:
    """Return the field error code of an unacceptable new password, or None.

    ``about`` are the names of the account and of the organisation: what is made of one of them, or of
    a password that is known, is guessed soon, whatever digits and look-alikes stand in it.
    """
    length = len(_normal(password))
    if length < MIN_LENGTH:
        return "too_short"
    if length > MAX_LENGTH:
        return "too_long"
    plain = search_key(password).replace(" ", "")
    if not plain:  # blanks, or accents without a letter
        return "weak_password"
    words = (*(word for text in about for word in _words(text)), *_PORTUGUESE)
    ends = {plain[:_LOOKED_AT], plain[-_LOOKED_AT:]}
    return "weak_password" if all(_guesses(end, words) < _FEWEST_GUESSES for end in ends) else None


def _guesses(text: str, words: Sequence[str]) -> float:
    """How many guesses find ``text``. (``zxcvbn()`` itself keeps the words in a global: not for threads.)"""
    ranked = {**matching.RANKED_DICTIONARIES, "user_inputs": matching.build_ranked_dict(words)}
    found = matching.omnimatch(text, ranked)
    return float(scoring.most_guessable_match_sequence(text, found)["guesses"])


def _words(text: str) -> list[str]:
    whole = search_key(text)
    parts = "".join(c if c.isalnum() else " " for c in whole).split()
    return [w for w in (whole, "".join(parts), *parts) if len(w) >= _SHORTEST_WORD]
