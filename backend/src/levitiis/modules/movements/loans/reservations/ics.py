"""A calendar as calendar programs read it (RFC 5545): whole days, one event for each asset's loan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LONGEST = 75
"""Octets of a line without its end (RFC 5545, 3.1); what is longer goes on after CRLF and a space."""


@dataclass(frozen=True, slots=True)
class Event:
    """Whole days from ``start`` to ``last``, both included; ``uid`` stays for ever, ``changed`` is UTC."""

    uid: str
    start: dt.date
    last: dt.date
    summary: str
    description: str
    url: str | None
    tentative: bool
    sequence: int
    changed: dt.datetime


def document(name: str, events: Sequence[Event]) -> bytes:
    """The calendar, with CRLF after each line, as RFC 5545 and RFC 7986 (its name) want it."""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Levitiis//Loans//PT",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    body = [line for event in events for line in _event(event)]
    lines = [*head, *body, "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.changed:%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{event.changed:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'TENTATIVE' if event.tentative else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A TEXT value (3.3.11): no control characters, and what means something in it behind a backslash."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = "".join(sign for sign in plain if sign == "\n" or (sign >= " " and sign != "\x7f"))
    for sign in ("\\", ";", ","):
        clean = clean.replace(sign, f"\\{sign}")
    return clean.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """The line in parts of 75 octets at most, all but the first behind a space; no letter is cut in two."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
