"""``levitiis …``: the command line. It parses; ``levitiis.commands`` does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Levitiis: asset inventory.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
database_app = typer.Typer(help="The database schema.", no_args_is_help=True)
user_app = typer.Typer(help="Users.", no_args_is_help=True)
import_app = typer.Typer(help="Imports.", no_args_is_help=True)
app.add_typer(database_app, name="db")
app.add_typer(user_app, name="user")
app.add_typer(import_app, name="import")

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where Levitiis keeps its data.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65_535)]


@app.command()
def demo(
    port: Port = 8000,
    data_dir: DataDir = None,
    lan: Annotated[bool, typer.Option("--lan", help="Serve HTTPS to the local network.")] = False,
    processes: Annotated[int, typer.Option(min=1, max=16)] = 1,
) -> None:
    """Start everything with a demo organisation."""
    from levitiis.commands.demo import run

    run(port=port, data_dir=data_dir, lan=lan, processes=processes)


@app.command()
def serve(
    port: Port = 8000,
    host: str = "127.0.0.1",
    data_dir: DataDir = None,
    processes: Annotated[int, typer.Option(min=1, max=64)] = 1,
) -> None:
    """Serve the API and the web app."""
    from levitiis.commands.runtime import running_database, settings_for
    from levitiis.commands.serve import serve as start
    from levitiis.commands.setup import prepare
    from levitiis.infra.safety import refuse_unsafe

    settings = settings_for(data_dir)
    refuse_unsafe(settings)
    with running_database(settings) as url:
        prepare(settings, url)
        start(settings, url, host=host, port=port, processes=processes)


@app.command()
def worker(data_dir: DataDir = None) -> None:
    """Run due and queued work until told to stop."""
    from levitiis.commands.worker import run

    run(data_dir)


@database_app.command("upgrade")
def db_upgrade(revision: str = "head", data_dir: DataDir = None) -> None:
    """Bring the schema to REVISION."""
    from levitiis.commands import database
    from levitiis.commands.runtime import settings_for

    database.upgrade(settings_for(data_dir), revision)


@database_app.command("downgrade")
def db_downgrade(revision: str, data_dir: DataDir = None) -> None:
    """Take the schema back to REVISION."""
    from levitiis.commands import database
    from levitiis.commands.runtime import settings_for

    database.downgrade(settings_for(data_dir), revision)


@database_app.command("schema")
def db_schema() -> None:
    """Print one line "table.column type" for every column."""
    from levitiis.commands import database

    for line in database.schema_lines():
        typer.echo(line)


@app.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    from levitiis.commands.contracts import openapi_json

    typer.echo(openapi_json())


@app.command()
def contracts(folder: Path) -> None:
    """Write the OpenAPI document, the error catalogue and the event schemas into FOLDER."""
    from levitiis.commands.contracts import write

    write(folder)


@user_app.command("create")
def user_create(
    username: str,
    email: Annotated[str, typer.Option(prompt=True)],
    name: Annotated[str, typer.Option(prompt=True)],
    role: str = "reader",
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
    data_dir: DataDir = None,
) -> None:
    """Create a user with an organisation-wide role."""
    from levitiis.commands.users import create

    create(data_dir, username=username, email=email, name=name, role=role, password=password)


@import_app.command("assets")
def import_assets(
    file: Path,
    mapping: Annotated[Path | None, typer.Option("--mapping")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
    data_dir: DataDir = None,
) -> None:
    """Check FILE, and import it unless --dry-run."""
    from levitiis.commands.imports import run

    raise typer.Exit(run(file, mapping=mapping, dry_run=dry_run, as_json=json, data_dir=data_dir))


@app.command()
def check(data_dir: DataDir = None) -> None:
    """Run the invariants; exit 1 on any violation."""
    from levitiis.commands.checks import run

    violations = run(data_dir)
    for violation in violations:
        typer.echo(str(violation), err=True)
    typer.echo("no violations" if not violations else f"{len(violations)} violations")
    sys.exit(1 if violations else 0)


def main() -> None:
    """Run the command line; settings that it must not start with are said in a sentence each."""
    from levitiis.infra.settings import UnsafeSettings

    try:
        app()
    except UnsafeSettings as refusal:
        for line in str(refusal).splitlines():
            typer.echo(f"levitiis: {line}", err=True)
        sys.exit(2)
