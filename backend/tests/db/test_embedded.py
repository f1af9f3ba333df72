"""The embedded PostgreSQL, with real servers: started, shared, killed, healed, refused."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest
from sqlalchemy.engine import make_url

from levitiis.infra.db import embedded_files
from levitiis.infra.db.embedded import EXTENSIONS, EmbeddedPostgres
from levitiis.infra.db.embedded_binaries import EmbeddedPostgresError, find_binaries
from levitiis.infra.db.embedded_files import Home

PROGRAM = """
    import sys, time
    from pathlib import Path
    from levitiis.infra.db.embedded import EmbeddedPostgres
    server = EmbeddedPostgres(Path(sys.argv[1]))
    server.start()
    print(server.pid, int(server.started_here), server.url, flush=True)
    {then}
"""


@pytest.fixture(scope="module")
def parent() -> Iterator[Path]:
    """A folder that the server's user can reach under root, which pytest's own are not."""
    path = Path(tempfile.mkdtemp(prefix="levitiis-embedded-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def made(parent: Path) -> Path:
    """A data folder that was used once, to be copied: making a cluster takes a second."""
    folder = parent / "made"
    with EmbeddedPostgres(folder, unsafe_for_tests=True):
        return folder


@pytest.fixture
def fresh(parent: Path, request: pytest.FixtureRequest) -> Path:
    """The path of a data folder that does not exist yet."""
    number = len(list(parent.iterdir()))
    return parent / f"{number}-{request.node.originalname}"[:60]


@pytest.fixture
def folder(made: Path, fresh: Path) -> Path:
    """A data folder with a cluster, not running."""
    subprocess.run(["cp", "-a", made, fresh], check=True)
    (fresh / "server.json").unlink()
    return fresh


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(folder, unsafe_for_tests=True) as running:
        yield running


@pytest.fixture
def durable(folder: Path) -> Iterator[EmbeddedPostgres]:
    """A server as the product runs it: what was committed outlives any kill."""
    with EmbeddedPostgres(folder) as running:
        yield running


class Program:
    """Another process of the product that uses a server."""

    def __init__(self, folder: Path, then: str = "sys.stdin.read()") -> None:
        code = textwrap.dedent(PROGRAM).format(then=then)
        command = [sys.executable, "-c", code, str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        pid, started_here, self.url = self.process.stdout.readline().split()
        self.server_pid, self.started_here = int(pid), started_here == "1"

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self, number: int = signal.SIGTERM) -> None:
        """End the program by a signal, and wait until it has."""
        self.process.send_signal(number)
        self.process.communicate(timeout=30)


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def ready(server: EmbeddedPostgres) -> bool:
    postmaster = embedded_files.Postmaster.of(server.home.cluster)
    return postmaster is not None and postmaster.ready


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


async def ask(url: str, query: str, *values: object) -> object:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""), timeout=10)
    try:
        return await connection.fetchval(query, *values)
    finally:
        await connection.close()


async def test_gives_a_utf8_database_with_extensions_and_collations(server: EmbeddedPostgres) -> None:
    assert await ask(server.url, "SHOW server_encoding") == "UTF8"
    connection = await asyncpg.connect(server.url.replace("+asyncpg", ""))
    for extension in EXTENSIONS:
        await connection.execute(f"CREATE EXTENSION {extension}")
    names = "SELECT string_agg(n, ' ' ORDER BY n COLLATE \"pt-BR-x-icu\") FROM unnest($1::text[]) n"
    words = await connection.fetchval(names, ["Zebra", "água", "abacate"])
    trigrams = await connection.fetchval("SELECT show_trgm('ção')")
    await connection.close()
    assert words == "abacate água Zebra"
    assert trigrams, "letters with accents must count as letters"


async def test_the_products_role_is_not_a_superuser(server: EmbeddedPostgres) -> None:
    assert await ask(server.url, "SELECT current_user") == "levitiis"
    assert await ask(server.url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert await ask(server.admin_url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is True


async def test_asks_for_the_password_on_loopback_alone(server: EmbeddedPostgres) -> None:
    password = server.home.password()
    with pytest.raises(asyncpg.InvalidPasswordError):
        await ask(server.url.replace(password, "x"), "SELECT 1")
    assert (server.home.folder / "password").stat().st_mode & 0o777 == 0o600
    methods = "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"
    assert await ask(server.admin_url, methods) == "scram-sha-256"
    assert server.pid is not None
    listening = [c for c in psutil.Process(server.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert {c.laddr.ip for c in listening} == {"127.0.0.1"}


async def test_a_new_folder_is_durable_unless_a_test_asks_otherwise(fresh: Path) -> None:
    with EmbeddedPostgres(fresh) as server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            assert await ask(server.url, f"SHOW {setting}") == "on"


async def test_starts_again_fast_with_its_data_and_its_port(folder: Path) -> None:
    server = EmbeddedPostgres(folder, unsafe_for_tests=True)
    first = server.start()
    await ask(first, "CREATE TABLE kept AS SELECT 7 AS n")
    server.stop()
    assert server.pid is None
    began = time.monotonic()
    second = server.start()
    seconds = time.monotonic() - began
    assert await ask(second, "SELECT n FROM kept") == 7
    server.stop()
    assert first == second
    assert seconds < 10, "a second start makes no cluster and waits for nothing"


async def test_takes_another_port_when_its_own_is_taken(folder: Path) -> None:
    server = EmbeddedPostgres(folder, unsafe_for_tests=True)
    first = server.start()
    server.stop()
    port = make_url(first).port
    with socket.create_server(("127.0.0.1", port or 0)):
        second = server.start()
        assert await ask(second, "SELECT 1") == 1
        server.stop()
    assert make_url(second).port != port


async def test_comes_back_by_itself_after_kill_9_of_the_server(durable: EmbeddedPostgres) -> None:
    server = durable
    await ask(server.url, "CREATE TABLE kept AS SELECT 7 AS n")
    killed = server.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: server.pid not in (None, killed) and ready(server))
    assert await ask(server.url, "SELECT n FROM kept") == 7


async def test_restart_heals_after_kill_9_of_guard_and_server(durable: EmbeddedPostgres) -> None:
    server = durable
    await ask(server.url, "CREATE TABLE kept AS SELECT 7 AS n")
    killed = server.pid
    assert killed is not None
    guard = psutil.Process(killed).ppid()
    os.kill(guard, signal.SIGKILL)
    os.kill(killed, signal.SIGKILL)
    assert (server.home.cluster / "postmaster.pid").exists()
    assert await ask(server.restart(), "SELECT n FROM kept") == 7
    assert server.pid != killed


@pytest.mark.skipif(sys.platform != "linux", reason="needs the kernel's parent-death signal")
def test_the_server_ends_with_a_killed_guard(folder: Path) -> None:
    with EmbeddedPostgres(folder, unsafe_for_tests=True) as server:
        pid = server.pid
        assert pid is not None
        os.kill(psutil.Process(pid).ppid(), signal.SIGKILL)
        wait_until(lambda: gone(pid))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
async def test_ends_with_its_program_and_starts_again(folder: Path, number: int) -> None:
    program = Program(folder)
    await ask(program.url, "CREATE TABLE kept AS SELECT 7 AS n")
    program.end(number)
    # At once: the old server may be stopping, or not know yet and be joined.
    with EmbeddedPostgres(folder) as server:
        assert await ask(server.url, "SELECT n FROM kept") == 7
        pid = server.pid
    assert pid is not None
    assert gone(program.server_pid)
    assert gone(pid)


def test_leaves_nothing_behind_after_kill_9_of_its_program(folder: Path) -> None:
    program = Program(folder)
    guard = psutil.Process(program.server_pid).ppid()
    program.end(signal.SIGKILL)
    wait_until(lambda: gone(program.server_pid) and gone(guard))


def test_outlives_the_thread_that_started_it(folder: Path) -> None:
    server = EmbeddedPostgres(folder, unsafe_for_tests=True)
    thread = threading.Thread(target=server.start)
    thread.start()
    thread.join()
    pid = server.pid
    assert pid is not None
    time.sleep(1.5)
    assert not gone(pid)
    server.stop()
    assert gone(pid)


async def test_is_shared_and_ends_with_its_last_user(folder: Path) -> None:
    with Program(folder) as starter, Program(folder) as joiner:
        assert (starter.started_here, joiner.started_here) == (True, False)
        assert starter.url == joiner.url
        starter.end(signal.SIGKILL)
        await asyncio.sleep(1.5)  # longer than the guard takes to see it
        assert await ask(joiner.url, "SELECT 1") == 1
        joiner.end(signal.SIGKILL)
        wait_until(lambda: gone(starter.server_pid))


def test_many_that_start_together_get_one_server(fresh: Path) -> None:
    code = textwrap.dedent(PROGRAM).format(then="sys.stdin.read()")
    command = [sys.executable, "-c", code, str(fresh)]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    answers = [program.stdout.readline().split() for program in programs if program.stdout]
    for program in programs:
        program.communicate("", timeout=30)
    assert len({pid for pid, _, _ in answers}) == 1
    assert sorted(started for _, started, _ in answers) == ["0", "0", "0", "1"]


def test_a_folder_that_another_program_just_made_is_taken(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(fresh, None)
    fresh.mkdir()
    monkeypatch.setattr(Path, "exists", lambda _: False)  # looked for before the other had made it
    home.prepare()
    monkeypatch.undo()
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o700


def test_one_sentence_refuses_data_of_another_major(folder: Path) -> None:
    with EmbeddedPostgres(folder, unsafe_for_tests=True) as server:
        version = server.home.cluster / "PG_VERSION"
    made_by = version.read_text().strip()
    version.write_text("16\n" if made_by != "16" else "17\n")
    explicit = find_binaries().folder
    with pytest.raises(
        EmbeddedPostgresError, match=r"made by PostgreSQL 1[67], but only .*: install"
    ) as refused:
        EmbeddedPostgres(folder, binaries=explicit).start()
    assert str(explicit) in str(refused.value)
    assert "\n" not in str(refused.value)
    version.write_text(f"{made_by}\n")
    with EmbeddedPostgres(folder, unsafe_for_tests=True):
        pass


def test_newer_binaries_are_told_with_the_upgrade_command(fresh: Path) -> None:
    (fresh / "cluster").mkdir(parents=True)
    (fresh / "cluster" / "PG_VERSION").write_text("14\n")
    with pytest.raises(EmbeddedPostgresError, match=r"PostgreSQL 14.*pg_upgrade --old-bindir"):
        EmbeddedPostgres(fresh).start()


def test_named_binaries_that_are_none_are_refused(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVITIIS_PG_BIN", str(fresh))
    with pytest.raises(EmbeddedPostgresError, match=r"holds no PostgreSQL .* LEVITIIS_PG_BIN"):
        EmbeddedPostgres(fresh).start()


def test_a_start_that_fails_says_why_and_leaves_no_lock(folder: Path) -> None:
    with EmbeddedPostgres(folder, unsafe_for_tests=True) as server:
        settings = server.home.cluster / "postgresql.conf"
    good = settings.read_text()
    settings.write_text(f"{good}\nno_such_setting = 1\n")
    broken = EmbeddedPostgres(folder, unsafe_for_tests=True)
    with pytest.raises(EmbeddedPostgresError, match="did not start"):
        broken.start()
    settings.write_text(good)
    broken.start()
    broken.stop()


def test_a_lost_password_is_said(folder: Path) -> None:
    server = EmbeddedPostgres(folder, unsafe_for_tests=True)
    server.start()
    server.stop()
    (folder / "password").unlink()
    with pytest.raises(EmbeddedPostgresError, match=r"password is missing"):
        server.start()
    (folder / "password").write_text("another")
    with pytest.raises(EmbeddedPostgresError, match=r"is not that of its data"):
        server.start()
    assert server.pid is None, "a start that is refused leaves no server"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root drops to another user")
async def test_root_drops_to_an_unprivileged_user_and_shelters_what_it_cannot_reach(
    parent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelter, private = parent / "shelter", parent / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(embedded_files, "SHELTER", shelter)
    binaries = copied_binaries(private)
    with EmbeddedPostgres(private / "data", unsafe_for_tests=True, binaries=binaries) as server:
        assert server.pid is not None
        process = psutil.Process(server.pid)
        assert process.uids().real == embedded_files.server_user().uid != 0
        assert server.home.cluster.is_relative_to(shelter)
        assert await ask(server.url, "SELECT 1") == 1
        if binaries:
            assert Path(process.exe()).is_relative_to(shelter)
    cluster = EmbeddedPostgres(private / "data").home.cluster
    assert cluster.is_relative_to(shelter)

    (private / "data" / "server.json").unlink()
    assert EmbeddedPostgres(private / "data").home.cluster == cluster, "it is found by its name also"
    shutil.rmtree(private / "data")
    with EmbeddedPostgres(private / "data", unsafe_for_tests=True, binaries=binaries) as anew:
        assert anew.home.cluster != cluster, "a new folder where one was deleted begins with nothing"
        assert await ask(anew.url, "SELECT 1") == 1
    assert (cluster / "PG_VERSION").exists(), "what the deleted one left is neither taken over nor removed"


def copied_binaries(private: Path) -> Path | None:
    """Relocatable binaries, copied where only root may read; the system's own cannot be moved."""
    named = os.environ.get("LEVITIIS_PG_BIN")
    if not named or not (Path(named).parent / "share").is_dir():
        return None
    shutil.copytree(Path(named).parent, private / "native", symlinks=True)
    return private / "native" / Path(named).name
