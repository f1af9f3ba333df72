"""Templates: a new version is used from then on, a wrong placeholder is told, a preview shows it."""

from __future__ import annotations

from typing import Any

from tests.api.client import Api
from tests.api.terms.conftest import Handed, hand_over
from tests.api.world import World
from tests.builders.users import account
from tests.unit.documents.paper import Paper

PATH = "/movimentacoes/termos/modelos"
TEXT = {"title": "Termo de guarda", "body": "Eu, {{ responsavel }}, fico com {{quantidade}} bens.\n\nFim."}


async def responsibility(api: Api) -> dict[str, Any]:
    """The template of terms of responsibility."""
    found = (await api.get(PATH)).json()["items"]
    return next(one for one in found if one["kind"] == "responsibility")


async def test_a_new_version_is_used_from_then_on(api: Api, manager: Api, world: World) -> None:
    template = await responsibility(manager)
    published = await manager.post(f"{PATH}/{template['id']}/versoes", TEXT, headers={"If-Match": '"1"'})
    assert published.status_code == 200, published.text
    assert [one["number"] for one in published.json()["versions"]] == [2, 1]
    stale = await manager.post(f"{PATH}/{template['id']}/versoes", TEXT, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    handed = await hand_over(api, world)
    assert handed.term["title"] == "Termo de guarda"
    assert handed.term["paragraphs"] == ["Eu, Conceição Abrantes, fico com 2 bens.", "Fim."]


async def test_what_was_issued_stays(manager: Api, handed: Handed) -> None:
    template = await responsibility(manager)
    await manager.post(f"{PATH}/{template['id']}/versoes", TEXT)
    assert (await manager.get(handed.path)).json()["paragraphs"] == handed.term["paragraphs"]


async def test_an_unknown_placeholder_is_told(manager: Api) -> None:
    for body in ("Olá {{nome}}", "Olá {{responsavel", "Olá {{responsavel.__class__}}"):
        answer = await manager.post(f"{PATH}/previa", TEXT | {"body": body})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "unknown_placeholder"


async def test_a_preview_shows_the_text_as_typed(manager: Api) -> None:
    body = "#set page(fill: red) {{responsavel}} *forte* $x$ \\ @ref"
    answer = await manager.post(f"{PATH}/previa", TEXT | {"body": body})
    assert answer.status_code == 200
    assert "#set page(fill: red) Nome de quem assina *forte* $x$ \\ @ref" in Paper(answer.content).text()


async def test_templates_belong_to_the_whole_organisation(api: Api, world: World) -> None:
    async with api.work() as uow:
        made = await account(uow, "chefe", role="manager", at=world.building_a)
    local = api.as_account(made)
    assert (await local.post(f"{PATH}/1/versoes", TEXT)).status_code == 403
