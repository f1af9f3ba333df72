"""Own passwords: changing one, forgetting one, being invited; with mail through a real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from levitiis.infra.history.models import AuditLog
from levitiis.infra.jobs.models import Job
from levitiis.kit.clock import frozen, now
from levitiis.modules.identity import passwords as hashing
from levitiis.modules.identity.actions import sign_in as sign_ins
from levitiis.modules.identity.models import PasswordLink
from tests.api.client import Api, running_app, test_settings
from tests.api.world import World
from tests.builders.users import PASSWORD
from tests.smtp import Letter, Post, post_office, smtp_settings
from tests.waiting import eventually

NEW = "cavalo bateria grampo certo"


@dataclass
class Mailing:
    """An application that sends mail, and the server it sends through."""

    api: Api
    post: Post

    async def letter(self, username: str, number: int = 1) -> Letter:
        """The letter of this number to a user, once it is there."""

        async def there() -> bool:
            return len(self.post.to(f"{username}@example.org")) >= number

        await eventually(there, what=f"letter {number} to {username}")
        return self.post.to(f"{username}@example.org")[number - 1]


@pytest.fixture
async def mailing(world_url: str, world: World, tmp_path: Path) -> AsyncIterator[Mailing]:
    async with post_office() as post:
        settings = test_settings(
            tmp_path, **smtp_settings(post, public_url="https://bens.example.org", run_worker=True)
        )
        async with running_app(world_url, settings) as app:
            yield Mailing(Api(app, world), post)


async def sign_in(api: Api, username: str, password: str = PASSWORD, **headers: str) -> httpx2.Response:
    credentials = {"username": username, "password": password}
    return await api.anonymous().post("/auth/login", credentials, headers=headers)


async def acts(api: Api, user_id: int) -> list[str]:
    async with api.database.reading() as session:
        statement = select(AuditLog.action).where(AuditLog.entity == "user", AuditLog.entity_id == user_id)
        return list((await session.scalars(statement.order_by(AuditLog.id))).all())


def fault(answer: httpx2.Response) -> tuple[int, str, str]:
    (error,) = answer.json()["errors"]
    return answer.status_code, error["pointer"], error["code"]


class TestChange:
    """POST /auth/password"""

    async def test_the_other_sessions_end_and_the_old_password_is_over(self, api: Api, manager: Api) -> None:
        other = (await sign_in(api, "manager")).json()["access_token"]
        answer = await manager.post("/auth/password", {"current_password": PASSWORD, "new_password": NEW})
        assert answer.status_code == 204, answer.text
        assert (await manager.get("/auth/me")).status_code == 200
        ended = await api.get("/auth/me", headers={"authorization": f"Bearer {other}"})
        assert ended.status_code == 401
        assert (await sign_in(api, "manager")).status_code == 401
        assert (await sign_in(api, "manager", NEW)).status_code == 200
        assert "password_changed" in await acts(api, api.world.accounts["manager"].user_id)

    async def test_what_is_refused(self, manager: Api) -> None:
        async def change(current: str, new: str) -> tuple[int, str, str]:
            body = {"current_password": current, "new_password": new}
            return fault(await manager.post("/auth/password", body))

        assert await change("wrong", NEW) == (422, "/current_password", "wrong_password")
        assert await change(PASSWORD, "short") == (422, "/new_password", "too_short")
        assert await change(PASSWORD, "manager1") == (422, "/new_password", "weak_password")
        assert await change(PASSWORD, "password123") == (422, "/new_password", "weak_password")

    async def test_a_new_one_that_will_not_do_is_no_failed_attempt(self, api: Api, manager: Api) -> None:
        body = {"current_password": PASSWORD, "new_password": "short"}
        for _ in range(api.identity.settings.sign_in_failures_per_account + 1):
            assert (await manager.post("/auth/password", body)).status_code == 422
        assert (await sign_in(api, "manager")).status_code == 200

    async def test_the_old_one_opens_nothing_while_it_is_changed(
        self, api: Api, manager: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The change commits while the sign-in still hashes what was the password when it began."""
        changes = [{"current_password": PASSWORD, "new_password": NEW}]
        verify = sign_ins.verify_password

        async def slowly(password: str, known: str | None) -> tuple[bool, str | None]:
            found = await verify(password, known)
            while changes:
                assert (await manager.post("/auth/password", changes.pop())).status_code == 204
            return found

        monkeypatch.setattr(sign_ins, "verify_password", slowly)
        assert (await sign_in(api, "manager")).status_code == 401
        assert not changes
        sessions = (await manager.get("/auth/sessions")).json()
        assert len(sessions) == 1, "the one that changed the password, and no other"

    async def test_as_many_at_once_as_there_are_connections(self, api: Api, manager: Api) -> None:
        """Each counts its attempt on a second connection, and must not sit on its first meanwhile."""
        body = {"current_password": "wrong", "new_password": NEW}
        async with asyncio.timeout(8):
            answers = await asyncio.gather(
                *(manager.post("/auth/password", body) for _ in range(2 * api.database.settings.pool_size))
            )
        assert {answer.status_code for answer in answers} <= {422, 429}

    async def test_guessing_is_limited_like_signing_in(self, api: Api, manager: Api) -> None:
        body = {"current_password": "wrong", "new_password": NEW}
        for _ in range(api.identity.settings.sign_in_failures_per_account):
            assert (await manager.post("/auth/password", body)).status_code == 422
        answer = await manager.post("/auth/password", body)
        assert (answer.status_code, answer.json()["code"]) == (429, "identity.too_many_attempts")
        assert int(answer.headers["retry-after"]) > 0

    async def test_of_two_changes_at_once_one_counts(self, api: Api, manager: Api) -> None:
        words = ["primeira senha nova", "segunda senha nova"]
        answers = await asyncio.gather(
            *(
                manager.post("/auth/password", {"current_password": PASSWORD, "new_password": word})
                for word in words
            )
        )
        assert sorted(answer.status_code for answer in answers) == [204, 422]
        fits = [(await sign_in(api, "manager", word)).status_code for word in words]
        assert fits == [200 if answer.status_code == 204 else 401 for answer in answers]


