"""Own sessions, tokens in the body, and the second step of signing in."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pyotp
import pytest
from pyotp.totp import TOTP
from sqlalchemy import select

from levitiis.infra.history.models import AuditLog
from levitiis.kit.clock import frozen, now
from levitiis.modules.identity.models import SecondFactor
from levitiis.modules.identity.routes.common import COOKIE
from tests.api.client import Api
from tests.builders.users import PASSWORD

CREDENTIALS = {"username": "reader", "password": PASSWORD}


class TestSessions:
    """GET and DELETE /auth/sessions"""

    async def test_what_is_listed(self, api: Api, reader: Api) -> None:
        agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0"
        await api.anonymous().post("/auth/login", CREDENTIALS, headers={"user-agent": agent})
        items = (await reader.get("/auth/sessions")).json()["items"]
        assert [(item["device"], item["current"]) for item in items] == [
            ("Edge · Windows", False),
            ("", True),
        ]

    async def test_where_one_was_opened_and_where_it_is_used(self, api: Api, reader: Api) -> None:
        opened = await api.anonymous().post("/auth/login", CREDENTIALS, headers={"user-agent": "curl/8"})
        sent = {
            "cookie": f"{COOKIE}={opened.cookies[COOKIE]}",
            "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/150.0",
        }
        with frozen(now() + timedelta(minutes=5)):
            assert (await api.anonymous().post("/auth/refresh", headers=sent)).status_code == 200
        (item,) = [one for one in (await reader.get("/auth/sessions")).json()["items"] if not one["current"]]
        assert (item["device"], item["used_device"]) == ("curl", "Firefox · Linux")
        assert item["used_address"] == item["address"] == "127.0.0.1"
        assert item["used_at"] > item["created_at"]

    async def test_one_ends_and_only_ones_own(self, api: Api, reader: Api) -> None:
        other = (await api.anonymous().post("/auth/login", CREDENTIALS)).json()["access_token"]
        bearer = {"authorization": f"Bearer {other}"}
        ids = [
            row["id"] for row in (await reader.get("/auth/sessions")).json()["items"] if not row["current"]
        ]
        foreign = api.world.accounts["manager"].session_id
        assert (await reader.delete(f"/auth/sessions/{foreign}")).status_code == 404
        assert (await reader.delete(f"/auth/sessions/{ids[0]}")).status_code == 204
        assert (await api.get("/auth/me", headers=bearer)).status_code == 401
        assert (await reader.delete(f"/auth/sessions/{ids[0]}")).status_code == 404
        assert (await api.as_role("manager").get("/auth/me")).status_code == 200

    async def test_all_others_end(self, api: Api, reader: Api) -> None:
        for _ in range(3):
            await api.anonymous().post("/auth/login", CREDENTIALS)
        assert (await reader.delete("/auth/sessions")).status_code == 204
        items = (await reader.get("/auth/sessions")).json()["items"]
        assert [item["current"] for item in items] == [True]

    async def test_an_administrator_ends_those_of_another(self, api: Api, administrator: Api) -> None:
        user_id = api.world.accounts["reader"].user_id
        answer = await administrator.delete(f"/users/{user_id}/sessions")
        assert (answer.status_code, answer.json()["session_count"]) == (200, 0)
        assert (await api.as_role("reader").get("/auth/me")).status_code == 401


class TestTokenInTheBody:
    """For programs that keep the refresh token themselves."""

    async def test_the_same_rotation_without_a_cookie(self, api: Api) -> None:
        first = await api.anonymous().post("/auth/login", {**CREDENTIALS, "token_delivery": "body"})
        assert COOKIE not in first.cookies
        token = first.json()["refresh_token"]
        second = await api.anonymous().post("/auth/refresh", {"refresh_token": token})
        assert second.status_code == 200
        assert COOKIE not in second.cookies
        assert second.json()["refresh_token"] not in (None, token)
        again = await api.anonymous().post("/auth/refresh", {"refresh_token": token})
        assert again.json()["refresh_token"] == second.json()["refresh_token"]
        ended = await api.anonymous().post("/auth/logout", {"refresh_token": second.json()["refresh_token"]})
        assert ended.status_code == 204
        over = await api.anonymous().post("/auth/refresh", {"refresh_token": second.json()["refresh_token"]})
        assert over.status_code == 401

    async def test_a_browser_is_not_told_it(self, api: Api) -> None:
        answer = await api.anonymous().post("/auth/login", CREDENTIALS)
        assert answer.json()["refresh_token"] is None
        assert COOKIE in answer.cookies


class Phone:
    """An authenticator whose clock can be set forward, as a code is good once."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self) -> str:
        return TOTP(self.secret).at(now())


