"""``python -m levitiis``."""

from levitiis.cli import app

app()
