"""Signing in: by user name or e-mail, the cookie, and what is refused."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import httpx2
import jwt
import pytest
from sqlalchemy import func, select

from levitiis.infra.history.models import AuditLog
from levitiis.kit.clock import frozen, now
from levitiis.kit.ids import token_hash
from levitiis.modules.identity import passwords
from levitiis.modules.identity.models import AuthSession, SignInAttempt
from levitiis.modules.identity.routes.common import COOKIE
from tests.api.client import Api, body_without_request
from tests.builders.users import PASSWORD


async def sign_in(
    api: Api, username: str = "manager", password: str = PASSWORD, **options: Any
) -> httpx2.Response:
    return await api.post("/auth/login", {"username": username, "password": password}, **options)


def cookie_of(response: httpx2.Response) -> Any:
    (header,) = response.headers.get_list("set-cookie")
    return SimpleCookie(header)[COOKIE]


async def test_by_user_name_or_e_mail(api: Api) -> None:
    for username in ("manager", "MANAGER", "manager@example.org", "  Manager@Example.org "):
        answer = await sign_in(api, username)
        assert answer.status_code == 200, username
        body = answer.json()
        assert body["token_type"] == "bearer"
        assert body["expires_in"] == 900
        assert body["user"]["username"] == "manager"
        assert body["user"]["role"] == {
            "name": "manager",
            "label_pt": "Gestor de patrimônio",
            "label_en": "Asset manager",
        }
        me = await api.get("/auth/me", headers={"authorization": f"Bearer {body['access_token']}"})
        assert me.status_code == 200
        assert me.json() == body["user"]


async def test_the_cookie_and_what_is_stored(api: Api) -> None:
    answer = await sign_in(api)
    cookie = cookie_of(answer)
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "strict"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert 13 * 86_400 < int(cookie["max-age"]) <= 14 * 86_400
    assert cookie.value not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    async with api.database.reading() as session:
        row = (
            await session.execute(select(AuthSession).order_by(AuthSession.id.desc()).limit(1))
        ).scalar_one()
        trail = (await session.scalars(select(AuditLog).where(AuditLog.entity == "session"))).all()
    assert row.token_hash == token_hash(cookie.value)
    assert (row.user_id, row.address) == (api.world.accounts["manager"].user_id, "127.0.0.1")
    made = [entry for entry in trail if entry.entity_id == row.id]
    assert [entry.action for entry in made] == ["create"]
    assert made[0].actor_id == row.user_id
    assert "127.0.0.1" not in str(made[0].data_json)


async def test_the_access_token_holds_no_more_than_it_must(api: Api) -> None:
    token = (await sign_in(api)).json()["access_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert set(claims) == {"iss", "aud", "sub", "sid", "iat", "nbf", "exp"}
    assert claims["exp"] - claims["iat"] == 900


async def test_every_refusal_looks_the_same(api: Api) -> None:
    tried = [
        ("manager", "wrong password"),
        ("unknown", PASSWORD),
        ("deactivated", PASSWORD),
        ("manager", PASSWORD + " "),
        ("somebody else", "some other password"),
    ]
    answers = [await sign_in(api, username, password) for username, password in tried]
    for answer in answers:
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "identity.invalid_credentials"
        assert "set-cookie" not in answer.headers
        assert body_without_request(answer) == body_without_request(answers[0])


def hashes_of(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What passwords are compared with from now on."""
    hashes: list[str] = []
    verify = passwords._hasher.verify_and_update

    def spy(password: str, hashed: str) -> tuple[bool, str | None]:
        hashes.append(hashed)
        return verify(password, hashed)

    monkeypatch.setattr(passwords._hasher, "verify_and_update", spy)
    return hashes


