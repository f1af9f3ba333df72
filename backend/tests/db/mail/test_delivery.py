"""Mail goes out through a real SMTP server: once, later when refused, in both languages, encrypted."""

from __future__ import annotations

import asyncio
import re
import ssl
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import update

from levitiis.commands.certificate import self_signed
from levitiis.infra.jobs.models import Job
from levitiis.infra.mail import jobs as mail_jobs
from levitiis.infra.mail import mailer as mail_queue
from levitiis.infra.mail.errors import HeaderRefusedError
from levitiis.infra.mail.jobs import MailDelivery
from levitiis.infra.mail.mailer import MAX_ATTEMPTS, TRY_FOR_HOURS, Mailer, announce, pause
from levitiis.infra.mail.templates import MailTemplate
from levitiis.infra.settings import Settings
from levitiis.kit.clock import now
from levitiis.kit.ids import secret_token
from levitiis.kit.problems import Language
from tests.db.jobs.conftest import StartWorker
from tests.db.jobs.looking import ended, job, job_that
from tests.db.stage import Stage
from tests.smtp import PASSWORD, USER, Post, post_office, smtp_settings
from tests.waiting import eventually

TO = "rita@example.org"


def settings_of(post: Post, **changes: Any) -> Settings:
    return Settings(**smtp_settings(post, public_url="https://bens.example.org", **changes))


async def put(
    stage: Stage,
    settings: Settings,
    template: MailTemplate,
    *,
    key: str = "one",
    language: Language = "pt-BR",
    name: str = "Rita",
    **options: Any,
) -> int:
    """Queue a mail; the id of its job, 0 when there is none."""
    mailer = Mailer(settings, stage.keys)
    link = mailer.link("/convite", options.pop("token", "t0ken"))
    async with stage.work() as uow:
        await mailer.queue(
            uow,
            template,
            to=TO,
            language=language,
            params={"name": name},
            unique_key=key,
            link=link,
            **options,
        )
    found = await stage.sql("SELECT id FROM jobs WHERE unique_key = :key", key=f"mail.send:{key}")
    return int(found[0].id) if found else 0


def deliverer(stage: Stage, settings: Settings) -> Any:
    return MailDelivery(settings, stage.keys).handler()


@pytest.mark.parametrize(
    ("language", "subject"), [("pt-BR", "Convite para Rita"), ("en", "Invitation for Rita")]
)
async def test_a_mail_arrives_in_its_language(
    stage: Stage,
    start_worker: StartWorker,
    post: Post,
    template: MailTemplate,
    language: Language,
    subject: str,
) -> None:
    settings = settings_of(post)
    start_worker(deliverer(stage, settings))
    done = await ended(stage, await put(stage, settings, template, language=language))
    assert done.status == "done"
    (letter,) = post.letters
    assert letter.to == [TO]
    assert letter.message["subject"] == subject
    assert letter.message["from"] == "Levitiis <levitiis@example.org>"
    assert letter.message["content-language"] == language
    assert re.fullmatch(r"<[\w-]{43}@bens\.example\.org>", letter.message["message-id"])
    assert "https://bens.example.org/convite#t0ken" in letter.text()
    assert 'href="https://bens.example.org/convite#t0ken"' in letter.html()
    assert not letter.encrypted


async def test_what_waits_cannot_be_read_and_is_forgotten_once_sent(
    stage: Stage, start_worker: StartWorker, post: Post, template: MailTemplate
) -> None:
    settings, token = settings_of(post), secret_token()
    job_id = await put(stage, settings, template, token=token)
    waiting = str((await stage.sql("SELECT * FROM jobs"))[0])
    assert "sealed" in waiting
    assert token not in waiting
    assert TO not in waiting
    start_worker(deliverer(stage, settings))
    assert (await ended(stage, job_id)).payload == {}
    assert post.letters[0].token() == token


async def test_nothing_is_sent_of_what_was_not_committed(
    stage: Stage, post: Post, template: MailTemplate
) -> None:
    mailer = Mailer(settings_of(post), stage.keys)
    async with stage.work(commit=False) as uow:
        assert await mailer.queue(
            uow, template, to=TO, language="en", params={"name": "x"}, unique_key="k", link="x"
        )
    assert await stage.sql("SELECT id FROM jobs") == []


async def test_two_workers_send_each_mail_once(
    stage: Stage, start_worker: StartWorker, post: Post, template: MailTemplate
) -> None:
    settings = settings_of(post)
    for _ in range(2):
        start_worker(deliverer(stage, settings), concurrency=4)
    queued = [
        await put(stage, settings, template, key=f"n{number}", name=f"N{number}") for number in range(20)
    ]
    again = [await put(stage, settings, template, key=f"n{number}", name="again") for number in range(20)]
    assert again == queued
    for job_id in queued:
        assert (await ended(stage, job_id)).status == "done"
    assert sorted(letter.message["subject"] for letter in post.letters) == sorted(
        f"Convite para N{number}" for number in range(20)
    )
    assert len({letter.message["message-id"] for letter in post.letters}) == 20


