"""Keys: CPF at rest, rotation, the development file, and what production refuses."""

from __future__ import annotations

import json
import secrets
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from levitiis.infra.crypto import SECRET_NAMES, Keys, UndecipherableError, UnsafeSettings, load_keys
from levitiis.infra.safety import refuse_unsafe
from levitiis.infra.settings import Settings

CPF = "111.444.777-35"


def random_secrets() -> dict[str, Any]:
    return {name: secrets.token_hex(32) for name in SECRET_NAMES}


def keys(**changes: Any) -> Keys:
    return load_keys(Settings(**{**SECRETS, **changes}))


SECRETS = random_secrets()


def test_a_cpf_comes_back_and_is_never_stored_the_same_twice() -> None:
    first, second = keys().encrypt_cpf(CPF), keys().encrypt_cpf("11144477735")
    assert first != second
    assert b"11144477735" not in first
    assert keys().decrypt_cpf(first) == keys().decrypt_cpf(second) == "11144477735"


def test_the_index_is_equal_for_equal_cpfs_and_only_under_one_key() -> None:
    assert keys().cpf_index(CPF) == keys().cpf_index("11144477735")
    assert keys().cpf_index(CPF) != keys().cpf_index("52998224725")
    assert keys().cpf_index(CPF) != keys(cpf_index_key=secrets.token_hex(32)).cpf_index(CPF)
    assert len(keys().cpf_index(CPF)) == 64


@pytest.mark.parametrize("at", [0, 1, 2, 13, 14, 30, -1])
def test_an_altered_ciphertext_is_refused(at: int) -> None:
    cipher = bytearray(keys().encrypt_cpf(CPF))
    cipher[at] ^= 1
    with pytest.raises(UndecipherableError):
        keys().decrypt_cpf(bytes(cipher))


@pytest.mark.parametrize("cipher", [b"", b"\x01", b"\x01\x01", b"\x01\x01" + b"0" * 12])
def test_a_cut_ciphertext_is_refused(cipher: bytes) -> None:
    with pytest.raises(UndecipherableError):
        keys().decrypt_cpf(cipher)


def test_what_is_sealed_opens_where_it_belongs() -> None:
    vault = keys().second_factor
    sealed = vault.seal(b"secret", "user:7")
    assert vault.open(sealed, "user:7") == b"secret"
    for other, context in ((vault, "user:8"), (vault, ""), (keys().mail, "user:7"), (keys().cpf, "user:7")):
        with pytest.raises(UndecipherableError):
            other.open(sealed, context)


def test_a_recovery_code_is_kept_under_a_key_and_for_one_user() -> None:
    made = keys().recovery_code_hash(7, "abcde")
    assert made == keys().recovery_code_hash(7, "abcde")
    assert len({made, keys().recovery_code_hash(8, "abcde"), keys().recovery_code_hash(7, "abcdf")}) == 3
    assert made != keys(cpf_index_key=secrets.token_hex(32)).recovery_code_hash(7, "abcde")


def test_rotation_by_key_id() -> None:
    old, new = secrets.token_hex(32), secrets.token_hex(32)
    before, after, dropped = keys(cpf_key=old), keys(cpf_key=f"2:{new},1:{old}"), keys(cpf_key=f"2:{new}")
    cipher = before.encrypt_cpf(CPF)
    assert after.decrypt_cpf(cipher) == "11144477735"
    assert not after.cpf.is_current(cipher)
    assert after.cpf.is_current(after.encrypt_cpf(CPF))
    assert dropped.decrypt_cpf(after.encrypt_cpf(CPF)) == "11144477735"
    with pytest.raises(UndecipherableError):
        dropped.decrypt_cpf(cipher)
    with pytest.raises(UndecipherableError):
        before.decrypt_cpf(after.encrypt_cpf(CPF))


@pytest.mark.parametrize("ring", ["0:a,1:b", "256:a", "1:a,1:b", "2:", "a,b"])
def test_a_key_ring_that_makes_no_sense_is_refused(ring: str) -> None:
    with pytest.raises(UnsafeSettings, match="LEVITIIS_CPF_KEY"):
        keys(cpf_key=ring)


