"""Reads calendars (RFC 5545) strictly: a line too long, a bare line feed, a part out of place is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """What a calendar says: its name, and the properties of its events by their names with parameters."""

    name: str
    events: list[dict[str, str]]


def read_calendar(content: bytes) -> ReadCalendar:
    """The calendar in ``content``; an AssertionError for whatever the standard does not allow."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    physical = text.removesuffix("\r\n").split("\r\n")
    assert not any("\n" in line or "\r" in line for line in physical), "a bare line end"
    assert all(len(line.encode()) <= 75 for line in physical), "a line of more than 75 octets"
    lines: list[str] = []
    for line in physical:
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0"} <= set(lines)
    events: list[dict[str, str]] = []
    head: dict[str, str] = {}
    inside = False
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        assert re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[A-Z-]+)*", name), line
        if name in ("BEGIN", "END"):
            assert value == "VEVENT"
            assert inside == (name == "END")
            inside = name == "BEGIN"
            if inside:
                events.append({})
            continue
        assert not any(ord(sign) < 32 for sign in value)
        where = events[-1] if inside else head
        assert name not in where, f"{name} is said twice"
        where[name] = value
    assert not inside
    assert {"PRODID", "VERSION"} <= set(head)
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} <= set(event)
        assert event["DTSTART;VALUE=DATE"] < event["DTEND;VALUE=DATE"]
    return ReadCalendar(unescaped(head["NAME"]), events)


def unescaped(value: str) -> str:
    """A TEXT value as it was meant; nothing else may stand behind a backslash."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
