"""``levitiis …``: what each command says and with which exit code; usual mistakes are one sentence each."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import asyncpg
import click
import pytest
import typer
from sqlalchemy.engine import make_url

from levitiis import cli
from levitiis.infra.crypto import load_keys
from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, unit_of_work
from levitiis.infra.history.sealing import seal_next
from levitiis.infra.settings import settings_from_environment
from levitiis.kit.access import job_actor
from tests.api.client import SECRETS
from tests.ports import free_port
from tests.postgres import GUARDED, TestServer

Run = Callable[..., tuple[int, str, str]]
PASSWORD = "a long phrase of 2026"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command in this process; its exit code, output and complaints."""
    monkeypatch.setenv("LEVITIIS_DATA_DIR", str(tmp_path / "data"))
    for name, value in SECRETS.items():
        monkeypatch.setenv(f"LEVITIIS_{name.upper()}", value)

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["levitiis", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A migrated, empty database that the environment names as an administrator would write it."""
    monkeypatch.setenv("LEVITIIS_DATABASE_URL", database_url.replace("+asyncpg", ""))
    return database_url


@pytest.fixture
def empty_database(postgres_server: TestServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    name = "levitiis_command_line"
    url = postgres_server.create(name)
    monkeypatch.setenv("LEVITIIS_DATABASE_URL", url)
    yield url
    postgres_server.drop(name)


def ask(url: str, query: str) -> list[asyncpg.Record]:
    async def fetch() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        try:
            return await connection.fetch(query)
        finally:
            await connection.close()

    return asyncio.run(fetch())


def complaint(result: tuple[int, str, str], code: int = 1) -> str:
    """The one sentence of a command that failed."""
    assert result[0] == code, result
    assert result[2].startswith("levitiis: "), result
    assert result[2].count("\n") == 1, result
    assert result[2].endswith(".\n"), result
    return result[2]


def test_every_command_explains_itself(run: Run) -> None:
    seen: list[str] = []

    def look(command: click.Command, *path: str) -> None:
        code, out, _ = run(*path, "--help")
        assert code == 0, path
        assert command.help, path
        seen.append(" ".join(path))
        assert out.strip(), path
        for option in command.params:
            assert getattr(option, "help", None), (path, option.name)
        for name, inner in getattr(command, "commands", {}).items():
            look(inner, *path, name)

    look(typer.main.get_command(cli.app))
    promised = {"demo", "serve", "worker", "db upgrade", "db downgrade", "db schema", "openapi", "check"}
    assert promised | {"user create", "import assets"} <= set(seen)


def test_a_wrong_option_is_a_usage_error(run: Run) -> None:
    assert run("serve", "--port", "70000")[0] == 2
    assert run("nonsense")[0] == 2


def test_files_that_are_not_there_or_not_right(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "none.xlsx"
    assert "does not exist" in complaint(run("import", "assets", missing, "--dry-run"))
    assert "is a folder" in complaint(run("import", "assets", tmp_path, "--dry-run"))
    sheet = tmp_path / "a.csv"
    sheet.write_text("tag;nome\nX-1;Mesa\n", encoding="utf-8")
    mapping = tmp_path / "mapping.json"
    assert "does not exist" in complaint(run("import", "assets", sheet, "--mapping", mapping, "--dry-run"))
    for text in ("not JSON", "[]", '{"columns": 5}', '{"unknown": 1}'):
        mapping.write_text(text, encoding="utf-8")
        said = complaint(run("import", "assets", sheet, "--mapping", mapping, "--dry-run"))
        assert "holds no mapping" in said, text


def test_what_is_no_table_is_told_as_a_problem(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"PK\x03\x04 not a workbook")
    code, out, err = run("import", "assets", file, "--dry-run", "--json")
    assert (code, out) == (1, "")
    assert json.loads(err)["code"].startswith("tabular.")


DATABASES = [
    ("postgresql://ana:secret@127.0.0.1:1/levitiis", "No database answers at 127.0.0.1:1"),
    ("postgresql://ana:secret@no-such-host.invalid/levitiis", "host in LEVITIIS_DATABASE_URL is not known"),
]
NO_ADDRESSES = ["nonsense", "oracle://ana:secret@localhost/x", "postgresql+psycopg2://ana:secret@localhost/x"]


@pytest.mark.parametrize(("address", "told"), DATABASES)
def test_a_database_that_is_not_there(
    run: Run, monkeypatch: pytest.MonkeyPatch, address: str, told: str
) -> None:
    monkeypatch.setenv("LEVITIIS_DATABASE_URL", address)
    for command in (("check",), ("db", "upgrade"), ("serve", "--port", free_port())):
        said = complaint(run(*command))
        assert told in said, command
        assert "secret" not in said


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_of_a_database(run: Run, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("LEVITIIS_DATABASE_URL", address)
    said = complaint(run("check"), 2)
    assert "LEVITIIS_DATABASE_URL" in said
    assert "postgresql://user:password@host" in said
    assert "secret" not in said


def test_a_database_that_refuses(run: Run, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    url = make_url(database)
    wrong = {
        "refuses the user or password": url.set(password="wrong", database=GUARDED),
        "has no database": url.set(database="no_such_database"),
    }
    for told, address in wrong.items():
        monkeypatch.setenv("LEVITIIS_DATABASE_URL", address.render_as_string(hide_password=False))
        assert told in complaint(run("check"))


def test_a_schema_that_is_not_this_programs(run: Run, empty_database: str) -> None:
    for command in (("check",), ("worker",), ("serve", "--port", free_port())):
        assert "run `levitiis db upgrade`" in complaint(run(*command)), command
    assert "cannot be brought there" in complaint(run("db", "upgrade", "nonsense"))
    assert run("db", "upgrade") == (0, "", "")
    ask(empty_database, "UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in complaint(run("serve", "--port", free_port()))


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        for command in ("serve", "demo"):
            assert f"Port {port} is taken" in complaint(run(command, "--port", port))
    assert "no address of this machine" in complaint(run("serve", "--host", "203.0.113.7", "--port", port))


def test_a_data_folder_without_data(run: Run, tmp_path: Path) -> None:
    for command in (("check",), ("db", "downgrade", "base")):
        assert "holds no data" in complaint(run(*command, "--data-dir", tmp_path / "typo"))
    assert not (tmp_path / "typo").exists(), "nothing is made where nothing was"


def test_settings_that_are_no_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVITIIS_POOL_SIZE", "many")
    assert "LEVITIIS_POOL_SIZE" in complaint(run("check"), 2)


def test_openapi_and_schema_need_no_database(run: Run) -> None:
    code, out, _ = run("openapi")
    assert (code, json.loads(out)["openapi"][:2]) == (0, "3.")
    code, out, _ = run("db", "schema")
    lines = out.splitlines()
    assert code == 0
    assert all(re.fullmatch(r"[a-z_]+\.[a-z0-9_]+ [a-z][a-z0-9(), ]*", line) for line in lines)
    assert {"assets.tag varchar(60)", "locations.path varchar(300)"} <= set(lines)


def test_the_schema_told_is_the_schema_made(run: Run, database: str) -> None:
    told = {line.split(" ")[0] for line in run("db", "schema")[1].splitlines()}
    columns = "SELECT table_name || '.' || column_name FROM information_schema.columns"
    made = {row[0] for row in ask(database, f"{columns} WHERE table_schema = 'public'")} - {
        "alembic_version.version_num"
    }
    assert told == made


def _seal(url: str) -> None:
    """Seal the trail as another machine does, which notes the head on a disk of its own."""

    async def seal() -> None:
        settings = settings_from_environment()
        database = Database(url, settings)
        key = load_keys(settings).trail_key
        try:
            async with unit_of_work(database, job_actor("sealing"), Origin("job"), key) as uow:
                assert await seal_next(uow, timedelta(0))
                await uow.commit()
        finally:
            await database.dispose()

    asyncio.run(seal())


def test_users_imports_and_checks(run: Run, database: str, tmp_path: Path) -> None:
    ana = (
        "user",
        "create",
        "ana",
        "--email",
        "ana@example.org",
        "--name",
        "Ana Lima",
        "--role",
        "administrator",
    )
    assert run(*ana, "--password", PASSWORD) == (0, "ana may sign in as administrator.\n", "")
    assert "in use" in complaint(run(*ana, "--password", PASSWORD)).lower()
    bento = ("user", "create", "bento", "--email", "b@example.org", "--name", "Bento", "--password")
    assert "password:" in complaint(run(*bento, "short"))
    assert "role:" in complaint(run(*bento, PASSWORD, "--role", "king"))
    assert "email:" in complaint(run(*bento, PASSWORD, "--email", "nowhere"))
    sheet = tmp_path / "a.csv"
    sheet.write_text("tag;nome\nX-1;Mesa\nX-2;Cadeira\n", encoding="utf-8")
    for created in (2, 0):
        code, out, _ = run("import", "assets", sheet, "--json")
        assert (code, json.loads(out)["created"]) == (0, created)
    code, out, _ = run("check")
    assert (code, out.splitlines()[-1]) == (0, "no violations")
    _seal(database)
    code, out, _ = run("check")
    *_, note, last = out.splitlines()
    assert (code, last) == (0, "no violations")
    assert re.match(r"note    I13  the file of heads \S+/data/trail-heads.log is not here: 1 seal ", note)
    ask(database, "UPDATE assets SET name = 'Forged' WHERE tag = 'X-1'")
    code, out, _ = run("check", "--json")
    assert [note["invariant"] for note in json.loads(out)["notes"]] == ["I13"]
    found = json.loads(out)["violations"]
    assert (code, [(one["invariant"], one["entity"]) for one in found]) == (1, [("I13", "asset")])


def test_the_schema_goes_down_and_up_with_its_data(run: Run, database: str, tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    rows = "".join(f"X-{number};Mesa {number}\n" for number in range(50))
    sheet.write_text(f"tag;nome\n{rows}", encoding="utf-8")
    assert run("import", "assets", sheet)[0] == 0
    sums = "SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM {} t"
    before = {name: ask(database, sums.format(name))[0][0] for name in ("assets", "movements", "audit_logs")}
    for revision in ("-1", "head"):
        assert run("db", "downgrade" if revision == "-1" else "upgrade", revision)[0] == 0
    after = {name: ask(database, sums.format(name))[0][0] for name in before}
    assert before == after
    assert run("db", "downgrade", "base")[0] == 0
    assert run("db", "upgrade")[0] == 0
    assert ask(database, "SELECT count(*) FROM assets")[0][0] == 0
