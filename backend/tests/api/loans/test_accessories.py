"""Accessories are ticked off when an asset comes back, and what was lost says where it is disposed of."""

from __future__ import annotations

import pytest

from levitiis.modules.movements.loans.accessories import accessories_in
from tests.api.client import Api
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, handed
from tests.builders.roles import role
from tests.builders.users import account


@pytest.mark.parametrize(
    ("text", "names"),
    [(None, []), (" , ;", []), ("carregador, bolsa;cabo\nmouse", ["carregador", "bolsa", "cabo", "mouse"])],
)
def test_accessories_as_people_write_them(text: str | None, names: list[str]) -> None:
    assert accessories_in(text) == names


async def _out(loans: Loans, accessories: str) -> int:
    item = {"asset_id": loans.shelf.assets[0], "accessories": accessories}
    made = await loans.make([], items=[item])
    await loans.step(made["id"], "entrega", handed(loans.shelf.assets[0]))
    return made["id"]


async def _descriptions(api: Api, asset: int) -> list[tuple[str, str]]:
    rows = (await api.get(f"/movimentacoes/ocorrencias?asset_id={asset}")).json()["items"]
    return [(row["kind"], row["description"]) for row in rows]


async def test_what_did_not_come_back_is_kept_told_and_opens_an_occurrence(
    loans: Loans, shelf: Shelf
) -> None:
    one, loan = shelf.assets[0], await _out(loans, "carregador, bolsa")
    body = handed(one, missing_accessories=["bolsa"])
    (line,) = (await loans.step(loan, "devolucao", body))["lines"]
    assert (line["accessory_list"], line["missing_accessories"]) == (["carregador", "bolsa"], ["bolsa"])
    assert line["occurrence_id"] is not None
    assert await _descriptions(loans.api, one) == [("other", "Não voltou com o bem: bolsa.")]
    terms = (await loans.api.get(f"/movimentacoes/termos?subject_kind=loan&subject_id={loan}")).json()
    back = next(term for term in terms["items"] if term["kind"] == "loan_return")
    term = (await loans.api.get(f"/movimentacoes/termos/{back['id']}")).json()
    assert any("não voltou: bolsa" in cell for cell in term["lines"][0])


async def test_commas_alone_are_no_accessories(loans: Loans, shelf: Shelf) -> None:
    (line,) = (await loans.make([], items=[{"asset_id": shelf.assets[0], "accessories": " , ;"}]))["lines"]
    assert (line["accessories"], line["accessory_list"]) == (None, [])


async def test_too_many_and_named_twice_is_said_in_words(loans: Loans, shelf: Shelf) -> None:
    loan = await _out(loans, "cabo")
    one, back = shelf.assets[0], f"{ADDRESS}/{loan}/devolucao"
    for count, pointer, wrong in (
        (501, "/items", handed(*range(1, 502))),
        (151, "/items/0/missing_accessories", handed(one, missing_accessories=["cabo"] * 151)),
    ):
        (error,) = (await loans.api.post(back, wrong)).json()["errors"]
        assert error == {"pointer": pointer, "code": "too_many", "message": f"Indique no máximo {count - 1}."}
    (error,) = (await loans.api.post(back, {"items": []})).json()["errors"]
    assert (error["code"], error["message"]) == ("too_few", "Indique ao menos 1.")
    told = (await loans.api.post(back, handed(one, one))).json()
    assert (told["code"], f": {one}." in told["detail"]) == ("loans.not_in_loan", True)


async def test_as_many_as_there_is_room_for_may_all_be_missing(loans: Loans, shelf: Shelf) -> None:
    one, loan = shelf.assets[0], await _out(loans, ",".join("a" * 150))
    (line,) = (await loans.step(loan, "devolucao", handed(one, missing_accessories=["a"] * 150)))["lines"]
    assert line["missing_accessories"] == ["a"] * 150


async def test_damaged_and_incomplete_is_one_occurrence(loans: Loans, shelf: Shelf) -> None:
    one, loan = shelf.assets[0], await _out(loans, "cabo; cabo")
    body = handed(one, damaged=True, note="Lente riscada.", missing_accessories=["cabo"])
    await loans.step(loan, "devolucao", body)
    told = [("damage", "Lente riscada. Não voltou com o bem: cabo.")]
    assert await _descriptions(loans.api, one) == told


@pytest.mark.parametrize("missing", [["mala"], ["cabo", "cabo"], ["Cabo"]])
async def test_only_what_went_with_it_can_be_missing(loans: Loans, shelf: Shelf, missing: list[str]) -> None:
    one, loan = shelf.assets[0], await _out(loans, "cabo")
    body = handed(one, missing_accessories=missing)
    answer = await loans.api.post(f"{ADDRESS}/{loan}/devolucao", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/items/0/missing_accessories"
    assert await _descriptions(loans.api, one) == []


async def test_what_was_lost_says_where_it_is_disposed_of_and_is_found_without_its_bag(
    api: Api, loans: Loans, shelf: Shelf
) -> None:
    item = {"asset_id": shelf.assets[0], "accessories": "bolsa"}
    made = await loans.make([], items=[item, *({"asset_id": one} for one in shelf.assets[1:])])
    await loans.step(made["id"], "entrega", handed(*shelf.assets))
    body = {"asset_ids": shelf.assets[:1], "description": "Furtado"}
    await loans.step(made["id"], "extravio", body)
    lost = await loans.step(made["id"], "extravio", body | {"asset_ids": shelf.assets[1:2]})
    first, second = lost["disposals"]
    assert [line["disposal"] for line in lost["lines"]] == [first, second, None]
    async with api.work() as uow:
        await role(uow, "vitrine", "loans.read")
        visitor = api.as_account(await account(uow, "vitrine", role="vitrine"))
    seen = (await visitor.get(f"{ADDRESS}/{made['id']}")).json()
    assert [line["disposal"] for line in seen["lines"]] == [None, None, None]
    back = await loans.step(made["id"], "reencontro", handed(shelf.assets[0], missing_accessories=["bolsa"]))
    assert (back["lines"][0]["disposal"], back["lines"][0]["missing_accessories"]) == (None, ["bolsa"])
    assert back["lines"][1]["disposal"] == second