async def test_a_refusal_for_now_is_tried_again(
    stage: Stage,
    start_worker: StartWorker,
    post: Post,
    template: MailTemplate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail_jobs, "pause", lambda _: timedelta(milliseconds=10))
    settings = settings_of(post)
    post.answers = ["451 try later", "450 mailbox busy"]
    post.data_answers = ["452 no space"]
    start_worker(deliverer(stage, settings))
    done = await ended(stage, await put(stage, settings, template))
    assert (done.status, done.attempts, done.problem) == ("done", 4, None)
    assert len(post.letters) == 1


async def test_a_server_that_is_away_is_waited_for(
    stage: Stage, start_worker: StartWorker, template: MailTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_jobs, "pause", lambda _: timedelta(milliseconds=20))
    async with post_office() as closed:
        settings = settings_of(closed)
    start_worker(deliverer(stage, settings))
    job_id = await put(stage, settings, template)
    await job_that(stage, job_id, lambda found: found.attempts >= 2)
    async with post_office(port=closed.port) as post:
        assert (await ended(stage, job_id)).status == "done"
        assert len(post.letters) == 1


async def test_an_unknown_recipient_is_final(
    stage: Stage, start_worker: StartWorker, post: Post, template: MailTemplate
) -> None:
    settings = settings_of(post)
    post.answers = [f"550 5.1.1 {TO}: no such user"]
    start_worker(deliverer(stage, settings))
    failed = await ended(stage, await put(stage, settings, template))
    assert (failed.status, failed.attempts, failed.payload) == ("failed", 1, {})
    assert failed.problem == {
        "code": "mail.recipient_refused",
        "params": {"reason": "SMTP 550"},
        "errors": [],
    }


async def test_after_a_day_it_gives_up_and_says_so(
    stage: Stage, start_worker: StartWorker, post: Post, template: MailTemplate
) -> None:
    settings = settings_of(post)
    job_id = await put(stage, settings, template)
    async with stage.work() as uow:
        await uow.session.execute(update(Job).values(attempts=MAX_ATTEMPTS - 1))
    post.answers = ["451 never"]
    with structlog.testing.capture_logs() as logs:
        start_worker(deliverer(stage, settings))
        failed = await ended(stage, job_id)
    assert failed.status == "failed"
    assert failed.problem is not None
    assert failed.problem["code"] == "mail.not_delivered"
    assert failed.problem["params"] == {"hours": str(TRY_FOR_HOURS), "reason": "SMTP 451"}
    (said,) = [line for line in logs if line["event"] == "mail_given_up"]
    assert (said["log_level"], said["job"], said["mail"]) == ("error", job_id, "tests.mail")
    assert TO not in str(logs)


def test_the_pauses_add_up_to_what_is_said() -> None:
    pauses = [pause(attempt) for attempt in range(1, MAX_ATTEMPTS)]
    assert pauses[0] == timedelta(seconds=30)
    assert max(pauses) == timedelta(hours=1)
    total = sum(pauses, timedelta())
    assert timedelta(hours=TRY_FOR_HOURS) <= total < timedelta(hours=TRY_FOR_HOURS + 1)


async def test_what_has_expired_is_not_sent(
    stage: Stage, start_worker: StartWorker, post: Post, template: MailTemplate
) -> None:
    settings = settings_of(post)
    start_worker(deliverer(stage, settings))
    late = await put(stage, settings, template, key="late", useless_after=now() - timedelta(seconds=1))
    failed = await ended(stage, late)
    assert failed.problem is not None
    assert failed.problem["code"] == "mail.too_late"
    in_time = await put(stage, settings, template, key="time", useless_after=now() + timedelta(minutes=5))
    assert (await ended(stage, in_time)).status == "done"
    assert len(post.letters) == 1


async def test_a_mail_of_other_keys_is_not_guessed_at(
    stage: Stage, start_worker: StartWorker, post: Post, template: MailTemplate
) -> None:
    settings = settings_of(post)
    job_id = await put(stage, settings, template)
    async with stage.work() as uow:
        await uow.session.execute(update(Job).values(payload={"mail": "tests.mail", "sealed": "AQEAAAA="}))
    start_worker(deliverer(stage, settings))
    failed = await ended(stage, job_id)
    assert failed.problem is not None
    assert failed.problem["code"] == "mail.unreadable"


async def test_without_a_server_nothing_is_queued_and_the_log_says_it_once(
    stage: Stage, template: MailTemplate
) -> None:
    settings = Settings(smtp_host="")
    assert await put(stage, settings, template) == 0
    with structlog.testing.capture_logs() as logs:
        announce(settings)
        await put(stage, settings, template, key="two")
    assert [line["event"] for line in logs] == ["mail_off"]
    with structlog.testing.capture_logs() as logs:
        announce(Settings(smtp_host="mail.example.org"))
    assert logs == []


