"""``levitiis …``: the command line. It parses; ``levitiis.commands`` does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Levitiis: asset inventory. Settings are environment variables that begin with LEVITIIS_.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
database_app = typer.Typer(help="The database's schema.", no_args_is_help=True)
user_app = typer.Typer(help="Users.", no_args_is_help=True)
import_app = typer.Typer(help="Imports.", no_args_is_help=True)
app.add_typer(database_app, name="db")
app.add_typer(user_app, name="user")
app.add_typer(import_app, name="import")

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Where Levitiis keeps its data (LEVITIIS_DATA_DIR).", show_default=False),
]
Port = Annotated[int, typer.Option("--port", min=1, max=65_535, help="Where to serve.")]
Processes = Annotated[int, typer.Option("--processes", min=1, max=64, help="How many processes serve.")]


def main() -> None:
    """The entry point: a usual mistake is answered with a sentence, not with a traceback."""
    try:
        app()
    except Exception as error:
        from levitiis.commands.failures import exit_code, sentence

        said = sentence(error)
        if said is None:
            raise
        for line in said.splitlines():
            typer.echo(f"levitiis: {line}", err=True)
        sys.exit(exit_code(error))


@app.command()
def demo(
    port: Port = 8000,
    data_dir: DataDir = None,
    lan: Annotated[bool, typer.Option("--lan", help="Serve HTTPS to the local network.")] = False,
    processes: Processes = 1,
) -> None:
    """Serve a demo organisation, with a database of its own; made at the first start."""
    from levitiis.commands.demo import run

    run(port=port, data_dir=data_dir, lan=lan, processes=processes)


@app.command()
def serve(
    port: Port = 8000,
    host: Annotated[str, typer.Option("--host", help="The address to serve at.")] = "127.0.0.1",
    data_dir: DataDir = None,
    processes: Processes = 1,
) -> None:
    """Serve the API and the web app."""
    from levitiis.commands.ports import require_port
    from levitiis.commands.runtime import running_database, settings_for
    from levitiis.commands.serve import serve as start
    from levitiis.commands.setup import prepare
    from levitiis.infra.safety import refuse_unsafe

    settings = settings_for(data_dir)
    refuse_unsafe(settings)
    require_port(host, port)
    with running_database(settings) as url:
        prepare(settings, url)
        start(settings, url, host=host, port=port, processes=processes)


@app.command()
def worker(data_dir: DataDir = None) -> None:
    """Run due and queued work until told to stop."""
    from levitiis.commands.worker import run

    run(data_dir)


@database_app.command("upgrade")
def db_upgrade(
    revision: Annotated[str, typer.Argument(help="A migration; the newest if left out.")] = "head",
    data_dir: DataDir = None,
) -> None:
    """Bring the schema to REVISION."""
    from levitiis.commands import database
    from levitiis.commands.runtime import settings_for

    database.upgrade(settings_for(data_dir), revision)


@database_app.command("downgrade", context_settings={"ignore_unknown_options": True})
def db_downgrade(
    revision: Annotated[str, typer.Argument(help="A migration, -1 for the one before, base for none.")],
    data_dir: DataDir = None,
) -> None:
    """Take the schema back to REVISION; what only the newer one can hold is lost."""
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
def contracts(folder: Annotated[Path, typer.Argument(help="Made if missing.")]) -> None:
    """Write the OpenAPI document, the error catalogue and the event schemas into FOLDER."""
    from levitiis.commands.contracts import write

    write(folder)


@user_app.command("create")
def user_create(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    email: Annotated[str, typer.Option("--email", prompt=True, help="Asked for if left out.")],
    name: Annotated[str, typer.Option("--name", prompt=True, help="The person's name.")],
    password: Annotated[
        str,
        typer.Option(
            "--password",
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            envvar="LEVITIIS_NEW_PASSWORD",
            help="Asked for if left out, which keeps it out of the shell's history.",
        ),
    ],
    role: Annotated[str, typer.Option("--role", help="For instance administrator or reader.")] = "reader",
    data_dir: DataDir = None,
) -> None:
    """Create a user with an organisation-wide role."""
    from levitiis.commands.users import create

    create(data_dir, username=username, email=email, name=name, role=role, password=password)
    typer.echo(f"{username} may sign in as {role}.")


@import_app.command("assets")
def import_assets(
    file: Annotated[Path, typer.Argument(help="An XLSX or CSV file.")],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="A JSON file that says which column fills which field.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only; needs no database.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Check FILE, and import it unless --dry-run."""
    from levitiis.commands.imports import run

    raise typer.Exit(run(file, mapping=mapping, dry_run=dry_run, as_json=json, data_dir=data_dir))


@app.command()
def check(
    data_dir: DataDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print violations and notes as JSON.")] = False,
) -> None:
    """Run the invariants over database and files; exit 1 on any violation."""
    from levitiis.commands import checks

    found = checks.run(data_dir)
    typer.echo(checks.as_json(found) if as_json else checks.report(found))
    raise typer.Exit(1 if found.violations else 0)
