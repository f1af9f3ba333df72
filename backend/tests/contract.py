"""The API document as it is committed; that the program makes the same one is a test of its own."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

CONTRACT = Path(__file__).resolve().parents[2] / "contracts" / "openapi.json"


@cache
def _text() -> str:
    return CONTRACT.read_text(encoding="utf-8")


def contract() -> dict[str, Any]:
    """The document, the caller's own to change."""
    return json.loads(_text())
