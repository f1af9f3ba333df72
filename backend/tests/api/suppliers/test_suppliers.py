"""Suppliers over HTTP."""

from __future__ import annotations

from tests.api.client import Api

PATH = "/compras/fornecedores"


async def test_register_read_edit(manager: Api, technician: Api) -> None:
    answer = await manager.post(
        PATH, {"name": "Ação Ltda", "tax_id": "12.abc.345/01de-35", "phone": "11 5555"}
    )
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    made = answer.json()
    assert (made["tax_id"], made["tax_id_kind"]) == ("12ABC34501DE35", "cnpj")
    edited = await manager.patch(f"{PATH}/{made['id']}", {"tax_id": "529.982.247-25", "phone": " "})
    assert (edited.json()["tax_id"], edited.json()["phone"]) == ("***.982.247-**", None)
    seen = (await technician.get(f"{PATH}/{made['id']}")).json()
    assert (seen["name"], seen["allowed_actions"]) == ("Ação Ltda", [])


async def test_refusals(manager: Api) -> None:
    await manager.post(PATH, {"name": "A", "tax_id": "11.222.333/0001-81"})
    taken = await manager.post(PATH, {"name": "B", "tax_id": "11222333000181"})
    assert (taken.status_code, taken.json()["code"]) == (409, "suppliers.tax_id_taken")
    wrong = await manager.post(PATH, {"name": "B", "tax_id": "11.222.333/0001-82"})
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, "invalid_tax_id")
    assert wrong.json()["errors"][0]["message"] == "Informe um CNPJ ou CPF válido."


async def test_search(manager: Api) -> None:
    await manager.post(PATH, {"name": "Ação Ltda", "tax_id": "11.222.333/0001-81"})
    await manager.post(PATH, {"name": "Outra"})
    for q in ("acao", "11.222.333/0001-81", "11222333"):
        found = (await manager.get(PATH, params={"q": q})).json()
        assert [supplier["name"] for supplier in found["items"]] == ["Ação Ltda"], q


async def test_the_cpf_of_a_supplier_is_found_by_who_keeps_the_register(manager: Api, reader: Api) -> None:
    """To others the mask leaves a thousand numbers to be tried."""
    await manager.post(PATH, {"name": "Ana Pinturas", "tax_id": "529.982.247-25"})
    for q in ("529.982.247-25", "52998224725"):
        found = (await manager.get(PATH, params={"q": q})).json()["items"]
        assert [supplier["name"] for supplier in found] == ["Ana Pinturas"]
        assert (await reader.get(PATH, params={"q": q})).json()["items"] == []
