"""Every place in which an operation takes an id: what a stranger sends there."""

from __future__ import annotations

from typing import Any

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
    (
        "POST",
        "/movimentacoes/emprestimos/$/prorrogacao/pedido",
        {"due_date": "2099-01-01", "reason": "x"},
        "loan_b",
    ),
    ("POST", "/movimentacoes/emprestimos/$/prorrogacao/concessao", None, "loan_b"),
    ("POST", "/movimentacoes/emprestimos/$/prorrogacao/recusa", {"note": "x"}, "loan_b"),
    ("POST", "/movimentacoes/emprestimos/$/prorrogacao/retirada", None, "loan_b"),
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
    ("GET", "/movimentacoes/baixas/bens/$", None, "asset_b"),
    ("POST", "/movimentacoes/baixas/$/pedido", None, "disposal_b"),
    ("POST", "/movimentacoes/baixas/$/cancelamento", {"reason": "x"}, "disposal_b"),
    ("POST", "/movimentacoes/baixas/$/conclusao", {"document_number": "x"}, "disposal_b"),
    ("POST", "/movimentacoes/emprestimos/$/troca", {"asset_id": 1}, "loan_b"),
    ("GET", "/movimentacoes/desligamentos/$", None, "person_b"),
    ("GET", "/movimentacoes/desligamentos/$/pendencias?kind=assets", None, "person_b"),
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
TWICE: dict[str, Any] = {"recurrence": {"frequency": "monthly", "times": 2}}
SERIES: dict[str, Any] = LOAN | TWICE
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
    *(
        ("POST", "/movimentacoes/emprestimos/proprios/series", OWN_LOAN | TWICE | items, foreign)
        for items, foreign in (({"items": [{"asset_id": "$"}]}, "asset_b"), (ANY_IN, "room_b"))
    ),
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
