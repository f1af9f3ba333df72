"""Templates: both languages complete, what people typed is data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from levitiis.bootstrap import routers
from levitiis.infra.mail.templates import MAILS, MailTemplate, declare_mail, in_words, render, texts_of
from levitiis.kit.problems import Language

LANGUAGES: tuple[Language, Language] = ("pt-BR", "en")
LINK = "https://levitiis.example.org/convite#abc-DEF_123"


@pytest.fixture
def template() -> Iterator[MailTemplate]:
    yield declare_mail(
        "tests.mail",
        subject=("Olá, {name}", "Hello {name}"),
        opening=[("{name} pediu até {until}.", "{name} asked, until {until}.")],
        action=("Abrir", "Open"),
        closing=[("Fim.", "The end.")],
    )
    del MAILS["tests.mail"]


def params(**changes: Any) -> dict[str, str]:
    return {"name": "Zé", "until": "amanhã", "organisation": "Prefeitura", **changes}


def test_every_mail_has_both_languages_with_the_same_parts() -> None:
    routers()
    for code, known in MAILS.items():
        for texts in texts_of(known):
            assert texts.pt.strip(), code
            assert texts.en.strip(), code
            assert set(re.findall(r"\{(\w+)\}", texts.pt)) == set(re.findall(r"\{(\w+)\}", texts.en)), code
            assert texts.pt != texts.en, code


def test_text_and_html_say_the_same(template: MailTemplate) -> None:
    for language, said in (
        ("pt-BR", ("Zé pediu", "Abrir", "Fim.")),
        ("en", ("Zé asked", "Open", "The end.")),
    ):
        made = render(template, language, params(), LINK)  # type: ignore[arg-type]
        for words in (*said, LINK, "Prefeitura"):
            assert words in made.text
            assert words in made.html
        assert f'lang="{language}"' in made.html
        assert max(len(line) for line in made.text.splitlines() if "http" not in line) <= 72


def test_what_people_typed_is_escaped_and_not_looked_at(template: MailTemplate) -> None:
    hostile = '<img src=x onerror="alert(1)"> {until} $link ${footer}'
    made = render(template, "pt-BR", params(name=hostile), LINK)
    assert hostile in made.subject
    assert "<img" not in made.html
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; {until} $link ${footer}" in made.html
    tags: set[str] = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.add(tag)  # type: ignore[method-assign]
    parser.feed(made.html)
    assert tags == {"html", "head", "meta", "title", "style", "body", "div", "p", "a", "br"}


def test_nothing_is_fetched_from_anywhere(template: MailTemplate) -> None:
    html = render(template, "en", params(), LINK).html
    assert set(re.findall(r"https?://[^\"<\s]+", html)) == {LINK}
    assert not re.search(r"<(img|script|link|iframe)|url\(|@import", html)


def test_a_link_needs_its_button(template: MailTemplate) -> None:
    with pytest.raises(ValueError, match="button"):
        render(template, "en", params(), None)


def test_moments_are_told_at_the_place_of_the_installation() -> None:
    at = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)
    assert in_words({"until": at, "left": 3}, "pt-BR", "America/Sao_Paulo") == {
        "until": "3 de novembro de 2026 às 09:30",
        "left": "3",
    }
    assert in_words({"until": at}, "en", "America/Manaus")["until"] == "November 3, 2026 at 08:30"


def test_a_template_is_declared_once(template: MailTemplate) -> None:
    with pytest.raises(ValueError, match="twice"):
        declare_mail("tests.mail", subject=("a", "b"), opening=[])