@pytest.mark.parametrize("name", ["Rita\r\nBcc: all@example.org", "Rita\nX: y"])
async def test_a_header_of_ones_own_is_refused_before_anything_is_queued(
    stage: Stage, post: Post, template: MailTemplate, name: str
) -> None:
    with pytest.raises(HeaderRefusedError):
        await put(stage, settings_of(post), template, name=name)
    mailer = Mailer(settings_of(post), stage.keys)
    async with stage.work(commit=False) as uow:
        with pytest.raises(HeaderRefusedError):
            await mailer.queue(
                uow, template, to=f"a@b.org{name[4:]}", language="en", params={"name": "x"}, unique_key="k",
                link="x",
            )  # fmt: skip
    assert await stage.sql("SELECT id FROM jobs") == []


class TestEncryption:
    """STARTTLS and TLS with a checked certificate, and a password that goes nowhere without them."""

    @pytest.fixture
    def authority(self, tmp_path: Path) -> tuple[str, ssl.SSLContext]:
        certificate, key = self_signed(tmp_path / "post", "127.0.0.1")
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
        return certificate.read_text(), context

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    async def test_delivered_encrypted_with_a_password(
        self,
        stage: Stage,
        start_worker: StartWorker,
        template: MailTemplate,
        authority: tuple[str, ssl.SSLContext],
        security: str,
    ) -> None:
        ca, context = authority
        async with post_office(context, implicit=security == "tls") as post:
            settings = settings_of(
                post, smtp_security=security, smtp_ca=ca, smtp_username=USER, smtp_password=PASSWORD
            )
            start_worker(deliverer(stage, settings))
            assert (await ended(stage, await put(stage, settings, template))).status == "done"
            (letter,) = post.letters
            assert letter.encrypted
            assert letter.user == USER

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"smtp_ca": ""}, "SMTPConnectError|SSL|Certificate"),
            ({"smtp_password": "wrong"}, "SMTPAuthenticationError 535"),
        ],
    )
    async def test_refused_for_now(
        self,
        stage: Stage,
        start_worker: StartWorker,
        template: MailTemplate,
        authority: tuple[str, ssl.SSLContext],
        changes: dict[str, str],
        reason: str,
    ) -> None:
        ca, context = authority
        async with post_office(context) as post:
            given = {"smtp_ca": ca, "smtp_username": USER, "smtp_password": PASSWORD, **changes}
            settings = settings_of(post, smtp_security="starttls", **given)
            with structlog.testing.capture_logs() as logs:
                start_worker(deliverer(stage, settings))
                job_id = await put(stage, settings, template)
                waiting = await job_that(stage, job_id, lambda found: found.problem is not None)

                async def said() -> list[Any]:  # a moment after it is committed
                    return [line for line in logs if line["event"] == "job_tried_again"]

                (told,) = await eventually(said)
            assert waiting.status == "queued"
            assert post.letters == []
            assert re.search(reason, str(told["exc_info"]))
            assert PASSWORD not in str(logs)

    async def test_a_server_without_starttls_gets_nothing(
        self, stage: Stage, start_worker: StartWorker, template: MailTemplate, post: Post
    ) -> None:
        settings = settings_of(post, smtp_security="starttls", smtp_username=USER, smtp_password=PASSWORD)
        start_worker(deliverer(stage, settings))
        job_id = await put(stage, settings, template)
        await job_that(stage, job_id, lambda found: found.problem is not None)
        assert post.letters == []


async def test_the_same_mail_after_a_crash_has_the_same_message_id(
    stage: Stage,
    start_worker: StartWorker,
    post: Post,
    template: MailTemplate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The worker dies between the server's yes and writing it down: the mailbox can tell the two are one."""
    settings = settings_of(post)
    deliver = mail_jobs.deliver
    died = asyncio.Event()

    async def and_die(*args: Any) -> None:
        await deliver(*args)
        if not died.is_set():
            died.set()
            raise ConnectionError("died")

    monkeypatch.setattr(mail_jobs, "deliver", and_die)
    monkeypatch.setattr(mail_jobs, "pause", lambda _: timedelta(milliseconds=10))
    start_worker(deliverer(stage, settings))
    assert (await ended(stage, await put(stage, settings, template))).status == "done"
    first, second = post.letters
    assert first.message["message-id"] == second.message["message-id"]


async def test_a_job_keeps_no_trace_of_the_recipient(
    stage: Stage, start_worker: StartWorker, post: Post, template: MailTemplate
) -> None:
    settings = settings_of(post)
    start_worker(deliverer(stage, settings))
    found = await ended(stage, await put(stage, settings, template))
    assert TO not in str((await job(stage, found.id)).__dict__)
    assert found.kind == mail_queue.SEND
