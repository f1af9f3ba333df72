"""What no engine checks here: the images' recipe, the composition, and that both sides say the same."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from levitiis.infra.http.upload import _ENVELOPE
from levitiis.infra.http.web import _TYPES
from levitiis.infra.settings import PREFIX, Settings
from tests.deploy.stack import DEPLOY, ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
RECIPE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
LONG_LIVED = sorted(set(SERVICES) - {"migrate"})


def test_the_services_are_those_of_the_design() -> None:
    assert set(SERVICES) == {"db", "migrate", "api-a", "api-b", "worker", "web"}
    assert SERVICES["migrate"]["restart"] == "no"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_service_runs_without_privileges(name: str) -> None:
    service = SERVICES[name]
    assert int(service["user"].split(":")[0]) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & set(service)
    assert not [mount for mount in service.get("volumes", []) if "docker.sock" in mount]


@pytest.mark.parametrize("name", LONG_LIVED)
def test_each_long_lived_service_is_watched_and_restarted(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"
    assert service["stop_grace_period"].endswith("s")


def test_only_nginx_is_published() -> None:
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["web"]
    assert SERVICES["db"]["networks"] == ["data"]
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert "data" not in SERVICES["web"]["networks"]


def test_secrets_are_files_and_go_to_those_who_need_them() -> None:
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())
    for name, service in SERVICES.items():
        given = set(service.get("secrets", []))
        assert given <= set(COMPOSE["secrets"]), name
        read = {
            Path(value).name
            for value in service.get("environment", {}).values()
            if value.startswith("/run/secrets/")
        }
        assert read <= given, name
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|_KEY", variable) and not variable.startswith("LEVITIIS_TLS_"):
                assert variable.endswith("_FILE"), f"{name}: {variable}"
                assert value.startswith("/run/secrets/"), f"{name}: {variable}"
    servers = ("api-a", "api-b", "worker", "web")
    assert not [name for name in servers if "db_owner_password" in SERVICES[name].get("secrets", [])]
    assert [name for name in SERVICES if "db_superuser_password" in SERVICES[name].get("secrets", [])] == [
        "db"
    ]
    assert "secrets" not in SERVICES["web"]


def test_the_servers_own_nothing_and_the_owner_only_migrates() -> None:
    roles = {
        name: re.match(
            r"postgresql\+asyncpg://(\w+)@db/levitiis$", service["environment"]["LEVITIIS_DATABASE_URL"]
        )
        for name, service in SERVICES.items()
        if "LEVITIIS_DATABASE_URL" in service.get("environment", {})
    }
    found = {name: role[1] for name, role in roles.items() if role}
    assert found == {
        "migrate": "levitiis_owner",
        **dict.fromkeys(("api-a", "api-b", "worker"), "levitiis_app"),
    }
    assert SERVICES["migrate"]["environment"]["LEVITIIS_DATABASE_APP_ROLE"] == "levitiis_app"


def test_only_the_address_of_nginx_is_trusted() -> None:
    trusted = SERVICES["api-a"]["environment"]["LEVITIIS_TRUSTED_PROXIES"]
    assert SERVICES["web"]["networks"]["edge"]["ipv4_address"] == trusted
    upstreams = SERVICES["web"]["environment"]["LEVITIIS_WEB_UPSTREAMS"].split(",")
    assert upstreams == [
        f"{SERVICES[name]['networks']['edge']['ipv4_address']}:8000" for name in ("api-a", "api-b")
    ]


def test_limits_are_one_on_both_sides() -> None:
    for name in ("LEVITIIS_MAX_JSON_BYTES", "LEVITIIS_MAX_UPLOAD_BYTES"):
        field = Settings.model_fields[name.removeprefix(PREFIX).lower()]
        value = f"${{{name}:-{field.default}}}"
        assert {SERVICES[each]["environment"][name] for each in ("api-a", "api-b", "worker", "web")} == {
            value
        }
        assert re.search(
            rf"value {name} '[^']*' {field.default}\)", (DEPLOY / "web" / "entrypoint").read_text()
        )
    assert f"upload_envelope={_ENVELOPE}\n" in (DEPLOY / "web" / "entrypoint").read_text()


def test_every_variable_of_the_program_is_a_setting() -> None:
    """A name that is misspelt would be ignored in silence."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    known |= {f"{name}_FILE" for name in known}
    for name in ("migrate", "api-a", "api-b", "worker"):
        assert set(SERVICES[name]["environment"]) <= known, name
    told = (DEPLOY / "web" / "entrypoint").read_text(encoding="utf-8")
    assert all(name in told for name in SERVICES["web"]["environment"])


