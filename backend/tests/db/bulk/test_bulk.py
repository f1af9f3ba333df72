"""Bulk statements: the same rows and the same trail as one by one, inside one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select, text

from levitiis.infra.db.bulk import insert_rows, insert_with_trail, reserve_ids, update_with_trail
from levitiis.infra.history.models import AuditLog
from levitiis.kit.clock import now
from levitiis.kit.problems import Problem
from levitiis.modules.assets.errors import TAG_TAKEN
from levitiis.modules.assets.models import Asset, Movement
from levitiis.modules.people.models import Person
from tests.db.stage import Stage

MOMENT = datetime(2026, 2, 3, 4, 5, 6, 789_000, tzinfo=UTC)


def _asset(number: int, **more: Any) -> dict[str, Any]:
    return {
        "name": f"Cadeira nº {number}",
        "tag": f"T{number}",
        "tag_key": f"T{number}",
        "tag_sort": f"t{number:010}",
        "sort_key": f"cadeira n {number:010}",
        "search_text": f"cadeira t{number}",
        "code": f"{number:026}",
        **more,
    }


_FULL = {
    "purchase_value": Decimal("12345678901234.56"),
    "acquisition_date": date(2020, 2, 29),
    "archived_at": MOMENT,
    "extra": {"conta": "1.2.3", "itens": [1, None, "ção \u2028 \"x\""]},
    "description": "linha 1\nlinha 2\t\\N",
    "condition": "good",
    "created_at": MOMENT,
}  # fmt: skip


async def _trail(stage: Stage, entity: str) -> list[AuditLog]:
    async with stage.read() as session:
        rows = select(AuditLog).where(AuditLog.entity == entity).order_by(AuditLog.id)
        return list((await session.execute(rows)).scalars().all())


async def _assets(stage: Stage) -> list[Asset]:
    async with stage.read() as session:
        return list((await session.execute(select(Asset).order_by(Asset.id))).scalars().all())


def _shown(row: AuditLog) -> dict[str, Any]:
    return {
        name: getattr(row, name)
        for name in (
            "entity",
            "action",
            "actor_kind",
            "actor_id",
            "source",
            "reason",
            "request_id",
            "data_json",
        )
    }


async def test_every_type_arrives_as_it_was(stage: Stage) -> None:
    async with stage.work() as uow:
        assert await insert_with_trail(uow, Asset, [_asset(1, **_FULL)]) == 1
    (asset,) = await _assets(stage)
    for name, value in _FULL.items():
        assert getattr(asset, name) == value, name
    assert (asset.version, asset.status, asset.lifecycle_state) == (1, "available", "in_service")
    assert asset.updated_at.utcoffset() is not None
    assert asset.location_id is None


async def test_rows_and_trail_equal_those_of_the_orm(stage: Stage) -> None:
    async with stage.work() as uow:
        uow.reason = "carga"
        uow.session.add(Asset(**_asset(1, **_FULL)))
    async with stage.work() as uow:
        uow.reason = "carga"
        await insert_with_trail(uow, Asset, [_asset(1, **_FULL) | {"tag_key": "T2", "code": "c"}])
    one, other = await _assets(stage)
    differing = {"id", "tag_key", "code", "updated_at"}
    for column in Asset.__table__.columns:
        if column.name not in differing:
            assert getattr(one, column.name) == getattr(other, column.name), column.name
    first, second = await _trail(stage, "asset")
    assert _shown(first) == _shown(second)
    assert second.entity_id == other.id


async def test_personal_fields_go_as_fingerprints(stage: Stage) -> None:
    values = {
        "name": "Ana Souza",
        "name_key": "ana souza",
        "sort_key": "ana souza",
        "search_text": "ana souza",
    }
    async with stage.work() as uow:
        uow.session.add(Person(**values))
    async with stage.work() as uow:
        await insert_with_trail(uow, Person, [values])
    first, second = await _trail(stage, "person")
    assert _shown(first) == _shown(second)
    assert "Ana" not in str(second.data_json)
    assert second.data_json["changes"]["name"][1].startswith("hmac:")


async def test_many_rows_that_refer_to_each_other(stage: Stage) -> None:
    async with stage.work() as uow:
        ids = await reserve_ids(uow, Asset, 12_000)
        assert await insert_with_trail(uow, Asset, (_asset(n, id=n) for n in ids)) == 12_000
        rows = (
            {"asset_id": n, "seq": 1, "type": "entry", "to_status": "available", "created_at": now()}
            for n in ids
        )
        assert await insert_rows(uow, Movement, rows) == 12_000
    counted = await stage.sql(
        "SELECT (SELECT count(*) FROM assets), (SELECT count(*) FROM movements), "
        "(SELECT count(*) FROM audit_logs)"
    )
    assert tuple(counted[0]) == (12_000, 12_000, 12_000)


async def test_ids_that_were_drawn_are_never_given_again(stage: Stage) -> None:
    async with stage.work() as uow:
        await insert_with_trail(uow, Asset, [_asset(1), _asset(2)])
    async with stage.work() as uow:
        uow.session.add(Asset(**_asset(3)))
    assert [asset.tag for asset in await _assets(stage)] == ["T1", "T2", "T3"]


async def test_all_or_nothing(stage: Stage) -> None:
    async with stage.work(commit=False) as uow:
        await insert_with_trail(uow, Asset, (_asset(n) for n in range(6_000)))
    assert await _assets(stage) == []
    with pytest.raises(Problem) as refused:
        async with stage.work() as uow:
            await insert_with_trail(uow, Asset, [_asset(1), _asset(1, code="other")])
    assert refused.value.kind is TAG_TAKEN
    assert await _trail(stage, "asset") == []


async def test_mistakes_of_the_caller_are_told(stage: Stage) -> None:
    async with stage.work(commit=False) as uow:
        with pytest.raises(ValueError, match="no column"):
            await insert_with_trail(uow, Asset, [_asset(1, colour="red")])
        with pytest.raises(ValueError, match="use insert_rows"):
            await insert_with_trail(uow, Movement, [{}])
        with pytest.raises(ValueError, match="use insert_with_trail"):
            await insert_rows(uow, Asset, [_asset(1)])
        with pytest.raises(ValueError, match="zone"):
            await insert_with_trail(uow, Asset, [_asset(1, archived_at=datetime(2026, 1, 1))])  # noqa: DTZ001


@pytest.mark.parametrize("own", [False, True])
async def test_updates_equal_those_of_the_orm(stage: Stage, own: bool) -> None:
    """The same value for all, or each its own: rows, versions and trail are those of single changes."""
    async with stage.work() as uow:
        ids = list(await reserve_ids(uow, Asset, 60))
        await insert_with_trail(uow, Asset, (_asset(n, id=n, condition="good") for n in ids))
    notes = {number: (f"nota {number}" if own else "nota") for number in ids}
    value = Decimal("1.50")
    async with stage.work() as uow:
        uow.reason = "revisão"
        for asset in (await uow.session.scalars(select(Asset).where(Asset.id.in_(ids[:30])))).all():
            asset.notes, asset.purchase_value, asset.condition = notes[asset.id], value, "good"
    async with stage.work() as uow:
        uow.reason = "revisão"
        changes = [
            (n, {"notes": notes.get(n), "purchase_value": value, "condition": "good"})
            for n in (*ids[30:], 10**9)
        ]
        assert await update_with_trail(uow, Asset, changes) == 30
    assets = await _assets(stage)
    assert [(a.notes, a.purchase_value, a.version) for a in assets] == [(notes[n], value, 2) for n in ids]
    assert all(asset.updated_at > asset.created_at for asset in assets)
    trail = [row for row in await _trail(stage, "asset") if row.action == "update"]
    expected = {n: {"changes": {"purchase_value": [None, "1.50"], "notes": [None, notes[n]]}} for n in ids}
    assert {row.entity_id: row.data_json for row in trail} == expected
    assert len(trail) == 60
    assert {row.reason for row in trail} == {"revisão"}


async def test_what_does_not_change_leaves_no_trace(stage: Stage) -> None:
    async with stage.work() as uow:
        (number,) = await reserve_ids(uow, Asset, 1)
        await insert_with_trail(uow, Asset, [_asset(1, id=number, notes="a")])
    async with stage.work() as uow:
        assert await update_with_trail(uow, Asset, [(number, {"notes": "a"})]) == 0
    (asset,) = await _assets(stage)
    assert asset.version == 1
    assert len(await _trail(stage, "asset")) == 1


async def test_statements_do_not_grow_with_the_rows(stage: Stage) -> None:
    async with stage.work() as uow:
        ids = list(await reserve_ids(uow, Asset, 1_000))
        await insert_with_trail(uow, Asset, (_asset(n, id=n) for n in ids))
    with stage.counting() as statements:
        async with stage.work() as uow:
            await update_with_trail(uow, Asset, ((n, {"condition": "fair"}) for n in ids))
    assert len(statements) <= 3, statements


async def test_an_analysis_by_others_does_not_spoil_the_plans(stage: Stage) -> None:
    """Autovacuum counts none of our rows; the checks of foreign keys must go on using the primary key."""
    async with stage.work(commit=False) as uow:
        await insert_with_trail(uow, Asset, (_asset(n) for n in range(1_500)))
        async with stage.database.alone() as other:
            await other.execute(text("SET lock_timeout = 200"))
            with pytest.raises(Exception, match="lock timeout"):
                await other.execute(text("ANALYZE assets"))
        plan = await uow.session.scalars(
            text("EXPLAIN SELECT 1 FROM ONLY assets x WHERE id = 5 FOR KEY SHARE OF x")
        )
        assert "using pk_assets" in " ".join(plan.all())
        known = await uow.session.scalar(text("SELECT reltuples FROM pg_class WHERE relname = 'assets'"))
        assert known == 1_500


async def test_two_loads_at_once_do_not_wait_for_each_other(stage: Stage) -> None:
    async with stage.work() as one, stage.work() as other:
        await insert_with_trail(one, Asset, (_asset(n) for n in range(1_500)))
        await insert_with_trail(other, Asset, (_asset(n) for n in range(1_500, 3_000)))
    async with stage.read() as session:
        assert await session.scalar(select(func.count()).select_from(Asset)) == 3_000
