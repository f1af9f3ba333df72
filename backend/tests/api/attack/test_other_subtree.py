"""Ids of another subtree, in paths, bodies and filters: they are answered as ids that do not exist."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.attack.conftest import Ids, nothing_written
from tests.api.attack.foreign_ids import ABSENT, IN_BODIES, IN_PATHS, Attack
from tests.api.client import Api, body_without_request


def filled(value: Any, ids: Ids, foreign: int) -> Any:
    """``value`` with the names of ids replaced by them, and ``$`` by ``foreign``."""
    if isinstance(value, dict):
        return {name: filled(part, ids, foreign) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, ids, foreign) for part in value]
    if value == "$":
        return foreign
    return getattr(ids, value) if isinstance(value, str) and value in Ids.__slots__ else value


async def sent(api: Api, attack: Attack, ids: Ids, foreign: int) -> tuple[int, Any]:
    method, path, body, _ = attack
    for name in Ids.__slots__:
        path = re.sub(rf"(?<=[/=]){name}(?=/|$)", str(getattr(ids, name)), path)
    answer = await api.http.request(
        method, path.replace("$", str(foreign)), json=filled(body, ids, foreign) if body else None
    )
    assert answer.headers["content-type"] == "application/problem+json", (attack, answer.text)
    return answer.status_code, body_without_request(answer)


@pytest.mark.parametrize("who", ["local_manager", "technician"])
async def test_what_lies_elsewhere_is_answered_as_if_it_did_not_exist(
    api: Api, ids: Ids, local_manager: Api, who: str
) -> None:
    attacker = local_manager if who == "local_manager" else api.as_role(who)
    async with nothing_written(api):
        for attack in [*IN_PATHS, *IN_BODIES]:
            foreign = await sent(attacker, attack, ids, getattr(ids, attack[3]))
            absent = await sent(attacker, attack, ids, ABSENT)
            assert foreign == absent, attack
            assert foreign[0] in (403, 404), (attack, foreign)
            assert who == "technician" or foreign[0] == 404, (attack, foreign)


FILTERS = [
    "location_id={room_b}",
    "responsible_id={person_b}",
    "q=Cofre",
    "q=B-1",
    "location_id={building_b}",
]


async def test_filters_searches_exports_and_sums_find_nothing_elsewhere(ids: Ids, local_manager: Api) -> None:
    for query in [
        name.format(room_b=ids.room_b, building_b=ids.building_b, person_b=ids.person_b) for name in FILTERS
    ]:
        listed = (await local_manager.get(f"/ativos?{query}")).json()
        assert (listed["items"], listed["total"]) == ([], 0), query
        assert (await local_manager.get(f"/ativos/resumo?{query}")).json()["count"] == 0, query
        exported = await local_manager.get(f"/ativos/exportacao?{query}")
        assert len(exported.text.strip().splitlines()) == 1, "the header alone"
    assert (await local_manager.get("/busca?q=Cofre")).json() == {"groups": []}
    assert (await local_manager.get("/busca?q=Bento")).json() == {"groups": []}
    assert (await local_manager.get("/ativos/codigo/B-1")).status_code == 404
    everything = await local_manager.get("/ativos/exportacao")
    assert "A-1" in everything.text
    assert "B-1" not in everything.text
    for path in ("", "?page_size=100", "/arvore", f"/arvore?parent_id={ids.building_b}"):
        assert "Bloco B" not in (await local_manager.get(f"/localizacoes{path}")).text, path


async def test_a_bulk_action_over_a_filter_touches_what_may_be_seen_alone(
    api: Api, ids: Ids, local_manager: Api
) -> None:
    body = {"selection": {"filter": {}}, "to_responsible_id": ids.person_a}
    moved = await local_manager.post("/ativos/movimentacao", body)
    assert moved.json()["moved"] == 2
    other = (await api.as_role("administrator").get(f"/ativos/{ids.asset_b}")).json()
    assert (other["responsible"], other["version"]) == (None, 1)


async def test_the_ledger_names_no_place_and_nobody_elsewhere(api: Api, ids: Ids, local_manager: Api) -> None:
    administrator = api.as_role("administrator")
    there = {"to_location_id": ids.room_b, "to_responsible_id": ids.person_b}
    back = {"to_location_id": ids.room_a, "to_responsible_id": ids.person_a}
    for body in (there, back):
        assert (await administrator.post(f"/ativos/{ids.asset_a}/movimentacao", body)).status_code == 200
    answer = await local_manager.get(f"/ativos/{ids.asset_a}/movimentacoes")
    assert "Sala 201" not in answer.text
    assert "Bento" not in answer.text
    last, middle, first = answer.json()["items"]
    assert last["hidden"] == ["from_location", "from_responsible"]
    assert (last["from_location"], last["to_responsible"]["name"]) == (None, "Ana Lima")
    assert middle["hidden"] == ["to_location", "to_responsible"]
    assert first["hidden"] == []
    whole = (await administrator.get(f"/ativos/{ids.asset_a}/movimentacoes")).json()["items"]
    assert [row["hidden"] for row in whole] == [[], [], []]


async def test_transfers_name_no_place_and_nobody_elsewhere(api: Api, ids: Ids, local_manager: Api) -> None:
    """But for who answers for an asset now, whom its page names too; a document that is partly unseen
    is not to be said anew.
    """
    administrator = api.as_role("administrator")
    given = await administrator.post(
        f"/ativos/{ids.asset_a}/movimentacao", {"to_responsible_id": ids.person_b}
    )
    assert given.status_code == 200, given.text
    body = {"asset_ids": [ids.asset_a], "to_location_id": ids.room_b, "to_responsible_id": ids.person_b}
    draft = (await administrator.post("/movimentacoes", body | {"reason": "Mudança"})).json()
    here = f"/movimentacoes/{draft['id']}"
    seen = (await local_manager.get(here)).json()
    assert (seen["to_location"], seen["to_responsible"]) == (None, None)
    assert seen["hidden"] == ["to_location", "to_responsible"]
    assert seen["requester"]["name"] == "Administrator"
    assert seen["lines"][0]["from_responsible"]["name"] == "Bento Rocha"
    assert {"submit", "cancel"} <= set(seen["allowed_actions"])
    assert "edit" not in seen["allowed_actions"]
    whole = (await administrator.get(here)).json()
    assert (whole["to_responsible"]["name"], whole["hidden"]) == ("Bento Rocha", [])
    assert "edit" in whole["allowed_actions"]
    moved = await administrator.post(f"/ativos/{ids.asset_a}/movimentacao", {"to_location_id": ids.room_b})
    assert moved.status_code == 200, moved.text
    for path in (here, "/movimentacoes", f"/movimentacoes?asset_id={ids.asset_a}"):
        answer = await local_manager.get(path)
        assert answer.status_code == 200
        assert "Bento" not in answer.text
        assert "Sala 201" not in answer.text


async def test_imports_and_users_need_more_than_one_building(ids: Ids, local_manager: Api) -> None:
    file = {"file": ("a.csv", b"tag;nome\nX-1;Mesa\n")}
    assert (await local_manager.http.post("/ativos/importacoes", files=file)).status_code in (403, 404)
    assert (await local_manager.get("/ativos/importacoes")).status_code in (403, 404)
    wanted = {
        "username": "x",
        "email": "x@example.org",
        "name": "X",
        "role": "administrator",
        "password": "long enough 1",
    }
    assert (await local_manager.post("/users", wanted)).status_code == 403
