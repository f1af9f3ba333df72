"""Imports over HTTP as far as a test needs them: send a file, have it checked, wait."""

from __future__ import annotations

from typing import Any

from httpx2 import Response

from tests.api.client import Api
from tests.waiting import eventually

WAIT = 30.0


async def upload(api: Api, name: str, content: bytes, *, language: str = "pt-BR") -> Response:
    """Send a file; the answer."""
    return await api.http.post(
        "/ativos/importacoes", files={"file": (name, content)}, headers={"accept-language": language}
    )


async def settled(api: Api, import_id: int) -> dict[str, Any]:
    """Wait until nobody works on the import; the import."""

    async def look() -> dict[str, Any] | None:
        item = (await api.get(f"/ativos/importacoes/{import_id}")).json()
        return item if item["state"] not in ("checking", "applying") else None

    found = await eventually(look, within=WAIT, what=f"import {import_id}")
    assert found is not None
    return found


async def checked(api: Api, content: bytes) -> dict[str, Any]:
    """Send a file and have it checked; the import."""
    made = await upload(api, "bens.csv", content)
    assert made.status_code == 201, made.text
    started = await api.post(f"/ativos/importacoes/{made.json()['id']}/verificacao")
    assert started.status_code == 202, started.text
    return await settled(api, made.json()["id"])
