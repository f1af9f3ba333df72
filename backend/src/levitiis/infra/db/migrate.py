"""Runs Alembic against a database."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import levitiis


def _script_folder() -> Path:
    package = Path(levitiis.__file__).resolve().parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parents[1] / "migrations"


def alembic_config(url: str) -> Config:
    """The Alembic configuration for the database at ``url`` (any driver)."""
    config = Config()
    config.set_main_option("script_location", str(_script_folder()))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def standing(url: str, revision: str | None) -> Literal["current", "older", "newer"]:
    """How a schema at ``revision`` (None: no schema yet) stands to the migrations of this program."""
    scripts = ScriptDirectory.from_config(alembic_config(url))
    if revision == scripts.get_current_head():
        return "current"
    known = {script.revision for script in scripts.walk_revisions()}
    return "older" if revision is None or revision in known else "newer"


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema at ``url`` to ``revision``."""
    command.upgrade(alembic_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the schema at ``url`` back to ``revision``."""
    command.downgrade(alembic_config(url), revision)
