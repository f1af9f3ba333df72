"""What production refuses to start with: everything at once, by name, and never by value."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from levitiis.infra.crypto import SECRET_NAMES
from levitiis.infra.safety import refuse_unsafe, unsafe_settings
from levitiis.infra.settings import Settings, UnsafeSettings, settings_from_environment

SERVER = "postgresql+asyncpg://levitiis_app@db/levitiis"


def good(**changes: Any) -> dict[str, Any]:
    return {
        **{name: secrets.token_urlsafe(48) for name in SECRET_NAMES},
        "environment": "production",
        "public_url": "https://patrimonio.example.org",
        "allowed_hosts": "patrimonio.example.org",
        "cors_origins": "https://painel.example.org",
        "trusted_proxies": "172.30.0.10",
        "database_url": SERVER,
        "database_password": secrets.token_urlsafe(24),
        **changes,
    }


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No setting from outside."""
    for name in [name for name in os.environ if name.startswith("LEVITIIS_")]:
        monkeypatch.delenv(name)
    return monkeypatch


def test_good_settings_have_no_fault() -> None:
    assert unsafe_settings(Settings(**good())) == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        *(({name: None}, f"LEVITIIS_{name.upper()} ") for name in SECRET_NAMES),
        (
            {"secret_key": "troque-me-0123456789-abcdefghijklmnop"},
            "LEVITIIS_SECRET_KEY looks like an",
        ),
        ({"trail_key": "tests-only: fingerprints of nothing at all"}, "LEVITIIS_TRAIL_KEY looks like"),
        ({"debug": True}, "LEVITIIS_DEBUG"),
        ({"database_app_role": "levitiis_app"}, "LEVITIIS_DATABASE_APP_ROLE"),
        ({"public_url": "http://patrimonio.example.org"}, "LEVITIIS_PUBLIC_URL"),
        ({"public_url": "https://patrimonio.example.org/sub"}, "LEVITIIS_PUBLIC_URL"),
        ({"allowed_hosts": ""}, "LEVITIIS_ALLOWED_HOSTS must be set"),
        ({"allowed_hosts": "*"}, "LEVITIIS_ALLOWED_HOSTS"),
        ({"allowed_hosts": "elsewhere.example.org"}, "LEVITIIS_ALLOWED_HOSTS must hold"),
        ({"cors_origins": "*"}, "LEVITIIS_CORS_ORIGINS"),
        ({"cors_origins": "https://*.example.org"}, "LEVITIIS_CORS_ORIGINS"),
        ({"cors_origins": "http://painel.example.org"}, "LEVITIIS_CORS_ORIGINS"),
        ({"web_api_origin": "http://api.example.org"}, "LEVITIIS_WEB_API_ORIGIN"),
        ({"cors_origins": "https://painel.example.org/a"}, "LEVITIIS_CORS_ORIGINS"),
        ({"trusted_proxies": "0.0.0.0/0"}, "LEVITIIS_TRUSTED_PROXIES"),
        ({"trusted_proxies": "::/0"}, "LEVITIIS_TRUSTED_PROXIES"),
        ({"database_password": "levitiis"}, "LEVITIIS_DATABASE_PASSWORD"),
        ({"database_url": "postgresql+asyncpg://a:postgres@db/x"}, "LEVITIIS_DATABASE_URL"),
        ({"smtp_host": "mail.example.org"}, "LEVITIIS_SMTP_FROM"),
        ({"smtp_host": "mail.example.org", "smtp_from": "Prefeitura"}, "LEVITIIS_SMTP_FROM"),
        (
            {
                "smtp_host": "mail.example.org",
                "smtp_from": "Prefeitura <bens@example.org>",
                "smtp_password": "in clear",
                "smtp_security": "none",
            },
            "LEVITIIS_SMTP_SECURITY",
        ),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], named: str) -> None:
    (fault,) = unsafe_settings(Settings(**good(**changes)))
    assert named in fault
    with pytest.raises(UnsafeSettings, match=named.split(maxsplit=1)[0]):
        refuse_unsafe(Settings(**good(**changes)))
    refuse_unsafe(Settings(**good(environment="development", **changes)))


def test_hosts_that_nobody_set_are_a_fault_even_on_localhost(environment: pytest.MonkeyPatch) -> None:
    settings = good(public_url="https://localhost")
    del settings["allowed_hosts"]
    assert unsafe_settings(Settings(**settings)) == ["LEVITIIS_ALLOWED_HOSTS must be set in production."]


def test_all_faults_are_told_at_once_and_no_value(environment: pytest.MonkeyPatch) -> None:
    bad = good(secret_key="kurz-aber-geheim", debug=True, cors_origins="*", public_url="http://x.example")
    faults = "\n".join(unsafe_settings(Settings(**bad)))
    for name in ("SECRET_KEY", "DEBUG", "CORS_ORIGINS", "PUBLIC_URL"):
        assert f"LEVITIIS_{name} " in faults
    assert "kurz" not in faults


def test_a_secret_may_come_from_a_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = secrets.token_urlsafe(48)
    (tmp_path / "secret").write_text(f"{given}\n")
    environment.setenv("LEVITIIS_SECRET_KEY_FILE", str(tmp_path / "secret"))
    found = settings_from_environment().secret_key
    assert found is not None
    assert found.get_secret_value() == given
    environment.setenv("LEVITIIS_SECRET_KEY", "the variable itself comes first")
    assert settings_from_environment().secret_key != found


def test_a_file_that_cannot_be_read_is_named(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("LEVITIIS_CPF_KEY_FILE", str(tmp_path / "missing"))
    with pytest.raises(UnsafeSettings, match="LEVITIIS_CPF_KEY_FILE"):
        settings_from_environment()


def test_what_is_no_setting_is_not_opened(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("LEVITIIS_TLS_KEY_FILE", str(tmp_path / "missing"))
    settings_from_environment()


def test_a_value_of_the_wrong_kind_is_named_and_not_shown(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LEVITIIS_POOL_SIZE", "many")
    environment.setenv("LEVITIIS_TRUSTED_PROXIES", "10.0.0.0/8, the-proxy")
    with pytest.raises(UnsafeSettings) as refusal:
        settings_from_environment()
    assert "LEVITIIS_POOL_SIZE" in str(refusal.value)
    assert "LEVITIIS_TRUSTED_PROXIES" in str(refusal.value)
    assert "many" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "password", "address"),
    [
        (None, "p", None),
        (SERVER, None, SERVER),
        (SERVER, "a/b@c:d", "postgresql+asyncpg://levitiis_app:a%2Fb%40c%3Ad@db/levitiis"),
        ("postgresql+asyncpg://a:own@db/x", "other", "postgresql+asyncpg://a:own@db/x"),
    ],
)
def test_the_database_password_completes_the_address(
    url: str | None, password: str | None, address: str | None
) -> None:
    assert Settings(database_url=url, database_password=password).database_address == address


@pytest.mark.parametrize("command", [["serve"], ["worker"]])
def test_the_command_line_says_why_and_ends(tmp_path: Path, command: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEVITIIS_")}
    environment |= {"LEVITIIS_ENVIRONMENT": "production", "LEVITIIS_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "levitiis", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 2
    assert "levitiis: LEVITIIS_SECRET_KEY" in done.stderr
    assert "levitiis: LEVITIIS_PUBLIC_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
