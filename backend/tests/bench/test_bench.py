"""The benchmark still works: on a tiny organisation, each request captured, sent again and reported."""

from __future__ import annotations

import asyncio
import pickle
import shutil
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from levitiis.infra.settings import Settings

BENCH = Path(__file__).resolve().parents[3] / "bench"
ASSETS = 500


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its modules import each other by their bare names, as in ``python bench``."""
    monkeypatch.syspath_prepend(str(BENCH))


@pytest.fixture
async def captured(bench: None, database_url: str, tmp_path: Path) -> Any:
    import world
    from capture import capture
    from scenarios import scenarios

    settings = Settings(data_dir=tmp_path, run_worker=False, allowed_hosts="localhost")
    facts = await world.build(settings, database_url, ASSETS)
    wanted = [replace_first(each) for each in scenarios(facts)]
    _, found = await capture(settings, database_url, wanted)
    return found


def replace_first(scenario: Any) -> Any:
    """The move of an asset that a tiny organisation has."""
    import dataclasses

    return dataclasses.replace(scenario, first=101) if scenario.name == "move" else scenario


async def test_every_request_is_captured_and_sent_again(captured: Any, database_url: str) -> None:
    from machine import plain
    from replay import Replay

    connection = await asyncpg.connect(plain(database_url))
    try:
        counts = "SELECT (SELECT count(*) FROM assets), (SELECT count(*) FROM movements)"
        before = tuple(await connection.fetchrow(counts))
        for each in captured:
            assert any("auth_sessions" in statement.sql for statement in each.statements), each.name
            replay = Replay(connection, each)
            await replay.prepare()
            await replay.run(each.number + 1)
        after = tuple(await connection.fetchrow(counts))
        # One asset made with its entry, and one that moved.
        assert (after[0] - before[0], after[1] - before[1]) == (1, 2)
    finally:
        await connection.close()


async def test_a_loaded_server_is_read(bench: None, database_url: str, tmp_path: Path) -> None:
    if shutil.which("wrk") is None:
        pytest.skip("wrk is not here: scripts/find-wrk brings it")
    from capture import Captured, Statement
    from machine import plain
    from wrk import load

    import processes

    file = tmp_path / "captured.pickle"
    file.write_bytes(pickle.dumps([Captured("list", (Statement("SELECT 1", ()),), 1, None, 10)]))

    def measure() -> Any:
        with processes.bare(plain(database_url), file) as address:
            return load(address, "GET", "/list?{n}", "", seconds=1, start=1, token="none")

    done = await asyncio.to_thread(measure)
    assert done.requests > 0
    assert 0 < done.p50 <= done.p95 <= done.p99


async def test_the_files_of_the_import(bench: None, database_url: str, tmp_path: Path) -> None:
    import imports

    await imports.prepare(Settings(data_dir=tmp_path), database_url)
    for form in ("csv", "xlsx"):
        imports.write_file(tmp_path / f"assets.{form}", 20)
    lines = (tmp_path / "assets.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 21
    assert (tmp_path / "assets.xlsx").stat().st_size > 2_000


def test_a_report_says_what_was_missed(bench: None) -> None:
    import report
    from identity import Cost
    from measure import Row
    from picture import draw
    from scenarios import Scenario
    from wrk import Loaded

    scenario = Scenario("list", "List & page", "GET", "/ativos", share=0.6, p95_ms=60.0)
    slow = Row(scenario, 100.0, 90.0, Loaded(50, 45.0, 5.0, 61.0, 70.0))
    slow.rounds = [{"floor": 100.0, "bare": 90.0, "ours": 45.0}]
    run = report.Run(ASSETS, "15", 0.0, 0.0, [slow], [], [])
    assert not run.passed
    assert "**missed**" in "\n".join(report._page(run))
    dear = report.Run(ASSETS, "15", 0.0, 0.0, [], [Cost("Authorisation", 0.2, 2.0, 1.0)], [])
    assert not dear.passed
    assert "| Authorisation | 0.20 | 2.00 | p95 ≤ 1 ms | **missed** |" in report._page(dear)
    assert "List &amp; page" in draw(run.rows)
