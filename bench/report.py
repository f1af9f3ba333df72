"""What a run found, as a file, as text and as a page of the documentation."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from identity import Cost
from imports import MEGABYTES, SECONDS, Imported
from measure import Row
from picture import draw
from scenarios import P95_MS, READ_SHARE, WRITE_SHARE
from wrk import CONNECTIONS

OUTPUT = Path(__file__).parent / "output"
DOCS = Path(__file__).parent.parent / "docs" / "reference"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: where it took place and what came out."""

    assets: int
    postgresql: str
    load_before: float
    load_after: float
    rows: Sequence[Row]
    costs: Sequence[Cost]
    imported: Sequence[Imported]

    @property
    def passed(self) -> bool:
        """Whether every target is met."""
        return all(each.passed for each in (*self.rows, *self.costs, *self.imported))


def write_results(run: Run) -> Path:
    """Keep everything as JSON."""
    OUTPUT.mkdir(exist_ok=True)
    file = OUTPUT / "results.json"
    file.write_text(json.dumps(_plain(run), indent=1, ensure_ascii=False), encoding="utf-8")
    return file


def _plain(run: Run) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": _machine(),
        "postgresql": run.postgresql,
        "assets": run.assets,
        "connections": CONNECTIONS,
        "load_average": [run.load_before, run.load_after],
        "passed": run.passed,
        "scenarios": [
            {
                "name": row.scenario.name,
                "title": row.scenario.title,
                "floor_per_second": round(row.floor, 1),
                "bare_per_second": round(row.bare, 1),
                "ours_per_second": round(row.ours.per_second, 1),
                "share_of_bare": round(row.to_bare, 3),
                "share_of_floor": round(row.to_floor, 3),
                "target_share": row.scenario.share,
                "p50_ms": row.ours.p50,
                "p95_ms": row.ours.p95,
                "p99_ms": row.ours.p99,
                "target_p95_ms": row.scenario.p95_ms,
                "passed": row.passed,
                "rounds": row.rounds,
            }
            for row in run.rows
        ],
        "identity": [{**asdict(cost), "passed": cost.passed} for cost in run.costs],
        "imports": [
            {**asdict(each), "seconds": round(each.seconds, 1), "passed": each.passed}
            for each in run.imported
        ],
    }


def _machine() -> dict[str, Any]:
    return {
        "system": platform.system(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")


def write_docs(run: Run) -> None:
    """The page with the table, and its picture beside it."""
    DOCS.mkdir(parents=True, exist_ok=True)
    (DOCS / "benchmark.svg").write_text(draw(run.rows), encoding="utf-8")
    (DOCS / "benchmark.md").write_text("\n".join(_page(run)) + "\n", encoding="utf-8")


def _page(run: Run) -> list[str]:
    machine = _machine()
    return [
        "# Benchmark",
        "",
        "Written by `make bench ARGS=--write-docs`. Figures are ratios taken in one run on one machine; "
        "nothing here is a timed test.",
        "",
        f"{run.assets:,} assets, PostgreSQL {run.postgresql} (durable as in production), two server "
        f"processes and a worker, {CONNECTIONS} connections (half to each server), {machine['cores']} cores "
        f"({machine['processor']}), Python {machine['python']}; load average {run.load_before:.1f} before "
        f"and {run.load_after:.1f} after. "
        "Database, servers and `wrk` share these cores.",
        "",
        "- **Floor**: the request's own SQL statements (that of the session check included), taken down "
        "from the running application and sent, prepared, by the bare driver in two processes.",
        "- **Bare route**: the same statements behind an empty ASGI application that answers with as many "
        "bytes.",
        "- A total of more than 10,000 rows is an estimate that is remembered for half a minute, so the "
        "first page of the whole list sends no count in between.",
        "- Create and move wait for the disk at every commit, and the relay that tells other users of the "
        "change runs beside them, in ours only.",
        "",
        "![Requests per second](benchmark.svg)",
        "",
        "| | floor | bare | ours | of bare | of floor | p50 ms | p95 ms | p99 ms | target | |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|---|",
        *(_line(row) for row in run.rows),
        "",
        f"Targets: reads {READ_SHARE:.0%} of the bare route and p95 within {P95_MS:.0f} ms, create and move "
        f"{WRITE_SHARE:.0%} of the bare route, searches p95 within {P95_MS:.0f} ms. The word that one asset "
        "in twelve has is there to compare with: its time is the database's own.",
        "",
        *_costs(run),
        *_imports(run),
    ]


def _line(row: Row) -> str:
    ours, scenario = row.ours, row.scenario
    targets = [f"≥ {scenario.share:.0%}"] if scenario.share else []
    targets += [f"p95 ≤ {scenario.p95_ms:.0f} ms"] if scenario.p95_ms else []
    return (
        f"| {scenario.title} | {row.floor:.0f} | {row.bare:.0f} | {ours.per_second:.0f} | {row.to_bare:.0%} "
        f"| {row.to_floor:.0%} | {ours.p50:.1f} | {ours.p95:.1f} | {ours.p99:.1f} | {', '.join(targets)} "
        f"| {_verdict(row.passed)} |"
    )


def _costs(run: Run) -> list[str]:
    if not run.costs:
        return []
    return [
        "Signing in, over HTTP; and the one read that every request makes to know who asks and what he may:",
        "",
        "| | p50 ms | p95 ms | target | |",
        "|---|--:|--:|---|---|",
        *(_cost(cost) for cost in run.costs),
        "",
    ]


def _cost(cost: Cost) -> str:
    if cost.limit is None:
        return f"| {cost.title} | {cost.p50:.1f} | {cost.p95:.1f} | | |"
    target = f"p95 ≤ {cost.limit:.0f} ms | {_verdict(cost.passed)}"
    return f"| {cost.title} | {cost.p50:.2f} | {cost.p95:.2f} | {target} |"


def _imports(run: Run) -> list[str]:
    if not run.imported:
        return []
    return [
        f"Import through the API into an empty organisation (targets: {SECONDS:.0f} s, {MEGABYTES:.0f} MB, "
        "the worker and whatever it starts together):",
        "",
        "| file | rows | size MB | check s | apply s | together s | memory MB | |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
        *(
            f"| {each.form} | {each.rows:,} | {each.file_megabytes:.1f} | {each.check:.1f} "
            f"| {each.apply:.1f} | {each.seconds:.1f} | {each.megabytes:.0f} | {_verdict(each.passed)} |"
            for each in run.imported
        ),
    ]


def _verdict(passed: bool) -> str:
    return "met" if passed else "**missed**"


def tell(run: Run) -> None:
    """The outcome in words."""
    for cost in run.costs:
        verdict = "ok" if cost.passed else "BELOW TARGET"
        sys.stdout.write(f"{cost.title}: p50 {cost.p50:.2f} ms, p95 {cost.p95:.2f} ms  {verdict}\n")
    for each in run.imported:
        sys.stdout.write(
            f"import of {each.rows:,} rows ({each.form}): {each.check:.1f} s check, "
            f"{each.apply:.1f} s apply, {each.megabytes:.0f} MB  {'ok' if each.passed else 'BELOW TARGET'}\n"
        )
    sys.stdout.write("every target met\n" if run.passed else "not every target met\n")
