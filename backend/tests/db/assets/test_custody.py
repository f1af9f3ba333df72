"""Custody: whatever moves happen, the ledger is a whole chain that ends where the assets are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, UnitOfWork, unit_of_work
from levitiis.infra.settings import Settings
from levitiis.kit.access import job_actor
from levitiis.modules.assets import checks, custody
from levitiis.modules.assets.models import Asset, Movement
from levitiis.modules.locations.api import ensure_kinds
from tests.api.client import counted_statements
from tests.builders.assets import asset
from tests.builders.locations import location
from tests.builders.people import person

STEP = st.tuples(
    st.sets(st.integers(0, 3), min_size=1),
    st.sampled_from(["keep", "clear", 0, 1]),
    st.sampled_from(["keep", "clear", 0, 1]),
    st.sampled_from([None, None, *custody.Turn]),
)


class Stage:
    """Four assets, two places, two people."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.assets: list[int] = []
        self.places: list[int] = []
        self.people: list[int] = []

    def work(self) -> object:
        return unit_of_work(self.database, job_actor("tests"), Origin("job"), b"k")

    async def build(self) -> None:
        async with self.work() as uow:  # type: ignore[attr-defined]
            await ensure_kinds(uow)
            self.places = [(await location(uow, name)).id for name in ("Sede", "Anexo")]
            self.people = [(await person(uow, name)).id for name in ("Ana", "Bento")]
            self.assets = [(await asset(uow, tag=f"T-{number}")).id for number in range(4)]
            await uow.commit()

    async def move(
        self, which: set[int], place: object, holder: object, turn: custody.Turn | None = None
    ) -> custody.CustodyResult:
        async with self.work() as uow:  # type: ignore[attr-defined]
            change = custody.CustodyChange(_part(place, self.places), _part(holder, self.people), turn=turn)
            result = await custody.move(uow, [self.assets[i] for i in which], change)
            await uow.commit()
            return result


def _part(choice: object, ids: list[int]) -> object:
    if choice == "keep":
        return custody.UNCHANGED
    return None if choice == "clear" else ids[choice]  # type: ignore[index]


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    database = Database(database_url, Settings(data_dir=tmp_path))
    made = Stage(database)
    await made.build()
    yield made
    await database.dispose()


async def _violations(stage: Stage) -> list[object]:
    async with stage.database.reading() as session:
        return list(await checks.violations(session))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=8))
async def test_any_moves_leave_a_whole_chain(
    stage: Stage, steps: list[tuple[set[int], object, object, custody.Turn | None]]
) -> None:
    for which, place, holder, turn in steps:
        before = await _ledger_rows(stage)
        result = await stage.move(which, place, holder, turn)
        assert len(result.moved) + len(result.unchanged) == len(which)
        assert await _ledger_rows(stage) == before + len(result.moved)
    assert await _violations(stage) == []


async def test_a_loan_lasts_whoever_comes_to_answer_for_it(stage: Stage) -> None:
    await stage.move({0}, 0, 0, custody.Turn.LENT)
    assert await _custody_of(stage, 0) == (stage.places[0], stage.people[0], "on_loan", "in_service")
    await stage.move({0}, "keep", 1)
    assert await _custody_of(stage, 0) == (stage.places[0], stage.people[1], "on_loan", "in_service")
    await stage.move({0}, 1, "keep", custody.Turn.GIVEN_BACK)
    assert await _custody_of(stage, 0) == (stage.places[1], stage.people[1], "in_use", "in_service")
    assert await _kinds_of(stage, 0) == ["entry", "loan", "assignment", "return"]


async def test_what_is_disposed_of_stays_so_until_it_is_restored(stage: Stage) -> None:
    await stage.move({0}, 0, "clear", custody.Turn.DISPOSED)
    await stage.move({0}, 1, 0)
    assert await _custody_of(stage, 0) == (stage.places[1], stage.people[0], "disposed", "disposed")
    await stage.move({0}, "keep", "clear", custody.Turn.RESTORED)
    assert await _custody_of(stage, 0) == (stage.places[1], None, "available", "in_service")
    assert await _kinds_of(stage, 0) == ["entry", "disposal", "transfer", "reversal"]


