"""``levitiis demo``: one command from nothing to a running demo organisation."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sys
from pathlib import Path

from levitiis.bootstrap import make_services
from levitiis.commands.certificate import lan_address, self_signed
from levitiis.commands.failures import CommandFailed
from levitiis.commands.ports import require_port
from levitiis.commands.runtime import command_unit_of_work, running_database
from levitiis.commands.serve import serve
from levitiis.commands.setup import prepare
from levitiis.demo.data import ORGANISATION
from levitiis.demo.generate import ASSETS
from levitiis.demo.load import USERS, is_loaded, load
from levitiis.infra.crypto import Keys
from levitiis.infra.db.embedded_files import locked
from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.http.web import built_web_app
from levitiis.infra.settings import Settings
from levitiis.modules.approvals.api import SUBJECTS
from levitiis.modules.identity.api import Identity
from levitiis.modules.signatures.api import TERM_DESK

CREDENTIALS = "demo-credentials.json"
_WORDS = [
    "acervo", "aurora", "bairro", "cedro", "cerrado", "chapada", "colina", "dunas", "estrada",
    "figueira", "garoa", "horta", "ilha", "jardim", "lago", "mangue", "neblina", "oficina",
    "pomar", "quintal", "ribeira", "serra", "telhado", "umbu", "vereda", "xaxim",
]  # fmt: skip


def run(*, port: int, data_dir: Path | None, lan: bool, processes: int) -> None:
    """Start the database, migrate, load the demo once, say where it is, serve."""
    host = "0.0.0.0" if lan else "127.0.0.1"  # noqa: S104  (asked for with LAN=1)
    require_port(host, port)
    address = _lan_address() if lan else "127.0.0.1"
    settings = _settings(port, data_dir, address, lan=lan)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with running_database(settings) as url:
        with locked(settings.data_dir / "demo.lock"):
            prepare(settings, url)
            passwords = asyncio.run(load_once(settings, url))
        _announce(settings, passwords)
        certificate = self_signed(settings.data_dir / "tls", address) if lan else None
        serve(settings, url, host=host, port=port, processes=processes, certificate=certificate)


def _lan_address() -> str:
    address = lan_address()
    if address.startswith("127."):
        raise CommandFailed("This machine is on no network: connect it, or leave LAN=1 (--lan) out.")
    return address


def _settings(port: int, data_dir: Path | None, address: str, *, lan: bool) -> Settings:
    folder = (data_dir or Settings().data_dir / "demo").resolve()
    public = f"https://{address}:{port}" if lan else f"http://localhost:{port}"
    hosts = f"localhost,127.0.0.1,[::1],{address}" if lan else "localhost,127.0.0.1,[::1]"
    return Settings(
        data_dir=folder, public_url=public, allowed_hosts=hosts, organisation=ORGANISATION, database_url=None
    )


async def load_once(settings: Settings, url: str) -> dict[str, str]:
    """Load the demo once; the passwords, which reach the disk before the users reach the database."""
    file = settings.data_dir / CREDENTIALS
    passwords = _read(file)
    async with command_unit_of_work(settings, url, "demo") as (uow, keys):
        if not await is_loaded(uow):
            _say(f"Loading {ASSETS} assets of {ORGANISATION} …")
            passwords = {user.username: _password() for user in USERS}
            _write(file, settings.public_url, passwords)
            await fill(uow, keys, passwords, settings, url)
    if passwords:
        _write(file, settings.public_url, passwords)
    return passwords


async def fill(uow: UnitOfWork, keys: Keys, passwords: dict[str, str], settings: Settings, url: str) -> None:
    """Load the demo, with what its documents need of the program: terms and decisions."""
    database = Database(url, settings)
    try:
        extras = make_services(settings, database, keys, Identity(settings, database, keys)).extras
        await load(uow, keys, passwords, extras[TERM_DESK], extras[SUBJECTS])
    finally:
        await database.dispose()


def _password() -> str:
    return "-".join([*(secrets.choice(_WORDS) for _ in range(3)), str(secrets.randbelow(9000) + 1000)])


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    known = json.loads(file.read_text(encoding="utf-8"))
    return {user["username"]: user["password"] for user in known["users"]}


def _write(file: Path, address: str, passwords: dict[str, str]) -> None:
    users = [
        {"username": user.username, "password": passwords[user.username], "role": user.role}
        for user in USERS
        if user.username in passwords
    ]
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump({"url": address, "users": users}, stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)


def _announce(settings: Settings, passwords: dict[str, str]) -> None:
    lines = ["", f"  Levitiis · {ORGANISATION}", f"  {settings.public_url}", ""]
    known = [(user.username, passwords.get(user.username, "(see your own users)")) for user in USERS]
    lines += [f"  {username:<9} {password}" for username, password in known]
    lines += ["", f"  Passwords are kept in {settings.data_dir / CREDENTIALS}"]
    if settings.public_url.startswith("https"):
        lines += ["  The certificate is self-signed: the browser warns once, and is right to ask."]
    if built_web_app() is None:
        lines += ["  The web app is not built; `make demo` builds it."]
    _say("\n".join([*lines, "  Ctrl-C ends it; the data stays.", ""]))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
