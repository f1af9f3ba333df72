"""Settings: environment variables ``LEVITIIS_…``; any of them may be given as ``LEVITIIS_…_FILE``."""

from __future__ import annotations

import os
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.sources import EnvSettingsSource

PREFIX = "LEVITIIS_"


class _FileSource(EnvSettingsSource):
    """Reads ``LEVITIIS_NAME_FILE`` (Docker and Kubernetes secrets) where ``LEVITIIS_NAME`` is unset."""

    def _load_env_vars(self) -> dict[str, str | None]:
        values: dict[str, str | None] = {}
        for key, path in os.environ.items():
            if key.startswith(PREFIX) and key.endswith("_FILE"):
                values[key.removesuffix("_FILE").lower()] = Path(path).read_text(encoding="utf-8").strip()
        return values


class Settings(BaseSettings):
    """All settings, with the defaults of a single machine that somebody tries out."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=None, extra="ignore")

    environment: Literal["development", "production"] = "development"
    data_dir: Path = Field(default_factory=lambda: Path.home() / ".local" / "share" / "levitiis")
    database_url: str | None = None
    public_url: str = "http://localhost:8000"
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    cors_origins: str = ""
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
    max_json_bytes: int = 1_000_000
    max_upload_bytes: int = 50_000_000
    pool_size: int = 10
    statement_timeout_ms: int = 30_000
    lock_timeout_ms: int = 5_000
    trail_heads_file: Path | None = None
    web_dir: Path | None = None
    run_worker: bool = True

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

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """Host names that are answered."""
        return tuple(name.strip() for name in self.allowed_hosts.split(",") if name.strip())

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """Origins that may call from a browser besides our own."""
        return tuple(origin.strip().rstrip("/") for origin in self.cors_origins.split(",") if origin.strip())

    @cached_property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Addresses or networks whose ``X-Forwarded-For`` is believed."""
        return tuple(
            ip_network(part.strip(), strict=False) for part in self.trusted_proxies.split(",") if part.strip()
        )

    @property
    def files_dir(self) -> Path:
        """Where uploaded files lie."""
        return self.data_dir / "files"

    @property
    def trail_heads(self) -> Path:
        """Where the heads of the trail's chain are noted; best on another disk than the database's."""
        return self.trail_heads_file or self.data_dir / "trail-heads.log"
