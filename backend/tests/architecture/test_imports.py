"""Who may import whom, who may commit, who may tell the time; and that these checks bite."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import rules
from tests.architecture.graph import SOURCE, Graph, import_graph, module_files

BACKEND = SOURCE.parents[1]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return import_graph()


def test_the_graph_is_of_the_whole_package(graph: Graph) -> None:
    assert len(graph) == len(module_files()) > 100
    assert "levitiis.modules.identity.api" in graph["levitiis.bootstrap"]


@pytest.mark.parametrize(
    "rule", [rules.layer_faults, rules.door_faults, rules.order_faults, rules.purity_faults]
)
def test_imports(graph: Graph, rule: Callable[[Graph], list[str]]) -> None:
    assert rule(graph) == []


@pytest.mark.parametrize("rule", [rules.commit_faults, rules.clock_faults])
def test_calls(rule: Callable[[], list[str]]) -> None:
    assert rule() == []


def test_every_room_stands_in_a_row(graph: Graph) -> None:
    rooms = {room for module in graph if (room := rules.room_of(module))}
    assert rooms <= {room for row in rules.ROWS for room in row}


PLANTED: list[tuple[str, str, Callable[[Graph], list[str]], str]] = [
    (
        "kit/money.py",
        "import sqlalchemy",
        rules.purity_faults,
        "kit.money imports sqlalchemy",
    ),
    (
        "kit/money.py",
        "from levitiis.infra import settings",
        rules.layer_faults,
        "kit.money imports upward",
    ),
    (
        "infra/settings.py",
        "from levitiis.modules.people import api",
        rules.layer_faults,
        "infra.settings imports upward",
    ),
    (
        "modules/people/queries.py",
        "from levitiis.modules.identity import api",
        rules.layer_faults,
        "room people",
    ),
    (
        "modules/suppliers/actions.py",
        "from levitiis.modules.catalogue import api",
        rules.layer_faults,
        "room suppliers",
    ),
    (
        "modules/assets/actions/tags.py",
        "from levitiis.modules.people.models import Person",
        rules.door_faults,
        "people",
    ),
    (
        "modules/assets/routes.py",
        "from levitiis.modules.people.queries import search",
        rules.door_faults,
        "people",
    ),
    (
        "modules/identity/models.py",
        "from levitiis.modules.identity import queries",
        rules.order_faults,
        "(models)",
    ),
    (
        "modules/identity/queries/users.py",
        "from levitiis.modules.identity import actions",
        rules.order_faults,
        "(queries)",
    ),
    (
        "modules/identity/policy.py",
        "from levitiis.modules.identity import sessions",
        rules.order_faults,
        "sessions >",
    ),
    (
        "modules/people/errors.py",
        "from levitiis.infra import settings",
        rules.purity_faults,
        "people.errors imports",
    ),
    (
        "modules/people/actions.py",
        "from fastapi import HTTPException",
        rules.purity_faults,
        "people.actions imports",
    ),
    (
        "infra/db/uow.py",
        "from fastapi import Request",
        rules.purity_faults,
        "infra.db.uow imports",
    ),
]


@pytest.mark.parametrize(("file", "line", "rule", "told"), PLANTED)
def test_a_planted_import_is_found(
    tmp_path: Path, file: str, line: str, rule: Callable[[Graph], list[str]], told: str
) -> None:
    copy = spoilt_copy(tmp_path, file, line)
    faults = rule(import_graph(copy))
    assert any(told in fault for fault in faults), faults


def test_an_import_for_types_only_is_none_at_run_time(tmp_path: Path) -> None:
    block = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sqlalchemy\n"
    copy = spoilt_copy(tmp_path, "kit/money.py", block)
    assert not any("money" in fault for fault in rules.purity_faults(import_graph(copy)))


@pytest.mark.parametrize(
    ("file", "line", "rule"),
    [
        ("modules/people/actions.py", "async def f(session): await session.commit()", rules.commit_faults),
        ("modules/people/actions.py", "async def f(uow): await uow.session.commit()", rules.commit_faults),
        ("infra/history/capture.py", "def f(connection): connection.commit()", rules.commit_faults),
        ("modules/people/actions.py", "import time\nT = time.time()", rules.clock_faults),
        ("kit/money.py", "import datetime\nT = datetime.datetime.now()", rules.clock_faults),
        ("kit/money.py", "from datetime import date\nT = date.today()", rules.clock_faults),
    ],
)
def test_a_planted_call_is_found(
    tmp_path: Path, file: str, line: str, rule: Callable[[Path], list[str]]
) -> None:
    assert len(rule(spoilt_copy(tmp_path, file, line))) == len(rule(SOURCE)) + 1


def spoilt_copy(folder: Path, file: str, line: str) -> Path:
    """A copy of the package with ``line`` put at the end of ``file``."""
    copy = folder / "levitiis"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.ttf", "*.txt", "*.json"))
    with (copy / file).open("a", encoding="utf-8") as target:
        target.write(f"\n{line}\n")
    return copy


def lint_imports(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the project's contracts on the package below ``source``."""
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [
        sys.executable,
        "-c",
        run,
        "--no-cache",
        "--no-logo",
        "--config",
        str(BACKEND / "pyproject.toml"),
    ]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_import_linter_keeps_its_contracts(tmp_path: Path) -> None:
    done = lint_imports(tmp_path, SOURCE.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


def test_import_linter_bites(tmp_path: Path) -> None:
    spoilt_copy(tmp_path, "modules/people/queries.py", "from levitiis.modules.identity import api")
    done = lint_imports(tmp_path, tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "levitiis.modules.people.queries -> levitiis.modules.identity.api" in done.stdout
