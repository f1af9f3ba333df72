"""The files of an embedded PostgreSQL: its folder, password and locks, and the user that may reach them."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psutil

from levitiis.infra.db.embedded_binaries import Binaries, EmbeddedPostgresError
from levitiis.infra.db.embedded_guard import drop_lock, take_lock

SHELTER = Path("/var/lib/levitiis")
LONGEST_WAIT = 120
_SERVER_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerUser:
    """The unprivileged user under which a server of root's runs: PostgreSQL refuses to run as root."""

    name: str
    uid: int
    gid: int

    def popen_options(self) -> dict[str, Any]:
        """What :mod:`subprocess` needs to become this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may(self, test: str, path: Path) -> bool:
        """Whether ``test TEST PATH`` holds for this user, for instance ``-x``."""
        command = ["/bin/sh", "-c", 'test "$1" "$2"', "sh", test, str(path)]
        return subprocess.run(command, cwd="/", check=False, **self.popen_options()).returncode == 0


def server_user() -> ServerUser | None:
    """Nobody for an ordinary user, whose servers are his own; for root the first user that exists."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    for name in _SERVER_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root and no user postgres exists: run `useradd -r postgres`."
    )


class Home:
    """The folder given to a server: everything that is kept lies in it, or is named in it."""

    def __init__(self, folder: Path, user: ServerUser | None) -> None:
        self.folder = folder.expanduser().resolve()
        self.user = user
        self._password = self.folder / "password"
        self._notes = self.folder / "server.json"
        self.log = self.folder / "server.log"

    def prepare(self) -> None:
        """Make the folder, closed to others; under root the server's user may pass through it."""
        if not self.folder.exists():
            self.folder.mkdir(parents=True, exist_ok=True)  # another program may be making it just now
            self.folder.chmod(0o711 if self.user else 0o700)
        if not os.access(self.folder, os.R_OK | os.W_OK | os.X_OK):
            raise EmbeddedPostgresError(f"{self.folder} belongs to another user: name another data folder.")

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own folder: inside this one, or under root where the server's user can reach it."""
        noted = self.notes.get("cluster")
        if noted:
            return Path(noted)
        if self.user is None or (self.folder / "cluster").exists() or self.user.may("-x", self.folder):
            return self.folder / "cluster"
        return self._shelter() / "cluster"

    def _shelter(self) -> Path:
        """The folder outside, by this one's name; a new folder where one was deleted takes the next free one.

        Whoever deletes a data folder as root leaves its data in the shelter: they may belong to a backup, so
        they are neither taken over nor removed.
        """
        digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        shelter = SHELTER / f"postgres-{digest}"
        used = any(file.exists() for file in (self._password, self._notes, self.log))
        for number in itertools.count(2):
            if used or not (shelter / "cluster").exists():
                break
            shelter = SHELTER / f"postgres-{digest}-{number}"
        return shelter

    @property
    def major(self) -> int | None:
        """The major version that made the data, if there is any."""
        try:
            return int((self.cluster / "PG_VERSION").read_text(encoding="ascii"))
        except FileNotFoundError:
            return None

    @property
    def notes(self) -> dict[str, Any]:
        """What is remembered between starts: the port, and the cluster's place."""
        try:
            return dict(json.loads(self._notes.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError):
            return {}

    def note(self, **values: Any) -> None:
        """Remember something until the next start."""
        fresh = self._notes.with_suffix(".new")
        fresh.write_text(json.dumps(self.notes | values, indent=1), encoding="utf-8")
        fresh.replace(self._notes)

    def password(self, *, make: bool = False) -> str:
        """The generated password, readable by the owner of the folder alone."""
        if make and not self._password.exists():
            fresh = self._password.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                handle.write(secrets.token_urlsafe(32))
            fresh.replace(self._password)
        try:
            return self._password.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            raise EmbeddedPostgresError(
                f"{self._password} is missing: bring it back from the backup that belongs to this data."
            ) from None

    @property
    def log_size(self) -> int:
        """How long the server's log is now."""
        return self.log.stat().st_size if self.log.exists() else 0

    def last_words(self, since: int) -> str:
        """The last complaint in the server's log after a position, without its prefix."""
        text = self.log.read_bytes()[since:].decode(errors="replace") if self.log.exists() else ""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        complaints = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:", "rror:"))]
        return (complaints or lines or ["it left nothing in its log"])[-1].rpartition("]")[2].strip()


@dataclass(frozen=True)
class Postmaster:
    """What a running (or killed) server says of itself in its ``postmaster.pid``."""

    pid: int
    port: int
    ready: bool

    @classmethod
    def of(cls, cluster: Path) -> Postmaster | None:
        """Read the file of a cluster, if there is one and it is whole."""
        try:
            lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return cls(int(lines[0]), int(lines[3]), lines[7:] != [] and lines[7].strip() == "ready")
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def process(self, cluster: Path) -> psutil.Process | None:
        """The process, if it lives and is this cluster's server, not a later owner of its number."""
        try:
            process = psutil.Process(self.pid)
            own = "postgres" in process.name() and str(cluster) in process.cmdline()
            return process if own and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None


def clear_leftover(cluster: Path) -> None:
    """Stop a server whose guard is dead, and remove the traces of a killed one."""
    postmaster = Postmaster.of(cluster)
    if postmaster is None:
        return
    process = postmaster.process(cluster)
    if process is not None:
        process.terminate()
        try:
            process.wait(10)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(10)
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def make_cluster(home: Home, binaries: Binaries, *, durable: bool) -> None:
    """Create the cluster in one step: it exists whole or not at all."""
    cluster = home.cluster
    fresh, secret = cluster.with_name("cluster.new"), cluster.with_name("cluster.password")
    cluster.parent.mkdir(parents=True, exist_ok=True)
    if not cluster.is_relative_to(home.folder):
        home.note(cluster=str(cluster))
    shutil.rmtree(fresh, ignore_errors=True)
    secret.unlink(missing_ok=True)
    fresh.mkdir(mode=0o700)
    with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(home.password(make=True))
    if home.user:
        os.chown(fresh, home.user.uid, home.user.gid)
        os.chown(secret, home.user.uid, home.user.gid)
    try:
        _run_initdb(home, binaries, fresh, secret, durable=durable)
    finally:
        secret.unlink(missing_ok=True)
    fresh.rename(cluster)


def _run_initdb(home: Home, binaries: Binaries, folder: Path, secret: Path, *, durable: bool) -> None:
    locale = ["--locale=C", "--lc-ctype=UTF-8"] if sys.platform == "darwin" else ["--locale=C.UTF-8"]
    command = [
        str(binaries.program("initdb")),
        f"--pgdata={folder}",
        "--username=postgres",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        *(["--locale=C"] if sys.platform == "win32" else locale),
        *([] if durable else ["--no-sync"]),
    ]
    options = home.user.popen_options() if home.user else {}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=_neutral(folder),
        env=server_environment(),
        check=False,
        **options,
    )
    if done.returncode != 0:
        words = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise EmbeddedPostgresError(f"PostgreSQL could not make its data folder {folder}: {words}")


