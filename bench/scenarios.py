"""What is measured: one request each, with the share of the bare route that it must reach."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import world

PREFIX = "/api/v1"
NUMBER = "{n}"
"""Stands for a number that differs from request to request."""

READ_SHARE, WRITE_SHARE = 0.60, 0.50
P95_MS = 60.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """A request. ``share`` is the target against the bare route, ``p95_ms`` the one of the latency."""

    name: str
    title: str
    method: str
    path: str
    body: str = ""
    status: int = 200
    share: float | None = None
    p95_ms: float | None = None
    first: int = 1
    """The first number that stands for ``{n}``."""

    def numbered(self, number: int) -> tuple[str, str]:
        """Path and body of one request."""
        return self.path.replace(NUMBER, str(number)), self.body.replace(NUMBER, str(number))


def scenarios(facts: world.Facts) -> list[Scenario]:
    """Everything that is measured, in the order of the report."""
    filtered = f"/ativos?location_id={facts.building_id}&status=in_use"
    return [
        _read("list", "List page, 50 of 100,000", "/ativos"),
        _read("filtered", "Filtered list: a building and a status", filtered),
        _read("detail", "Detail of an asset", f"/ativos/{facts.assets // 2}"),
        _search("rare", "Search: a rare word", "espectrofotometro"),
        _search("accent", "Search: an accented word", "odontológica"),
        _search("tag", "Search: a tag", f"SC-{facts.assets // 2:06d}"),
        _search("frequent", "Search: a word that one asset in twelve has", "giratória", p95_ms=None),
        Scenario(
            "create", "Create an asset", "POST", "/ativos", json.dumps(_new_asset(facts)), 201,
            WRITE_SHARE, None, first=900_000_001,
        ),
        Scenario(
            "move", "Move an asset", "POST", f"/ativos/{NUMBER}/movimentacao",
            json.dumps({"to_location_id": facts.store_id}), 200, WRITE_SHARE, None, first=20_001,
        ),
    ]  # fmt: skip


def _read(name: str, title: str, path: str) -> Scenario:
    return Scenario(name, title, "GET", path, share=READ_SHARE, p95_ms=P95_MS)


def _search(name: str, title: str, word: str, p95_ms: float | None = P95_MS) -> Scenario:
    return Scenario(name, title, "GET", f"/ativos?q={quote(word)}", p95_ms=p95_ms)


def _new_asset(facts: world.Facts) -> dict[str, Any]:
    return {
        "name": "Notebook",
        "tag": f"BN-{NUMBER}",
        "category_id": facts.category_id,
        "supplier_id": facts.supplier_id,
        "location_id": facts.rooms[3],
        "responsible_id": facts.people[4],
        "serial_number": "SE4R2K9QX7B",
        "brand": "Serrana",
        "model": "NB 14 G3",
        "description": "Notebook Serrana NB 14 G3",
        "purchase_value": "4350.90",
        "acquisition_date": "2026-01-12",
        "condition": "new",
    }
