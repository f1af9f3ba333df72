"""``levitiis openapi`` and ``levitiis contracts``: what the program promises to others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from levitiis.bootstrap import create_app
from levitiis.infra.http import catalogue
from levitiis.infra.settings import Settings

_NO_SERVER = "postgresql+asyncpg://nobody@127.0.0.1:1/none"


def _app() -> Any:
    return create_app(Settings(), _NO_SERVER)


def openapi_json() -> str:
    """The OpenAPI document; no database is needed."""
    return _text(_app().openapi())


def write(folder: Path) -> None:
    """Write ``openapi.json``, ``errors.json`` and ``events.json`` into ``folder``."""
    app = _app()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "openapi.json").write_text(_text(app.openapi()), encoding="utf-8")
    (folder / "errors.json").write_text(_text(catalogue.document()), encoding="utf-8")
    (folder / "events.json").write_text(_text(catalogue.event_document()), encoding="utf-8")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