def test_the_example_holds_no_secret_and_names_what_compose_reads() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assigned = dict(re.findall(r"^#?(LEVITIIS_\w+)=(.*)$", example, re.MULTILINE))
    asked = set(re.findall(r"\$\{(LEVITIIS_\w+)", (ROOT / "compose.yaml").read_text(encoding="utf-8")))
    assert set(assigned) == asked
    assert not [name for name in assigned if re.search(r"PASSWORD|SECRET|TOKEN", name)]
    assert not [value for value in assigned.values() if len(value) >= 32 and "/" not in value]
    assert assigned["LEVITIIS_PUBLIC_URL"] == assigned["LEVITIIS_ALLOWED_HOSTS"] == ""


def test_made_secrets_are_good_and_stay(tmp_path: Path) -> None:
    from levitiis.infra.crypto import SECRET_NAMES
    from levitiis.infra.safety import unsafe_settings

    script = [str(DEPLOY / "make-secrets"), str(tmp_path / "secrets")]
    subprocess.run(script, check=True, capture_output=True)
    made = {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(COMPOSE["secrets"])
    subprocess.run(script, check=True, capture_output=True)
    assert made == {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    settings = Settings(
        **{name: made[name] for name in SECRET_NAMES},
        environment="production",
        public_url="https://patrimonio.example.org",
        allowed_hosts="patrimonio.example.org",
        database_url="postgresql+asyncpg://levitiis_app@db/levitiis",
        database_password=made["db_app_password"],
    )
    assert unsafe_settings(settings) == []


def _stages() -> dict[str, list[str]]:
    stages: dict[str, list[str]] = {}
    for line in re.sub(r"\\\n", " ", RECIPE).splitlines():
        if line.startswith("FROM "):
            stages[line.split(" AS ")[1]] = [line]
        elif stages and line.strip() and not line.startswith("#"):
            next(reversed(stages.values())).append(line)
    return stages


def test_every_base_has_a_version() -> None:
    for name, lines in _stages().items():
        image = lines[0].split()[1]
        assert re.fullmatch(r"[a-z]+:[0-9][\w.-]*", image), f"{name}: {image}"
        assert "latest" not in image
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    assert all(re.fullmatch(r"[a-z]+:[0-9][\w.-]*", image) for image in images)
    targets = {service["build"]["target"] for service in SERVICES.values() if "build" in service}
    assert targets == {"app", "web"} <= set(_stages())


@pytest.mark.parametrize("stage", ["app", "web"])
def test_an_image_ends_without_privileges(stage: str) -> None:
    lines = _stages()[stage]
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER 10001:10001"]
    after = lines[lines.index(users[0]) + 1 :]
    assert not [line for line in after if line.startswith(("RUN", "COPY", "USER"))]
    assert [line for line in lines if line.startswith("ENTRYPOINT [")]


def test_the_recipe_fetches_nothing_unchecked_and_keeps_no_secret() -> None:
    assert not re.search(r"^ADD ", RECIPE, re.MULTILINE)
    assert not re.search(r"curl|wget|https?://", RECIPE)
    installs = re.findall(r"pip install[^&\n]*", RECIPE)
    assert installs
    assert all("--require-hashes" in each or "--no-deps --no-index" in each for each in installs)
    assert "npm ci --ignore-scripts" in RECIPE
    assert not re.search(r"(?:ENV|ARG)\b.*(?:PASSWORD|SECRET|TOKEN|_KEY)", RECIPE)


def test_the_builder_sees_what_the_recipe_copies_and_no_secret() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignore[1] == "*"
    allowed = [line[1:] for line in ignore if line.startswith("!")]
    for line in re.findall(r"^COPY (?!--from)(.*)$", RECIPE, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert any(source.rstrip("/").startswith(each) for each in allowed), source


def test_the_locks_of_the_image_are_parts_of_the_whole() -> None:
    def pinned(name: str) -> dict[str, set[str]]:
        text = (ROOT / "backend" / name).read_text(encoding="utf-8")
        entries = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.MULTILINE)
        return {
            entry.split(" ")[0].split("\n")[0]: set(re.findall(r"sha256:\w+", entry))
            for entry in entries
            if "==" in entry
        }

    whole = pinned("requirements.lock")
    for name in ("requirements-serve.lock", "requirements-build.lock"):
        part = pinned(name)
        assert part, name
        assert not {entry for entry, hashes in part.items() if whole.get(entry) != hashes}, name
    project = tomllib.loads((ROOT / "backend" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[^a-z0-9-]", each)[0] for each in project["dependencies"]}
    assert wanted <= {entry.split("==")[0] for entry in pinned("requirements-serve.lock")}
    assert not {"pytest", "ruff", "pyright"} & {
        entry.split("==")[0] for entry in pinned("requirements-serve.lock")
    }


def test_every_upload_has_its_limit_at_nginx() -> None:
    document = json.loads((ROOT / "contracts" / "openapi.json").read_text(encoding="utf-8"))
    listed = (DEPLOY / "web" / "uploads.txt").read_text(encoding="utf-8").splitlines()
    pattern = re.compile(
        "^/api/v1/(?:" + "|".join(line for line in listed if not line.startswith("#")) + ")$"
    )
    uploads: set[str] = set()
    for path, operations in document["paths"].items():
        address = re.sub(r"\{\w+\}", "1", path)
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "multipart/form-data" in content:
                uploads.add(path)
                assert pattern.match(address), f"{method} {path} is missing in deploy/web/uploads.txt"
            elif content:
                assert not pattern.match(address), f"{method} {path} takes JSON, with the limit of a file"
    assert uploads


def test_types_of_files_are_the_programs() -> None:
    text = (DEPLOY / "web" / "types.conf").read_text(encoding="utf-8")
    block = re.search(r"types \{(.*?)\}", text, re.DOTALL)
    assert block is not None
    pairs = re.findall(r"^\s+(\S+)\s+([^;]+);", block[1], re.MULTILINE)
    found = {f".{suffix}": kind for kind, suffixes in pairs for suffix in suffixes.split()}
    assert found == {suffix: kind.split(";")[0] for suffix, kind in _TYPES.items()}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LEVITIIS_PUBLIC_URL", ""),
        ("LEVITIIS_PUBLIC_URL", "http://patrimonio.example.org"),
        ("LEVITIIS_PUBLIC_URL", "https://a.example.org; return 200"),
        ("LEVITIIS_ALLOWED_HOSTS", "a; include /etc/passwd"),
        ("LEVITIIS_ALLOWED_HOSTS", "*"),
        ("LEVITIIS_WEB_UPSTREAMS", "api:8000 down; }"),
        ("LEVITIIS_WEB_TRUSTED_PROXIES", "everybody"),
        ("LEVITIIS_WEB_API_ORIGIN", "https://a.example; script-src *"),
        ("LEVITIIS_MAX_JSON_BYTES", "1m"),
        ("LEVITIIS_WEB_HTTPS_PORT", "443 default_server"),
        ("LEVITIIS_TLS_KEY_FILE", "/run/secrets/missing"),
    ],
)
def test_nginx_does_not_start_with_what_does_not_belong_there(
    nginx: str, tmp_path: Path, name: str, value: str
) -> None:
    from tests.deploy.stack import Stack

    (tmp_path / "web" / "app").mkdir(parents=True)
    (tmp_path / "web" / "app" / "index.html").write_text("")
    good = Stack(tmp_path, "", nginx).web_environment()
    bad = good | {name: value}
    if name.startswith("LEVITIIS_TLS_"):
        bad["LEVITIIS_TLS_CERTIFICATE_FILE"] = "/run/secrets/missing"
    command = [str(DEPLOY / "web" / "entrypoint"), "check"]
    done = subprocess.run(command, env=bad, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert (name if name != "LEVITIIS_TLS_KEY_FILE" else "/run/secrets/missing") in done.stderr


@pytest.mark.parametrize("origin", ["", "https://api.example.org", "https://api.example.org:8443/"])
def test_nginx_and_the_program_let_the_web_app_talk_to_the_same_api(
    nginx: str, tmp_path: Path, origin: str
) -> None:
    from levitiis.infra.http.security import web_headers
    from tests.deploy.stack import Stack

    (tmp_path / "web" / "app").mkdir(parents=True)
    (tmp_path / "web" / "app" / "index.html").write_text("")
    told = Stack(tmp_path, "", nginx).web_environment() | {"LEVITIIS_WEB_API_ORIGIN": origin}
    subprocess.run([str(DEPLOY / "web" / "entrypoint"), "check"], env=told, check=True, timeout=60)
    made = (tmp_path / "web" / "run" / "nginx.conf").read_text(encoding="utf-8")
    (connect,) = re.findall(r'levitiis_connect \{\s+default "(.*)";', made)
    headers = (DEPLOY / "web" / "web_headers.conf").read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy "(.*)" always', headers)
    ours = dict(web_headers(Settings(web_api_origin=origin).web_api_origin))["content-security-policy"]
    assert policy.replace("$levitiis_connect", connect) == ours
    assert ("wss://api.example.org" in ours) == bool(origin)
