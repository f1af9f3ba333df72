"""Suppliers: companies by CNPJ, natural persons by an encrypted CPF."""

from __future__ import annotations

import json
from typing import Any

import pytest

from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem
from levitiis.kit.reference import MANAGE, READ
from levitiis.modules.suppliers import actions, queries
from levitiis.modules.suppliers.naming import SupplierName, find_or_create_suppliers, find_suppliers
from levitiis.modules.suppliers.schemas import SupplierFilter, SupplierIn, SupplierPatch
from tests.builders.actors import actor
from tests.db.stage import Stage

CNPJ, CPF = "12.ABC.345/01DE-35", "529.982.247-25"


async def register(stage: Stage, name: str, who: Actor | None = None, **fields: Any) -> int:
    async with stage.work(who) as uow:
        return (await actions.create_supplier(uow, SupplierIn(name=name, **fields), stage.keys)).id


async def edit(stage: Stage, supplier_id: int, who: Actor | None = None, **fields: Any) -> None:
    async with stage.work(who) as uow:
        await actions.edit_supplier(uow, supplier_id, SupplierPatch(**fields), None, stage.keys)


async def listed(stage: Stage, who: Actor | None = None, **params: Any) -> list[str]:
    async with stage.read() as session:
        page = await queries.list_suppliers(session, who or actor(READ), SupplierFilter(**params), stage.keys)
    return [row.name for row in page.items]


async def shown(stage: Stage, supplier_id: int) -> tuple[str | None, str | None]:
    async with stage.read() as session:
        found = await queries.get_supplier(session, actor(READ), supplier_id, stage.keys)
    return found.tax_id, found.tax_id_kind


async def test_a_company_shows_its_cnpj_and_a_person_a_masked_cpf(stage: Stage) -> None:
    company = await register(stage, "Ação Ltda", tax_id=CNPJ)
    natural = await register(stage, "João", tax_id=CPF, email="joao@example.org")
    assert await shown(stage, company) == ("12ABC34501DE35", "cnpj")
    assert await shown(stage, natural) == ("***.982.247-**", "cpf")
    for q, name in (
        (CNPJ, "Ação Ltda"),
        ("12abc34501de35", "Ação Ltda"),
        ("acao", "Ação Ltda"),
        (CPF, "João"),
    ):
        assert await listed(stage, actor(READ, MANAGE), q=q) == [name]
    assert await listed(stage, q=CPF) == [], "who sees the mask alone could try the rest out"
    stored = await stage.sql("SELECT to_jsonb(s) AS whole FROM suppliers s")
    trail = await stage.sql("SELECT data_json FROM audit_logs")
    kept = json.dumps([row.whole for row in stored] + [row.data_json for row in trail])
    assert "52998224725" not in kept
    assert "joao@example.org" not in json.dumps([row.data_json for row in trail])


async def test_a_tax_number_belongs_to_one_supplier(stage: Stage) -> None:
    company = await register(stage, "A", tax_id=CNPJ)
    await register(stage, "B", tax_id=CPF)
    for number in (CNPJ.lower(), CPF):
        with pytest.raises(Problem, match="tax_id_taken") as refused:
            await register(stage, "C", tax_id=number)
        assert refused.value.errors[0].pointer == "/tax_id"
    with pytest.raises(Problem, match="tax_id_taken"):
        await edit(stage, company, tax_id=CPF)
    await edit(stage, company, tax_id="111.444.777-35")
    assert await shown(stage, company) == ("***.444.777-**", "cpf")
    await edit(stage, company, tax_id=CNPJ)
    assert await shown(stage, company) == ("12ABC34501DE35", "cnpj")
    await edit(stage, company, tax_id=None)
    assert await shown(stage, company) == (None, None)


async def test_readers_of_the_catalogue_see_all_and_only_the_organisation_changes_it(stage: Stage) -> None:
    supplier = await register(stage, "A")
    limited = actor(READ, MANAGE, at="/1/")
    assert await listed(stage, limited) == ["A"]
    assert await listed(stage, actor()) == []
    with pytest.raises(Problem, match="forbidden"):
        await edit(stage, supplier, limited, name="B")
    with pytest.raises(Problem, match="forbidden"):
        await register(stage, "C", limited)
    async with stage.read() as session:
        with pytest.raises(Problem, match="not_found"):
            await queries.require_supplier(session, actor(), supplier, "/supplier_id")
        await queries.require_supplier(session, limited, supplier, "/supplier_id")
        assert [hit.title for hit in await queries.search(session, limited, "a", 5)] == ["A"]
        assert await queries.search(session, actor(), "a", 5) == []


async def ensure(stage: Stage, *wanted: SupplierName, who: Actor | None = None) -> dict[SupplierName, Any]:
    async with stage.work(who) as uow:
        return await find_or_create_suppliers(uow, wanted, stage.keys)


async def test_suppliers_of_a_file_are_found_or_registered_once(stage: Stage) -> None:
    known = await register(stage, "Dell", tax_id=CNPJ)
    named = (("Dell Computadores", CNPJ), ("Lenovo", None), ("LENOVO", None), ("João", CPF), ("dell", None))
    wanted = [SupplierName(name, tax_id) for name, tax_id in named]
    first = await ensure(stage, *wanted)
    assert first[wanted[0]].id == first[wanted[4]].id == known
    assert first[wanted[1]].id == first[wanted[2]].id
    second = await ensure(stage, *wanted, who=actor(READ))
    assert {name: ref.id for name, ref in second.items()} == {name: ref.id for name, ref in first.items()}
    assert not any(ref.created for ref in second.values())
    assert await listed(stage) == ["Dell", "João", "Lenovo"]
    with pytest.raises(Problem, match="forbidden"):
        await ensure(stage, SupplierName("HP"), who=actor(READ))
    async with stage.read() as session:
        found = await find_suppliers(
            session, actor(READ), [SupplierName("HP"), SupplierName("x", CPF)], stage.keys
        )
    assert [name.name for name in found] == ["x"]


async def test_many_suppliers_take_a_few_statements_and_two_imports_make_each_once(stage: Stage) -> None:
    with stage.counting() as few:
        await ensure(stage, SupplierName("um"))
    with stage.counting() as many:
        await ensure(stage, *(SupplierName(f"Fornecedor {n}") for n in range(900)))
    assert len(many) <= len(few) + 3
    wanted = [SupplierName(f"Outro {n}") for n in range(10)]
    outcome = await stage.together(
        *(lambda uow: find_or_create_suppliers(uow, wanted, stage.keys) for _ in range(3))
    )
    assert outcome == ["done"] * 3
    (count,) = await stage.sql("SELECT count(*) AS n FROM suppliers")
    assert count.n == 911


@pytest.mark.parametrize(("name", "tax_id"), [("", None), ("x" * 201, None), ("A", "123")])
def test_what_cannot_be_stored_is_refused_when_it_is_named(name: str, tax_id: str | None) -> None:
    with pytest.raises(ValueError, match=r"characters|CNPJ"):
        SupplierName(name, tax_id)
