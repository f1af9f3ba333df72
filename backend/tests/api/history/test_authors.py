"""Authors of the trail: those of the part that one may read, for whoever may read a part."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.history.queries import HISTORY_KEY, Label, TrailReaders
from levitiis.kit.access import Actor
from levitiis.kit.problems import Texts
from tests.api.client import Api
from tests.builders.assets import asset
from tests.builders.roles import role
from tests.builders.users import account


async def _authors(api: Api, **params: Any) -> list[dict[str, Any]]:
    answer = await api.get("/trilha/autores", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def _rename(api: Api, place: int, name: str) -> None:
    current = (await api.get(f"/localizacoes/{place}")).json()
    answer = await api.patch(
        f"/localizacoes/{place}", {"name": name}, headers={"if-match": f'"{current["version"]}"'}
    )
    assert answer.status_code == 200, answer.text


@pytest.fixture
async def bookkeeper(api: Api) -> Api:
    """Reads the whole trail, and no users."""
    async with api.work() as uow:
        await role(uow, "bookkeeper", "history.read")
        made = await account(uow, "bookkeeper", role="bookkeeper")
    return api.as_account(made)


async def test_who_may_read_no_users_finds_the_authors(api: Api, manager: Api, bookkeeper: Api) -> None:
    assert (await bookkeeper.get("/users")).status_code == 403
    await _rename(manager, api.world.room_a, "Sala 102")
    known = api.world.accounts["manager"]
    expected = {"id": known.user_id, "name": "Manager", "username": "manager"}
    assert expected in await _authors(bookkeeper)
    assert await _authors(bookkeeper, q="mánag") == [expected]
    assert await _authors(bookkeeper, id=known.user_id) == [expected]
    assert await _authors(bookkeeper, q="nobody-like-this") == []


async def test_who_has_done_nothing_is_no_author(api: Api, manager: Api, bookkeeper: Api) -> None:
    silent = api.world.accounts["reader"].user_id
    assert await _authors(bookkeeper, id=silent) == []


async def test_a_technician_finds_those_who_acted_in_his_building(
    api: Api, technician: Api, manager: Api
) -> None:
    author = api.world.accounts["manager"].user_id
    await _rename(manager, api.world.room_b, "Fora")
    assert await _authors(technician, id=author) == []
    await _rename(manager, api.world.room_a, "Dentro")
    assert await _authors(technician, id=author) == [{"id": author, "name": "Manager", "username": None}]


async def test_nobody_without_the_permission(nobody: Api, anonymous: Api) -> None:
    assert (await nobody.get("/trilha/autores")).status_code == 403
    assert (await anonymous.get("/trilha/autores")).status_code == 401


async def test_an_export_says_what_happened_in_the_language_of_the_caller(api: Api, manager: Api) -> None:
    await manager.get("/trilha/exportacao", params={"entity": "trail", "action": "verify"})
    async with api.work() as uow:
        uow.log("person", 1, "read_document", {"document": "cpf"})
        uow.log("term_signature", 1, "send_link", {})
    for language, person, term, source in (
        ("pt-BR", "Leitura de CPF;Pessoa", "Envio de link de assinatura;Assinatura de termo", "Aplicativo"),
        ("en", "Reading of a CPF;Person", "Sending of a link to sign;Term signature", "Application"),
    ):
        answer = await manager.get("/trilha/exportacao", headers={"accept-language": language})
        text = answer.text.replace(",", ";")
        assert person in text
        assert term in text
        assert source in text


async def test_the_trail_of_an_asset_names_things_in_the_language_of_the_caller(
    api: Api, manager: Api
) -> None:
    async def label(_session: AsyncSession, _actor: Actor, ids: Collection[int]) -> Mapping[int, Label]:
        return dict.fromkeys(ids, Texts("Plaqueta", "Tag"))

    api.app.state.services.extras[HISTORY_KEY] = TrailReaders(subjects={"asset": label})
    async with api.work() as uow:
        made = await asset(uow)
        made_id = made.id
    for language, expected in (("pt-BR", "Plaqueta"), ("en", "Tag")):
        answer = await manager.get(f"/ativos/{made_id}/trilha", headers={"accept-language": language})
        assert {entry["entity_label"] for entry in answer.json()["items"]} == {expected}


async def test_the_history_of_a_calendar_tells_its_days(manager: Api) -> None:
    calendar = (await manager.get("/calendarios")).json()["items"][0]
    day = {"date": "2026-08-15", "name": "Padroeira"}
    assert (await manager.post(f"/calendarios/{calendar['id']}/dias", day)).status_code == 201
    told = await manager.get("/trilha", params={"entity": "calendar", "entity_id": calendar["id"]})
    newest = told.json()["items"][0]
    assert (newest["entity"], newest["action"]) == ("calendar_day", "create")