async def enrolled(reader: Api) -> tuple[Phone, list[str]]:
    """A reader with a second step, and his recovery codes."""
    answer = await reader.post("/auth/second-factor", {"current_password": PASSWORD})
    assert answer.status_code == 200, answer.text
    phone = Phone(answer.json()["secret"])
    assert answer.json()["uri"] == pyotp.parse_uri(answer.json()["uri"]).provisioning_uri()
    confirmed = await reader.post("/auth/second-factor/confirmation", {"code": phone.code()})
    assert confirmed.status_code == 200, confirmed.text
    return phone, confirmed.json()["codes"]


async def challenge(api: Api) -> str:
    answer = await api.anonymous().post("/auth/login", CREDENTIALS)
    assert answer.status_code == 200, answer.text
    assert COOKIE not in answer.cookies
    assert set(answer.json()) == {"challenge", "expires_in"}
    return answer.json()["challenge"]


async def step(api: Api, given: str, code: str) -> httpx2.Response:
    return await api.anonymous().post("/auth/second-step", {"challenge": given, "code": code})


def wrong(answer: httpx2.Response) -> bool:
    body: dict[str, Any] = answer.json()
    return (answer.status_code, body.get("code")) == (422, "request.invalid") and body["errors"][0][
        "code"
    ] == "wrong_code"