async def _custody_of(stage: Stage, which: int) -> tuple[object, ...]:
    columns = (Asset.location_id, Asset.responsible_id, Asset.status, Asset.lifecycle_state)
    async with stage.database.reading() as session:
        return tuple((await session.execute(select(*columns).where(Asset.id == stage.assets[which]))).one())


async def _kinds_of(stage: Stage, which: int) -> list[str]:
    rows = select(Movement.type).where(Movement.asset_id == stage.assets[which]).order_by(Movement.seq)
    async with stage.database.reading() as session:
        return list(await session.scalars(rows))


async def _ledger_rows(stage: Stage) -> int:
    async with stage.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Movement)) or 0


async def test_fifty_parallel_moves_are_fifty_rows_in_one_chain(stage: Stage) -> None:
    await asyncio.gather(*(stage.move({0, 1}, number % 2, "keep") for number in range(50)))
    assert await _violations(stage) == []


@pytest.mark.parametrize(
    "harm",
    [
        update(Asset).values(location_id=None, responsible_id=None, status="in_use"),
        update(Asset).values(custody_seq=7),
        update(Movement).values(seq=2),
        update(Movement).values(to_status="in_transit"),
        update(Movement).values(type="transfer"),
        update(Asset).values(tag_key="t-0").where(Asset.tag == "T-0"),
    ],
)
async def test_the_checks_bite(stage: Stage, harm: object) -> None:
    async with stage.work() as uow:  # type: ignore[attr-defined]
        await uow.session.execute(harm)
        await uow.commit()
    assert await _violations(stage) != []


async def test_the_database_refuses_a_second_row_with_the_same_seq(stage: Stage) -> None:
    async with stage.work() as uow:  # type: ignore[attr-defined]
        twin = Movement(
            asset_id=stage.assets[0], seq=1, type="entry", to_status="available", created_at=func.now()
        )
        uow.session.add(twin)
        with pytest.raises(Exception, match="conflict"):
            await UnitOfWork.flush(uow)


async def test_each_goes_its_own_way_by_as_many_statements(stage: Stage) -> None:
    """Fifty assets that fifty people get are written as few are: the same assets, ledger and trail."""
    async with stage.work() as uow:  # type: ignore[attr-defined]
        people = [(await person(uow, f"Pessoa {n}")).id for n in range(50)]
        assets = [(await asset(uow, tag=f"M-{n}")).id for n in range(50)]
        await uow.commit()
    counts: list[int] = []
    for some in (slice(0, 5), slice(5, 50)):
        async with stage.work() as uow:  # type: ignore[attr-defined]
            each = [
                ([number], custody.CustodyChange(stage.places[0], who))
                for number, who in zip(assets[some], people[some], strict=True)
            ]
            with counted_statements(stage.database) as statements:
                results = await custody.move_each(uow, each)
            assert [result.moved for result in results] == [[number] for number in assets[some]]
            await uow.commit()
        counts.append(len(statements))
    assert counts[0] == counts[1], counts
    async with stage.database.reading() as session:
        found = select(Asset.responsible_id, Asset.status, Asset.version, Asset.custody_seq)
        rows = (await session.execute(found.where(Asset.id.in_(assets)).order_by(Asset.id))).all()
        ledger = select(Movement.to_responsible_id).where(Movement.asset_id.in_(assets), Movement.seq == 2)
        written = (await session.scalars(ledger.order_by(Movement.asset_id))).all()
    assert [tuple(row) for row in rows] == [(who, "in_use", 2, 2) for who in people]
    assert list(written) == people
    assert await _violations(stage) == []