async def test_an_unknown_user_costs_a_whole_verification(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = hashes_of(monkeypatch)
    for username in ("unknown", "manager", "deactivated"):
        await sign_in(api, username, "wrong password")
    assert len(hashes) == 3
    assert hashes[0] == passwords.DECOY_HASH
    parameters = {hashed.rsplit("$", 2)[0] for hashed in hashes}
    assert len(parameters) == 1


async def test_a_failure_is_remembered_without_names(api: Api) -> None:
    answer = await sign_in(api, "manager", "wrong password")
    async with api.database.reading() as session:
        statement = select(AuditLog).where(AuditLog.action == "sign_in_failed")
        (entry,) = (await session.scalars(statement)).all()
    assert entry.entity_id == api.world.accounts["manager"].user_id
    assert entry.actor_kind == "public"
    assert entry.request_id == answer.headers["x-request-id"]
    assert set(entry.data_json) == {"account", "address"}
    assert all(value.startswith("hmac:") for value in entry.data_json.values())


async def test_a_malformed_sign_in_is_422_and_echoes_nothing(api: Api) -> None:
    bodies: list[dict[str, Any]] = [
        {},
        {"username": "manager"},
        {"username": "", "password": PASSWORD},
        {"username": "manager", "password": ""},
        {"username": "manager", "password": "x" * 129},
        {"username": "m" * 255, "password": PASSWORD},
        {"username": "manager", "password": PASSWORD, "role": "administrator"},
        {"username": ["manager"], "password": PASSWORD},
    ]
    for body in bodies:
        answer = await api.post("/auth/login", body)
        assert answer.status_code == 422
        assert PASSWORD not in answer.text
        assert "xxxx" not in answer.text


async def test_a_page_of_another_site_cannot_sign_anybody_in(api: Api) -> None:
    for headers in ({"origin": "https://evil.test"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        for path in ("/auth/login", "/auth/refresh", "/auth/logout"):
            body = {"username": "manager", "password": PASSWORD} if path == "/auth/login" else None
            answer = await api.post(path, body, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "identity.foreign_origin"), path
    assert (await sign_in(api, headers={"origin": "https://localhost"})).status_code == 200


async def test_an_idempotency_key_does_not_store_the_answer(api: Api) -> None:
    headers = {"idempotency-key": "11111111-2222-3333-4444-555555555555"}
    first, second = await sign_in(api, headers=headers), await sign_in(api, headers=headers)
    assert cookie_of(first).value != cookie_of(second).value
    async with api.database.reading() as session:
        from levitiis.infra.http.idempotency import IdempotencyKey

        assert await session.scalar(select(func.count()).select_from(IdempotencyKey)) == 0


class TestLimits:
    """Ten failures per account and a hundred per address within fifteen minutes, or as set."""

    async def test_an_account_is_closed_for_a_while(self, api: Api) -> None:
        api.identity.settings.sign_in_failures_per_account = 3
        for _ in range(3):
            assert (await sign_in(api, "reader", "wrong password")).status_code == 401
        refused = await sign_in(api, "READER")
        assert refused.status_code == 429
        assert refused.json()["code"] == "identity.too_many_attempts"
        assert 890 <= int(refused.headers["retry-after"]) <= 900
        assert (await sign_in(api, "manager")).status_code == 200
        with frozen(now() + timedelta(seconds=int(refused.headers["retry-after"]) + 1)):
            assert (await sign_in(api, "reader")).status_code == 200

    async def test_name_and_e_mail_are_one_account(self, api: Api) -> None:
        """Which nobody is told: closed by both names, it is to either like one that does not exist."""
        api.identity.settings.sign_in_failures_per_account = 4
        for name in ("reader", "reader@example.org", "READER", "Reader@Example.org"):
            assert (await sign_in(api, name, "wrong password")).status_code == 401
        unknown = await sign_in(api, "unknown")
        for name in ("reader", "reader@example.org"):
            closed = await sign_in(api, name)
            assert (closed.status_code, "set-cookie" in closed.headers) == (401, False)
            assert body_without_request(closed) == body_without_request(unknown)
        with frozen(now() + timedelta(minutes=15, seconds=1)):
            assert (await sign_in(api, "reader")).status_code == 200

    async def test_no_text_names_an_account(self, api: Api) -> None:
        """What is typed is counted as typed: it closes nobody else, whatever it looks like."""
        api.identity.settings.sign_in_failures_per_account = 2
        user_id = api.world.accounts["reader"].user_id
        for text in (f"user {user_id}", f"account-id:{user_id}", f"account-none:{user_id}", str(user_id)):
            answers = [(await sign_in(api, text, "wrong password")).status_code for _ in range(3)]
            assert answers == [401, 401, 429], text
        assert (await sign_in(api, "reader")).status_code == 200

    @pytest.mark.parametrize("other", ["reader@example.org", "nobody.here@example.org"])
    async def test_one_name_tells_nothing_of_another(self, api: Api, other: str) -> None:
        """After too many as ``reader``, an address answers the same whether it is his or nobody's."""
        api.identity.settings.sign_in_failures_per_account = 3
        assert [(await sign_in(api, "reader", "wrong password")).status_code for _ in range(4)] == [
            401
        ] * 3 + [429]
        answers = [await sign_in(api, other, "wrong password") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
        assert int(answers[3].headers["retry-after"]) > 890

    async def test_a_closed_account_costs_what_an_unknown_one_does(
        self, api: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        api.identity.settings.sign_in_failures_per_account = 1
        assert (await sign_in(api, "reader", "wrong password")).status_code == 401
        hashes, statements = hashes_of(monkeypatch), []
        for name in ("reader@example.org", "nobody.here@example.org"):
            with api.counting() as sent:
                assert (await sign_in(api, name)).status_code == 401
            statements.append(len(sent))
        assert hashes == [passwords.DECOY_HASH] * 2
        assert statements[0] == statements[1]

    async def test_what_is_refused_in_silence_does_not_prolong_it(self, api: Api) -> None:
        api.identity.settings.sign_in_failures_per_account = 2
        start = now()
        for _ in range(2):
            assert (await sign_in(api, "reader", "wrong password")).status_code == 401
        for minutes in (13, 14):
            with frozen(start + timedelta(minutes=minutes)):
                assert (await sign_in(api, "reader@example.org")).status_code == 401
        with frozen(start + timedelta(minutes=15, seconds=1)):
            assert (await sign_in(api, "reader")).status_code == 200

    async def test_the_window_slides_and_refusals_do_not_prolong_it(self, api: Api) -> None:
        api.identity.settings.sign_in_failures_per_account = 2
        start = now()
        for minutes in (0, 10):
            with frozen(start + timedelta(minutes=minutes)):
                assert (await sign_in(api, "reader", "wrong password")).status_code == 401
        for minutes in (11, 12, 13, 14):
            with frozen(start + timedelta(minutes=minutes)):
                assert (await sign_in(api, "reader")).status_code == 429
        with frozen(start + timedelta(minutes=15, seconds=1)):
            assert (await sign_in(api, "reader", "wrong password")).status_code == 401
        with frozen(start + timedelta(minutes=16)):
            refused = await sign_in(api, "reader")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) == 9 * 60

    async def test_an_address_is_closed_whatever_the_account(self, api: Api) -> None:
        api.identity.settings.sign_in_failures_per_address = 3
        for number in range(3):
            assert (await sign_in(api, f"unknown{number}", "wrong password")).status_code == 401
        assert (await sign_in(api, "manager")).status_code == 429

    async def test_the_address_comes_from_the_trusted_proxy_only(self, api: Api) -> None:
        api.identity.settings.sign_in_failures_per_address = 1
        claimed = {"x-forwarded-for": "198.51.100.7"}
        assert (await sign_in(api, "unknown", "wrong password", headers=claimed)).status_code == 401
        other = {"x-forwarded-for": "198.51.100.8"}
        assert (await sign_in(api, "manager", headers=other)).status_code == 429

    async def test_success_forgets_the_failures_of_the_account(self, api: Api) -> None:
        api.identity.settings.sign_in_failures_per_account = 3
        for _ in range(3):
            assert (await sign_in(api, "reader", "wrong password")).status_code == 401
            assert (await sign_in(api, "reader", "wrong password")).status_code == 401
            assert (await sign_in(api, "reader")).status_code == 200
        async with api.database.reading() as session:
            subjects = list(await session.scalars(select(SignInAttempt.subject)))
        assert len(subjects) == 6
        assert all(subject.startswith("address:") for subject in subjects)

    async def test_parallel_guesses_count_each_other(self, api: Api) -> None:
        api.identity.settings.sign_in_failures_per_account = 4
        answers = await asyncio.gather(*(sign_in(api, "reader", f"guess number {i}") for i in range(12)))
        assert sorted(answer.status_code for answer in answers) == [401] * 4 + [429] * 8

    async def test_parallel_guesses_by_either_name_count_each_other(
        self, api: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        api.identity.settings.sign_in_failures_per_account = 4
        hashes = hashes_of(monkeypatch)
        names = ["reader", "reader@example.org"] * 4
        answers = await asyncio.gather(*(sign_in(api, name, "wrong password") for name in names))
        assert {answer.status_code for answer in answers} == {401}
        assert len([hashed for hashed in hashes if hashed != passwords.DECOY_HASH]) == 4
        assert len(hashes) == 8
