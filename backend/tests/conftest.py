"""Fixtures for every test."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A busy machine makes no property false: how long an example takes is not what it is about.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

pytest_plugins = ("tests.postgres",)

MATRIX_PROPERTY = "role matrix"
"""Property of a test that called every operation as one caller: how many operations it called."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how large the role matrix was that has been tried."""
    calls = [
        int(str(value))
        for report in terminalreporter.stats.get("passed", ())
        for name, value in getattr(report, "user_properties", ())
        if name == MATRIX_PROPERTY
    ]
    if calls:
        terminalreporter.write_line(
            f"role matrix: {max(calls)} operations × {len(calls)} callers = {sum(calls)} calls as it says"
        )
