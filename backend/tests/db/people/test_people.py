"""People: what is kept of them, who sees them, and how a file names them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem
from levitiis.modules.locations.api import ensure_kinds
from levitiis.modules.people import actions, queries
from levitiis.modules.people.naming import PersonName, find_or_create_people, find_people
from levitiis.modules.people.policy import MANAGE, READ, READ_DOCUMENT
from levitiis.modules.people.schemas import PersonFilter, PersonIn, PersonPatch
from tests.builders.actors import actor
from tests.builders.locations import location
from tests.builders.people import person
from tests.db.stage import Stage

CPF, OTHER_CPF = "529.982.247-25", "111.444.777-35"


async def register(stage: Stage, name: str, who: Actor | None = None, **fields: Any) -> int:
    async with stage.work(who) as uow:
        return (await actions.create_person(uow, PersonIn(name=name, **fields), stage.keys)).id


async def edit(stage: Stage, person_id: int, who: Actor | None = None, **fields: Any) -> None:
    async with stage.work(who) as uow:
        await actions.edit_person(uow, person_id, PersonPatch(**fields), None, stage.keys)


async def listed(stage: Stage, who: Actor | None = None, **params: Any) -> list[str]:
    async with stage.read() as session:
        page = await queries.list_people(session, who or actor(READ), PersonFilter(**params), stage.keys)
    return [row.name for row in page.items]


async def test_a_cpf_is_kept_encrypted_shown_masked_and_found_whole(stage: Stage) -> None:
    ana = await register(stage, "Ana Souza", cpf=CPF, registration="m-1", email="ana@example.org")
    await register(stage, "Bento", cpf=OTHER_CPF)
    (row,) = await stage.sql("SELECT cpf_cipher, cpf_index FROM people WHERE id = :id", id=ana)
    assert b"52998224725" not in row.cpf_cipher
    assert stage.keys.decrypt_cpf(row.cpf_cipher) == "52998224725"
    async with stage.read() as session:
        shown = await queries.get_person(session, actor(READ), ana, stage.keys)
    assert shown.cpf_masked == "***.982.247-**"
    reads = actor(READ, READ_DOCUMENT)
    for q in (CPF, "52998224725", " 529982247-25 "):
        assert await listed(stage, reads, q=q) == ["Ana Souza"]
        assert await listed(stage, q=q) == [], "who sees the mask alone could try the rest out"
    assert await listed(stage, reads, q="52998224") == [], "a part of a CPF finds nobody"


async def test_the_trail_holds_no_personal_data(stage: Stage) -> None:
    ana = await register(stage, "Ana Souza", cpf=CPF, registration="MAT-77", email="ana@example.org")
    await edit(stage, ana, name="Ana Lima", cpf=OTHER_CPF, email="lima@example.org")
    kept = json.dumps([row.data_json for row in await stage.sql("SELECT data_json FROM audit_logs")])
    for secret in ("Ana", "Souza", "Lima", "example", "MAT-77", "52998224725", "11144477735", "982.247"):
        assert secret not in kept
    assert "cpf_index" in kept
    assert "hmac:" in kept


async def test_the_same_cpf_again_is_no_change(stage: Stage) -> None:
    ana = await register(stage, "Ana", cpf=CPF)
    await edit(stage, ana, cpf="52998224725", name="Ana")
    (row,) = await stage.sql("SELECT version FROM people")
    assert row.version == 1
    await edit(stage, ana, cpf=None)
    assert await stage.sql("SELECT 1 FROM people WHERE cpf_cipher IS NULL AND cpf_index IS NULL")


async def test_registration_and_cpf_belong_to_one_person(stage: Stage) -> None:
    await register(stage, "Ana", registration="Mat 77", cpf=CPF)
    with pytest.raises(Problem, match="registration_taken"):
        await register(stage, "Bia", registration="MAT77")
    with pytest.raises(Problem, match="cpf_taken") as refused:
        await register(stage, "Bia", cpf="52998224725")
    assert refused.value.errors[0].pointer == "/cpf"
    await register(stage, "Ana")
    assert await listed(stage) == ["Ana", "Ana"]


async def test_each_sees_the_people_of_his_places(stage: Stage) -> None:
    async with stage.work() as uow:
        await ensure_kinds(uow)
        unit = await location(uow, "Sede")
        a = await location(uow, "A", parent=unit)
        b = await location(uow, "B", parent=unit)
        for name, place in (("Ana", a), ("Bento", b), ("Célia", unit), ("Davi", None)):
            await person(uow, name, location_id=place.id if place else None)
    assert await listed(stage) == ["Ana", "Bento", "Célia", "Davi"]
    assert await listed(stage, actor()) == []
    assert await listed(stage, actor(READ, at=a.path)) == ["Ana"]
    assert await listed(stage, actor(READ, at=[a.path, unit.path])) == ["Ana", "Bento", "Célia"]
    assert await listed(stage, actor(READ), location_id=unit.id) == []
    everyone = actor(READ, _location_read())
    assert await listed(stage, everyone, location_id=unit.id) == ["Ana", "Bento", "Célia"]
    assert await listed(stage, everyone, sort="location") == ["Célia", "Ana", "Bento", "Davi"]
    async with stage.read() as session:
        hits = await queries.search(session, actor(READ, at=unit.path), "celia", 5)
        assert [(hit.title, hit.subtitle) for hit in hits] == [("Célia", "Sede")]
        assert await queries.search(session, actor(READ, at=a.path), "celia", 5) == []
        (davi,) = await stage.sql("SELECT id FROM people WHERE name = 'Davi'")
        with pytest.raises(Problem, match="not_found"):
            await queries.require_person(session, actor(READ, at=unit.path), davi.id, "/responsible_id")


def _location_read() -> Any:
    from levitiis.modules.locations.policy import READ as LOCATIONS

    return LOCATIONS


async def test_whoever_moves_a_person_manages_people_in_both_places(stage: Stage) -> None:
    async with stage.work() as uow:
        await ensure_kinds(uow)
        unit = await location(uow, "Sede")
        a, b = await location(uow, "A", parent=unit), await location(uow, "B", parent=unit)
        ana = (await person(uow, "Ana", location_id=a.id)).id
    rights = (READ, MANAGE, _location_read())
    for who, place, code in (
        (actor(*rights, at=a.path), b.id, "not_found"),
        (actor(*rights, at=a.path), None, "forbidden"),
        (actor(*rights, at=b.path), b.id, "not_found"),
        (actor(READ, _location_read()), b.id, "forbidden"),
    ):
        with pytest.raises(Problem, match=code):
            await edit(stage, ana, who, location_id=place)
    with pytest.raises(Problem, match="forbidden"):
        await register(stage, "Bia", actor(*rights, at=a.path))
    await edit(stage, ana, actor(*rights, at=unit.path), location_id=b.id)
    (event,) = (await stage.sql("SELECT payload FROM outbox_events ORDER BY id DESC LIMIT 1"))[:1]
    assert event.payload["paths"] == [a.path, b.path]
    await register(stage, "Bia", actor(*rights, at=a.path), location_id=a.id)


@pytest.mark.parametrize(
    ("q", "found"),
    [("jose", ["José da Silva"]), ("SILVA josé", ["José da Silva"]), ("m-9", ["José da Silva"]),
     ("example.org", ["Ana"]), ("%", []), ("xyz", [])],
)  # fmt: skip
async def test_search_in_name_registration_and_mail(stage: Stage, q: str, found: list[str]) -> None:
    await register(stage, "José da Silva", registration="M-9")
    await register(stage, "Ana", email="a@example.org", active=False)
    assert await listed(stage, q=q) == found
    assert await listed(stage, active=True) == ["José da Silva"]


async def ensure(
    stage: Stage, *wanted: PersonName, who: Actor | None = None, place: int | None = None
) -> dict[PersonName, Any]:
    async with stage.work(who) as uow:
        return await find_or_create_people(uow, wanted, location_id=place)


async def test_people_of_a_file_are_found_or_registered_once(stage: Stage) -> None:
    ana = await register(stage, "Ana Souza")
    wanted = [PersonName("ana  SOUZA"), PersonName("Bento"), PersonName("BENTO"), PersonName("Bento", "M-1")]
    first = await ensure(stage, *wanted)
    assert first[wanted[0]].id == ana
    assert not first[wanted[0]].created
    assert first[wanted[1]].id == first[wanted[2]].id == first[wanted[3]].id, (
        "the one whom the file registers"
    )
    second = await ensure(stage, *wanted)
    assert [ref.id for ref in second.values()] == [ref.id for ref in first.values()]
    assert not any(ref.created for ref in second.values())
    assert len(await stage.sql("SELECT 1 FROM people")) == 2


async def test_homonyms_are_told_apart_by_registration(stage: Stage) -> None:
    two = await ensure(stage, PersonName("Maria Silva", "1"), PersonName("Maria Silva", "2"))
    assert len({ref.id for ref in two.values()}) == 2
    plain = PersonName("MARIA SILVA")
    found = (await ensure(stage, plain))[plain]
    assert (found.id, found.homonyms) == (two[PersonName("Maria Silva", "1")].id, 1)
    unregistered = await register(stage, "Maria Silva")
    assert (await ensure(stage, plain))[plain].id == unregistered
    async with stage.read() as session:
        known = await find_people(session, actor(READ), [plain, PersonName("Ninguém"), PersonName("x", "2")])
    assert {name.name: ref.id for name, ref in known.items()} == {
        "MARIA SILVA": unregistered,
        "x": two[PersonName("Maria Silva", "2")].id,
    }


async def test_a_file_of_people_takes_a_few_statements(stage: Stage) -> None:
    with stage.counting() as few:
        await ensure(stage, *(PersonName(f"Pessoa {n}") for n in range(10)))
    with stage.counting() as many:
        await ensure(stage, *(PersonName(f"Servidor {n}", f"S{n}") for n in range(900)))
    assert len(many) <= len(few) + 3
    entries = await stage.sql("SELECT count(*) AS n FROM audit_logs WHERE entity = 'person'")
    assert entries[0].n == 910


async def test_two_imports_at_once_register_each_person_once(stage: Stage) -> None:
    wanted = [PersonName(f"Pessoa {n}") for n in range(20)]
    outcome = await stage.together(*(lambda uow: find_or_create_people(uow, wanted) for _ in range(3)))
    assert outcome == ["done"] * 3
    assert len(await stage.sql("SELECT 1 FROM people")) == 20


async def test_whoever_may_not_register_people_only_finds_them(stage: Stage) -> None:
    await register(stage, "Ana")
    await ensure(stage, PersonName("Ana"), who=actor(READ))
    with pytest.raises(Problem, match="forbidden"):
        await ensure(stage, PersonName("Bia"), who=actor(READ))


@pytest.mark.parametrize("fields", [("", None), ("x" * 161, None), ("\u00a8", None), ("Ana", "1" * 41)])
def test_what_cannot_be_stored_is_refused_when_it_is_named(fields: tuple[str, str | None]) -> None:
    with pytest.raises(ValueError, match="characters"):
        PersonName(*fields)
