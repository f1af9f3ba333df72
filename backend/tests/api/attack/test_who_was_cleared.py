"""Every field of a body that names somebody is tried with who was cleared, or stands here with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from levitiis.kit.clock import today
from levitiis.modules.people.api import leave
from tests.api.attack.conftest import Ids, nothing_written
from tests.api.attack.foreign_ids import IN_BODIES, LOAN, SERIES, Attack
from tests.api.attack.test_every_id import all_ids, attacked
from tests.api.attack.test_other_subtree import sent
from tests.api.client import Api
from tests.builders.people import person
from tests.builders.users import account
from tests.contract import contract

SOMEBODY = {
    "person_id", "responsible_id", "to_responsible_id", "borrower_id", "signer_id", "receiver_id", "into_id",
    "approver_ids", "substitute_ids", "delegate_id",
}  # fmt: skip
"""Names of fields that say who: a person, or a user."""
NOBODY = {
    "asset_id", "asset_ids", "approval_ids", "calendar_id", "category_id", "certificate_id", "destination_id",
    "exclude_ids", "ids", "location_id", "origin_id", "parent_id", "replacement_id",
    "supplier_id", "target_id", "to_location_id",
}  # fmt: skip
"""Names of fields that say what or where. A new name has to be put into one of the two."""
ELSEWHERE = {
    "concludeDisposal /receiver_id": "needs a disposal that was approved; see tests/api/clearances",
    "mergePerson /into_id": "a clearance is in its way, not the day; see tests/api/clearances",
}
LEVEL: dict[str, Any] = {"place": "organisation", "approver_ids": ["$"]}
RULE: dict[str, Any] = {"name": "x", "kind": "transfer", "levels": [LEVEL]}
STANDS_IN: dict[str, Any] = {"starts_on": "2098-01-01", "ends_on": "2098-01-02", "delegate_id": "$"}
USER: dict[str, Any] = {"username": "outra", "email": "outra@example.org", "role": "reader"}
THIRD: dict[str, Any] = {"borrower_type": "third_party", "signer_id": "$"}


def _people(supplier: int, reader: int) -> list[Attack]:
    """What the attacks on other subtrees do not try: who has the right has it everywhere."""
    third = THIRD | {"borrower_id": supplier}
    return [
        *(attack for attack in IN_BODIES if attack[3] == "person_b"),
        ("POST", "/movimentacoes/emprestimos", LOAN | third, "person"),
        ("POST", "/movimentacoes/emprestimos/series", SERIES | third, "person"),
        ("POST", "/users", USER | {"person_id": "$"}, "person"),
        ("PUT", f"/users/{reader}/pessoa", {"person_id": "$"}, "person"),
    ]


def _deciders(rule: int, approver: int) -> list[Attack]:
    after = RULE | {"levels": [LEVEL | {"approver_ids": [approver], "substitute_ids": ["$"]}]}
    return [
        *(
            (method, f"/movimentacoes/aprovacoes/regras{path}", body, "user")
            for method, path in (("POST", ""), ("PATCH", f"/{rule}"))
            for body in (RULE, after)
        ),
        ("POST", "/movimentacoes/aprovacoes/delegacoes", STANDS_IN, "user"),
    ]


def test_nobody_is_left_out() -> None:
    document = contract()
    named = {one for one in all_ids(document) if "/" in one and "/filter/" not in one}
    names = {one.rpartition("/")[2] for one in named}
    assert names - SOMEBODY - NOBODY == set(), "say whether it names somebody"
    assert names >= SOMEBODY | NOBODY, "a name that is gone"
    wanted = {one for one in named if one.rpartition("/")[2] in SOMEBODY}
    tried = {attacked(document, attack) for attack in [*_people(1, 1), *_deciders(1, 1)]}
    assert wanted - tried == set(ELSEWHERE)
    assert len(wanted) > 15


@pytest.fixture
async def cleared(api: Api, administrator: Api) -> dict[str, int]:
    """Somebody with an account who decides, and was cleared; the rules that he was named in before."""
    async with api.work() as uow:
        who = await account(uow, "saiu.ontem", role="approver")
        other = await person(uow, "Davi Sai", location_id=api.world.room_a)
    named = RULE | {"levels": [LEVEL | {"approver_ids": [who.user_id]}]}
    made = await administrator.post("/movimentacoes/aprovacoes/regras", named)
    assert made.status_code == 201, "before he was cleared he could be named"
    supplier = await administrator.post("/compras/fornecedores", {"name": "Teatro"})
    of_user = (await administrator.get(f"/users/{who.user_id}")).json()["person_id"]
    async with api.work() as uow:
        for number in (of_user, other.id):
            await leave(uow, number, today())
    return {
        "person": other.id, "user": who.user_id, "rule": made.json()["id"], "supplier": supplier.json()["id"]
    }  # fmt: skip


async def test_who_was_cleared_is_named_nowhere(
    api: Api, administrator: Api, ids: Ids, cleared: dict[str, int]
) -> None:
    accounts = api.world.accounts
    of_people = _people(cleared["supplier"], accounts["reader"].user_id)
    of_deciders = _deciders(cleared["rule"], accounts["approver"].user_id)
    async with nothing_written(api):
        for attack in [*of_people, *of_deciders]:
            by = "person" if attack in of_people else "user"
            status, told = await sent(administrator, attack, ids, cleared[by])
            wanted = (409, "people.has_left") if by == "person" else (422, "approvals.no_decider")
            assert (status, told["code"]) == wanted, (attack, told)
            assert told["errors"], attack


async def test_who_was_cleared_is_offered_to_nobody(administrator: Api, cleared: dict[str, int]) -> None:
    offered = (await administrator.get("/movimentacoes/aprovacoes/aprovadores")).json()["items"]
    assert cleared["user"] not in [one["id"] for one in offered]
    assert len(offered) > 0
