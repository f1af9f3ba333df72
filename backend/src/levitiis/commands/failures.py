"""What goes wrong in a usual way on the command line, each as one sentence that says what to do."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator

import asyncpg
from alembic.util.exc import CommandError
from pydantic import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from levitiis.infra.db.embedded_binaries import EmbeddedPostgresError
from levitiis.infra.settings import PREFIX, UnsafeSettings
from levitiis.kit.problems import Problem

DATABASE_VARIABLE = f"{PREFIX}DATABASE_URL"
_NO_ADDRESS = (
    f"{DATABASE_VARIABLE} is no address of a database: it reads "
    "postgresql://user:password@host:5432/database."
)


class CommandFailed(Exception):
    """A command that cannot go on; the message is one sentence that says what to do."""


def sentence(error: BaseException) -> str | None:
    """What to tell whoever typed the command; None for a fault of ours, which deserves its traceback."""
    if isinstance(error, CommandFailed | EmbeddedPostgresError | UnsafeSettings):
        return str(error)
    if isinstance(error, Problem):
        return _of_problem(error)
    if isinstance(error, ValidationError):
        return _of_validation(error)
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return _NO_ADDRESS
    if isinstance(error, CommandError):
        return f"The schema cannot be brought there: {str(error).rstrip('.')}."
    return _of_database(error) or _of_system(error)


def exit_code(error: BaseException) -> int:
    """2 for settings with which nothing starts, so that a supervisor need not try again; else 1."""
    return 2 if isinstance(error, UnsafeSettings) else 1


def _of_problem(problem: Problem) -> str:
    body = problem.body("en")
    details = [f"{error['pointer'].strip('/?')}: {error['message']}" for error in body.get("errors", ())]
    return " ".join([body["detail"], *details])


def _of_validation(error: ValidationError) -> str:
    prefix = PREFIX if error.title == "Settings" else ""
    parts: list[str] = []
    for fault in error.errors(include_url=False, include_input=False):
        name = ".".join(str(part) for part in fault["loc"])
        parts.append(f"{prefix}{name.upper() if prefix else name}: {fault['msg']}")
    return "; ".join(parts) + "."


def _of_database(error: BaseException) -> str | None:
    for cause in _causes(error):
        if isinstance(cause, asyncpg.InvalidAuthorizationSpecificationError):
            return f"The database refuses the user or password in {DATABASE_VARIABLE}: correct them."
        if isinstance(cause, asyncpg.InvalidCatalogNameError):
            return f"The server has no database of the name in {DATABASE_VARIABLE}: create it or correct it."
        if isinstance(cause, asyncpg.UndefinedTableError | asyncpg.UndefinedColumnError):
            return "The database's schema is not that of this program: run `levitiis db upgrade`."
        if isinstance(cause, socket.gaierror):
            return f"The host in {DATABASE_VARIABLE} is not known: correct it{_address()}."
        if isinstance(cause, ConnectionError | TimeoutError | asyncpg.CannotConnectNowError):
            return f"No database answers{_address()}: start it, or correct {DATABASE_VARIABLE}."
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return "The connection to the database was lost: try again when it is back."
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    while current is not None:
        yield current
        if isinstance(current, DBAPIError) and isinstance(current.orig, BaseException):
            yield from _causes(current.orig)
        current = current.__cause__


def _address() -> str:
    """Where the database was looked for, without user and password."""
    try:
        url = make_url(os.environ[DATABASE_VARIABLE])
    except (KeyError, ArgumentError):
        return ""
    return f" at {url.host}:{url.port or 5432}" if url.host else ""


_SYSTEM: dict[int, str] = {
    errno.ENOENT: "{file} does not exist",
    errno.EACCES: "{file} may not be read or written by this user",
    errno.EPERM: "{file} may not be read or written by this user",
    errno.EISDIR: "{file} is a folder, not a file",
    errno.ENOTDIR: "{file} is a file where a folder is needed",
    errno.EROFS: "{file} lies on a disk that is read-only",
    errno.ENOSPC: "the disk is full",
}


def _of_system(error: BaseException) -> str | None:
    if not isinstance(error, OSError) or error.errno not in _SYSTEM:
        return None
    return _SYSTEM[error.errno].format(file=error.filename) + "."
