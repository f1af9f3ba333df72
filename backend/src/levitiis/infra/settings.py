"""Settings: environment variables ``LEVITIIS_…``; any of them may be given as ``LEVITIIS_…_FILE``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.sources import EnvSettingsSource
from sqlalchemy.engine import make_url

PREFIX = "LEVITIIS_"
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/?")
_DRIVERS = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "mssql": "mssql+aioodbc",
}


class UnsafeSettings(Exception):
    """Settings with which the program refuses to start; the message names each of them."""


class _FileSource(EnvSettingsSource):
    """Reads ``LEVITIIS_NAME_FILE`` (Docker and Kubernetes secrets) where ``LEVITIIS_NAME`` is unset."""

    def _load_env_vars(self) -> dict[str, str | None]:
        values: dict[str, str | None] = {}
        for key, path in os.environ.items():
            name = key.removeprefix(PREFIX).removesuffix("_FILE").lower()
            if key == f"{PREFIX}{name.upper()}_FILE" and path and name in self.settings_cls.model_fields:
                values[f"{PREFIX}{name}".lower()] = _content(key, Path(path))
        return values


def _content(variable: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UnsafeSettings(f"{variable}: {path} cannot be read ({type(error).__name__}).") from error


class Settings(BaseSettings):
    """All settings, with the defaults of a single machine that somebody tries out."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=None, extra="ignore")

    environment: Literal["development", "production"] = "development"
    debug: bool = False
    data_dir: Path = Field(default_factory=lambda: Path.home() / ".local" / "share" / "levitiis")
    database_url: str | None = None
    database_password: SecretStr | None = None
    database_app_role: str | None = None
    public_url: str = "http://localhost:8000"
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    cors_origins: str = ""
    web_api_origin: str = ""
    trusted_proxies: str = ""
    secret_key: SecretStr | None = None
    cpf_key: SecretStr | None = None
    cpf_index_key: SecretStr | None = None
    trail_key: SecretStr | None = None
    time_zone: str = "America/Sao_Paulo"
    organisation: str = "Levitiis"
    access_minutes: int = 15
    session_idle_days: int = 14
    session_absolute_days: int = 90
    sign_in_window_minutes: int = 15
    sign_in_failures_per_account: int = 10
    sign_in_failures_per_address: int = 100
    smtp_host: str = ""
    smtp_port: int | None = None
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_username: str = ""
    smtp_password: SecretStr | None = None
    smtp_from: str = ""
    smtp_ca: str = ""
    smtp_timeout_seconds: int = 30
    files_s3_bucket: str = ""
    files_s3_prefix: str = ""
    files_s3_endpoint: str = ""
    files_s3_region: str = "us-east-1"
    files_s3_access_key: str = ""
    files_s3_secret_key: SecretStr | None = None
    max_json_bytes: int = 1_000_000
    max_upload_bytes: int = 50_000_000
    pool_size: int = 10
    statement_timeout_ms: int = 30_000
    lock_timeout_ms: int = 5_000
    trail_heads_file: Path | None = None
    trail_heads_mail: str = ""
    web_dir: Path | None = None
    run_worker: bool = True
    alive_path: Path | None = None
    drain_seconds: float = Field(default=0.0, ge=0, le=60)

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        _networks(value)
        return value

    @field_validator("web_api_origin")
    @classmethod
    def _is_origin(cls, value: str) -> str:
        """Where the web app that is served here finds its API; it goes into a header."""
        if value and not _ORIGIN.fullmatch(value):
            raise ValueError("it reads https://api.example.org")
        return value.rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then ``*_FILE`` secrets."""
        return init_settings, env_settings, _FileSource(settings_cls)

    @field_validator("database_url")
    @classmethod
    def _with_driver(cls, value: str | None) -> str | None:
        """An address as everybody writes it gets the driver that the program brings; "" means none."""
        scheme, separator, rest = (value or "").partition("://")
        driver = _DRIVERS.get(scheme, scheme)
        if value and driver not in _DRIVERS.values():
            raise ValueError("it reads postgresql://user:password@host:5432/database")
        if driver == _DRIVERS["postgresql"]:
            rest = rest.replace("sslmode=", "ssl=")
        return f"{driver}{separator}{rest}" or None

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """Host names that are answered, in lower case."""
        return tuple(_parts(self.allowed_hosts.lower()))

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """Origins that may call from a browser besides our own."""
        return tuple(origin.rstrip("/") for origin in _parts(self.cors_origins.lower()))

    @cached_property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Addresses or networks whose ``X-Forwarded-For`` is believed."""
        return _networks(self.trusted_proxies)

    @cached_property
    def database_address(self) -> str | None:
        """``database_url``, with ``database_password`` where it has none of its own."""
        if self.database_url is None or self.database_password is None:
            return self.database_url
        url = make_url(self.database_url)
        if url.password is None:
            url = url.set(password=self.database_password.get_secret_value())
        return url.render_as_string(hide_password=False)

    @property
    def files_dir(self) -> Path:
        """Where uploaded files lie."""
        return self.data_dir / "files"

    @property
    def trail_heads(self) -> Path:
        """Where the heads of the trail's chain are noted; best on another disk than the database's."""
        return self.trail_heads_file or self.data_dir / "trail-heads.log"


def settings_from_environment(**changes: Any) -> Settings:
    """The settings of the environment. Raises :class:`UnsafeSettings`, which never shows a value."""
    try:
        return Settings(**changes)
    except ValidationError as error:
        found = [f"{PREFIX}{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}." for e in error.errors()]
        raise UnsafeSettings("\n".join(found)) from None


def _parts(text: str) -> Iterator[str]:
    return (part.strip() for part in text.split(",") if part.strip())


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part, strict=False) for part in _parts(text))
