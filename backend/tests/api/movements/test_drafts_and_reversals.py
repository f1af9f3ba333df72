"""Assignments, drafts that change, and transfers that undo others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from levitiis.modules.assets.models import Movement
from tests.api.client import Api
from tests.api.movements.conftest import Transfers, Yard, arrived
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.people import person


async def custody_of(api: Api, asset_id: int) -> tuple[int | None, int | None, str]:
    found = (await api.get(f"/ativos/{asset_id}")).json()
    return (found["location"] or {}).get("id"), (found["responsible"] or {}).get("id"), found["status"]


async def last_types(api: Api, asset_id: int) -> list[str]:
    async with api.database.reading() as session:
        rows = select(Movement.type).where(Movement.asset_id == asset_id).order_by(Movement.seq)
        return list(await session.scalars(rows))


async def somebody(api: Api, name: str = "Ana Lima") -> int:
    async with api.work() as uow:
        return (await person(uow, name)).id


class TestAssignments:
    """A document that changes nothing but who answers."""

    async def test_it_takes_effect_at_once_and_brings_a_term(
        self, manager: Api, world: World, yard: Yard
    ) -> None:
        mine, who = Transfers(manager), await somebody(manager)
        body = {"asset_ids": yard.assets, "to_responsible_id": who, "reason": "Nova carga", "submit": True}
        made = (await manager.post("/movimentacoes", body)).json()
        assert (made["kind"], made["state"], made["to_location"]) == ("assignment", "approved", None)
        assert made["allowed_actions"] == ["effect", "cancel"]
        assert await mine.refused(made["id"], "saida") == (409, "movements.wrong_state")
        done = await mine.step(made["id"], "efetivacao")
        assert (done["state"], done["received"]) == ("received", 3)
        assert await custody_of(manager, yard.assets[0]) == (world.room_a, who, "in_use")
        assert await last_types(manager, yard.assets[0]) == ["entry", "assignment"]
        (term,) = (await manager.get(f"/movimentacoes/termos?subject_id={made['id']}")).json()["items"]
        assert term["items"] == 3

    async def test_to_nowhere_and_nobody_is_nothing(self, manager: Api, yard: Yard) -> None:
        answer = await manager.post("/movimentacoes", {"asset_ids": yard.assets, "reason": "Nada"})
        assert answer.status_code == 422
        (fault,) = answer.json()["errors"]
        assert (fault["pointer"], fault["code"]) == ("/to_responsible_id", "required")


class TestDrafts:
    """PATCH /movimentacoes/{id}"""

    async def test_a_draft_says_something_else_until_it_is_asked_for(
        self, manager: Api, world: World, yard: Yard
    ) -> None:
        body = {"asset_ids": yard.assets[:2], "to_location_id": world.room_b, "reason": "Reforma"}
        draft = (await manager.post("/movimentacoes", body)).json()
        assert draft["allowed_actions"] == ["submit", "edit", "cancel"]
        who = await somebody(manager)
        wanted: dict[str, Any] = {
            "asset_ids": yard.assets[1:], "to_location_id": yard.room, "to_responsible_id": who,
            "reason": "Outra",
        }  # fmt: skip
        path = f"/movimentacoes/{draft['id']}"
        changed = await manager.patch(path, wanted, headers={"If-Match": f'"{draft["version"]}"'})
        assert changed.status_code == 200, changed.text
        after = changed.json()
        assert [line["asset_id"] for line in after["lines"]] == yard.assets[1:]
        assert (after["to_location"]["id"], after["reason"]) == (yard.room, "Outra")
        stale = await manager.patch(path, wanted, headers={"If-Match": f'"{draft["version"]}"'})
        assert stale.status_code == 412
        await Transfers(manager).step(draft["id"], "envio")
        late = await manager.patch(path, wanted)
        assert (late.status_code, late.json()["code"]) == (409, "movements.wrong_state")


class TestReversals:
    """POST /movimentacoes/{id}/estorno"""

    async def received(self, manager: Api, yard: Yard, to: int, **fields: Any) -> dict[str, Any]:
        mine = Transfers(manager)
        made = await mine.ask(yard.assets, to, **fields)
        await mine.step(made["id"], "saida")
        return await mine.step(made["id"], "recebimento", arrived(*yard.assets))

    async def test_it_is_a_transfer_of_its_own_back_to_where_they_were(
        self, manager: Api, world: World, yard: Yard
    ) -> None:
        mine, who = Transfers(manager), await somebody(manager)
        first = await self.received(manager, yard, world.room_b, to_responsible_id=who)
        assert "reverse" in first["allowed_actions"]
        answer = await manager.post(f"/movimentacoes/{first['id']}/estorno", {"reason": "Engano"})
        assert answer.status_code == 201, answer.text
        back = answer.json()
        assert (back["reverses"]["name"], back["to_location"]["id"]) == (first["number"], world.room_a)
        assert await mine.refused(first["id"], "estorno", {"reason": "De novo"}) == (
            409, "movements.already_reversed",
        )  # fmt: skip
        await mine.step(back["id"], "saida")
        await mine.step(back["id"], "recebimento", arrived(*yard.assets))
        assert (await custody_of(manager, yard.assets[0]))[0] == world.room_a
        assert await last_types(manager, yard.assets[0]) == [
            "entry", "transfer", "transfer", "reversal", "reversal",
        ]  # fmt: skip
        shown = (await manager.get(f"/movimentacoes/{first['id']}")).json()
        assert shown["reversed_by"]["name"] == back["number"]
        assert "reverse" not in shown["allowed_actions"]
        (term,) = (await manager.get(f"/movimentacoes/termos?subject_id={first['id']}")).json()["items"]
        assert term["state"] == "void", "what nobody had signed has lost its effect"

    async def test_assets_go_back_to_where_each_was(self, manager: Api, world: World, yard: Yard) -> None:
        who = await somebody(manager)
        await manager.post(f"/ativos/{yard.assets[0]}/movimentacao", {"to_responsible_id": who})
        mine = Transfers(manager)
        other = await somebody(manager, "Bento Rocha")
        made = await mine.ask(yard.assets, world.room_b, to_responsible_id=other)
        await mine.step(made["id"], "saida")
        await mine.step(made["id"], "recebimento", arrived(*yard.assets))
        await manager.post(f"/movimentacoes/{made['id']}/estorno", {"reason": "Engano"})
        every = (await manager.get("/movimentacoes?sort=number")).json()["items"]
        assert [(one["items"], (one["to_responsible"] or {}).get("id")) for one in every[1:]] == [
            (1, who), (2, None),
        ]  # fmt: skip

    async def test_what_has_moved_on_is_told(self, manager: Api, world: World, yard: Yard) -> None:
        first = await self.received(manager, yard, world.room_b)
        await manager.post(f"/ativos/{yard.assets[1]}/movimentacao", {"to_location_id": yard.room})
        refused = await manager.post(f"/movimentacoes/{first['id']}/estorno", {"reason": "Engano"})
        assert (refused.status_code, refused.json()["code"]) == (409, "movements.not_reversible")
        assert "N-2" in refused.json()["detail"]

    async def test_what_is_in_the_way_is_no_field_of_a_request_that_names_no_asset(
        self, manager: Api, world: World, yard: Yard
    ) -> None:
        first = await self.received(manager, yard, world.room_b)
        await Transfers(manager).ask(yard.assets[1:2], yard.room)
        refused = await manager.post(f"/movimentacoes/{first['id']}/estorno", {"reason": "Engano"})
        assert (refused.status_code, refused.json()["code"]) == (409, "movements.in_open_document")
        assert "errors" not in refused.json()


class TestExtras:
    """What arrives without being expected."""

    async def test_it_is_noted_and_resolved_by_a_transfer_of_its_own(
        self, api: Api, manager: Api, technician: Api, world: World, yard: Yard
    ) -> None:
        mine = Transfers(manager)
        made = await mine.ask(yard.assets[:1], world.room_b)
        await mine.step(made["id"], "saida")
        own = {"received": [], "extras": [{"asset_id": yard.assets[0]}]}
        assert await mine.refused(made["id"], "recebimento", own) == (409, "movements.expected")
        receipt = arrived(yard.assets[0]) | {
            "extras": [{"asset_id": yard.assets[1], "note": "Na mesma caixa"}]
        }
        done = await mine.step(made["id"], "recebimento", receipt)
        (extra,) = done["extras"]
        assert (extra["tag"], extra["note"], extra["allowed_actions"]) == (
            "N-2",
            "Na mesma caixa",
            ["resolve"],
        )
        assert (await custody_of(manager, yard.assets[1]))[0] == world.room_a, "nothing moves by being noted"
        path = f"sobras/{extra['id']}/resolucao"
        body = {"resolution": "transferred", "note": "Fica aqui"}
        after = await mine.step(made["id"], path, body)
        (resolved,) = after["extras"]
        assert resolved["transfer"]["name"].endswith("-000002")
        assert await mine.refused(made["id"], path, body) == (409, "movements.resolved")
        other = (await manager.get(f"/movimentacoes/{resolved['transfer']['id']}")).json()
        assert (other["state"], other["lines"][0]["asset_id"]) == ("approved", yard.assets[1])

    async def test_what_one_does_not_see_is_not_there(
        self, api: Api, manager: Api, technician: Api, world: World, yard: Yard
    ) -> None:
        async with api.work() as uow:
            hidden = (await asset(uow, "Cofre", tag="C-1", location_id=world.room_b)).id
        mine = Transfers(technician)
        made = await Transfers(manager).ask(yard.assets[:1], world.building_a)
        await mine.step(made["id"], "saida")
        status, code = await mine.refused(made["id"], "recebimento", {"extras": [{"asset_id": hidden}]})
        assert (status, code) == (404, "request.not_found")
