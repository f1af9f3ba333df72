"""Signing by link: a token that only the mail knows, a code that only the mailbox knows, once."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import httpx2

from levitiis.kit.clock import frozen, now
from levitiis.modules.signatures.models import TermLink
from tests.api.client import Api
from tests.api.terms.conftest import DRAWING, SIGNER, Handed, Mailing, hand_over
from tests.api.world import World
from tests.waiting import eventually

TO = "abrantes@example.org"
LINK = "/movimentacoes/termos/link"


async def letters(mailing: Mailing, count: int) -> list[Any]:
    async def there() -> bool:
        return len(mailing.post.to(TO)) >= count

    await eventually(there, what=f"{count} letters")
    return mailing.post.to(TO)


async def linked(mailing: Mailing, world: World) -> tuple[Handed, str]:
    """A term with a link that has arrived; its token."""
    handed = await hand_over(mailing.api, world)
    sent = await mailing.api.as_role("manager").post(f"{handed.path}/link")
    assert sent.status_code == 200, sent.text
    assert sent.json()["link_sent_at"] is not None
    letter = (await letters(mailing, 1))[0]
    assert "https://bens.example.org/assinar#" in letter.text()
    return handed, letter.token()


async def code_for(mailing: Mailing, token: str, nth: int = 2) -> str:
    asked = await mailing.api.anonymous().post(f"{LINK}/codigo", {"token": token})
    assert asked.status_code == 204, asked.text
    letter = (await letters(mailing, nth))[nth - 1]
    found = re.search(r"\b(\d{6})\.", letter.text())
    assert found
    return found[1]


def said(token: str, code: str, **fields: Any) -> dict[str, Any]:
    return {"token": token, "code": code, "decision": "sign", "strokes": DRAWING} | fields


async def answer_to(api: Api, body: dict[str, Any]) -> httpx2.Response:
    return await api.anonymous().post(f"{LINK}/assinatura", body)


async def test_link_and_code_together_sign_once(mailing: Mailing, world: World) -> None:
    handed, token = await linked(mailing, world)
    visitor = mailing.api.anonymous()
    shown = (await visitor.post(f"{LINK}/abertura", {"token": token})).json()
    assert (shown["signer_name"], shown["email_hint"]) == (SIGNER, "a•••@example.org")
    pdf = await visitor.post(f"{LINK}/pdf", {"token": token})
    assert pdf.content.startswith(b"%PDF")
    unasked = await answer_to(mailing.api, said(token, "000000"))
    assert (unasked.status_code, unasked.json()["code"]) == (422, "signatures.code_wrong")
    code = await code_for(mailing, token)
    told = f"/trilha?entity=term&entity_id={handed.term['id']}&action=send_code"
    (row,) = (await mailing.api.as_role("administrator").get(told)).json()["items"]
    assert row["actor"]["kind"] == "link"
    wrong = await answer_to(mailing.api, said(token, f"{(int(code) + 1) % 1_000_000:06d}"))
    assert wrong.json()["code"] == "signatures.code_wrong"
    tries = await asyncio.gather(*(answer_to(mailing.api, said(token, code)) for _ in range(5)))
    assert {one.status_code for one in tries} <= {200, 409, 410}
    assert sum(one.status_code == 200 for one in tries) == 1
    term = (await mailing.api.as_role("manager").get(handed.path)).json()
    signature = term["signature"]
    assert (term["state"], signature["method"], signature["level"]) == ("signed", "link", "advanced")
    assert signature["confirmed_email"] == TO
    assert (await visitor.post(f"{LINK}/abertura", {"token": token})).status_code == 410


async def test_by_link_it_can_be_refused(mailing: Mailing, world: World) -> None:
    handed, token = await linked(mailing, world)
    code = await code_for(mailing, token)
    body = said(token, code, decision="refuse", strokes=[], note="Não são meus")
    assert (await answer_to(mailing.api, body)).json()["state"] == "refused"
    held = (await mailing.api.as_role("manager").get(f"/ativos/{handed.assets[0]}")).json()
    assert held["responsible"]["id"] == handed.before


async def test_codes_and_links_end(mailing: Mailing, world: World) -> None:
    handed, token = await linked(mailing, world)
    code = await code_for(mailing, token)
    with frozen(now() + timedelta(minutes=11)):
        late = await answer_to(mailing.api, said(token, code))
        assert late.json()["code"] == "signatures.code_wrong"
    with frozen(now() + timedelta(days=8)):
        assert (await answer_to(mailing.api, said(token, code))).status_code == 410
    second = await mailing.api.as_role("manager").post(f"{handed.path}/link")
    assert second.status_code == 200
    assert (await answer_to(mailing.api, said(token, code))).status_code == 410, "replaced by the newer one"


async def test_guessing_ends_soon(mailing: Mailing, world: World) -> None:
    _, token = await linked(mailing, world)
    code = await code_for(mailing, token)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    statuses = [(await answer_to(mailing.api, said(token, wrong))).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert (await answer_to(mailing.api, said(token, code))).status_code == 429, (
        "the right one comes too late"
    )


async def test_neither_token_nor_code_lies_in_the_database(mailing: Mailing, world: World) -> None:
    _, token = await linked(mailing, world)
    code = await code_for(mailing, token)
    async with mailing.api.database.reading() as session:
        row = await session.get_one(TermLink, 1)
    assert token not in str(vars(row))
    assert row.code_hash is not None
    assert code not in row.code_hash


async def test_without_mail_or_address_it_says_so(api: Api, manager: Api, world: World) -> None:
    handed = await hand_over(api, world)
    off = await manager.post(f"{handed.path}/link")
    assert (off.status_code, off.json()["code"]) == (409, "signatures.mail_off")


async def test_a_signer_without_an_address_gets_no_link(mailing: Mailing, world: World) -> None:
    handed = await hand_over(mailing.api, world, email=None)
    none = await mailing.api.as_role("manager").post(f"{handed.path}/link")
    assert (none.status_code, none.json()["code"]) == (409, "signatures.no_email")
