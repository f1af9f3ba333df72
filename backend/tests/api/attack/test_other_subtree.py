"""Ids of another subtree, in paths, bodies and filters: they are answered as ids that do not exist."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.attack.conftest import Ids, nothing_written
from tests.api.client import Api, body_without_request

ABSENT = 999_999_999

Attack = tuple[str, str, Any, str]
"""Method, path, body, and which of the ids is the foreign one: ``$`` stands for it."""

ATTACHMENT_STEPS: list[tuple[str, str, Any]] = [
    ("GET", "", None),
    ("GET", "/1", None),
    ("GET", "/1/conteudo", None),
    ("GET", "/1/miniatura", None),
    ("GET", "/1/paginas/1", None),
    ("PATCH", "/1", {"caption": "x"}),
    ("POST", "/1/principal", None),
    ("DELETE", "/1", None),
    ("POST", "", None),
    ("POST", "/envios", {"filename": "a.pdf", "size": 9}),
    ("GET", "/envios/1", None),
    ("PUT", "/envios/1?offset=0", None),
    ("POST", "/envios/1/conclusao", None),
    ("DELETE", "/envios/1", None),
]
IN_PATHS: list[Attack] = [
    ("GET", "/ativos/$", None, "asset_b"),
    ("PATCH", "/ativos/$", {"name": "X"}, "asset_b"),
    ("POST", "/ativos/$/movimentacao", {"to_responsible_id": None}, "asset_b"),
    ("POST", "/ativos/$/arquivamento", {"reason": "x"}, "asset_b"),
    ("DELETE", "/ativos/$/arquivamento", None, "asset_b"),
    ("GET", "/ativos/$/movimentacoes", None, "asset_b"),
    ("GET", "/ativos/$/trilha", None, "asset_b"),
    ("GET", "/ativos/$/posicao?on=2026-01-01", None, "asset_b"),
    *(
        (method, f"/ativos/{owner}/anexos{rest}", body, foreign)
        for owner, attached, foreign in (("$", "1", "asset_b"), ("asset_a", "$", "attachment_b"))
        for method, rest, body in (
            ("GET", f"/{attached}", None),
            ("GET", f"/{attached}/conteudo", None),
            ("GET", f"/{attached}/miniatura", None),
            ("GET", f"/{attached}/paginas/1", None),
            ("PATCH", f"/{attached}", {"caption": "x"}),
            ("POST", f"/{attached}/principal", None),
            ("DELETE", f"/{attached}", None),
        )
    ),
    ("GET", "/ativos/$/anexos", None, "asset_b"),
    ("POST", "/ativos/$/anexos", None, "asset_b"),
    ("POST", "/ativos/$/anexos/envios", {"filename": "a.pdf", "size": 9}, "asset_b"),
    ("GET", "/ativos/$/anexos/envios/1", None, "asset_b"),
    ("PUT", "/ativos/$/anexos/envios/1?offset=0", None, "asset_b"),
    ("POST", "/ativos/$/anexos/envios/1/conclusao", None, "asset_b"),
    ("DELETE", "/ativos/$/anexos/envios/1", None, "asset_b"),
    *(
        (method, f"{root}{rest}", body, foreign)
        for root, foreign in (
            ("/movimentacoes/$/anexos", "transfer_b"),
            ("/movimentacoes/itens/$/anexos", "item_b"),
            ("/movimentacoes/emprestimos/itens/$/anexos", "lent_b"),
            ("/movimentacoes/baixas/$/anexos", "disposal_b"),
            ("/movimentacoes/baixas/itens/$/anexos", "disposed_b"),
            ("/movimentacoes/ocorrencias/$/anexos", "occurrence_b"),
        )
        for method, rest, body in ATTACHMENT_STEPS
    ),
    ("GET", "/calendarios/$", None, "calendar_b"),
    ("PATCH", "/calendarios/$", {"state": "MG"}, "calendar_b"),
    ("DELETE", "/calendarios/$", None, "calendar_b"),
    ("GET", "/calendarios/$/anos/2026", None, "calendar_b"),
    ("GET", "/calendarios/$/prazo", None, "calendar_b"),
    ("POST", "/calendarios/$/dias", {"date": "2026-01-02", "name": "x"}, "calendar_b"),
    ("DELETE", "/calendarios/$/dias/1", None, "calendar_b"),
    ("DELETE", "/calendarios/calendar_a/dias/$", None, "room_b"),
    ("GET", "/movimentacoes/$", None, "transfer_b"),
    (
        "PATCH",
        "/movimentacoes/$",
        {"asset_ids": ["asset_a"], "to_location_id": "room_a", "reason": "x"},
        "transfer_b",
    ),
    ("POST", "/movimentacoes/$/envio", None, "transfer_b"),
    ("POST", "/movimentacoes/$/efetivacao", None, "transfer_b"),
    ("POST", "/movimentacoes/$/estorno", {"reason": "x"}, "transfer_b"),
    (
        "POST",
        "/movimentacoes/$/sobras/1/resolucao",
        {"resolution": "ignored", "note": "x"},
        "transfer_b",
    ),
    ("POST", "/movimentacoes/$/saida", None, "transfer_b"),
    ("POST", "/movimentacoes/$/recebimento", {"received": [{"asset_id": 1}]}, "transfer_b"),
    ("POST", "/movimentacoes/$/devolucao", {"asset_ids": [1], "reason": "x"}, "transfer_b"),
    ("POST", "/movimentacoes/$/cancelamento", {"reason": "x"}, "transfer_b"),
    ("GET", "/movimentacoes/emprestimos/$", None, "loan_b"),
    ("POST", "/movimentacoes/emprestimos/$/entrega", {"items": [{"asset_id": 1}]}, "loan_b"),
    ("POST", "/movimentacoes/emprestimos/$/devolucao", {"items": [{"asset_id": 1}]}, "loan_b"),
    (
        "POST",
        "/movimentacoes/emprestimos/$/prorrogacao",
        {"due_date": "2099-01-01", "reason": "x"},
        "loan_b",
    ),
    ("POST", "/movimentacoes/emprestimos/$/cancelamento", {"reason": "x"}, "loan_b"),
    ("POST", "/movimentacoes/emprestimos/$/lembrete", None, "loan_b"),
    (
        "POST",
        "/movimentacoes/emprestimos/$/extravio",
        {"asset_ids": ["asset_a"], "description": "x"},
        "loan_b",
    ),
    ("POST", "/movimentacoes/emprestimos/$/reencontro", {"items": [{"asset_id": 1}]}, "loan_b"),
    ("GET", "/movimentacoes/baixas/$", None, "disposal_b"),
    ("GET", "/movimentacoes/baixas/$/lote.pdf", None, "disposal_b"),
    (
        "PUT",
        "/movimentacoes/baixas/$",
        {"items": [{"asset_id": "asset_a"}], "destination": "discard", "reason": "x"},
        "disposal_b",
    ),
    ("POST", "/movimentacoes/baixas/$/pedido", None, "disposal_b"),
    ("POST", "/movimentacoes/baixas/$/cancelamento", {"reason": "x"}, "disposal_b"),
    ("POST", "/movimentacoes/baixas/$/conclusao", {"document_number": "x"}, "disposal_b"),
    ("POST", "/movimentacoes/emprestimos/$/troca", {"asset_id": 1}, "loan_b"),
    ("GET", "/movimentacoes/desligamentos/$", None, "person_b"),
    (
        "POST",
        "/movimentacoes/desligamentos/$/devolucao",
        {"asset_ids": ["asset_a"], "location_id": "room_a", "reason": "x"},
        "person_b",
    ),
    (
        "POST",
        "/movimentacoes/desligamentos/$/repasse",
        {"asset_ids": ["asset_a"], "person_id": "person_a", "reason": "x"},
        "person_b",
    ),
    ("POST", "/movimentacoes/desligamentos/$/nada-consta", {"left_on": "2026-01-01"}, "person_b"),
    ("GET", "/movimentacoes/desligamentos/person_b/nada-consta/$/pdf", None, "clearance_b"),
    (
        "POST",
        "/movimentacoes/desligamentos/person_b/nada-consta/$/revogacao",
        {"reason": "x"},
        "clearance_b",
    ),
    ("GET", "/movimentacoes/desligamentos/$/nada-consta/1/pdf", None, "person_b"),
    ("POST", "/movimentacoes/desligamentos/$/nada-consta/1/revogacao", {"reason": "x"}, "person_b"),
    ("GET", "/movimentacoes/ocorrencias/$", None, "occurrence_b"),
    ("POST", "/movimentacoes/ocorrencias/$/resolucao", {"resolution": "x"}, "occurrence_b"),
    ("GET", "/movimentacoes/aprovacoes/$", None, "approval_b"),
    ("POST", "/movimentacoes/aprovacoes/$/decisao", {"decision": "approve"}, "approval_b"),
    ("GET", "/movimentacoes/termos/$", None, "term_b"),
    ("GET", "/movimentacoes/termos/$/pdf", None, "term_b"),
    ("GET", "/movimentacoes/termos/$/pdf-assinado", None, "term_b"),
    ("POST", "/movimentacoes/termos/$/assinatura", {"decision": "refuse", "note": "x"}, "term_b"),
    ("POST", "/movimentacoes/termos/$/link", None, "term_b"),
    ("POST", "/movimentacoes/termos/$/pdf-assinado", None, "term_b"),
    ("GET", "/localizacoes/$", None, "room_b"),
    ("PATCH", "/localizacoes/$", {"name": "X"}, "room_b"),
    ("DELETE", "/localizacoes/$", None, "room_b"),
    ("POST", "/localizacoes/$/mudanca", {"parent_id": None}, "room_b"),
    ("GET", "/pessoas/$", None, "person_b"),
    ("PATCH", "/pessoas/$", {"name": "X"}, "person_b"),
    ("POST", "/pessoas/$/cpf", None, "person_b"),
]
LOAN: dict[str, Any] = {
    "items": [{"asset_id": "asset_a"}],
    "borrower_type": "person",
    "borrower_id": "person_a",
    "start_date": "2098-01-01",
    "due_date": "2098-01-02",
    "purpose": "x",
}
LOT: dict[str, Any] = {"items": [{"asset_id": "asset_a"}], "destination": "discard", "reason": "x"}
OWN_LOAN: dict[str, Any] = {"start_date": "2098-01-01", "due_date": "2098-01-02", "purpose": "x"}
SERIES: dict[str, Any] = LOAN | {"recurrence": {"frequency": "monthly", "times": 2}}
ANY_IN: dict[str, Any] = {"items": [{"category_id": "category", "location_id": "$"}]}
IN_BODIES: list[Attack] = [
    *(
        (method, f"/movimentacoes/baixas{path}", LOT | more, foreign)
        for method, path in (("POST", ""), ("PUT", "/disposal_a"))
        for more, foreign in (
            ({"items": [{"asset_id": "asset_a"}, {"asset_id": "$"}]}, "asset_b"),
            ({"members": [{"person_id": "$"}]}, "person_b"),
        )
    ),
    ("POST", "/ativos", {"name": "X", "location_id": "$"}, "room_b"),
    ("POST", "/ativos", {"name": "X", "location_id": "room_a", "responsible_id": "$"}, "person_b"),
    ("POST", "/ativos/asset_a/movimentacao", {"to_location_id": "$"}, "room_b"),
    ("POST", "/ativos/asset_a/movimentacao", {"to_responsible_id": "$"}, "person_b"),
    ("POST", "/ativos/movimentacao", {"selection": {"ids": ["asset_a"]}, "to_location_id": "$"}, "room_b"),
    (
        "POST",
        "/ativos/movimentacao",
        {"selection": {"ids": ["asset_a"]}, "to_responsible_id": "$"},
        "person_b",
    ),
    (
        "POST",
        "/ativos/movimentacao",
        {"selection": {"ids": ["asset_a", "$"]}, "to_location_id": "room_a"},
        "asset_b",
    ),
    ("POST", "/ativos/etiquetas", {"sheet": "A4356", "selection": {"ids": ["asset_a", "$"]}}, "asset_b"),
    ("POST", "/calendarios", {"location_id": "$", "hours": [[]] * 7}, "room_b"),
    ("POST", "/movimentacoes", {"asset_ids": ["asset_a"], "to_location_id": "$", "reason": "x"}, "room_b"),
    (
        "POST",
        "/movimentacoes",
        {"asset_ids": ["asset_a"], "to_location_id": "room_a", "to_responsible_id": "$", "reason": "x"},
        "person_b",
    ),
    (
        "POST",
        "/movimentacoes",
        {"asset_ids": ["asset_a", "$"], "to_location_id": "room_a", "reason": "x"},
        "asset_b",
    ),
    (
        "PATCH",
        "/movimentacoes/draft_a",
        {"asset_ids": ["asset_a"], "to_location_id": "$", "reason": "x"},
        "room_b",
    ),
    (
        "PATCH",
        "/movimentacoes/draft_a",
        {"asset_ids": ["asset_a"], "to_responsible_id": "$", "reason": "x"},
        "person_b",
    ),
    (
        "PATCH",
        "/movimentacoes/draft_a",
        {"asset_ids": ["asset_a", "$"], "to_location_id": "room_a", "reason": "x"},
        "asset_b",
    ),
    ("POST", "/movimentacoes/emprestimos", LOAN | {"items": [{"asset_id": "$"}]}, "asset_b"),
    ("POST", "/movimentacoes/emprestimos", LOAN | {"borrower_id": "$"}, "person_b"),
    ("POST", "/movimentacoes/emprestimos", LOAN | ANY_IN, "room_b"),
    ("POST", "/movimentacoes/emprestimos/series", SERIES | {"items": [{"asset_id": "$"}]}, "asset_b"),
    ("POST", "/movimentacoes/emprestimos/series", SERIES | {"borrower_id": "$"}, "person_b"),
    ("POST", "/movimentacoes/emprestimos/series", SERIES | ANY_IN, "room_b"),
    ("POST", "/movimentacoes/emprestimos/proprios", OWN_LOAN | {"items": [{"asset_id": "$"}]}, "asset_b"),
    ("POST", "/movimentacoes/emprestimos/proprios", OWN_LOAN | ANY_IN, "room_b"),
    (
        "POST",
        "/movimentacoes/emprestimos/waiting_a/troca",
        {"asset_id": "reserved_a", "replacement_id": "$"},
        "asset_b",
    ),
    (
        "POST",
        "/movimentacoes/emprestimos/agenda/assinaturas",
        {"name": "x", "kind": "asset", "target_id": "$"},
        "asset_b",
    ),
    (
        "POST",
        "/movimentacoes/emprestimos/loan_a/devolucao",
        {"items": [{"asset_id": "asset_a"}], "location_id": "$"},
        "room_b",
    ),
    (
        "POST",
        "/movimentacoes/ocorrencias",
        {"asset_id": "$", "kind": "other", "description": "x"},
        "asset_b",
    ),
    (
        "POST",
        "/movimentacoes/desligamentos/person_a/devolucao",
        {"asset_ids": ["$"], "location_id": "room_a", "reason": "x"},
        "asset_b",
    ),
    (
        "POST",
        "/movimentacoes/desligamentos/person_a/devolucao",
        {"asset_ids": ["held_a"], "location_id": "$", "reason": "x"},
        "room_b",
    ),
    (
        "POST",
        "/movimentacoes/desligamentos/person_a/repasse",
        {"asset_ids": ["$"], "person_id": "person_a", "reason": "x"},
        "asset_b",
    ),
    (
        "POST",
        "/movimentacoes/desligamentos/person_a/repasse",
        {"asset_ids": ["held_a"], "person_id": "$", "reason": "x"},
        "person_b",
    ),
    (
        "POST",
        "/movimentacoes/desligamentos/person_a/repasse",
        {"asset_ids": ["held_a"], "person_id": "other_a", "location_id": "$", "reason": "x"},
        "room_b",
    ),
    ("POST", "/localizacoes", {"name": "X", "type": "room", "parent_id": "$"}, "building_b"),
    ("POST", "/localizacoes/room_a/mudanca", {"parent_id": "$"}, "building_b"),
    ("POST", "/pessoas", {"name": "X", "location_id": "$"}, "room_b"),
    ("PATCH", "/pessoas/person_a", {"location_id": "$"}, "room_b"),
]  # fmt: skip


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
