"""The trail over HTTP: by permission, by place, with names and labels."""

from __future__ import annotations

from sqlalchemy import delete

from levitiis.modules.identity.models import UserRole
from tests.api.client import Api
from tests.builders.assets import asset
from tests.builders.locations import location
from tests.builders.people import person
from tests.builders.roles import role
from tests.builders.users import account, grant


async def _rename(api: Api, place: int, name: str) -> None:
    current = (await api.get(f"/localizacoes/{place}")).json()
    answer = await api.patch(
        f"/localizacoes/{place}", {"name": name}, headers={"if-match": f'"{current["version"]}"'}
    )
    assert answer.status_code == 200, answer.text


async def test_what_was_done_by_whom(api: Api, manager: Api) -> None:
    room = api.world.room_a
    await _rename(manager, room, "Sala 102")
    answer = await manager.get(
        "/trilha", params={"entity": "location", "entity_id": room, "action": "update"}
    )
    (entry,) = answer.json()["items"]
    account = api.world.accounts["manager"]
    assert entry["actor"] == {"kind": "user", "id": account.user_id, "name": "Manager"}
    assert entry["entity_label"] == "Sede › Bloco A › Sala 102"
    changes = {change["field"]: (change["before"], change["after"]) for change in entry["changes"]}
    assert changes["name"] == ("Sala 101", "Sala 102")
    by_request = await manager.get("/trilha", params={"request_id": entry["request_id"]})
    assert entry["id"] in [item["id"] for item in by_request.json()["items"]]


async def test_a_technician_sees_the_trail_of_his_building_only(
    api: Api, technician: Api, manager: Api
) -> None:
    inside, outside = api.world.room_a, api.world.room_b
    await _rename(manager, inside, "Dentro")
    await _rename(manager, outside, "Fora")
    seen = (await technician.get("/trilha", params={"action": "update"})).json()["items"]
    assert {(item["entity"], item["entity_id"]) for item in seen} == {("location", inside)}
    hidden = await technician.get("/trilha", params={"entity": "location", "entity_id": outside})
    assert hidden.json()["items"] == []
    sessions = await technician.get("/trilha", params={"entity": "user"})
    assert sessions.json()["items"] == []


async def test_nobody_without_the_permission(nobody: Api, anonymous: Api) -> None:
    assert (await nobody.get("/trilha")).status_code == 403
    assert (await anonymous.get("/trilha")).status_code == 401


async def test_references_are_called_by_their_names(api: Api, manager: Api) -> None:
    async with api.work() as uow:
        made = await location(uow, "Sala 301", parent=api.world.building_b)
    answer = await manager.get("/trilha", params={"entity": "location", "entity_id": made.id})
    changes = {c["field"]: c for c in answer.json()["items"][0]["changes"]}
    assert changes["parent_id"]["after"] == api.world.building_b
    assert changes["parent_id"]["after_label"] == "Sede › Bloco B"


async def test_pages_and_bad_parameters(manager: Api) -> None:
    first = (await manager.get("/trilha", params={"page_size": 3})).json()
    assert len(first["items"]) == 3
    rest = (await manager.get("/trilha", params={"page_size": 3, "cursor": first["next_cursor"]})).json()
    ids = [item["id"] for item in (*first["items"], *rest["items"])]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 6
    for bad in (
        {"cursor": "x"},
        {"page_size": 201},
        {"since": "2026-01-01"},
        {"from": "yesterday"},
        {"entity": ""},
    ):
        assert (await manager.get("/trilha", params=bad)).status_code == 422, bad
    assert (
        await manager.get("/trilha", params={"from": "2026-01-01", "to": "2099-01-01"})
    ).status_code == 200


async def test_the_trail_as_a_file_is_what_the_page_shows(api: Api, manager: Api) -> None:
    room = api.world.room_a
    await _rename(manager, room, "=1+1")
    wanted = {"entity": "location", "entity_id": room, "action": "update"}
    answer = await manager.get("/trilha/exportacao", params=wanted, headers={"accept-language": "pt-BR"})
    assert answer.status_code == 200
    assert "trilha-" in answer.headers["content-disposition"]
    heading, *lines = answer.text.removeprefix("\ufeff").splitlines()
    assert heading.startswith("Quando;Quem;Ação;Tipo de registro;Nº do registro;Registro;Campo;Antes;Depois")
    (line,) = [line for line in lines if ";name;" in line]
    assert ";Manager;Alteração;Localização;" in line
    assert ";name;Sala 101;'=1+1;" in line, "no spreadsheet may take it for a formula"
    kept = await manager.get("/trilha", params={"entity": "trail", "action": "export"})
    assert kept.json()["items"][0]["details"]["filter"] == {**wanted, "entity_id": room}
    book = await manager.get("/trilha/exportacao", params={**wanted, "format": "xlsx"})
    assert book.content[:2] == b"PK"


async def test_an_export_shows_no_more_than_the_page(api: Api, manager: Api) -> None:
    async with api.work() as uow:
        await role(uow, "local_auditor", "history.read", "history.export", "locations.read")
        local = await account(uow, "local", role="local_auditor", at=api.world.building_a)
    await _rename(manager, api.world.room_a, "Dentro")
    await _rename(manager, api.world.room_b, "Fora")
    exported = (await api.as_account(local).get("/trilha/exportacao")).text
    assert "Dentro" in exported
    assert "Fora" not in exported


