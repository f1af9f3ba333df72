"""Keys, and what is done with them: CPF and other secrets at rest, blind indexes, fingerprints, tokens.

Each purpose has a key of its own, derived with HKDF-SHA-256 from a secret of the settings. In
development, secrets that are not set are made once and kept in ``<data_dir>/secrets.json``; in
production every one must be set, long, and not one of the examples.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import stat
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from levitiis.infra.settings import Settings, UnsafeSettings

SECRET_NAMES = ("secret_key", "cpf_key", "cpf_index_key", "trail_key")
MINIMUM_LENGTH = 32
_MINIMUM_DISTINCT = 10
_EXAMPLES = (
    *("change", "example", "secret", "password", "default", "troque", "exemplo", "senha", "levitiis"),
    *("tests-only", "0123456789", "abcdefghij", "qwertyuiop"),
)
_FORMAT = 1
_NONCE = 12
_CPF_DIGITS = 11


class UndecipherableError(Exception):
    """A ciphertext that was altered, or whose key is not configured any more."""


@dataclass(frozen=True, slots=True)
class Vault:
    """Encrypts what lies in the database. ``keys`` maps key ids to AES keys; ``key_id`` is the one in use."""

    keys: Mapping[int, bytes]
    key_id: int

    def seal(self, plain: bytes, context: str = "") -> bytes:
        """Encrypt under the current key: format byte, key id, nonce, ciphertext with its tag.

        ``context`` says where the ciphertext belongs; elsewhere it does not open.
        """
        header, nonce = bytes((_FORMAT, self.key_id)), secrets.token_bytes(_NONCE)
        return (
            header + nonce + AESGCM(self.keys[self.key_id]).encrypt(nonce, plain, header + context.encode())
        )

    def open(self, sealed: bytes, context: str = "") -> bytes:
        """Decrypt. Raises :class:`UndecipherableError`."""
        header, nonce, cipher = sealed[:2], sealed[2 : 2 + _NONCE], sealed[2 + _NONCE :]
        key = self.keys.get(header[1]) if len(header) == 2 and header[0] == _FORMAT else None
        if key is None:
            raise UndecipherableError("no key for this ciphertext")
        try:
            return AESGCM(key).decrypt(nonce, cipher, header + context.encode())
        except (InvalidTag, ValueError) as error:
            raise UndecipherableError("the ciphertext does not fit its key") from error

    def is_current(self, sealed: bytes) -> bool:
        """Tell whether ``sealed`` was made under the current key (for a rotation job)."""
        return sealed[:2] == bytes((_FORMAT, self.key_id))


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one process; each vault has the same key ids and keys of its own."""

    access_key: bytes
    refresh_key: bytes
    trail_key: bytes
    cpf_index_key: bytes
    recovery_key: bytes
    cpf: Vault
    mail: Vault
    second_factor: Vault

    def encrypt_cpf(self, cpf: str) -> bytes:
        """Encrypt the eleven digits, however they are written."""
        return self.cpf.seal(cpf_digits(cpf).encode())

    def decrypt_cpf(self, cipher: bytes) -> str:
        """Return the eleven digits. Raises :class:`UndecipherableError`."""
        return self.cpf.open(cipher).decode()

    def cpf_index(self, cpf: str) -> str:
        """The blind index: equal for equal CPFs, tells nothing without the key."""
        return _keyed_hash(self.cpf_index_key, cpf_digits(cpf))

    def successor(self, token: str, salt: str) -> str:
        """The refresh token that follows ``token``: found again by who shows that one, and by nobody else."""
        digest = hmac.new(self.refresh_key, f"{salt}:{token}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def recovery_code_hash(self, user_id: int, code: str) -> str:
        """How a recovery code is kept: short enough to be typed, so not to be guessed without the key."""
        return _keyed_hash(self.recovery_key, f"{user_id}:{code}")


def _keyed_hash(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def cpf_digits(cpf: str) -> str:
    """The eleven digits of a CPF, however it is written. Raises ValueError."""
    digits = "".join(c for c in cpf if c in "0123456789")
    if len(digits) != _CPF_DIGITS:
        raise ValueError("a CPF has eleven digits")
    return digits


def load_keys(settings: Settings) -> Keys:
    """Derive the keys from the settings. Raises :class:`UnsafeSettings` with one sentence.

    ``cpf_key`` may hold several keys as ``2:secret,1:secret``: the first encrypts, all decrypt, so a
    key is rotated by putting a new one in front and re-encrypting at leisure.
    """
    given = {name: _given(settings, name) for name in SECRET_NAMES}
    if settings.environment == "production" and (faults := secret_faults(settings)):
        raise UnsafeSettings("\n".join(faults))
    missing = [name for name, value in given.items() if not value]
    kept = _kept_secrets(settings.data_dir) if missing else {}
    found = {name: value or kept[name] for name, value in given.items()}
    ring = _ring(found["cpf_key"])
    return Keys(
        access_key=_derive(found["secret_key"], "access"),
        refresh_key=_derive(found["secret_key"], "refresh"),
        trail_key=_derive(found["trail_key"], "trail"),
        cpf_index_key=_derive(found["cpf_index_key"], "cpf-index"),
        recovery_key=_derive(found["cpf_index_key"], "recovery-code"),
        cpf=_vault(ring, "cpf"),
        mail=_vault(ring, "mail"),
        second_factor=_vault(ring, "second-factor"),
    )


def _vault(ring: Mapping[int, str], purpose: str) -> Vault:
    keys = {number: _derive(secret, f"{purpose}/{number}") for number, secret in ring.items()}
    return Vault(keys, next(iter(ring)))


def _given(settings: Settings, name: str) -> str:
    value = getattr(settings, name)
    return value.get_secret_value().strip() if value is not None else ""


def _derive(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"levitiis/{purpose}".encode()).derive(
        secret.encode()
    )


def _ring(value: str) -> dict[int, str]:
    ring: dict[int, str] = {}
    for part in value.split(","):
        number, colon, secret = part.strip().partition(":")
        if not (colon and number.isdigit()):
            number, secret = "1", part.strip()
        if not 1 <= int(number) <= 255 or int(number) in ring or not secret:
            raise UnsafeSettings(
                "LEVITIIS_CPF_KEY must read 'secret' or '2:secret,1:secret' (ids up to 255)."
            )
        ring[int(number)] = secret
    return ring


def secret_faults(settings: Settings) -> list[str]:
    """What is wrong with the secrets for production, a sentence each; none of them shows a secret."""
    given = {name: _given(settings, name) for name in SECRET_NAMES}
    faults: list[str] = []
    for name, value in given.items():
        variable = f"LEVITIIS_{name.upper()}"
        if not value:
            faults.append(f"{variable} (or {variable}_FILE) must be set in production.")
            continue
        parts = _ring(value).values() if name == "cpf_key" else (value,)
        faults += [fault for secret in parts if (fault := weakness(variable, secret))]
    values = [value for value in given.values() if value]
    if len(set(values)) != len(values):
        names = ", ".join(f"LEVITIIS_{name.upper()}" for name in given)
        faults.append(f"{names} must differ from each other.")
    return faults


def weakness(variable: str, secret: str, at_least: int = MINIMUM_LENGTH) -> str | None:
    """Why ``secret`` is none, in a sentence that names ``variable``."""
    if len(secret) < at_least or len(set(secret)) < min(_MINIMUM_DISTINCT, at_least):
        return f"{variable} must be random, of at least {at_least} characters."
    if any(word in secret.lower() for word in _EXAMPLES):
        return f"{variable} looks like an example: generate a random one."
    return None


def _kept_secrets(folder: Path) -> dict[str, str]:
    """The secrets of a development installation, made at its first start."""
    path = folder / "secrets.json"
    if not path.exists():
        _make_secrets(folder, path)
    if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    if absent := [name for name in SECRET_NAMES if not kept.get(name)]:
        raise UnsafeSettings(f"{path} lacks {', '.join(absent)}: restore it from a backup.")
    return kept


def _make_secrets(folder: Path, path: Path) -> None:
    """Write the file complete or not at all; of two processes that start together the first one wins."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: secrets.token_urlsafe(48) for name in SECRET_NAMES}
    handle, temporary = tempfile.mkstemp(prefix=".secrets-", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(made, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        if sys.platform == "win32":
            Path(temporary).rename(path)
        else:
            os.link(temporary, path)
    except FileExistsError:
        return
    finally:
        Path(temporary).unlink(missing_ok=True)
