"""Attachments over HTTP as far as a test needs them: a file sent, what is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import func, select

from tests.api.client import Api


async def send(api: Api, at: str, content: bytes, name: str = "foto.jpg") -> httpx2.Response:
    return await api.http.post(at, files={"file": (name, content)})


async def sent(api: Api, at: str, content: bytes, name: str = "foto.jpg") -> dict[str, Any]:
    answer = await send(api, at, content, name)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def listed(api: Api, at: str) -> list[dict[str, Any]]:
    return (await api.get(at)).json()["items"]


async def rows(api: Api, table: Any) -> int:
    async with api.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


def contents(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
