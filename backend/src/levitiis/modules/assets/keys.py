"""The derived columns of an asset: normal forms for uniqueness, order and search."""

from __future__ import annotations

from levitiis.kit.text import search_key, sort_key, tag_key

_PLACEHOLDERS = frozenset(
    {
        "to be filled by o.e.m.", "default string", "system serial number", "none", "n/a", "na",
        "not specified", "unknown", "sem numero", "s/n", "0", "00000000", "0000000000", "-",
    }
)  # fmt: skip
SEARCH_LIMIT = 2000


def serial_key(serial: str | None) -> str | None:
    """The form in which serial numbers are compared; placeholders of makers never identify anything."""
    key = search_key(serial or "")
    return key[:120] if key and key not in _PLACEHOLDERS else None


def search_text(*parts: str | None) -> str:
    """What ``q`` looks in: every given part, normalised, in one line."""
    return search_key(" ".join(part for part in parts if part))[:SEARCH_LIMIT]


def derived(
    *,
    tag: str,
    name: str,
    patrimonio: str | None,
    serial_number: str | None,
    brand: str | None,
    model: str | None,
    description: str | None,
) -> dict[str, str | None]:
    """All derived columns of an asset, by column name."""
    return {
        "tag_key": tag_key(tag),
        "tag_sort": sort_key(tag),
        "sort_key": sort_key(name),
        "serial_key": serial_key(serial_number),
        "search_text": search_text(tag, patrimonio, name, serial_number, brand, model, description),
    }
