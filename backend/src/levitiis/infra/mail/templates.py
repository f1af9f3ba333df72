"""Mail templates: fixed texts in both languages, rendered as text and as HTML.

Only declared templates are sent. What people typed is filled in as data: escaped in HTML, and never
looked at for placeholders of its own.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from levitiis.kit.problems import Language, Texts

Value = str | int | datetime
_WIDTH = 72
_LOCALES = {"pt-BR": "pt_BR", "en": "en"}
_MOMENT = {"pt-BR": "d 'de' MMMM 'de' y 'às' HH:mm", "en": "MMMM d, y 'at' HH:mm"}
_FOOTER = Texts(
    "Mensagem automática do {product} de {organisation}. Não responda.",
    "Automatic message from {organisation}'s {product}. Please do not reply.",
)
_OR_COPY = Texts(
    "Se o botão não abrir, copie este endereço no navegador:",
    "If the button does not open, copy this address into the browser:",
)
PRODUCT = "Levitiis"


class Rendered(NamedTuple):
    """A mail's texts in one language."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """A declared mail. ``action`` is the button of the link; ``closing`` comes after it."""

    code: str
    subject: Texts
    opening: tuple[Texts, ...]
    action: Texts | None
    closing: tuple[Texts, ...]


MAILS: dict[str, MailTemplate] = {}
Pair = tuple[str, str]


def declare_mail(
    code: str,
    *,
    subject: Pair,
    opening: Sequence[Pair],
    action: Pair | None = None,
    closing: Sequence[Pair] = (),
) -> MailTemplate:
    """Declare a template once; texts are (pt-BR, English) with ``{name}`` placeholders."""
    if code in MAILS:
        raise ValueError(f"mail {code!r} is declared twice")
    MAILS[code] = MailTemplate(
        code,
        Texts(*subject),
        tuple(Texts(*pair) for pair in opening),
        Texts(*action) if action else None,
        tuple(Texts(*pair) for pair in closing),
    )
    return MAILS[code]


def texts_of(template: MailTemplate) -> tuple[Texts, ...]:
    """Every text of a template."""
    action = (template.action,) if template.action else ()
    return (template.subject, *template.opening, *action, *template.closing)


def in_words(params: Mapping[str, Value], language: Language, zone: str) -> dict[str, str]:
    """Parameters as they are shown: moments as local time at ``zone``."""
    return {
        name: moment_in_words(value, language, zone) if isinstance(value, datetime) else str(value)
        for name, value in params.items()
    }


def moment_in_words(moment: datetime, language: Language, zone: str) -> str:
    """``3 de novembro de 2026 às 09:30``, at the time zone ``zone``."""
    return format_datetime(moment, _MOMENT[language], tzinfo=ZoneInfo(zone), locale=_LOCALES[language])


def render(
    template: MailTemplate, language: Language, params: Mapping[str, str], link: str | None
) -> Rendered:
    """The mail in ``language``. Raises ValueError when link and button do not go together."""
    if (link is None) != (template.action is None):
        raise ValueError(f"mail {template.code!r}: a link needs a button and a button a link")
    subject = template.subject.in_language(language, params)
    return Rendered(
        subject, _text(template, language, params, link), _html(template, language, params, link, subject)
    )


def _text(template: MailTemplate, language: Language, params: Mapping[str, str], link: str | None) -> str:
    parts = [_wrapped(texts.in_language(language, params)) for texts in template.opening]
    if template.action and link:
        parts.append(f"{template.action.in_language(language, params)}:\n{link}")
    parts += [_wrapped(texts.in_language(language, params)) for texts in template.closing]
    parts.append("-- \n" + _wrapped(_FOOTER.in_language(language, {**params, "product": PRODUCT})))
    return "\n\n".join(parts) + "\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _html(
    template: MailTemplate, language: Language, params: Mapping[str, str], link: str | None, subject: str
) -> str:
    safe = {name: escape(value) for name, value in params.items()}

    def paragraphs(texts: Sequence[Texts]) -> str:
        return "\n".join(f"<p>{one.in_language(language, safe)}</p>" for one in texts)

    button = ""
    if template.action and link:
        button = _part("button.html").substitute(
            link=escape(link),
            action=template.action.in_language(language, safe),
            copy=_OR_COPY.in_language(language),
        )
    return _part("layout.html").substitute(
        language=language,
        subject=escape(subject),
        organisation=safe.get("organisation", ""),
        opening=paragraphs(template.opening),
        button=button,
        closing=paragraphs(template.closing),
        footer=_FOOTER.in_language(language, {**safe, "product": PRODUCT}),
    )


@cache
def _part(name: str) -> Template:
    return Template(files("levitiis.infra.mail").joinpath(name).read_text(encoding="utf-8"))