class TestSecondStep:
    """Enrolling, signing in with it, doing without it again."""

    async def test_from_enrolment_to_sign_in(self, api: Api, reader: Api) -> None:
        phone, codes = await enrolled(reader)
        assert len(set(codes)) == 10
        state = (await reader.get("/auth/second-factor")).json()
        assert (state["enabled"], state["recovery_codes_left"]) == (True, 10)
        with frozen(now() + timedelta(seconds=60)):
            sent = {"challenge": await challenge(api), "code": phone.code()}
            held = {"cookie": f"{COOKIE}={api.world.accounts['reader'].refresh_token}"}
            answer = await api.anonymous().post("/auth/second-step", sent, headers=held)
            assert answer.status_code == 200, answer.text
            assert answer.cookies.get(COOKIE)
            assert answer.json()["user"]["username"] == "reader"
        assert (await reader.get("/auth/me")).status_code == 401, "the session that the browser held before"

    async def test_a_code_is_good_once(self, api: Api, reader: Api) -> None:
        phone, _ = await enrolled(reader)
        assert wrong(await step(api, await challenge(api), phone.code()))
        with frozen(now() + timedelta(seconds=60)):
            code, given = phone.code(), [await challenge(api) for _ in range(4)]
            answers = await asyncio.gather(*(step(api, one, code) for one in given))
        assert sorted(answer.status_code for answer in answers) == [200, *[422] * 3]

    async def test_a_recovery_code_is_good_once(self, api: Api, reader: Api) -> None:
        _, codes = await enrolled(reader)
        given = [await challenge(api) for _ in range(4)]
        answers = await asyncio.gather(*(step(api, one, codes[0].upper()) for one in given))
        assert sorted(answer.status_code for answer in answers) == [200, *[422] * 3]
        assert (await reader.get("/auth/second-factor")).json()["recovery_codes_left"] == 9

    async def test_a_challenge_is_good_once_and_not_long(self, api: Api, reader: Api) -> None:
        phone, codes = await enrolled(reader)
        given = await challenge(api)
        answers = await asyncio.gather(*(step(api, given, code) for code in codes[:4]))
        assert sorted(answer.status_code for answer in answers) == [200, 410, 410, 410]
        late = await challenge(api)
        with frozen(now() + timedelta(minutes=6)):
            assert (await step(api, late, phone.code())).status_code == 410
        assert (await step(api, "nothing", "123456")).status_code == 410

    async def test_guessing_is_limited_whatever_the_challenge(self, api: Api, reader: Api) -> None:
        await enrolled(reader)
        limit = api.identity.settings.sign_in_failures_per_account
        given = await challenge(api)
        statuses = [(await step(api, given, "000000")).status_code for _ in range(limit + 1)]
        assert statuses[0] == 422
        assert statuses[-1] == 429
        again = await api.anonymous().post("/auth/login", CREDENTIALS)
        assert (again.status_code, again.json()["code"]) == (401, "identity.invalid_credentials")

    async def test_the_password_alone_forgives_nothing(self, api: Api, reader: Api) -> None:
        await enrolled(reader)
        limit = api.identity.settings.sign_in_failures_per_account
        statuses: list[int] = []
        for _ in range(limit):
            answer = await api.anonymous().post("/auth/login", CREDENTIALS)
            statuses.append(answer.status_code)
            if answer.status_code == 200:
                statuses.append((await step(api, answer.json()["challenge"], "000000")).status_code)
        assert statuses == [200, 422] * (limit // 2) + [401] * (limit - limit // 2)

    async def test_a_new_password_ends_what_the_old_one_began(self, api: Api, reader: Api) -> None:
        _, codes = await enrolled(reader)
        given = await challenge(api)
        body = {"current_password": PASSWORD, "new_password": "girassol na varanda"}
        assert (await reader.post("/auth/password", body)).status_code == 204
        assert (await step(api, given, codes[0])).status_code == 410

    async def test_of_a_deactivated_user(self, api: Api, reader: Api, administrator: Api) -> None:
        _, codes = await enrolled(reader)
        given = await challenge(api)
        user_id = api.world.accounts["reader"].user_id
        assert (await administrator.post(f"/users/{user_id}/deactivation")).status_code == 200
        assert (await step(api, given, codes[0])).status_code == 410

    async def test_switching_off_takes_both(self, api: Api, reader: Api) -> None:
        _, codes = await enrolled(reader)

        async def remove(password: str, code: str) -> httpx2.Response:
            body = {"current_password": password, "code": code}
            return await reader.post("/auth/second-factor/removal", body)

        assert (await remove("wrong", codes[0])).json()["errors"][0]["code"] == "wrong_password"
        assert wrong(await remove(PASSWORD, "000000"))
        assert (await remove(PASSWORD, codes[0])).status_code == 204
        assert (await api.anonymous().post("/auth/login", CREDENTIALS)).json()["access_token"]
        off = await remove(PASSWORD, codes[1])
        assert (off.status_code, off.json()["code"]) == (409, "identity.second_factor_off")

    async def test_new_recovery_codes_end_the_old(self, api: Api, reader: Api) -> None:
        _, codes = await enrolled(reader)
        answer = await reader.post("/auth/second-factor/recovery-codes", {"code": codes[0]})
        assert answer.status_code == 200
        assert wrong(await step(api, await challenge(api), codes[1]))
        assert (await step(api, await challenge(api), answer.json()["codes"][1])).status_code == 200

    async def test_an_unfinished_enrolment_asks_for_nothing(self, api: Api, reader: Api) -> None:
        await reader.post("/auth/second-factor", {"current_password": PASSWORD})
        assert (await reader.get("/auth/second-factor")).json()["enabled"] is False
        assert (await api.anonymous().post("/auth/login", CREDENTIALS)).json()["access_token"]

    async def test_enrolling_again_is_refused(self, reader: Api) -> None:
        await enrolled(reader)
        answer = await reader.post("/auth/second-factor", {"current_password": PASSWORD})
        assert (answer.status_code, answer.json()["code"]) == (409, "identity.second_factor_on")

    async def test_an_administrator_takes_it_away(self, api: Api, reader: Api, administrator: Api) -> None:
        await enrolled(reader)
        user_id = api.world.accounts["reader"].user_id
        seen = (await administrator.get(f"/users/{user_id}")).json()
        assert seen["second_factor"] is True
        assert "remove_second_factor" in seen["allowed_actions"]
        answer = await administrator.delete(f"/users/{user_id}/second-factor")
        assert (answer.status_code, answer.json()["second_factor"]) == (200, False)
        assert (await api.anonymous().post("/auth/login", CREDENTIALS)).json()["access_token"]

    async def test_the_secret_lies_encrypted_and_in_no_trail(self, api: Api, reader: Api) -> None:
        phone, codes = await enrolled(reader)
        async with api.database.reading() as session:
            sealed = (await session.scalars(select(SecondFactor.secret))).one()
            trail = str((await session.scalars(select(AuditLog.data_json))).all())
        assert phone.secret.encode() not in sealed
        assert phone.secret not in trail
        assert not any(code in trail for code in codes)


@pytest.mark.parametrize("path", ["/auth/sessions", "/auth/second-factor"])
async def test_nobody_elses(api: Api, path: str) -> None:
    assert (await api.anonymous().get(path)).status_code == 401
