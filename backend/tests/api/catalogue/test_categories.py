"""Categories over HTTP; their address lies below that of assets."""

from __future__ import annotations

from typing import Any

from tests.api.client import Api

PATH = "/ativos/categorias"


async def create(api: Api, name: str, parent: int | None = None) -> dict[str, Any]:
    answer = await api.post(PATH, {"name": name, "parent_id": parent})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_tree_of_categories(manager: Api, technician: Api) -> None:
    it = await create(manager, "Informática")
    screens = await create(manager, "Monitores", it["id"])
    furniture = await create(manager, "Móveis")
    assert screens["full_name"] == "Informática › Monitores"
    assert [step["id"] for step in screens["path"]] == [it["id"], screens["id"]]
    await manager.post("/ativos", {"name": "Tela", "category_id": screens["id"]})
    roots = (await technician.get(f"{PATH}?roots=true")).json()["items"]
    assert [(c["name"], c["child_count"]) for c in roots] == [("Informática", 1), ("Móveis", 0)]
    (below,) = (await manager.get(f"{PATH}?parent_id={it['id']}")).json()["items"]
    assert (below["name"], below["asset_count"], below["asset_count_total"]) == ("Monitores", 1, 1)
    moved = await manager.patch(
        f"{PATH}/{screens['id']}", {"parent_id": furniture["id"]}, headers={"if-match": '"1"'}
    )
    assert (moved.status_code, moved.json()["full_name"]) == (200, "Móveis › Monitores")
    cycle = await manager.patch(f"{PATH}/{furniture['id']}", {"parent_id": screens["id"]})
    assert (cycle.status_code, cycle.json()["code"]) == (409, "catalogue.category_cycle")
    for category, code in (
        (furniture, "catalogue.category_has_children"),
        (screens, "catalogue.category_has_assets"),
    ):
        refused = await manager.delete(f"{PATH}/{category['id']}")
        assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert (await manager.delete(f"{PATH}/{it['id']}")).status_code == 204
    again = await manager.post(PATH, {"name": "MOVEIS"})
    assert (again.status_code, again.json()["code"]) == (409, "catalogue.category_name_taken")


async def test_only_readers_of_the_catalogue(manager: Api, technician: Api, reader: Api) -> None:
    category = await create(manager, "Informática")
    for api in (technician, reader):
        assert (await api.get(f"{PATH}/{category['id']}")).status_code == 200
        assert (await api.post(PATH, {"name": "x"})).status_code == 403
        assert (await api.delete(f"{PATH}/{category['id']}")).status_code == 403
