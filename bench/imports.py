"""The import of a hundred thousand rows: through the API, by a worker whose memory is watched."""

from __future__ import annotations

import csv
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import httpx2
import psutil
import world
from scenarios import PREFIX

from levitiis.commands.runtime import command_unit_of_work
from levitiis.demo import generate
from levitiis.infra.settings import Settings
from levitiis.infra.tabular.writer import Column, write_xlsx
from levitiis.modules.identity import api as identity
from levitiis.modules.locations import api as locations
from processes import end, ours

SECONDS, MEGABYTES = 60.0, 600.0
_PATIENCE = 300.0
_HEADINGS = (
    "Plaqueta", "Patrimônio", "Descrição", "Marca", "Modelo", "Número de série", "Valor de aquisição",
    "Data de aquisição", "Nota fiscal", "Estado de conservação", "Localização", "Responsável", "Categoria",
    "Fornecedor",
)  # fmt: skip
_CONDITIONS = {"new": "Novo", "good": "Bom", "fair": "Regular", "poor": "Ruim", "uneconomic": "Antieconômico",
               "idle": "Ocioso"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What the import of one file took: seconds of check and of application, and memory at its highest."""

    form: str
    rows: int
    check: float
    apply: float
    megabytes: float
    file_megabytes: float

    @property
    def seconds(self) -> float:
        """Check and application."""
        return self.check + self.apply

    @property
    def passed(self) -> bool:
        """Whether both targets are met."""
        return self.seconds <= SECONDS and self.megabytes <= MEGABYTES


async def prepare(settings: Settings, url: str) -> None:
    """Make the empty organisation ready: kinds of places, roles, the one who imports."""
    async with command_unit_of_work(settings, url, "bench") as (uow, _):
        await locations.ensure_kinds(uow)
        await identity.sync_roles(uow)
        await world.administrator(uow)


def write_file(path: Path, rows: int) -> None:
    """A file as an organisation would bring it."""
    names = generate.people_names(world.PEOPLE)
    made = generate.assets(2_000, len(names), 12, rows)
    table = (_row(asset, names) for asset in made)
    if path.suffix == ".xlsx":
        write_xlsx(list(table), [Column(heading) for heading in _HEADINGS], path, zone=UTC)
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(_HEADINGS)
        writer.writerows(table)


def _row(asset: generate.DemoAsset, names: Sequence[str]) -> list[str]:
    values = asset.values
    bought = values["acquisition_date"].strftime("%d/%m/%Y")
    price = f"{values['purchase_value']:.2f}".replace(".", ",")
    return [
        values["tag"], values["patrimonio"], values["name"], values["brand"], values["model"],
        values["serial_number"] or "", price, bought, values["invoice_number"],
        _CONDITIONS[values["condition"]],
        f"Unidade {asset.room % 5 + 1} / Bloco {asset.room % 50 // 5 + 1} / Sala {asset.room}",
        "" if asset.person is None else names[asset.person], asset.category, f"Fornecedor {asset.supplier}",
    ]  # fmt: skip


def run(file: Path, rows: int, url: str, data_dir: Path) -> Imported:
    """Upload, check and apply ``file``; the worker is a process of its own."""
    with ours(url, data_dir, worker=False) as addresses, _worker(url, data_dir) as worker:
        with Watch(worker.pid) as watch, httpx2.Client(base_url=addresses[0] + PREFIX, timeout=120) as http:
            check, apply = _import(http, file, rows)
        return Imported(file.suffix[1:], rows, check, apply, watch.megabytes, file.stat().st_size / 1_048_576)


def _import(http: httpx2.Client, file: Path, rows: int) -> tuple[float, float]:
    answer = http.post("/auth/login", json={"username": world.USERNAME, "password": world.PASSWORD})
    http.headers["authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"
    with file.open("rb") as stream:
        sent = http.post("/ativos/importacoes", files={"file": (file.name, stream)}).raise_for_status()
    item: dict[str, Any] = sent.json()
    here = f"/ativos/importacoes/{item['id']}"
    check = _until(http, here, "verificacao", None, "checked")
    apply = _until(http, here, "aplicacao", {"only_valid": True}, "applied")
    summary = http.get(here).raise_for_status().json()["summary"]
    if summary["valid_rows"] != rows:
        raise RuntimeError(f"the import took {summary['valid_rows']} rows of {rows}: {summary}")
    return check, apply


def _until(http: httpx2.Client, here: str, step: str, body: Any, state: str) -> float:
    began = time.monotonic()
    http.post(f"{here}/{step}", json=body).raise_for_status()
    while True:
        item = http.get(here).raise_for_status().json()
        if item["state"] == state:
            return time.monotonic() - began
        if item["state"] == "failed" or time.monotonic() - began > _PATIENCE:
            raise RuntimeError(f"{step}: {item['state']} {item.get('problem')}")
        time.sleep(0.2)


@contextmanager
def _worker(url: str, data_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    import os

    environment = {**os.environ, "LEVITIIS_DATABASE_URL": url, "LEVITIIS_DATA_DIR": str(data_dir)}
    process = subprocess.Popen([sys.executable, "-m", "levitiis", "worker"], env=environment)
    try:
        yield process
    finally:
        end(process)


class Watch:
    """The memory of a process and of those that it starts, at its highest."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.megabytes = 0.0

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.05):
            self.megabytes = max(self.megabytes, _resident(self._process) / 1_048_576)


def _resident(process: psutil.Process) -> int:
    total = 0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    for member in family:
        try:
            total += member.memory_info().rss
        except psutil.Error:
            continue
    return total
