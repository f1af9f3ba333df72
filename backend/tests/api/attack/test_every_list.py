"""Every answer that takes no id, asked for by the manager of one building, names nothing of the other."""

from __future__ import annotations

from typing import Any

import pytest

from levitiis.kit.access import Actor, ActorKind
from tests.api.attack.conftest import Ids
from tests.api.client import PREFIX, Api
from tests.api.world import World
from tests.builders.users import account
from tests.contract import contract

MARKERS = (
    "Cofre",
    "B-1",
    "Bento Rocha",
    "Bloco B",
    "Sala 201",
    "Regra distante",
    "Distante Silva",
    "TR-2026-900001",
    "TM-2026-900001",
    "EM-2026-900001",
    "BX-2026-900001",
    "Cofre riscado",
)
"""What only building B has: an asset, its tag, a person, places, a rule, a decider, a transfer, a term,
a loan, a disposal, what happened to an asset."""


def asked(world: World) -> dict[str, tuple[dict[str, Any], ...]]:
    """Parameters that an operation needs, or is asked with so that it tells more."""
    return {
        "searchEverything": tuple({"q": q} for q in ("Cofre", "B-1", "Bento", "Bloco", "Sala", "Silva")),
        "getLocationTree": ({}, {"parent_id": world.unit}, {"parent_id": world.building_b}),
        "getLoanAgenda": ({"start": "2026-12-01", "end": "2026-12-31"},),
        "listFreeAssets": ({"start": "2199-01-01", "end": "2199-01-02", "reach": "see"},),
        "getLoanDesk": ({"start": "2026-12-01", "end": "2026-12-31"},),
        "listTrail": ({"page_size": 200}, {"page_size": 200, "grouped": True}),
    }


REFUSED = {"getFoundPage": 403, "listApprovalRules": 403, "getTrailSeals": 403, "listImports": 404}
"""What a manager has a permission for that holds organisation-wide only."""

NO_PLACE = {
    "getLoanDesk",
    "getFoundPage",
    "getPublicFoundPage",
    "getLoanRules",
    "getDisposalRules",
    "listCalendarFeeds",
    "countWaitingApprovals",
    "getMe",
    "getSecondFactor",
    "getTrailSeals",
    "listCategories",
    "listDelegations",
    "listImports",
    "listJobs",
    "listLabelSheets",
    "listLocationKinds",
    "listOwnSessions",
    "listPermissions",
    "listRoles",
    "listSuppliers",
    "listTermTemplates",
    "summariseAssets",
}
"""What tells no names of things with a place: figures, what is the caller's own, what has no place."""

NO_SESSION = {"openEventStream": "takes a ticket, not a session; see tests/api/realtime"}


@pytest.fixture
async def planted(api: Api, ids: Ids) -> Ids:
    """What is in building B, with a decider and a rule of its own."""
    async with api.work() as uow:
        made = await account(uow, "distante.silva", role="approver", at=ids.building_b)
    async with api.work(Actor(ActorKind.USER, made.user_id, "distante.silva")) as uow:
        uow.log("asset", ids.asset_b, "update", {"changes": {}})
    level = {"place": "place", "location_id": ids.building_b}
    body = {"name": "Regra distante", "kind": "transfer", "origin_id": ids.building_b, "levels": [level]}
    ruled = await api.as_role("administrator").post("/movimentacoes/aprovacoes/regras", body)
    assert ruled.status_code == 201, ruled.text
    return ids


def listing(document: dict[str, Any]) -> dict[str, str]:
    """The addresses of the operations that read and take no id in them, by their names."""
    return {
        methods["get"]["operationId"]: path.removeprefix(PREFIX)
        for path, methods in document["paths"].items()
        if "get" in methods and "{" not in path
    }


async def told(who: Api) -> dict[str, tuple[set[int], set[str]]]:
    """With which statuses each operation answers, and which markers it tells."""
    every, params = listing(contract()), asked(who.world)
    assert len(every) > 25
    assert set(params) | set(REFUSED) | set(NO_SESSION) | NO_PLACE <= set(every)
    found: dict[str, tuple[set[int], set[str]]] = {}
    for name in every.keys() - NO_SESSION:
        answers = [await who.get(every[name], params=some) for some in params.get(name, ({},))]
        text = " ".join(answer.text for answer in answers)
        statuses = {answer.status_code for answer in answers}
        found[name] = (statuses, {marker for marker in MARKERS if marker in text})
    return found


async def test_no_list_names_what_lies_elsewhere(planted: Ids, local_manager: Api) -> None:
    found = await told(local_manager)
    assert found == {name: ({REFUSED.get(name, 200)}, set()) for name in found}


async def test_the_markers_are_there_to_be_found(planted: Ids, administrator: Api) -> None:
    """The same questions by somebody who may see everything."""
    found = await told(administrator)
    assert {name for name, (statuses, _) in found.items() if statuses != {200}} == set()
    assert {marker for _, markers in found.values() for marker in markers} == set(MARKERS)
    assert {name for name, (_, markers) in found.items() if not markers} == NO_PLACE