@pytest.mark.parametrize("cpf", ["", "123", "1234567890", "123456789012", "١١١٤٤٤٧٧٧٣٥"])
def test_what_is_no_cpf_is_refused(cpf: str) -> None:
    with pytest.raises(ValueError, match="eleven digits"):
        keys().encrypt_cpf(cpf)


def test_each_purpose_has_a_key_of_its_own() -> None:
    one = secrets.token_hex(32)
    made = keys(**dict.fromkeys(SECRET_NAMES, one))
    vaults = (made.cpf, made.mail, made.second_factor)
    derived = [made.access_key, made.trail_key, made.cpf_index_key, made.recovery_key]
    derived += [key for vault in vaults for key in vault.keys.values()]
    assert len(set(derived)) == 7
    assert all(len(key) == 32 for key in derived)


def test_development_makes_its_secrets_once_for_itself_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    first = load_keys(settings)
    path = tmp_path / "data" / "secrets.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert set(json.loads(path.read_text())) == set(SECRET_NAMES)
    assert load_keys(Settings(data_dir=tmp_path / "data")) == first
    assert [p.name for p in path.parent.iterdir()] == ["secrets.json"]
    path.chmod(0o644)
    load_keys(settings)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_set_is_used_and_only_the_rest_is_made(tmp_path: Path) -> None:
    given = secrets.token_hex(32)
    mixed = load_keys(Settings(data_dir=tmp_path, secret_key=given))
    assert mixed.access_key == keys(secret_key=given).access_key
    assert mixed.trail_key != keys(secret_key=given).trail_key


def test_two_processes_that_start_together_agree(tmp_path: Path) -> None:
    found: list[Keys] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        barrier.wait()
        found.append(load_keys(Settings(data_dir=tmp_path)))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(each == found[0] for each in found)


def test_a_secrets_file_with_a_hole_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text(json.dumps({"secret_key": "x"}))
    with pytest.raises(UnsafeSettings, match="cpf_key"):
        load_keys(Settings(data_dir=tmp_path))


def production(tmp_path: Path, **changes: Any) -> Settings:
    safe = {
        **random_secrets(),
        "environment": "production",
        "public_url": "https://patrimonio.example.org",
        "allowed_hosts": "patrimonio.example.org",
        "data_dir": tmp_path,
    }
    return Settings(**{**safe, **changes})


def test_production_starts_with_good_settings(tmp_path: Path) -> None:
    settings = production(tmp_path)
    load_keys(settings)
    refuse_unsafe(settings)
    assert not (tmp_path / "secrets.json").exists()


@pytest.mark.parametrize("name", SECRET_NAMES)
@pytest.mark.parametrize(
    "value",
    [None, "", "short", "a" * 64, "ababababababababababababababababab", "change-me-change-me-0123456789-abc"],
)
def test_production_refuses_weak_secrets(tmp_path: Path, name: str, value: str | None) -> None:
    with pytest.raises(UnsafeSettings, match=f"LEVITIIS_{name.upper()}"):
        load_keys(production(tmp_path, **{name: value}))


def test_production_refuses_one_secret_for_all(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="differ"):
        load_keys(production(tmp_path, **dict.fromkeys(SECRET_NAMES, secrets.token_hex(32))))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"cors_origins": "*"}, "CORS_ORIGINS"),
        ({"allowed_hosts": "*"}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": "elsewhere.example.org"}, "ALLOWED_HOSTS"),
        ({"public_url": "http://patrimonio.example.org"}, "PUBLIC_URL"),
        ({"trusted_proxies": "0.0.0.0/0"}, "TRUSTED_PROXIES"),
    ],
)
def test_production_refuses_settings_of_development(
    tmp_path: Path, changes: dict[str, Any], named: str
) -> None:
    with pytest.raises(UnsafeSettings, match=named):
        refuse_unsafe(production(tmp_path, **changes))
    refuse_unsafe(production(tmp_path, environment="development", **changes))
