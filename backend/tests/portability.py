"""Whether a statement means something to SQL Server too, told without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.dialects import mssql, postgresql
from sqlalchemy.sql import ClauseElement

DIALECTS: dict[str, Any] = {"postgresql": postgresql.dialect(), "mssql": mssql.dialect()}

_NO_TRANSACT_SQL = re.compile(
    r"\bIS (?:NOT )?[01]\b|\bILIKE\b|\bLIMIT\b|\bRETURNING\b|\bON CONFLICT\b|::|\|\||\btrue\b|\bfalse\b"
    r"|\bNULLS (?:FIRST|LAST)\b|\bNTEXT\b|\bgreatest\(|\bleast\(",
    re.IGNORECASE,
)
_OF_THE_DIALECT = re.compile(r"\bpg_|\bnextval\b|\bset_config\b|\bEXPLAIN\b|\bREGCLASS\b", re.IGNORECASE)
_TEXT = re.compile(r"N?'(?:[^']|'')*'")


def fault_of(statement: ClauseElement) -> str | None:
    """Why SQL Server would not take ``statement``; None when it would, as far as compiling tells.

    What ``infra/db/dialects/postgresql.py`` sends is PostgreSQL's own and left out.
    """
    here = str(statement.compile(dialect=DIALECTS["postgresql"]))
    if _OF_THE_DIALECT.search(here):
        return None
    try:
        there = str(statement.compile(dialect=DIALECTS["mssql"]))
    except Exception as error:
        return f"{type(error).__name__}: {error}\n{here}"
    found = _NO_TRANSACT_SQL.search(_TEXT.sub("''", there))
    return f"{found.group()!r} is no Transact-SQL in\n{there}" if found else None


_known: dict[Any, str | None] = {}


@contextmanager
def every_statement_is_portable(engine: Engine) -> Iterator[None]:
    """Check what goes through ``engine`` within the block; each kind of statement once per process."""
    faults: list[str] = []

    def check(_: Any, statement: Any, *__: Any) -> None:
        key = statement._generate_cache_key() if isinstance(statement, ClauseElement) else None
        if key is None:
            return
        if key.key not in _known:
            _known[key.key] = fault_of(statement)
        if fault := _known[key.key]:
            faults.append(fault)

    event.listen(engine, "before_execute", check)
    try:
        yield
    finally:
        event.remove(engine, "before_execute", check)
    assert not faults, "not portable:\n" + "\n\n".join(dict.fromkeys(faults))
