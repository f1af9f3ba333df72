"""The head of the trail goes to its address, once for each seal, and nowhere without one."""

from __future__ import annotations

from datetime import timedelta

from levitiis.infra.history.head_mail import HEAD_MAIL, head_mail
from levitiis.infra.history.sealing import seal_next
from levitiis.infra.jobs.queue import enqueue
from levitiis.infra.mail.jobs import MailDelivery
from levitiis.infra.mail.mailer import Mailer
from levitiis.infra.settings import Settings
from tests.db.jobs.conftest import StartWorker
from tests.db.jobs.looking import ended
from tests.db.stage import Stage
from tests.smtp import Post, smtp_settings

TO = "auditoria@example.org"


async def occur(stage: Stage) -> None:
    async with stage.work() as uow:
        number = await enqueue(uow, HEAD_MAIL, {})
    assert (await ended(stage, number)).status == "done"


async def test_each_head_arrives_once(stage: Stage, start_worker: StartWorker, post: Post) -> None:
    settings = Settings(**smtp_settings(post))
    start_worker(head_mail(Mailer(settings, stage.keys), TO), MailDelivery(settings, stage.keys).handler())
    await occur(stage)
    assert await stage.sql("SELECT id FROM jobs WHERE kind = 'mail.send'") == []
    async with stage.work() as uow:
        uow.log("location", 1, "update", {})
    async with stage.work() as uow:
        head = await seal_next(uow, timedelta(0))
    assert head is not None
    await occur(stage)
    await occur(stage)
    (queued,) = await stage.sql("SELECT id FROM jobs WHERE kind = 'mail.send'")
    await ended(stage, int(queued.id))
    (letter,) = post.letters
    assert letter.to == [TO]
    assert letter.message["subject"] == f"Trilha de auditoria: selo {head.number}"
    assert head.hash in letter.text()


async def test_without_an_address_there_is_no_mail(
    stage: Stage, start_worker: StartWorker, post: Post
) -> None:
    start_worker(head_mail(Mailer(Settings(**smtp_settings(post)), stage.keys), ""))
    async with stage.work() as uow:
        uow.log("location", 1, "update", {})
    async with stage.work() as uow:
        assert await seal_next(uow, timedelta(0))
    await occur(stage)
    assert await stage.sql("SELECT id FROM jobs WHERE kind = 'mail.send'") == []
