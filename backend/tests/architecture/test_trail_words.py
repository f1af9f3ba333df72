"""Whatever is written to the trail has a name: in its export, in its filters, and in every timeline."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from levitiis.bootstrap import metadata
from levitiis.infra.db.base import Base
from levitiis.infra.history import words
from levitiis.infra.history.words import Words
from tests.architecture.graph import SOURCE

FRONTEND = SOURCE.parents[2] / "frontend" / "src"
LANGUAGES = ("pt-BR", "en")

CHANGES = {"create", "update", "delete"}
"""What the watching of flushes and the writers of many rows say of a row."""

WORKED_OUT: dict[str, tuple[set[str], set[str]]] = {
    "infra/db/tree.py": (set(), {"update"}),
    "infra/db/uow.py": (set(), set()),
    "infra/db/bulk.py": (set(), CHANGES),
    "modules/identity/actions/passwords.py": (
        {"user"}, {"password_changed", "password_set_by_reset", "password_set_by_invitation"},
    ),
    "modules/identity/actions/invitations.py": ({"user"}, {"reset_link_made", "invitation_link_made"}),
    "modules/attachments/actions/attach.py": (
        {"asset", "movement_document"}, {"attach", "detach", "edit_attachment", "choose_main_picture"},
    ),
}  # fmt: skip
"""Files that work out what they write: the kinds (besides those of tables) and the acts that come of it."""


Written = tuple[str, str | None, str | None]


@cache
def written() -> Sequence[Written]:
    """Every call that writes an act: its file, its kind and its act, None where it is worked out."""
    return list(_written())


def _written() -> Iterator[Written]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr in ("log", "trail_row") and len(node.args) == 4:
                file = path.relative_to(SOURCE).as_posix()
                yield file, _text(node.args[0]), _text(node.args[2])


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def of_tables() -> set[str]:
    metadata()
    mapped = [mapper.class_ for mapper in Base.registry.mappers]
    shipped = [model for model in mapped if model.__module__.startswith("levitiis.")]
    return {model.__history__ for model in shipped if model.__history__}


def kinds() -> set[str]:
    told = {entity for _, entity, _ in written() if entity}
    return of_tables() | told | {kind for found, _ in WORKED_OUT.values() for kind in found}


def acts() -> set[str]:
    told = {action for _, _, action in written() if action}
    return CHANGES | told | {act for _, found in WORKED_OUT.values() for act in found}


def texts(folder: str, language: str) -> dict[str, Any]:
    path: Path = FRONTEND / folder / "locales" / f"{language}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_what_is_worked_out_is_written_down_here() -> None:
    worked_out = {file for file, entity, action in written() if entity is None or action is None}
    assert worked_out == set(WORKED_OUT)


def test_the_collecting_finds_what_is_known_to_be_written() -> None:
    found = {(entity, action) for _, entity, action in written()}
    assert {("person", "read_document"), ("session", "pruned"), ("trail", "export")} <= found
    assert len(found) > 25


def test_every_kind_and_every_act_has_a_word() -> None:
    assert set(words.ENTITIES) == kinds()
    assert set(words.ACTIONS) == acts()


def test_every_word_is_in_both_languages() -> None:
    for table in (words.ENTITIES, words.ACTIONS, words.SOURCES):
        for code, text in table.items():
            assert text.pt.strip(), code
            assert text.en.strip(), code


@pytest.mark.parametrize("table", [words.ENTITIES, words.ACTIONS])
def test_no_two_codes_have_one_word(table: Words) -> None:
    for language in LANGUAGES:
        assert len(set(_in(table, language).values())) == len(table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_web_application_calls_them_the_same(language: str) -> None:
    page, entities = texts("features/trail", language), texts("entities", language)["trail"]
    assert entities["entity"] == _in(words.ENTITIES, language)
    assert page["source"] == _in(words.SOURCES, language)
    # the filter finds archiving under the change that it is, and says so
    assert {**page["action"], "update": None} == {**_in(words.ACTIONS, language), "update": None}


def _in(table: Words, language: str) -> dict[str, str]:
    return {code: text.pt if language == "pt-BR" else text.en for code, text in table.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_timeline_can_tell_every_act_and_every_group(language: str) -> None:
    trail = texts("entities", language)["trail"]
    # of sessions it tells in other words (entities/trail/words.ts)
    told = [(entity, action) for _, entity, action in written() if action]
    needed = {f"session_{action}" if entity == "session" else action for entity, action in told}
    assert needed | (acts() - {action for _, action in told}) <= set(trail["action"])
    assert {f"session_{action}" for action in CHANGES} <= set(trail["action"])
    assert set(trail["many"]) == kinds()
