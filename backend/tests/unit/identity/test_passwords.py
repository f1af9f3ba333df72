"""Passwords: what is accepted, and that an unknown account costs the same work."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from levitiis.modules.identity import passwords


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short1!", "too_short"),
        ("x1" * 65, "too_long"),
        ("12345678", "weak_password"),
        ("Senha123", "weak_password"),
        ("SENHA 123", "weak_password"),
        ("aaaaaaaaaaaa", "weak_password"),
        ("MarianaSouza1", "weak_password"),
        ("mariana.souza", "weak_password"),
        ("Souza2026", "weak_password"),
        ("M4r14n4.S0uz4", "weak_password"),
        ("P@$$w0rd2024", "weak_password"),
        ("Liverpool99", "weak_password"),
        ("Corinthians1", "weak_password"),
        ("PrefeituraDeSerraClara", "weak_password"),
        ("Mudar123", "weak_password"),
        ("Senha123" * 16, "weak_password"),
        ("correct horse battery", None),
        ("çãõé-ñandú", None),
        ("x" * 20 + "7q-Zw" + "y" * 103, None),
        ("a" * 40 + "x7#kQw-9zR", None),
        ("uma frase longa de 2026", None),
        ("xk7q-zw9", None),
    ],
)
def test_rules(password: str, fault: str | None) -> None:
    about = ("mariana.souza", "Mariana Souza", "Prefeitura de Serra Clara")
    assert passwords.password_fault(password, *about) == fault


@given(st.text(min_size=8, max_size=40))
@settings(max_examples=50, deadline=None)
@example(" " * 8)
@example("\u0301" * 8)
@example("\ufdfa" * 128)
@example("\u200b" * 10)
def test_any_text_gets_an_answer(password: str) -> None:
    assert passwords.password_fault(password, "ana", "") in (None, "weak_password", "too_short", "too_long")


async def test_the_names_of_one_account_are_not_taken_for_those_of_another() -> None:
    pairs = [("zeferinha.quixaba", "jucimara.tremembe"), ("jucimara.tremembe", "zeferinha.quixaba")] * 4
    faults = await asyncio.gather(*(passwords.find_fault("zeferinha.quixaba", name) for name, _ in pairs))
    assert faults == ["weak_password", None] * 4


async def test_a_hash_fits_its_password_however_it_is_composed() -> None:
    hashed = await passwords.hash_password("senha-do-patrimo\u0302nio")
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert (await passwords.verify_password("senha-do-patrim\u00f4nio", hashed)) == (True, None)
    assert (await passwords.verify_password("senha-do-patrimonio", hashed)) == (False, None)


async def test_an_unknown_account_is_never_let_in_and_costs_the_same_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    verify = passwords._hasher.verify_and_update

    def spy(password: str, hashed: str) -> tuple[bool, str | None]:
        seen.append(hashed)
        return verify(password, hashed)

    monkeypatch.setattr(passwords._hasher, "verify_and_update", spy)
    assert await passwords.verify_password("whatever-it-is", None) == (False, None)
    assert seen == [passwords.DECOY_HASH]


def test_the_decoy_has_the_parameters_of_today() -> None:
    assert not passwords._hasher.current_hasher.check_needs_rehash(passwords.DECOY_HASH)


async def test_old_parameters_are_renewed() -> None:
    from pwdlib.hashers.argon2 import Argon2Hasher

    old = Argon2Hasher(time_cost=1, memory_cost=8192, parallelism=1).hash("correct horse")
    fits, renewed = await passwords.verify_password("correct horse", old)
    assert fits
    assert renewed is not None
    assert renewed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_hashing_leaves_the_loop_free_and_the_queue_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_MAX_WAITING", 1)
    first = asyncio.create_task(passwords.hash_password("correct horse"))
    await asyncio.sleep(0)
    with pytest.raises(passwords.TooBusyError):
        await passwords.hash_password("another one")
    assert not first.done()
    assert (await first).startswith("$argon2id$")
    assert passwords._waiting == 0