def reachable(binaries: Binaries, user: ServerUser | None) -> Binaries:
    """The binaries themselves, or under root a copy of them where the server's user can reach it."""
    if user is None or user.may("-x", binaries.program("postgres")):
        return binaries
    source = binaries.folder.parent
    if not (source / "share").is_dir():
        raise EmbeddedPostgresError(
            f"User {user.name} cannot run {binaries.program('postgres')}: open the folder to others."
        )
    stamp = f"{source}:{binaries.program('postgres').stat().st_mtime_ns}"
    copy = SHELTER / f"postgresql-{binaries.major}-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}"
    if not copy.exists():
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(source, fresh, symlinks=True)
        fresh.chmod(0o755)
        try:
            fresh.rename(copy)
        except OSError:  # another process was quicker
            shutil.rmtree(fresh)
    return Binaries(copy / binaries.folder.name, binaries.major)


def server_environment() -> dict[str, str]:
    """The environment without what would steer PostgreSQL's programs or translate their messages."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_MESSAGES": "C", "TZ": "UTC"}


def free_port(remembered: int | None) -> int:
    """The remembered port when nobody listens there, else one the system gives."""
    for port in (remembered, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise EmbeddedPostgresError("No port is free on this machine: end a program that listens on many.")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file for a short work that one process at a time may do."""
    with path.open("a", encoding="utf-8") as handle:
        wait_for_lock(handle, shared=False)
        try:
            yield
        finally:
            drop_lock(handle)


def wait_for_lock(handle: IO[str], *, shared: bool) -> None:
    """Take a lock that others hold for a limited time."""
    until = time.monotonic() + LONGEST_WAIT
    while not take_lock(handle, shared=shared):
        if time.monotonic() > until:
            raise EmbeddedPostgresError(
                f"{handle.name} stayed locked for {LONGEST_WAIT} s: end the process that holds it."
            )
        time.sleep(0.02)


def _neutral(folder: Path) -> str:
    """A working folder that every user may stand in."""
    return folder.anchor
