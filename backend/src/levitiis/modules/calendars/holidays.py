"""The holidays of Brazil and its states, by their laws, from the ``holidays`` library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from levitiis.kit.problems import Texts
from levitiis.modules.calendars.states import DayKind

FIRST_YEAR, LAST_YEAR = 1990, 2100
_PORTUGUESE, _ENGLISH = "pt_BR", "en_US"

Known = Mapping[date, tuple[DayKind, Texts]]


@lru_cache(maxsize=1024)
def holidays_of(year: int, state: str | None, optional: bool) -> Known:
    """The days off of a year: national ones, those of a state, and the optional ones of the federal service.

    Where one day has several, the national one names it. Years outside 1990 to 2100 have none.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    found: dict[date, tuple[DayKind, Texts]] = {}
    if optional:
        found |= {day: (DayKind.OPTIONAL, name) for day, name in _named(year, None, "optional").items()}
    if state is not None:
        found |= {day: (DayKind.STATE, name) for day, name in _named(year, state, "public").items()}
    return found | {day: (DayKind.NATIONAL, name) for day, name in _named(year, None, "public").items()}


def _named(year: int, state: str | None, category: str) -> dict[date, Texts]:
    import holidays

    by_language = [
        holidays.country_holidays("BR", subdiv=state, years=year, categories=category, language=language)
        for language in (_PORTUGUESE, _ENGLISH)
    ]
    portuguese, english = by_language
    return {day: Texts(name, english.get(day) or name) for day, name in portuguese.items()}
