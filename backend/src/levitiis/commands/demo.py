"""``levitiis demo``: one command from nothing to a running demo organisation."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sys
from pathlib import Path

from levitiis.commands.certificate import lan_address, self_signed
from levitiis.commands.runtime import command_unit_of_work, running_database
from levitiis.commands.serve import serve
from levitiis.demo.data import ORGANISATION
from levitiis.demo.load import USERS, is_loaded, load
from levitiis.infra.db import migrate
from levitiis.infra.http.web import built_web_app
from levitiis.infra.settings import Settings

CREDENTIALS = "demo-credentials.json"
_WORDS = [
    "acervo",
    "aurora",
    "bairro",
    "cedro",
    "cerrado",
    "chapada",
    "colina",
    "dunas",
    "estrada",
    "figueira",
    "garoa",
    "horta",
    "ilha",
    "jardim",
    "lago",
    "mangue",
    "neblina",
    "oficina",
    "pomar",
    "quintal",
    "ribeira",
    "serra",
    "telhado",
    "umbu",
    "vereda",
    "xaxim",
]


def run(*, port: int, data_dir: Path | None, lan: bool, processes: int) -> None:
    """Start the database, migrate, load the demo once, say where it is, serve."""
    settings = _settings(port, data_dir, lan=lan)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with running_database(settings) as url:
        migrate.upgrade(url)
        passwords = asyncio.run(_prepare(settings, url))
        _announce(settings, passwords)
        certificate = self_signed(settings.data_dir / "tls", lan_address()) if lan else None
        host = "0.0.0.0" if lan else "127.0.0.1"  # noqa: S104  (asked for with LAN=1)
        serve(settings, url, host=host, port=port, processes=processes, certificate=certificate)


def _settings(port: int, data_dir: Path | None, *, lan: bool) -> Settings:
    folder = (data_dir or Settings().data_dir / "demo").resolve()
    address = lan_address()
    public = f"https://{address}:{port}" if lan else f"http://localhost:{port}"
    hosts = f"localhost,127.0.0.1,[::1],{address}" if lan else "localhost,127.0.0.1,[::1]"
    return Settings(
        data_dir=folder, public_url=public, allowed_hosts=hosts, organisation=ORGANISATION, database_url=None
    )


async def _prepare(settings: Settings, url: str) -> dict[str, str]:
    file = settings.data_dir / CREDENTIALS
    async with command_unit_of_work(settings, url, "demo") as (uow, keys):
        if await is_loaded(uow):
            return _read(file)
        passwords = {user.username: _password() for user in USERS}
        await load(uow, keys, passwords)
    _write(file, settings.public_url, passwords)
    return passwords


def _password() -> str:
    return "-".join([*(secrets.choice(_WORDS) for _ in range(3)), str(secrets.randbelow(9000) + 1000)])


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    known = json.loads(file.read_text(encoding="utf-8"))
    return {user["username"]: user["password"] for user in known["users"]}


def _write(file: Path, address: str, passwords: dict[str, str]) -> None:
    users = [
        {"username": user.username, "password": passwords[user.username], "role": user.role} for user in USERS
    ]
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump({"url": address, "users": users}, stream, ensure_ascii=False, indent=1)


def _announce(settings: Settings, passwords: dict[str, str]) -> None:
    lines = ["", f"  Levitiis · {ORGANISATION}", f"  {settings.public_url}", ""]
    known = [(user.username, passwords.get(user.username, "(see your own users)")) for user in USERS]
    lines += [f"  {username:<9} {password}" for username, password in known]
    lines += ["", f"  Passwords are kept in {settings.data_dir / CREDENTIALS}", ""]
    if built_web_app() is None:
        lines.insert(-1, "  The web app is not built; `make demo` builds it.")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
