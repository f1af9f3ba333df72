"""``levitiis check``: a sound organisation breaks nothing, and each way of breaking an invariant is found."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from levitiis.commands.checks import all_violations, checks_of
from levitiis.infra.files.blobs import LocalBlobs
from levitiis.infra.files.store import FileStore
from levitiis.infra.http.idempotency import IdempotencyKey
from levitiis.infra.outbox.publishing import publish
from levitiis.kit.checks import INVARIANTS
from levitiis.kit.clock import now
from levitiis.modules.assets import custody
from levitiis.modules.catalogue.api import find_or_create_categories
from levitiis.modules.identity.api import sync_roles
from levitiis.modules.locations.api import ensure_kinds
from levitiis.modules.suppliers.api import SupplierName, find_or_create_suppliers
from tests.builders.assets import asset
from tests.builders.locations import location
from tests.builders.people import person
from tests.builders.users import account
from tests.db.stage import Stage

BREAKS = Path(__file__).with_name("breaks.sql")


def breaks() -> list[tuple[str, str, list[str]]]:
    """Invariant, part of the message and statements of each block."""
    blocks = re.findall(r"^-- (I\d\d): (.+)\n((?:(?!--).+\n)+)", BREAKS.read_text(encoding="utf-8"), re.M)
    return [(invariant, message, sql.strip().rstrip(";").split(";\n")) for invariant, message, sql in blocks]


@pytest.fixture
async def sound(stage: Stage, tmp_path: Path) -> Stage:
    """A small organisation made by the actions that everybody uses."""
    store = FileStore(LocalBlobs(tmp_path / "files"))
    async with stage.work() as uow:
        await ensure_kinds(uow)
        await sync_roles(uow)
        unit = await location(uow, "Sede")
        room = await location(uow, "Sala", parent=unit)
        holder = await person(uow, "Ana Lima")
        await find_or_create_categories(uow, [("Informática", "Notebooks")])
        await find_or_create_suppliers(uow, [SupplierName("Lojas Ipê")], stage.keys)
        first = await asset(uow, tag="T-1", location_id=room.id, purchase_value="1234.5")
        await asset(uow, tag="T-2", location_id=unit.id)
        await account(uow, "ana", role="administrator")
        await account(uow, "caio", role="technician", at=unit)
        async with store.blobs.incoming() as incoming:
            await incoming.write(b"content")
            await incoming.finish()
            await store.keep(uow, incoming, filename="a.txt", media_type="text/plain")
    async with stage.work() as uow:
        await custody.move(uow, [first.id], custody.CustodyChange(unit.id, holder.id))
        await uow.session.execute(insert(IdempotencyKey), [_answer()])
    async with stage.database.alone() as connection:
        await publish(connection, 0, 500)
    for path in (tmp_path / "files" / "contents").glob("*/*"):
        os.utime(path, (0, 0))  # long past the time in which a content may wait for its row
    return stage


def _answer() -> dict[str, object]:
    return {
        "owner": "user:1",
        "route": "POST /api/v1/ativos",
        "key": "key-12345678",
        "body_hash": "0" * 64,
        "status": 201,
        "headers": {},
        "body": b"{}",
        "created_at": now(),
    }


class Watch:
    """All checks; which of them finds what breaks an invariant is remembered, and that one asked first."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._checks = checks_of(stage.database.settings)
        self._finds: dict[str, list[int]] = {}

    async def hears(self, invariant: str, message: str, statements: list[str]) -> bool:
        """Whether a check finds it after ``statements``, which are taken back."""
        known = self._finds.setdefault(invariant, [])
        order = [*known, *(number for number in range(len(self._checks)) if number not in known)]
        async with self._stage.database.writing() as session:
            for statement in statements:
                await session.execute(text(statement))
            for number in order:
                found = await self._checks[number](session)
                if any(one.invariant == invariant and message in one.message for one in found):
                    known.append(number)
                    return True
        return False


async def test_a_sound_organisation_breaks_nothing(sound: Stage) -> None:
    assert await all_violations(sound.database) == []


async def test_every_way_of_breaking_an_invariant_is_found(sound: Stage) -> None:
    watch = Watch(sound)
    for invariant, message, statements in breaks():
        assert await watch.hears(invariant, message, statements), (invariant, message)
    assert await all_violations(sound.database) == [], "every break was taken back"


def test_every_invariant_that_is_promised_is_broken_here() -> None:
    assert {invariant for invariant, *_ in breaks()} == set(INVARIANTS)


async def test_an_empty_database_breaks_nothing(stage: Stage) -> None:
    assert await all_violations(stage.database) == []