class TestForgotten:
    """POST /auth/password/reset, /link and /choice"""

    async def test_from_the_request_to_the_new_password(self, mailing: Mailing) -> None:
        api = mailing.api
        session = (await sign_in(api, "reader")).json()["access_token"]
        assert (await api.post("/auth/password/reset", {"username": "READER@example.org"})).status_code == 204
        letter = await mailing.letter("reader", 2)
        assert "https://bens.example.org/senha#" in letter.text()
        token = letter.token()
        looked = (await api.post("/auth/password/link", {"token": token})).json()
        assert (looked["purpose"], looked["username"]) == ("reset", "reader")
        choice = {"token": token, "password": NEW}
        assert (await api.post("/auth/password/choice", choice)).status_code == 200
        assert (await api.get("/auth/me", headers={"authorization": f"Bearer {session}"})).status_code == 401
        assert (await sign_in(api, "reader", NEW)).status_code == 200
        again = await api.post("/auth/password/choice", choice)
        assert (again.status_code, again.json()["code"]) == (410, "identity.link_invalid")
        told = await mailing.letter("reader", 3)
        assert told.message["subject"] == "Sua senha foi alterada"
        assert "password_set_by_reset" in await acts(api, api.world.accounts["reader"].user_id)

    @pytest.mark.parametrize("name", ["reader", "reader@example.org"])
    async def test_whoever_locked_himself_out_signs_in_at_once(
        self, api: Api, administrator: Api, name: str
    ) -> None:
        for tried in (name, "reader", "reader@example.org"):
            for _ in range(api.identity.settings.sign_in_failures_per_account):
                await sign_in(api, tried, "wrong password")
            assert (await sign_in(api, tried)).status_code == 429
        reader = api.world.accounts["reader"].user_id
        token = (await administrator.post(f"/users/{reader}/convite")).json()["link"].partition("#")[2]
        choice = {"token": token, "password": NEW}
        assert (await api.post("/auth/password/choice", choice)).status_code == 200
        assert (await sign_in(api, name, NEW)).status_code == 200

    async def test_the_answer_tells_nothing(self, mailing: Mailing) -> None:
        api = mailing.api
        answers = [
            await api.post("/auth/password/reset", {"username": name})
            for name in ("reader", "nobody-at-all", "deactivated", "x@example.org")
        ]
        assert {(answer.status_code, answer.content) for answer in answers} == {(204, b"")}
        await mailing.letter("reader")

        async def answered() -> bool:
            async with api.database.reading() as session:
                rows = (await session.execute(select(Job.status, Job.payload).order_by(Job.id))).all()
            resets = [row for row in rows if row.status == "done" and row.payload == {}]
            return len(resets) >= len(answers)

        await eventually(answered, what="every request answered and forgotten")
        assert [letter.to for letter in mailing.post.letters] == [["reader@example.org"]]

    async def test_links_are_few(self, mailing: Mailing) -> None:
        statuses = [
            (await mailing.api.post("/auth/password/reset", {"username": "reader"})).status_code
            for _ in range(4)
        ]
        assert statuses == [204, 204, 204, 429]

    async def test_without_mail_it_says_whom_to_ask(self, api: Api) -> None:
        for name in ("reader", "nobody-at-all"):
            answer = await api.post("/auth/password/reset", {"username": name})
            assert (answer.status_code, answer.json()["code"]) == (409, "identity.mail_off")

    async def test_a_link_ends_with_its_time_its_user_and_a_bad_password_leaves_it(
        self, api: Api, administrator: Api
    ) -> None:
        reader = api.world.accounts["reader"].user_id
        token = (await administrator.post(f"/users/{reader}/convite")).json()["link"].partition("#")[2]
        weak = await api.post("/auth/password/choice", {"token": token, "password": "12345678"})
        assert fault(weak) == (422, "/password", "weak_password")
        assert (await api.post("/auth/password/link", {"token": token})).status_code == 200
        with frozen(now() + timedelta(minutes=31)):
            late = await api.post("/auth/password/choice", {"token": token, "password": NEW})
        assert late.status_code == 410
        assert (await administrator.post(f"/users/{reader}/deactivation")).status_code == 200
        gone = await api.post("/auth/password/choice", {"token": token, "password": NEW})
        assert gone.status_code == 410

    async def test_of_many_who_use_a_link_at_once_one_does(self, api: Api, administrator: Api) -> None:
        reader = api.world.accounts["reader"].user_id
        token = (await administrator.post(f"/users/{reader}/convite")).json()["link"].partition("#")[2]
        answers = await asyncio.gather(
            *(
                api.anonymous().post("/auth/password/choice", {"token": token, "password": f"{NEW} {n}"})
                for n in range(8)
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, *[410] * 7]
        async with api.database.reading() as session:
            links = (await session.scalars(select(PasswordLink))).all()
        assert [link.used_at is not None for link in links] == [True]


class TestInvitation:
    """POST /users/{id}/convite"""

    BODY: dict[str, Any] = {
        "username": "nova", "email": "nova@example.org", "name": "Nova Pessoa", "role": "reader"
    }  # fmt: skip

    async def test_invited_by_mail(self, mailing: Mailing) -> None:
        api = mailing.api
        administrator = api.as_role("administrator")
        made = (await administrator.post("/users", self.BODY)).json()
        assert made["invited"] is True
        assert (await sign_in(api, "nova", "")).status_code == 422
        assert (await sign_in(api, "nova", PASSWORD)).status_code == 401
        sent = (await administrator.post(f"/users/{made['id']}/convite")).json()
        assert (sent["purpose"], sent["mailed"], sent["link"]) == ("invitation", True, None)
        letter = await mailing.letter("nova")
        assert letter.message["subject"] == "Seu acesso ao inventário de Levitiis"
        choice = {"token": letter.token(), "password": NEW}
        assert (await api.post("/auth/password/choice", choice)).status_code == 200
        assert (await sign_in(api, "nova", NEW)).status_code == 200
        assert (await administrator.get(f"/users/{made['id']}")).json()["invited"] is False

    async def test_a_new_invitation_makes_the_earlier_worthless(self, api: Api, administrator: Api) -> None:
        made = (await administrator.post("/users", self.BODY)).json()
        links = [(await administrator.post(f"/users/{made['id']}/convite")).json() for _ in range(2)]
        first, second = (link["link"].partition("#")[2] for link in links)
        assert (await api.post("/auth/password/link", {"token": first})).status_code == 410
        looked = (await api.post("/auth/password/link", {"token": second})).json()
        assert looked["purpose"] == "invitation"
        assert "invitation_link_made" in await acts(api, made["id"])

    async def test_a_new_address_makes_what_was_sent_to_the_old_one_worthless(
        self, api: Api, administrator: Api
    ) -> None:
        made = (await administrator.post("/users", self.BODY)).json()
        token = (await administrator.post(f"/users/{made['id']}/convite")).json()["link"].partition("#")[2]
        answer = await administrator.patch(f"/users/{made['id']}", {"email": "outra@example.org"})
        assert answer.status_code == 200
        assert (await api.post("/auth/password/link", {"token": token})).status_code == 410

    async def test_too_many_at_once_are_told_to_wait(
        self, api: Api, administrator: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = (await administrator.post("/users", self.BODY)).json()
        token = (await administrator.post(f"/users/{made['id']}/convite")).json()["link"].partition("#")[2]
        monkeypatch.setattr(hashing, "_MAX_WAITING", 0)
        for answer in (
            await api.post("/auth/password/choice", {"token": token, "password": NEW}),
            await administrator.post("/users", {**self.BODY, "username": "outra", "password": NEW}),
        ):
            assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")

    async def test_only_by_one_who_may_do_as_the_other(self, api: Api, administrator: Api) -> None:
        own = api.world.accounts["administrator"].user_id
        refused = await administrator.post(f"/users/{own}/convite")
        assert (refused.status_code, refused.json()["code"]) == (403, "identity.own_grant")
        gone = await administrator.post(f"/users/{api.world.accounts['deactivated'].user_id}/convite")
        assert (gone.status_code, gone.json()["code"]) == (409, "identity.user_inactive")

    async def test_the_link_stands_in_no_trail_and_no_stored_answer(
        self, api: Api, administrator: Api
    ) -> None:
        made = (await administrator.post("/users", self.BODY)).json()
        token = (await administrator.post(f"/users/{made['id']}/convite")).json()["link"].partition("#")[2]
        async with api.database.reading() as session:
            rows = (await session.scalars(select(AuditLog.data_json))).all()
        assert token not in str(rows)


class TestNewAddress:
    """PATCH /users/{id}"""

    async def test_the_address_before_is_told(self, mailing: Mailing) -> None:
        administrator = mailing.api.as_role("administrator")
        number = mailing.api.world.accounts["reader"].user_id
        for _ in range(2):  # the second time nothing changes
            answer = await administrator.patch(f"/users/{number}", {"email": "other@example.org"})
            assert answer.status_code == 200, answer.text
        letter = await mailing.letter("reader")
        assert "Esta mensagem foi ao anterior" in letter.text()
        assert "other@example.org" not in letter.text()


class TestNewDevice:
    """The letter about a device that was not known."""

    FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    NEWER = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"
    PHONE = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36"

    async def test_once_for_each(self, mailing: Mailing) -> None:
        api, agent = mailing.api, "user-agent"
        async with api.work() as uow:
            from tests.builders.users import grant, user

            await grant(uow, await user(uow, "primeira"), "reader")
        for browser in (self.FIREFOX, self.NEWER, self.PHONE, self.PHONE):
            answer = await sign_in(api, "primeira", **{agent: browser})
            assert answer.status_code == 200
        letter = await mailing.letter("primeira")
        assert letter.message["subject"] == "Novo acesso à sua conta"
        assert "Chrome · Android" in letter.text()
        assert len(mailing.post.to("primeira@example.org")) == 1
