"""Mail to a user about his own account."""

from __future__ import annotations

from datetime import datetime

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.mail.templates import MailTemplate, Value
from levitiis.kit.ids import opaque_code
from levitiis.kit.problems import DEFAULT_LANGUAGE, Language
from levitiis.modules.identity.queries.sessions import find_recipient
from levitiis.modules.identity.sessions import Identity

_LANGUAGES: dict[object, Language] = {"pt-BR": "pt-BR", "en": "en"}


async def notify(
    uow: UnitOfWork,
    identity: Identity,
    user_id: int,
    template: MailTemplate,
    *,
    link: str | None = None,
    useless_after: datetime | None = None,
    **params: Value,
) -> bool:
    """Queue a mail in the user's own language; tells whether there will be one.

    Whose account was closed gets none. ``name`` and ``username`` are filled in besides ``params``.
    """
    if not identity.mailer.enabled:
        return False
    row = await find_recipient(uow.session, user_id)
    if not row.active:
        return False
    return await identity.mailer.queue(
        uow,
        template,
        to=row.email,
        language=_LANGUAGES.get(row.preferences.get("language"), DEFAULT_LANGUAGE),
        params={"name": row.name, "username": row.username, **params},
        unique_key=opaque_code(),
        link=link,
        useless_after=useless_after,
    )
