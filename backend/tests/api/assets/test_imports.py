"""Imports over HTTP, with a worker that runs: check, apply, repeat; and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.assets.importing import checked, settled, upload
from tests.api.client import Api, running_app, test_settings
from tests.api.world import World
from tests.builders.roles import role
from tests.builders.users import account, grant

SHEET = """Plaqueta;Descrição;Valor de aquisição;Data de aquisição;Localização;Responsável;Nº de série;CPF
A-1;Mesa de reunião;R$ 1.234,56;05/02/2019;Sede;Ana Prado;S1;123.456.789-09
A-2;Cadeira giratória;;31/02/2019;Anexo;Ana Prado;S2;
A-3;=1+1;10,00;01/03/2020;Anexo;Bento Reis;S1;
A-1;Repetida;10,00;01/03/2020;Anexo;;;
;Sem plaqueta;10,00;01/03/2020;Anexo;;;
A-6;Negativa;-5,00;01/03/0202;Anexo;;;
""".encode("cp1252")


@pytest.fixture
async def manager(world_url: str, world: World, tmp_path: Path) -> AsyncIterator[Api]:
    async with running_app(world_url, test_settings(tmp_path, run_worker=True)) as app:
        yield Api(app, world).as_role("manager")


async def _checked(api: Api, content: bytes = SHEET) -> dict[str, Any]:
    return await checked(api, content)


async def test_columns_are_proposed(manager: Api) -> None:
    made = (await upload(manager, "bens.csv", SHEET)).json()
    fields = {column["header"]: column["field"] for column in made["columns"]}
    assert fields["Plaqueta"] == "tag"
    assert fields["Valor de aquisição"] == "purchase_value"
    assert fields["CPF"] is None


async def test_a_check_finds_what_is_wrong_and_writes_nothing(manager: Api) -> None:
    item = await _checked(manager)
    assert item["state"] == "checked"
    summary = item["summary"]
    assert (summary["valid_rows"], summary["invalid_rows"], summary["new_rows"]) == (4, 2, 4)
    assert (summary["new_locations"], summary["new_people"]) == (1, 2)
    issues = (await manager.get(f"/ativos/importacoes/{item['id']}/erros")).json()["items"]
    found = {(issue["row"], issue["code"]) for issue in issues}
    assert {(3, "invalid_date"), (5, "repeated_tag")} <= found
    assert any(row == 6 for row, _ in found)
    assert {code for row, code in found if row == 7} >= {"negative_value"}
    assert (await manager.get("/ativos")).json()["total"] == 0


async def test_apply_needs_consent_for_invalid_rows_then_adds_each_valid_row_once(manager: Api) -> None:
    item = await _checked(manager)
    address = f"/ativos/importacoes/{item['id']}/aplicacao"
    refused = await manager.post(address, {})
    assert (refused.status_code, refused.json()["code"]) == (409, "imports.invalid_rows")
    assert (await manager.post(address, {"only_valid": True})).status_code == 202
    done = await settled(manager, item["id"])
    assert (done["state"], done["summary"]["applied"]["created"]) == ("applied", 4)
    assets = (await manager.get("/ativos", params={"import_id": item["id"]})).json()["items"]
    assert [row["tag"] for row in assets] == ["A-1", "A-2", "A-3", "A-6"]
    assert assets[0]["purchase_value"] == "1234.56"
    assert assets[0]["responsible"]["name"] == "Ana Prado"
    again = await manager.post(address, {"only_valid": True})
    assert (again.status_code, again.json()["code"]) == (409, "imports.wrong_state")
    second = await _checked(manager)
    assert (second["summary"]["existing_rows"], second["summary"]["new_rows"]) == (4, 0)
    await manager.post(f"/ativos/importacoes/{second['id']}/aplicacao", {"only_valid": True})
    assert (await settled(manager, second["id"]))["summary"]["applied"]["created"] == 0
    assert (await manager.get("/ativos")).json()["total"] == 4


async def test_no_personal_data_is_kept_beside_the_fields(manager: Api) -> None:
    item = await _checked(manager)
    await manager.post(f"/ativos/importacoes/{item['id']}/aplicacao", {"only_valid": True})
    await settled(manager, item["id"])
    first = (await manager.get("/ativos")).json()["items"][0]
    page = (await manager.get(f"/ativos/{first['id']}")).json()
    assert "123.456" not in str(page)
    trail = (await manager.get(f"/ativos/{first['id']}/trilha")).json()
    assert trail["items"][-1]["action"] == "create"
    assert "123.456" not in str(trail)


async def test_the_trail_of_an_import_is_for_who_reads_that_of_the_whole_organisation(
    api: Api, manager: Api
) -> None:
    item = await _checked(manager)
    await manager.post(f"/ativos/importacoes/{item['id']}/aplicacao", {"only_valid": True})
    await settled(manager, item["id"])
    wanted = {"entity": "asset_import", "entity_id": item["id"]}
    told = (await manager.get("/trilha", params=wanted)).json()["items"]
    assert {entry["entity_label"] for entry in told} == {"bens.csv"}
    states = [c["after"] for entry in reversed(told) for c in entry["changes"] if c["field"] == "state"]
    assert states == ["uploaded", "checking", "checked", "applying", "applied"]
    assert {entry["actor"]["name"] for entry in told} == {"Manager"}, "the jobs are hers too"
    async with api.work() as uow:
        await role(uow, "importer", "assets.import", "assets.read")
        await role(uow, "local_auditor", "history.read")
        who = await account(uow, "importer", role="importer")
        await grant(uow, who.user_id, "local_auditor", api.world.building_a)
    local = api.as_account(who)
    assert (await local.get(f"/ativos/importacoes/{item['id']}")).status_code == 200
    assert (await local.get("/trilha", params=wanted)).json()["items"] == []


async def test_a_mapping_that_does_not_fit_is_refused_with_pointers(manager: Api) -> None:
    made = (await upload(manager, "bens.csv", SHEET)).json()
    body = {"header_row": 1, "columns": [{"column": 99, "field": "tag"}, {"column": 1, "field": "nonsense"}]}
    answer = await manager.put(f"/ativos/importacoes/{made['id']}/mapeamento", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "assets.import_mapping")
    assert any(error["pointer"].startswith("/columns/") for error in answer.json()["errors"])


async def test_only_organisation_wide_importers_import(manager: Api) -> None:
    made = (await upload(manager, "bens.csv", SHEET)).json()
    for name, status in (("technician", 403), ("reader", 403), ("anonymous", 401)):
        other = manager.as_role(name)
        assert (await other.get(f"/ativos/importacoes/{made['id']}")).status_code == status
        assert (await upload(other, "bens.csv", SHEET)).status_code == status


async def test_an_import_that_was_not_applied_can_be_forgotten(manager: Api) -> None:
    item = await _checked(manager)
    assert (await manager.delete(f"/ativos/importacoes/{item['id']}")).status_code == 204
    assert (await manager.get(f"/ativos/importacoes/{item['id']}")).status_code == 404


async def test_what_was_written_off_elsewhere_enters_as_disposed(manager: Api) -> None:
    sheet = "Plaqueta;Descrição;Situação\nB-1;Mesa;Baixado\nB-2;Mesa;Ativo\n".encode()
    item = await _checked(manager, sheet)
    await manager.post(f"/ativos/importacoes/{item['id']}/aplicacao", {"only_valid": True})
    assert (await settled(manager, item["id"]))["state"] == "applied"
    rows = (await manager.get("/ativos?status=disposed&status=available")).json()["items"]
    assert [(row["tag"], row["status"]) for row in rows] == [("B-1", "disposed"), ("B-2", "available")]
