"""Categories: the same tree as places, for the whole organisation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem
from levitiis.modules.assets.policy import READ as ASSETS
from levitiis.modules.assets.queries.counts import count_in_categories
from levitiis.modules.catalogue import actions, checks, queries
from levitiis.modules.catalogue.models import MAX_DEPTH
from levitiis.modules.catalogue.policy import MANAGE, READ
from levitiis.modules.catalogue.schemas import CategoryFilter, CategoryIn, CategoryPatch
from tests.builders.actors import actor
from tests.builders.assets import asset
from tests.db.stage import Stage

EVERYTHING = (READ, MANAGE, ASSETS)


async def make(stage: Stage, *names: str) -> dict[str, int]:
    """Each name below the one before it."""
    made: dict[str, int] = {}
    async with stage.work() as uow:
        above = None
        for name in names:
            category = await actions.create_category(uow, CategoryIn(name=name, parent_id=above))
            above = made[name] = category.id
    return made


async def edit(stage: Stage, category_id: int, who: Actor | None = None, **fields: Any) -> None:
    async with stage.work(who) as uow:
        await actions.edit_category(uow, category_id, CategoryPatch(**fields), None)


async def names(stage: Stage) -> list[str]:
    return [
        row.full_name for row in await stage.sql("SELECT full_name FROM asset_categories ORDER BY sort_key")
    ]


async def test_a_category_moves_and_is_renamed_with_all_below(stage: Stage) -> None:
    ids = await make(stage, "Informática", "Monitores", "17 polegadas") | await make(stage, "Móveis")
    await edit(stage, ids["Monitores"], name="Telas", parent_id=ids["Móveis"])
    assert await names(stage) == ["Informática", "Móveis", "Móveis › Telas", "Móveis › Telas › 17 polegadas"]
    await edit(stage, ids["Monitores"], parent_id=None)
    assert await names(stage) == ["Informática", "Móveis", "Telas", "Telas › 17 polegadas"]
    await edit(stage, ids["17 polegadas"], name="19 polegadas")
    assert (await names(stage))[-1] == "Telas › 19 polegadas"
    async with stage.read() as session:
        assert await checks.violations(session) == []


async def test_refusals(stage: Stage) -> None:
    ids = await make(stage, *(f"nível {n}" for n in range(MAX_DEPTH))) | await make(stage, "outra", "x")
    cases: list[tuple[str, dict[str, Any], str]] = [
        ("nível 0", {"parent_id": ids["nível 3"]}, "catalogue.category_cycle"),
        ("outra", {"parent_id": ids["nível 4"]}, "catalogue.category_too_deep"),
        ("outra", {"name": "NIVEL 0"}, "catalogue.category_name_taken"),
        ("outra", {"parent_id": 999}, "request.not_found"),
    ]
    for name, fields, code in cases:
        with pytest.raises(Problem) as refused:
            await edit(stage, ids[name], **fields)
        assert refused.value.code == code
    async with stage.work(commit=False) as uow:
        with pytest.raises(Problem, match="has_children"):
            await actions.delete_category(uow, ids["outra"], None)
    async with stage.work() as uow:
        await asset(uow, category_id=ids["x"])
    async with stage.work(commit=False) as uow:
        with pytest.raises(Problem, match="has_assets"):
            await actions.delete_category(uow, ids["x"], None)
    async with stage.work() as uow:
        await actions.delete_category(uow, ids[f"nível {MAX_DEPTH - 1}"], 1)
    assert len(await names(stage)) == MAX_DEPTH + 1


async def test_two_categories_moved_below_each_other_at_once(stage: Stage) -> None:
    ids = await make(stage, "A", "a") | await make(stage, "B", "b")

    def move(name: str, below: str) -> Callable[[UnitOfWork], Awaitable[object]]:
        wanted = CategoryPatch(parent_id=ids[below])
        return lambda uow: actions.edit_category(uow, ids[name], wanted, None)

    outcome = await stage.together(move("A", "b"), move("B", "a"))
    assert outcome == ["catalogue.category_cycle", "done"]
    async with stage.read() as session:
        assert await checks.violations(session) == []


async def test_whoever_reads_the_catalogue_anywhere_sees_all_and_only_the_organisation_changes_it(
    stage: Stage,
) -> None:
    ids = await make(stage, "Informática", "Monitores")
    limited = actor(*EVERYTHING, at="/1/")
    async with stage.read() as session:
        for who, number in ((actor(*EVERYTHING), 2), (limited, 2), (actor(), 0)):
            page = await queries.list_categories(session, who, CategoryFilter(), count_in_categories)
            assert page.total == number
        shown = await queries.get_category(session, limited, ids["Monitores"], count_in_categories)
        assert shown.allowed_actions == []
        with pytest.raises(Problem, match="not_found"):
            await queries.get_category(session, actor(), ids["Monitores"], count_in_categories)
    with pytest.raises(Problem, match="forbidden"):
        await edit(stage, ids["Monitores"], who=limited, name="x")
    with pytest.raises(Problem, match="forbidden"):
        async with stage.work(limited) as uow:
            await actions.create_category(uow, CategoryIn(name="y"))
    with pytest.raises(Problem, match="forbidden"):
        async with stage.work(limited) as uow:
            await actions.delete_category(uow, ids["Monitores"], None)


async def test_lists_filters_and_counts(stage: Stage) -> None:
    ids = await make(stage, "Informática", "Monitores", "17") | await make(stage, "Móveis")
    async with stage.work() as uow:
        await asset(uow, category_id=ids["Monitores"])
        await asset(uow, category_id=ids["17"])

    async def listed(**params: Any) -> list[str]:
        async with stage.read() as session:
            page = await queries.list_categories(
                session, actor(*EVERYTHING), CategoryFilter(**params), count_in_categories
            )
        return [category.name for category in page.items]

    assert await listed() == ["Informática", "Monitores", "17", "Móveis"]
    assert await listed(roots=True) == ["Informática", "Móveis"]
    assert await listed(parent_id=ids["Informática"]) == ["Monitores"]
    assert await listed(within=ids["Monitores"]) == ["Monitores", "17"]
    assert await listed(q="informatica mon") == ["Monitores"]
    assert await listed(sort="-name") == ["Móveis", "Monitores", "Informática", "17"]
    async with stage.read() as session:
        shown = await queries.get_category(
            session, actor(*EVERYTHING), ids["Informática"], count_in_categories
        )
        hits = await queries.search(session, actor(*EVERYTHING), "moveis", 5)
    assert (shown.child_count, shown.asset_count, shown.asset_count_total) == (1, 0, 2)
    assert [hit.title for hit in hits] == ["Móveis"]


async def test_categories_of_a_file_are_found_or_made(stage: Stage) -> None:
    wanted = [("Informática", "Monitores"), ("INFORMATICA",), ("Móveis",)]
    async with stage.work() as uow:
        first = await actions.find_or_create_categories(uow, wanted)
    async with stage.work(actor(READ)) as uow:
        second = await actions.find_or_create_categories(uow, wanted)
    assert {key: ref.id for key, ref in first.items()} == {key: ref.id for key, ref in second.items()}
    assert not any(ref.created for ref in second.values())
    assert await names(stage) == ["Informática", "Informática › Monitores", "Móveis"]
    with pytest.raises(Problem, match="forbidden"):
        async with stage.work(actor(READ)) as uow:
            await actions.find_or_create_categories(uow, [("Veículos",)])
    async with stage.read() as session:
        found = await actions.find_categories(session, [("moveis",), ("Veículos",)])
    assert list(found) == [("moveis",)]
