"""The rules of the house, as functions that list what breaks them; the tests run them on the code and
on spoilt copies of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.graph import PACKAGE, SOURCE, Graph, calls

ROWS: tuple[tuple[str, ...], ...] = (
    ("locations",),
    ("people",),
    ("identity",),
    ("attachments", "approvals", "signatures", "calendars"),
    ("catalogue", "suppliers"),
    ("assets",),
    ("movements", "accounting"),
    ("quotes", "audits", "maintenance"),
    ("purchasing",),
    ("tickets", "machines"),
    ("dashboard", "alerts"),
)
"""The rooms, bottom to top: a room imports from lower rows only."""

ORDER: tuple[tuple[str, ...], ...] = (
    ("states", "errors", "events"),
    ("schemas",),
    ("models",),
    ("policy",),
    ("queries",),
    ("actions",),
    ("api",),
    ("routes", "subscribers"),
)
"""The files of a room, left to right: each imports from its left. Files of other names (custody, tokens)
stand wherever they are used: what they lead to counts for whoever imports them."""

DOOR = frozenset({"api", "events", "states", "errors"})
READ_JOINS = frozenset({"models", "policy"})
SAME = {"views": "queries", "checks": "queries"}
"""Files of reads under another name: of an import with its job, of broken invariants."""

PURE_FILES = frozenset({"states", "errors", "events"})
KIT_MAY_IMPORT = frozenset(sys.stdlib_module_names) | {"pydantic", "pydantic_core", "annotated_types"}
WEB = frozenset({"fastapi", "starlette", "uvicorn"})
FRAMEWORK = frozenset({"fastapi"})
ROOTS = frozenset({"bootstrap", "cli", "commands", "search_routes"})
"""The composition root, the command line and the search over everything, which know every room."""

_RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
_ROW = {room: row for row, rooms in enumerate(ROWS) for room in rooms}


def room_of(module: str) -> str | None:
    """``assets`` for ``levitiis.modules.assets.…``."""
    parts = module.split(".")
    return parts[2] if parts[:2] == [PACKAGE, "modules"] and len(parts) > 2 else None


def role_of(module: str) -> str | None:
    """``queries`` for ``levitiis.modules.assets.queries.rows``; None for a file of another name."""
    parts = (SAME.get(part, part) for part in module.split(".")[3:])
    return next((part for part in parts if part in _RANK), None)


def layer_faults(graph: Graph) -> list[str]:
    """kit < infra < modules < the composition root; rooms in rows."""
    faults: list[str] = []
    for source, targets in graph.items():
        for target in targets:
            if target.startswith(f"{PACKAGE}.") and _layer(target) > _layer(source):
                faults.append(f"{source} imports upward: {target}")
            here, there = room_of(source), room_of(target)
            if here and there and here != there and _row(there) >= _row(here):
                faults.append(f"{source}: room {here} may not import from room {there}")
    return faults


def _layer(module: str) -> int:
    parts = module.split(".")
    if len(parts) == 1:
        return 0
    return {"kit": 0, "infra": 1, "modules": 2}.get(parts[1], 3)


def _row(room: str) -> int:
    if room not in _ROW:
        raise AssertionError(f"room {room!r} stands in no row: add it to ROWS")
    return _ROW[room]


def door_faults(graph: Graph) -> list[str]:
    """Another room is entered by its api, events, states or errors; queries may join its models too."""
    faults: list[str] = []
    for source, targets in graph.items():
        for target in targets:
            here, there = room_of(source), room_of(target)
            if not here or not there or here == there:
                continue
            role = role_of(target)
            if role in DOOR or (role in READ_JOINS and role_of(source) in ("queries", "policy")):
                continue
            faults.append(f"{source} enters room {there} by {target}")
    return faults


def order_faults(graph: Graph) -> list[str]:
    """Inside a room nobody imports from his right, not even by way of a file of another name."""
    faults: list[str] = []
    for source in graph:
        role = role_of(source)
        if role is None or room_of(source) is None:
            continue
        for reached, way in _reached(graph, source):
            other = role_of(reached)
            if other is not None and other != role and _RANK[other] >= _RANK[role]:
                faults.append(f"{source} ({role}) reaches {reached} ({other}) by {' > '.join(way)}")
    return faults


def _reached(graph: Graph, source: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Files of the same room that ``source`` imports, through files of other names too."""
    room, seen = room_of(source), {source}
    waiting = [(target, (source, target)) for target in graph[source]]
    while waiting:
        target, way = waiting.pop()
        if target in seen or room_of(target) != room or target not in graph:
            continue
        seen.add(target)
        yield target, way
        if role_of(target) is None and target.count(".") > 2:
            waiting.extend((further, (*way, further)) for further in graph[target])


def purity_faults(graph: Graph) -> list[str]:
    """kit: standard library and pydantic. States, errors, events: kit. fastapi: routes and infra/http.

    Infrastructure may use the toolkit below the framework (live connections, file answers).
    """
    faults: list[str] = []
    for source, targets in graph.items():
        parts = source.split(".")
        outside = {target for target in targets if target.split(".")[0] != PACKAGE}
        inside = targets - outside
        if parts[1:2] == ["kit"]:
            faults.extend(f"{source} imports {other}" for other in sorted(outside - KIT_MAY_IMPORT))
        if room_of(source) and role_of(source) in PURE_FILES:
            allowed = (f"{PACKAGE}.kit", ".".join(parts[:3]))
            faults.extend(
                f"{source} imports {other}" for other in sorted(inside) if not other.startswith(allowed)
            )
            faults.extend(f"{source} imports {other}" for other in sorted(outside - KIT_MAY_IMPORT))
        if not _may_speak_http(source):
            refused = FRAMEWORK if parts[1:2] == ["infra"] else WEB
            faults.extend(f"{source} imports {other}" for other in sorted(outside & refused))
    return faults


def _may_speak_http(module: str) -> bool:
    parts = module.split(".")
    if parts[1:3] == ["infra", "http"] or parts[-1] == "routes":
        return True
    return role_of(module) == "routes" or not ROOTS.isdisjoint(parts[1:2])


def commit_faults(folder: Path = SOURCE) -> list[str]:
    """``commit(`` is called on a session in the unit of work only; elsewhere on a unit of work one made.

    The session of a unit of work passes it on to the driver.
    """
    faults: list[str] = []
    for module, called, line in calls(folder):
        owner, _, name = called.rpartition(".")
        if name != "commit" or module in (f"{PACKAGE}.infra.db.uow", f"{PACKAGE}.infra.db.writing"):
            continue
        if owner.split(".")[-1] not in ("uow", "own", "work"):
            faults.append(f"{module}:{line} calls {called}()")
    return faults


CLOCKS = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "datetime.datetime.now",
     "datetime.datetime.utcnow", "datetime.date.today", "time.time_ns", "time.localtime", "time.gmtime"}
)  # fmt: skip


def clock_faults(folder: Path = SOURCE) -> list[str]:
    """The time comes from the clock; measuring durations is not telling the time."""
    return [
        f"{module}:{line} calls {called}()"
        for module, called, line in calls(folder)
        if called in CLOCKS and module != f"{PACKAGE}.kit.clock"
    ]
