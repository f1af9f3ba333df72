"""``levitiis db …``: the schema."""

from __future__ import annotations

import re

from sqlalchemy.dialects import postgresql

from levitiis.bootstrap import metadata
from levitiis.commands.runtime import require_data, running_database
from levitiis.infra.db import grants, migrate
from levitiis.infra.settings import Settings

_COLLATION = re.compile(r' COLLATE "[^"]*"')


def upgrade(settings: Settings, revision: str) -> None:
    """Bring the schema to ``revision``, and give the serving role of the settings its rights anew."""
    with running_database(settings) as url:
        migrate.upgrade(url, revision)
        if settings.database_app_role:
            grants.grant(url, settings.database_app_role, metadata().sorted_tables)


def downgrade(settings: Settings, revision: str) -> None:
    """Take the schema back to ``revision``."""
    require_data(settings)
    with running_database(settings) as url:
        migrate.downgrade(url, revision)


def schema_lines() -> list[str]:
    """One line ``table.column type`` for every column of the models, in alphabetical order of tables."""
    dialect = postgresql.dialect()
    return [
        f"{table.name}.{column.name} {_COLLATION.sub('', column.type.compile(dialect=dialect)).lower()}"
        for table in sorted(metadata().tables.values(), key=lambda t: t.name)
        for column in table.columns
    ]