async def _auditor_of_a(api: Api, *more: str, everywhere: str = "reader") -> Api:
    """A role everywhere, and one with these permissions in building A."""
    async with api.work() as uow:
        await role(uow, "local_auditor", "history.read", "history.export", *more)
        who = await account(uow, "both", role=everywhere)
        await grant(uow, who.user_id, "local_auditor", api.world.building_a)
    return api.as_account(who)


async def _names_in_both_buildings(api: Api, manager: Api) -> dict[str, str]:
    """A place, a person, an asset and a transfer in each building, by what tells them apart in the trail."""
    world, found = api.world, dict[str, str]()
    for at, room in (("Dentro", world.room_a), ("Fora", world.room_b)):
        await _rename(manager, room, at)
        async with api.work() as uow:
            thing = await asset(uow, f"Mesa {at}", tag=f"T-{at}", location_id=room)
            who = await person(uow, f"Pessoa {at}", location_id=room)
        body = {"asset_ids": [thing.id], "to_responsible_id": who.id, "reason": f"Motivo {at}"}
        made = await manager.post("/movimentacoes", body)
        assert made.status_code == 201, made.text
        found |= {f"location {room}": at, f"asset {thing.id}": at, f"person {who.id}": at}
        found[f"movement_document {made.json()['id']}"] = at
    return found


async def test_the_trail_goes_no_further_than_the_place_where_it_may_be_read(api: Api, manager: Api) -> None:
    """The buyer sees everything, and its trail in building A alone."""
    buyer = await _auditor_of_a(api, everywhere="buyer")
    named = await _names_in_both_buildings(api, manager)
    shown = (await buyer.get("/trilha", params={"page_size": 200})).json()["items"]
    seen = {f"{entry['entity']} {entry['entity_id']}" for entry in shown}
    assert {name for name, at in named.items() if at == "Dentro"} <= seen
    assert not {name for name, at in named.items() if at == "Fora"} & seen
    for name in named:
        entity, number = name.split()
        asked = await buyer.get("/trilha", params={"entity": entity, "entity_id": number})
        assert bool(asked.json()["items"]) == (named[name] == "Dentro"), name
    assert {entry["entity"] for entry in shown} & {"user", "session", "grant", "role"} == set()


async def test_what_one_asked_for_elsewhere_is_seen_and_its_trail_is_not(api: Api, manager: Api) -> None:
    async with api.work() as uow:
        local = await account(uow, "mover", role="technician", at=api.world.building_b)
        await role(uow, "local_auditor", "history.read")
    mover = api.as_account(local)
    async with api.work() as uow:
        thing = await asset(uow, "Mesa", tag="T-1", location_id=api.world.room_b)
    body = {"asset_ids": [thing.id], "to_location_id": api.world.building_b, "reason": "Mudança"}
    number = (await mover.post("/movimentacoes", body)).json()["id"]
    async with api.work() as uow:
        await uow.session.execute(delete(UserRole).where(UserRole.user_id == local.user_id))
        for name in ("local_auditor", "buyer"):
            await grant(uow, local.user_id, name, api.world.building_a)
    assert (await mover.get(f"/movimentacoes/{number}")).status_code == 200
    asked = await mover.get("/trilha", params={"entity": "movement_document", "entity_id": number})
    assert asked.json()["items"] == []


async def test_an_export_goes_no_further_than_the_place_where_it_is_allowed(api: Api, manager: Api) -> None:
    """Who reads the whole trail, and may export that of building A, exports that alone."""
    both = await _auditor_of_a(api, everywhere="reader")
    await _names_in_both_buildings(api, manager)
    assert "Fora" in (await both.get("/trilha", params={"page_size": 200})).text
    exported = (await both.get("/trilha/exportacao")).text
    assert "Dentro" in exported
    assert "Fora" not in exported
    assert ";Sessão;" not in exported


async def test_the_page_of_one_asset_tells_its_trail_as_before(api: Api) -> None:
    """The buyer has no permission for the trail, and sees the asset with what became of it."""
    async with api.work() as uow:
        thing = await asset(uow, "Mesa", tag="T-1", location_id=api.world.room_b)
    told = await api.as_role("buyer").get(f"/ativos/{thing.id}/trilha")
    assert [entry["action"] for entry in told.json()["items"]] == ["create"]


async def test_a_limited_reader_costs_no_more_statements(api: Api, manager: Api, reader: Api) -> None:
    both = await _auditor_of_a(api, everywhere="buyer")
    await _names_in_both_buildings(api, manager)
    counts = list[int]()
    for who in (reader, both):
        wanted = {"entity": "asset", "page_size": 1}
        with api.counting() as statements:
            assert len((await who.get("/trilha", params=wanted)).json()["items"]) == 1
        counts.append(len(statements))
    assert counts[0] == counts[1]


async def test_more_than_one_page_is_exported(api: Api, manager: Api) -> None:
    async with api.work() as uow:
        for number in range(450):
            uow.log("location", 1_000 + number, "create", {"changes": {"name": [None, f"Vaga {number}"]}})
    wanted = {"entity": "location", "action": "create"}
    text = (await manager.get("/trilha/exportacao", params=wanted)).text
    assert all(f";Vaga {number};" in text for number in range(450))
