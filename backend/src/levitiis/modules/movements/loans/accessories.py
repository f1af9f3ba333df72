"""What goes with an asset, as people write it. Pure."""

from __future__ import annotations

import re


def accessories_in(text: str | None) -> list[str]:
    """Accessories as people write them, one by one: ``"carregador, bolsa"`` are two."""
    return [name for part in re.split(r"[,;\n]", text or "") if (name := part.strip())]
