"""The contract of a resource fails when what it guards is taken away."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from sqlalchemy import true

from tests.api.client import Api
from tests.api.contract import ResourceContract


def contract(room: str) -> ResourceContract:
    """The contract test of a room, as its own file has it."""
    from importlib import import_module

    module = import_module(f"tests.api.{room}.test_contract")
    (found,) = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, ResourceContract) and value is not ResourceContract
    ]
    return found()


@pytest.mark.parametrize("room", ["locations", "people", "assets"])
async def test_without_visible_the_subtree_leaks(
    api: Api, technician: Api, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    def everything(*_: Any, **__: Any) -> Any:
        return true()

    # statements are kept for the life of the process: what an earlier test built must not serve this one
    monkeypatch.setattr("levitiis.infra.db.finding.Shapes.get", lambda _, __, make: make())
    patched = 0
    for name, module in list(sys.modules.items()):
        if name.startswith(f"levitiis.modules.{room}.") and hasattr(module, "visible"):
            monkeypatch.setattr(module, "visible", everything)
            patched += 1
    assert patched
    with pytest.raises(AssertionError):
        await contract(room).test_outside_ones_subtree_is_as_absent(api, technician)


async def test_without_the_version_check_a_stale_change_passes(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("levitiis.modules.suppliers.actions.check_version", lambda *_: None)
    with pytest.raises((AssertionError, KeyError)):
        await contract("suppliers").test_a_stale_change_is_told_the_present_state(api)


async def test_without_the_capture_the_trail_is_empty(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("levitiis.infra.history.capture.Capture.drain", lambda _: [])
    with pytest.raises((AssertionError, ValueError)):
        await contract("suppliers").test_a_change_stands_in_the_trail(api)
