"""Rules say who is asked: by value and place, level by level, by name, with whoever stands in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from levitiis.commands.checks import violations_in
from levitiis.kit.clock import frozen, now, today
from levitiis.modules.identity.models import User
from levitiis.modules.people.models import Person
from tests.api.approvals.conftest import RULES, Office, ask, decide, rule
from tests.api.client import Api, body_without_request, test_settings
from tests.api.world import World
from tests.builders.locations import location
from tests.builders.users import account

DELEGATIONS = "/movimentacoes/aprovacoes/delegacoes"


async def test_from_a_value_on_two_levels_are_asked_one_after_the_other(
    api: Api, manager: Api, world: World, office: Office
) -> None:
    named = {"place": "organisation", "approver_ids": [office.treasurer.user_id]}
    await rule(manager, {"place": "destination"}, named, name="Caras", minimum_value="1000.00")
    cheap = await ask(manager, office.assets[:1], world.room_b)
    assert (cheap["state"], cheap["approval_id"]) == ("approved", None), "400 is less than 1,000"
    dear = await ask(manager, office.assets[1:], world.room_b)
    assert dear["state"] == "approved", "800 too"
    await manager.post(f"/movimentacoes/{cheap['id']}/cancelamento", {"reason": "x"})
    await manager.post(f"/movimentacoes/{dear['id']}/cancelamento", {"reason": "x"})
    all_three = await ask(manager, office.assets, world.room_b)
    assert all_three["state"] == "pending"
    director, treasurer = api.as_account(office.director), api.as_account(office.treasurer)
    shown = (await director.get(f"/movimentacoes/aprovacoes/{all_three['approval_id']}")).json()
    assert (shown["rule"], len(shown["levels"])) == ("Caras", 2)
    assert shown["levels"][1]["approvers"][0]["id"] == office.treasurer.user_id
    assert (await decide(director, shown["id"]))[1]["state"] == "pending"
    assert (await decide(director, shown["id"]))[0] == 403, "the second level names the treasurer"
    status, done = await decide(treasurer, shown["id"])
    assert (status, done["state"]) == (200, "approved")
    after = (await manager.get(f"/movimentacoes/{all_three['id']}")).json()
    assert after["state"] == "approved"


async def test_a_rule_without_levels_asks_nobody(
    api: Api, manager: Api, administrator: Api, world: World, office: Office
) -> None:
    async with api.work() as uow:
        unit = await location(uow, "Filial")
        elsewhere = await location(uow, "Depósito", parent=unit)
    asked = await ask(manager, office.assets[:1], elsewhere.id)
    assert asked["state"] == "pending", "by default the destination decides between units"
    await manager.post(f"/movimentacoes/{asked['id']}/cancelamento", {"reason": "x"})
    await rule(administrator, destination_id=unit.id, name="Filial livre")
    assert (await ask(manager, office.assets[:1], elsewhere.id))["state"] == "approved"


async def test_the_history_of_a_rule_tells_who_was_named_for_its_levels(manager: Api, office: Office) -> None:
    def naming(who: int) -> dict[str, Any]:
        return {"place": "organisation", "approver_ids": [who]}

    made = await rule(manager, naming(office.director.user_id))
    other = await rule(manager, naming(office.director.user_id), name="Outra")
    body = {"name": "Regra", "kind": "transfer", "levels": [naming(office.treasurer.user_id)]}
    changed = await manager.patch(f"{RULES}/{made['id']}", body, headers={"if-match": f'"{made["version"]}"'})
    assert changed.status_code == 200, changed.text

    async def named(of: int) -> list[tuple[str, str | None, str | None]]:
        wanted = {"entity": "approval_rule", "entity_id": of}
        told = (await manager.get("/trilha", params=wanted)).json()["items"]
        return [
            (entry["action"], change["before_label"], change["after_label"])
            for entry in reversed(told)
            if entry["entity"] == "approval_rule_approver"
            for change in entry["changes"]
            if change["field"] == "user_id"
        ]

    director, treasurer = "Director", "Treasurer"
    assert await named(made["id"]) == [
        ("create", None, director), ("delete", director, None), ("create", None, treasurer)
    ]  # fmt: skip
    assert await named(other["id"]) == [("create", None, director)]


async def test_substitutes_and_whoever_stands_in_decide_too(
    api: Api, manager: Api, world: World, office: Office
) -> None:
    named = {"place": "organisation", "approver_ids": [office.director.user_id]}
    await rule(manager, named)
    director, treasurer = api.as_account(office.director), api.as_account(office.treasurer)
    first = await ask(manager, office.assets[:1], world.room_b)
    assert (await decide(treasurer, first["approval_id"]))[0] == 403
    day = today()
    body = {"delegate_id": office.treasurer.user_id, "starts_on": f"{day}", "ends_on": f"{day}"}
    made = await director.post(DELEGATIONS, body | {"reason": "Férias"})
    assert made.status_code == 201, made.text
    again = await director.post(DELEGATIONS, body)
    assert (again.status_code, again.json()["code"]) == (409, "approvals.delegation_overlaps")
    (waiting,) = (await treasurer.get("/movimentacoes/aprovacoes?mine=true")).json()["items"]
    assert waiting["allowed_actions"] == ["decide"]
    with frozen(now() + timedelta(days=2)):
        later = api.as_account(office.treasurer)
        assert (await decide(later, first["approval_id"]))[0] == 403, "the days are over"
    status, done = await decide(treasurer, first["approval_id"], note="Pelo diretor")
    assert (status, done["state"]) == (200, "approved")
    assert done["decisions"][0]["on_behalf_of"]["id"] == office.director.user_id
    mine = (await director.get(DELEGATIONS)).json()["items"]
    assert (await director.delete(f"{DELEGATIONS}/{mine[0]['id']}")).status_code == 204
    assert (await treasurer.delete(f"{DELEGATIONS}/{mine[0]['id']}")).status_code == 404


async def test_nobody_decides_by_delegation_on_what_he_or_the_delegator_asked_for(
    api: Api, world: World, office: Office, administrator: Api
) -> None:
    async with api.work() as uow:
        boss = await account(uow, "boss", role="manager")
        helper = await account(uow, "helper", role="approver")
    mine, theirs = api.as_account(boss), api.as_account(helper)
    both = [boss.user_id, office.director.user_id]
    await rule(administrator, {"place": "organisation", "approver_ids": both})
    asked = await ask(mine, office.assets[:1], world.room_b)
    day = today()
    body = {"delegate_id": helper.user_id, "starts_on": f"{day}", "ends_on": f"{day}"}
    assert (await mine.post(DELEGATIONS, body)).status_code == 201
    waiting = await theirs.get("/movimentacoes/aprovacoes?mine=true")
    assert waiting.json()["items"] == []
    assert (await decide(theirs, asked["approval_id"]))[0] == 403, "in the name of who asked"
    assert (await decide(mine, asked["approval_id"]))[1]["code"] == "approvals.own_request"


async def test_what_a_rule_may_not_say(
    api: Api, manager: Api, reader: Api, world: World, office: Office
) -> None:
    base = {"name": "X", "kind": "transfer"}
    for body, pointer in (
        (base | {"kind": "wish"}, "/kind"),
        (base | {"levels": [{"place": "organisation", "approver_ids": [world.accounts["reader"].user_id]}]},
         "/levels/0/approver_ids/0"),
        (base | {"levels": [{"place": "place"}]}, "/levels/0"),
        (base | {"levels": [{"place": "origin", "substitute_ids": [1]}]}, "/levels/0"),
    ):  # fmt: skip
        answer = await manager.post(RULES, body)
        assert answer.status_code == 422, body
        assert answer.json()["errors"][0]["pointer"] == pointer
    async with api.work() as uow:
        local = await account(uow, "local", role="manager", at=world.building_a)
    assert (await api.as_account(local).post(RULES, base)).status_code == 403


async def test_a_rule_is_said_anew_and_removed_and_what_was_asked_stays(
    api: Api, manager: Api, world: World, office: Office, tmp_path: Path
) -> None:
    made = await rule(manager, {"place": "organisation"})
    asked = await ask(manager, office.assets[:1], world.room_b)
    body = {"name": "Outra", "kind": "transfer", "levels": []}
    changed = await manager.patch(f"{RULES}/{made['id']}", body, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["levels"]) == (200, [])
    stale = await manager.patch(f"{RULES}/{made['id']}", body, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (await manager.delete(f"{RULES}/{made['id']}")).status_code == 204
    shown = (await manager.get(f"/movimentacoes/aprovacoes/{asked['approval_id']}")).json()
    assert (shown["rule"], len(shown["levels"])) == (None, 1)
    async with api.database.writing() as session:
        broken = await violations_in(session, test_settings(tmp_path))
    assert [one for one in broken if one.invariant == "I13"] == [], "a rule that goes changes no approval"


async def test_deciders_are_found_with_and_without_accents(api: Api, manager: Api, office: Office) -> None:
    for typed in ("director", "DÍREC", " diréctor "):
        answer = await manager.get("/movimentacoes/aprovacoes/aprovadores", params={"q": typed})
        assert [one["id"] for one in answer.json()["items"]] == [office.director.user_id]
    one = {"user_id": office.treasurer.user_id}
    found = await manager.get("/movimentacoes/aprovacoes/aprovadores", params=one)
    assert [one["id"] for one in found.json()["items"]] == [office.treasurer.user_id]


DECIDERS = "/movimentacoes/aprovacoes/aprovadores"


async def test_deciders_are_found_by_the_name_that_is_shown_alone(
    api: Api, manager: Api, office: Office
) -> None:
    """Nobody learns by trial what e-mail address or registration number somebody has."""
    async with api.work() as uow:
        user = await uow.session.get_one(User, office.director.user_id)
        who = await uow.session.get_one(Person, user.person_id)
        who.email, who.registration = "diretoria@example.org", "998877"
        who.derive()
    for typed, found in (("direc", 1), ("diretoria", 0), ("example.org", 0), ("9988", 0)):
        answer = await manager.get(DECIDERS, params={"q": typed})
        assert len(answer.json()["items"]) == found, typed


async def test_a_local_decider_finds_those_who_decide_where_he_does(
    api: Api, manager: Api, world: World, office: Office
) -> None:
    async with api.work() as uow:
        mine = await account(uow, "mine", role="approver", at=world.building_a)
        above = await account(uow, "above", role="approver", at=world.unit)
        below = await account(uow, "below", role="approver", at=world.room_a)
        far = await account(uow, "far", role="approver", at=world.building_b)
    everybody = {office.director, office.treasurer, mine, above, below, far}
    local, day = api.as_account(mine), today()

    async def found(who: Api, **params: Any) -> set[int]:
        return {one["id"] for one in (await who.get(DECIDERS, params=params)).json()["items"]}

    seen = await found(local)
    assert {one.user_id for one in everybody - {far}} <= seen
    assert far.user_id not in seen
    assert await found(local, user_id=far.user_id) == set()
    assert {one.user_id for one in everybody} <= await found(manager)
    body = {"starts_on": f"{day}", "ends_on": f"{day}"}
    answers = [
        await local.post(DELEGATIONS, body | {"delegate_id": number})
        for number in (far.user_id, world.accounts["reader"].user_id)
    ]
    assert [one.status_code for one in answers] == [422, 422]
    assert body_without_request(answers[0]) == body_without_request(answers[1])
    made = await local.post(DELEGATIONS, body | {"delegate_id": above.user_id})
    assert made.status_code == 201


async def test_rules_are_shown_to_who_configures_for_all_alone(api: Api, manager: Api, world: World) -> None:
    async with api.work() as uow:
        local = api.as_account(await account(uow, "local", role="manager", at=world.building_a))
    made = await rule(manager, name="Do bloco B", origin_id=world.building_b)
    assert [one["id"] for one in (await manager.get(RULES)).json()["items"]] == [made["id"]]
    answer = await local.get(RULES)
    assert (answer.status_code, answer.json()["code"]) == (403, "request.forbidden")
