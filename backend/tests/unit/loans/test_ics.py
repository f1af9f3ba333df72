"""Calendars as RFC 5545 wants them, read back by a parser that forgives nothing."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from levitiis.modules.movements.loans.reservations.ics import Event, document, escaped, folded
from tests.ics import read_calendar, unescaped

CHANGED = dt.datetime(2026, 11, 28, 12, 30, tzinfo=dt.UTC)


def event(**fields: object) -> Event:
    usual: dict[str, object] = {
        "uid": "loan-7@levitiis", "start": dt.date(2026, 12, 30), "last": dt.date(2026, 12, 31),
        "summary": "P-1 Projetor: Bruna", "description": "", "url": None, "tentative": False, "sequence": 3,
        "changed": CHANGED,
    }  # fmt: skip
    return Event(**(usual | fields))  # type: ignore[arg-type]


def test_whole_days_end_on_the_day_after() -> None:
    (found,) = read_calendar(document("Meus empréstimos", [event()])).events
    assert found["DTSTART;VALUE=DATE"] == "20261230"
    assert found["DTEND;VALUE=DATE"] == "20270101"
    assert (found["UID"], found["DTSTAMP"], found["SEQUENCE"]) == ("loan-7@levitiis", "20261128T123000Z", "3")
    assert (found["STATUS"], "URL" in found, "DESCRIPTION" in found) == ("CONFIRMED", False, False)


def test_what_waits_is_tentative_and_has_its_address() -> None:
    made = document("x", [event(tentative=True, url="https://patrimonio.example/emprestimos/1")])
    (found,) = read_calendar(made).events
    assert (found["STATUS"], found["URL"]) == ("TENTATIVE", "https://patrimonio.example/emprestimos/1")


def test_no_event_is_a_calendar_all_the_same() -> None:
    found = read_calendar(document("Nada; mesmo", []))
    assert (found.name, found.events) == ("Nada; mesmo", [])


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_comes_back_and_injects_nothing(summary: str, name: str) -> None:
    found = read_calendar(document(name, [event(summary=summary), event(description="a\nEND:VEVENT")]))
    assert len(found.events) == 2
    plain = "".join(
        sign for sign in summary.replace("\r\n", "\n").replace("\r", "\n") if sign == "\n" or sign >= " "
    )
    assert unescaped(found.events[0]["SUMMARY"]) == plain.replace("\x7f", "")


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=400))
def test_folded_lines_are_short_and_whole(line: str) -> None:
    parts = list(folded(escaped(line)))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == escaped(line)
