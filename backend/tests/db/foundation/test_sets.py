"""Many rows that changed alike are written by one statement, as if each had been written by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from levitiis.infra.db.base import Versioned
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.history.models import AuditLog
from levitiis.kit.clock import now
from levitiis.kit.problems import Problem
from levitiis.modules.suppliers.models import Supplier
from tests.db.stage import Stage

MANY = 40
Change = Callable[[int, Supplier], None]


async def made(stage: Stage, count: int) -> list[int]:
    async with stage.work() as uow:
        rows = [
            Supplier(name=f"S{n}", name_key=f"S{n}", sort_key=f"S{n}", search_text=f"S{n}")
            for n in range(count)
        ]
        uow.session.add_all(rows)
        await uow.flush()
        return [row.id for row in rows]


async def loaded(uow: UnitOfWork, ids: Sequence[int]) -> Sequence[Supplier]:
    statement = select(Supplier).where(Supplier.id.in_(ids)).order_by(Supplier.id)
    return (await uow.session.scalars(statement)).all()


async def changed(stage: Stage, ids: Sequence[int], change: Change) -> tuple[list[dict[str, Any]], int]:
    """What rows are and what the trail tells of them after ``change``; by how many UPDATEs."""
    begun = now()
    with stage.counting() as statements:
        async with stage.work() as uow:
            for at, row in enumerate(await loaded(uow, ids)):
                change(at, row)
    async with stage.read() as session:
        trail = select(AuditLog.entity_id, AuditLog.data_json).where(
            AuditLog.entity == "supplier", AuditLog.action == "update", AuditLog.entity_id.in_(ids)
        )
        told: dict[int | None, list[Any]] = {}
        for number, data in (await session.execute(trail)).all():
            told.setdefault(number, []).append(data)
        rows = await session.scalars(select(Supplier).where(Supplier.id.in_(ids)).order_by(Supplier.id))
        found = [
            {
                "name": row.name,
                "email": row.email,
                "version": row.version,
                "fresh": row.updated_at >= begun,
                "trail": told.get(row.id),
            }
            for row in rows
        ]
    return found, len([one for one in statements if one.startswith("UPDATE suppliers")])


def rename(at: int, row: Supplier) -> None:
    row.name = f"Novo {at % 3}"


def mixed(at: int, row: Supplier) -> None:
    """Some in one column, some in two, some in none, one to what it was."""
    if at % 4:
        row.name = f"Outro {at % 3}" if at != 1 else row.name
    if at % 4 == 2:
        row.email = "a@example.org"


@pytest.mark.parametrize("change", [rename, mixed])
async def test_many_are_written_as_few_are(stage: Stage, change: Change) -> None:
    """The same rows, versions and trail as when each had been changed in a unit of work of its own."""
    together, alone = await made(stage, MANY), await made(stage, MANY)
    many, updates = await changed(stage, together, change)
    each = [
        (await changed(stage, [number], lambda _, row, at=at: change(at, row)))[0][0]
        for at, number in enumerate(alone)
    ]
    assert many == each
    assert updates <= 2
    assert {row["version"] for row in many} == ({2} if change is rename else {1, 2})


async def test_a_row_knows_what_was_written(stage: Stage) -> None:
    """Afterwards it may be changed again, by the same unit of work."""
    ids = await made(stage, MANY)
    async with stage.work() as uow:
        rows = await loaded(uow, ids)
        for row in rows:
            row.name = "Um"
        await uow.flush()
        assert {(row.name, row.version) for row in rows} == {("Um", 2)}
        assert not [row for row in rows if uow.session.is_modified(row)]
        for row in rows:
            row.name = "Dois"
    async with stage.read() as session:
        again = (await session.scalars(select(Supplier).where(Supplier.id.in_(ids)))).all()
        trail = select(AuditLog.data_json).where(AuditLog.action == "update", AuditLog.entity_id.in_(ids))
        told = (await session.scalars(trail)).all()
    assert {(row.name, row.version) for row in again} == {("Dois", 3)}
    assert sorted(one["changes"]["name"] for one in told) == sorted([f"S{n}", "Dois"] for n in range(MANY))


@pytest.mark.parametrize("other", ["UPDATE suppliers SET version = version + 1", "DELETE FROM suppliers"])
async def test_what_somebody_else_wrote_is_not_overwritten(stage: Stage, other: str) -> None:
    ids = await made(stage, MANY)
    with pytest.raises(Problem) as refused:
        async with stage.work() as uow:
            for row in await loaded(uow, ids):
                row.name = "Meu"
            await stage.sql(f"{other} WHERE id = :id", id=ids[7])
    assert refused.value.code == "request.stale_version"
    assert (await stage.sql("SELECT count(*) FROM suppliers WHERE name = 'Meu'"))[0][0] == 0


async def test_two_at_once_of_whom_one_is_told(stage: Stage) -> None:
    """Who comes second waits for the rows, and learns that they are not as he read them."""
    ids = await made(stage, MANY)

    async def renaming(uow: UnitOfWork, name: str) -> None:
        for row in await loaded(uow, ids):
            row.name = name
        await uow.flush()

    assert await stage.together(lambda uow: renaming(uow, "A"), lambda uow: renaming(uow, "B")) == [
        "done",
        "request.stale_version",
    ]
    assert len(await stage.sql("SELECT DISTINCT name, version FROM suppliers")) == 1


async def test_two_who_change_other_columns_wait_in_one_order(stage: Stage) -> None:
    """Not for each other: whatever of a row changed, who comes first has all of them."""

    async def swapping(uow: UnitOfWork, ids: Sequence[int], *names: str) -> None:
        for at, row in enumerate(await loaded(uow, ids)):
            setattr(row, names[at * 2 // MANY], "a@example.org")
        await uow.flush()

    for _ in range(4):
        ids = await made(stage, MANY)
        assert await stage.together(
            lambda uow, ids=ids: swapping(uow, ids, "name", "email"),
            lambda uow, ids=ids: swapping(uow, ids, "email", "name"),
        ) == ["done", "request.stale_version"]


async def test_a_value_taken_off_a_row_is_null(stage: Stage) -> None:
    ids = await made(stage, MANY)
    async with stage.work() as uow:
        for row in await loaded(uow, ids):
            row.email = "a@example.org"
        await uow.flush()
        for row in await loaded(uow, ids):
            del row.email
    assert len(await stage.sql("SELECT id FROM suppliers WHERE email IS NULL AND version = 3")) == MANY


async def test_an_expression_is_left_to_the_session(stage: Stage) -> None:
    ids = await made(stage, MANY)
    async with stage.work() as uow:
        for row in await loaded(uow, ids):
            setattr(row, "name", Supplier.name + "!")  # noqa: B010  (the type of the attribute is text)
    assert len(await stage.sql("SELECT id FROM suppliers WHERE name LIKE '%!' AND version = 2")) == MANY


async def test_a_savepoint_takes_them_back(stage: Stage) -> None:
    ids = await made(stage, MANY)
    async with stage.work() as uow:
        rows = await loaded(uow, ids)
        async with uow.session.begin_nested() as point:
            for row in rows:
                row.name = "Um"
            await uow.flush()
            await point.rollback()
        for row in rows:
            await uow.session.refresh(row)
        assert {row.version for row in rows} == {1}
        assert [row.name for row in rows] == [f"S{n}" for n in range(MANY)]
    assert await stage.sql("SELECT id FROM suppliers WHERE name = 'Um'") == []


def test_every_table_with_versions_is_written_by_its_id() -> None:
    """What ``infra/db/sets.py`` takes for granted."""
    for model in [mapper.class_ for mapper in Supplier.registry.mappers]:
        if issubclass(model, Versioned):
            assert [column.name for column in model.__table__.primary_key] == ["id"], model
            assert {key for key, column in model.__mapper__.columns.items() if column.name != key} == set()
            assert {c.name for c in model.__table__.c if c.onupdate is not None} <= {"updated_at"}, model
