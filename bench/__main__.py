"""Measures Levitiis against its floor and its bare route; ``make bench`` runs it."""

from __future__ import annotations

import argparse
import asyncio
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import documents
import identity
import imports
import loans
import world
from capture import capture
from machine import Measured, measured_database, wait_until_settled
from measure import Row, Targets, measure
from report import Run, tell, write_docs, write_results
from scenarios import Scenario, scenarios
from wrk import require_wrk

import processes
from levitiis.infra import logging
from levitiis.infra.settings import Settings

IMPORTS = ("xlsx", "csv")


def main() -> int:
    """Run what the command line asks for; 0 when every target is met."""
    asked = _arguments()
    logging.configure(level="ERROR")
    require_wrk()
    before = os.getloadavg()[0]
    with _folder(asked.keep) as folder, measured_database(folder, asked.assets) as measured:
        rows = _requests(measured, asked)
        costs = _costs(measured, asked)
        imported = [] if asked.only and "import" not in asked.only else _imports(measured, asked.assets)
        run = Run(asked.assets, measured.version, before, os.getloadavg()[0], rows, costs, imported)
    tell(run)
    sys.stdout.write(f"kept in {write_results(run)}\n")
    if asked.write_docs:
        write_docs(run)
    return 0 if run.passed else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--assets", type=int, default=world.ASSETS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement")
    parser.add_argument("--only", nargs="+", help="names of scenarios, login, authorisation, or import")
    parser.add_argument("--keep", type=Path, help="a folder in which the loaded database stays for next time")
    parser.add_argument("--write-docs", action="store_true", help="write docs/reference/benchmark.md")
    asked = parser.parse_args()
    if asked.write_docs and (asked.only or asked.assets != world.ASSETS):
        parser.error("--write-docs needs a whole run: without --only and --assets")
    return asked


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    folder = kept.resolve() if kept else Path(tempfile.mkdtemp(prefix="levitiis-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # under root the server's user passes through it
    try:
        yield folder
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _requests(measured: Measured, asked: argparse.Namespace) -> list[Row]:
    wanted = [each for each in scenarios(measured.facts) if not asked.only or each.name in asked.only]
    if not wanted:
        return []
    settings = Settings(
        data_dir=measured.folder, allowed_hosts="localhost,127.0.0.1", run_worker=False, access_minutes=120
    )
    token, captured = asyncio.run(capture(settings, measured.url, wanted))
    file = measured.folder / "captured.pickle"
    file.write_bytes(pickle.dumps(captured))
    return _rounds(measured, wanted, file, token, asked)


def _rounds(
    measured: Measured, wanted: Sequence[Scenario], captured: Path, token: str, asked: argparse.Namespace
) -> list[Row]:
    url = measured.url.replace("+asyncpg", "")
    with (
        processes.ours(measured.url, measured.folder) as ours,
        processes.bare(url, captured) as bare,
        processes.floor(url, captured) as floor,
    ):
        wait_until_settled(measured)
        targets = Targets(floor, bare, ours, token)
        return [measure(scenario, targets, asked.rounds, asked.seconds) for scenario in wanted]


def _costs(measured: Measured, asked: argparse.Namespace) -> list[identity.Cost]:
    found: list[identity.Cost] = []
    if not asked.only or identity.SIGNING_IN in asked.only:
        with processes.ours(measured.url, measured.folder) as addresses:
            found.append(identity.signing_in(addresses))
    if documents.wanted(asked.only):
        with processes.ours(measured.url, measured.folder) as addresses:
            found += documents.transferring(addresses[0], measured.facts)
    if not asked.only or identity.AUTHORISING in asked.only:
        found += identity.authorising(measured.url, measured.folder)
    if loans.wanted(asked.only):
        found.append(loans.sweeping(measured.url, measured.folder))
        found.append(loans.reserving(measured.url, measured.folder))
    return found


def _imports(measured: Measured, rows: int) -> list[imports.Imported]:
    found: list[imports.Imported] = []
    for form in IMPORTS:
        url = measured.fresh(f"bench_{form}")
        data_dir = measured.folder / f"import-{form}"
        data_dir.mkdir(exist_ok=True)
        asyncio.run(imports.prepare(Settings(data_dir=data_dir), url))
        file = measured.folder / f"assets.{form}"
        imports.write_file(file, rows)
        found.append(imports.run(file, rows, url, data_dir))
    return found


if __name__ == "__main__":
    sys.exit(main())
