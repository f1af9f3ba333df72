"""The deployment of ``compose.yaml`` without containers: roles, migration, two servers, a worker, nginx.

Every part is what the images run: the SQL of ``deploy/postgres``, ``levitiis db upgrade`` as the owner,
``levitiis serve`` and ``levitiis worker`` as the role that owns nothing, nginx by its own entry point.
"""

from __future__ import annotations

import asyncio
import os
import pwd
import secrets
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import URLError

import asyncpg
from sqlalchemy.engine import make_url

from levitiis.infra.settings import Settings
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
WEB_APP = ROOT / "frontend" / "dist"
HOST = "localhost"
SECRETS = ("secret_key", "cpf_key", "cpf_index_key", "trail_key")
OWNER, APP = "levitiis_owner", "levitiis_app"
START_SECONDS = 240
"""A machine that is busy with other things takes its time."""

T = TypeVar("T")


def in_thread(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, be there a running loop or not."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


def new_folder() -> Path:
    """A folder that nginx may pass through when it runs as another user."""
    folder = Path(tempfile.mkdtemp(prefix="levitiis-deploy-"))
    folder.chmod(0o711)
    return folder


async def make_roles(admin_url: str, database: str, passwords: dict[str, str]) -> None:
    """What the PostgreSQL image does at its first start: ``deploy/postgres/roles.sql``."""
    plain = admin_url.replace("postgresql+asyncpg", "postgresql")
    connection = await asyncpg.connect(make_url(plain).set(database=database).render_as_string(False))
    try:
        for role, password in passwords.items():
            setting = f"levitiis.{role.removeprefix('levitiis_')}_password"
            await connection.execute("SELECT set_config($1, $2, false)", setting, password)
        await connection.execute((DEPLOY / "postgres" / "roles.sql").read_text(encoding="utf-8"))
    finally:
        await connection.close()


@dataclass
class Program:
    """A part that runs as a process of its own."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    user: str | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; what it says goes to its log."""
        options = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                cwd="/",
                stdout=log,
                stderr=log,
                start_new_session=True,
                **options,
            )

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self.process is not None
        self.process.send_signal(number)

    def wait(self, seconds: float = START_SECONDS) -> int:
        """Its exit code, when it has ended."""
        assert self.process is not None
        return self.process.wait(seconds)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End it, by force if it does not want to."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(90)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)

    def said(self) -> str:
        """Its log."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""


@dataclass
class Stack:
    """A running deployment in ``folder``, on the database at ``server`` (an address without user)."""

    folder: Path
    server: str
    nginx: str
    settings: dict[str, str] = field(default_factory=dict)
    passwords: dict[str, str] = field(
        default_factory=lambda: {role: secrets.token_urlsafe(32) for role in (OWNER, APP)}
    )
    http_port: int = field(default_factory=free_port)
    https_port: int = field(default_factory=free_port)
    api_ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))
    parts: dict[str, Program] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where people go."""
        return f"https://{HOST}:{self.https_port}"

    @property
    def access_log(self) -> Path:
        """nginx's log of requests."""
        return self.folder / "web" / "access.log"

    @property
    def certificate(self) -> Path:
        """The self-signed certificate."""
        return self.folder / "web" / "tls" / "self-signed.crt"

    def api_url(self, index: int) -> str:
        """One of the servers behind nginx."""
        return f"http://{HOST}:{self.api_ports[index]}"

    def tls(self) -> ssl.SSLContext:
        """Trusts this deployment's certificate and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def prepare(self) -> None:
        """Secrets in files, and the schema, made by the owner."""
        for name in ("data", "secrets", "logs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for name in SECRETS:
            self._keep(name, secrets.token_urlsafe(48))
        for role, password in self.passwords.items():
            self._keep(role, password)
        done = subprocess.run(
            self._command("db", "upgrade"),
            env=self._plain() | self._database(OWNER) | {"LEVITIIS_DATABASE_APP_ROLE": APP},
            cwd="/",
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def environment(self) -> dict[str, str]:
        """What the servers and the worker are told."""
        files = {f"LEVITIIS_{name.upper()}_FILE": str(self.folder / "secrets" / name) for name in SECRETS}
        return (
            self._plain()
            | self._database(APP)
            | files
            | {
                "LEVITIIS_ENVIRONMENT": "production",
                "LEVITIIS_DATA_DIR": str(self.folder / "data"),
                "LEVITIIS_PUBLIC_URL": self.url,
                "LEVITIIS_ALLOWED_HOSTS": HOST,
                "LEVITIIS_TRUSTED_PROXIES": "127.0.0.1/32",
                "LEVITIIS_DRAIN_SECONDS": "1",
            }
            | self.settings
        )

    def app_settings(self) -> Settings:
        """The servers' settings, for filling their database from here."""
        found = {
            name: (self.folder / "secrets" / name).read_text(encoding="utf-8").strip()
            for name in (*SECRETS, APP)
        }
        password = found.pop(APP)
        url = make_url(self.server).set(username=APP, password=password).render_as_string(hide_password=False)
        data = self.folder / "data"
        return Settings(**found, data_dir=data, database_url=url, public_url=self.url)

    def start(self) -> None:
        """Start everything and wait until nginx answers for it."""
        for index in (0, 1):
            self.start_api(index)
        self._run("worker", self._command("worker"), self.environment())
        for index in (0, 1):
            self.wait_for_api(index)
        self.start_web()
        until(self._is_up, "nginx", self.parts["web"])

    def _is_up(self) -> bool:
        return self.certificate.exists() and _answers(f"{self.url}/health/ready", self.tls())

    def start_api(self, index: int) -> None:
        """Start one of the two servers."""
        port = str(self.api_ports[index])
        environment = self.environment() | {"LEVITIIS_RUN_WORKER": "false"}
        self._run(f"api-{index}", self._command("serve", "--port", port), environment)

    def wait_for_api(self, index: int) -> None:
        """Wait until it answers."""
        name = f"api-{index}"
        until(lambda: _answers(f"{self.api_url(index)}/health/ready"), name, self.parts[name])

    def stop(self) -> None:
        """End everything, nginx first."""
        for program in reversed(self.parts.values()):
            program.stop(signal.SIGQUIT if program.name == "web" else signal.SIGTERM)

    def web_environment(self) -> dict[str, str]:
        """What nginx's entry point is told."""
        web = self.folder / "web"
        limits = {name: value for name, value in self.settings.items() if name.startswith("LEVITIIS_MAX_")}
        return self._plain() | limits | {
            "LEVITIIS_NGINX": self.nginx,
            "LEVITIIS_PUBLIC_URL": self.url,
            "LEVITIIS_ALLOWED_HOSTS": HOST,
            "LEVITIIS_WEB_UPSTREAMS": ",".join(f"127.0.0.1:{port}" for port in self.api_ports),
            "LEVITIIS_WEB_LISTEN": "127.0.0.1",
            "LEVITIIS_WEB_HTTP_PORT": str(self.http_port),
            "LEVITIIS_WEB_HTTPS_PORT": str(self.https_port),
            "LEVITIIS_WEB_ROOT": str(web / "app"),
            "LEVITIIS_WEB_RUN_DIR": str(web / "run"),
            "LEVITIIS_WEB_TLS_DIR": str(web / "tls"),
            "LEVITIIS_WEB_ACCESS_LOG": str(self.access_log),
        }  # fmt: skip

    def start_web(self) -> None:
        """Start nginx, with copies of what its image holds."""
        web = self.folder / "web"
        shutil.copytree(WEB_APP, web / "app")
        shutil.copytree(DEPLOY / "web", web / "nginx")
        user = _give_away(web) if os.geteuid() == 0 else None
        self._run("web", [str(web / "nginx" / "entrypoint")], self.web_environment(), user)

    def _run(
        self, name: str, command: list[str], environment: dict[str, str], user: str | None = None
    ) -> None:
        log = self.folder / "logs" / f"{name}.log"
        self.parts[name] = Program(name, command, environment, log, user)
        self.parts[name].start()

    def _keep(self, name: str, secret: str) -> None:
        file = self.folder / "secrets" / name
        if not file.exists():
            file.write_text(secret + "\n", encoding="utf-8")
            file.chmod(0o400)

    def _database(self, role: str) -> dict[str, str]:
        url = make_url(self.server)._replace(username=role, password=None)
        file = self.folder / "secrets" / role
        return {
            "LEVITIIS_DATABASE_URL": url.render_as_string(hide_password=False),
            "LEVITIIS_DATABASE_PASSWORD_FILE": str(file),
        }

    @staticmethod
    def _plain() -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if not name.startswith("LEVITIIS_")}

    @staticmethod
    def _command(*words: str) -> list[str]:
        return [sys.executable, "-m", "levitiis", *words]


def _give_away(folder: Path) -> str:
    """Let nginx run as nobody in particular, as it does in its image; the name of that user."""
    user = next(name for name in ("www-data", "nginx", "nobody") if _known(name))
    shutil.chown(folder, user)
    for path in folder.rglob("*"):
        shutil.chown(path, user)
    return user


def _known(name: str) -> bool:
    with suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


def _answers(url: str, context: ssl.SSLContext | None = None) -> bool:
    with suppress(URLError, OSError):
        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))
        return bool(opener.open(url, timeout=10).status == 200)
    return False


def until(condition: Callable[[], bool], what: str, program: Program) -> None:
    """Ask again and again; fails with the program's last words when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        ended = program.process is not None and program.process.poll() is not None
        if ended or time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come up:\n{program.said()[-4000:]}")
        time.sleep(0.1)


@contextmanager
def running(stack: Stack) -> Iterator[Stack]:
    """The stack for the length of the block."""
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
