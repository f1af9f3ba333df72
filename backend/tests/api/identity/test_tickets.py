"""Tickets for live connections: once, for thirty seconds, only while the session lives."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from levitiis.kit.access import Actor
from levitiis.kit.clock import frozen, now
from levitiis.kit.problems import Problem
from levitiis.modules.identity.api import issue_ticket, redeem_ticket, set_user_active
from levitiis.modules.identity.models import SocketTicket
from tests.api.client import Api


async def issued(api: Api) -> str:
    token = api.http.headers["authorization"].removeprefix("Bearer ")
    async with api.database.reading() as session:
        actor = await api.identity.authenticate(session, token)
    async with api.work(actor) as uow:
        return await issue_ticket(uow)


async def redeemed(api: Api, ticket: str) -> Actor:
    async with api.database.reading() as session:
        return await redeem_ticket(session, api.identity, ticket)


async def test_a_ticket_opens_once_for_its_owner(api: Api, technician: Api) -> None:
    ticket = await issued(technician)
    async with api.database.reading() as session:
        kept = list(await session.scalars(select(SocketTicket.token_hash)))
    assert ticket not in kept
    actor = await redeemed(api, ticket)
    assert actor.id == api.world.accounts["technician"].user_id
    assert actor.session_id == api.world.accounts["technician"].session_id
    assert actor.scopes["assets.read"].prefixes == (f"/{api.world.unit}/{api.world.building_a}/",)
    with pytest.raises(Problem, match="ticket_invalid"):
        await redeemed(api, ticket)


async def test_of_ten_who_try_at_once_one_gets_in(api: Api, reader: Api) -> None:
    ticket = await issued(reader)
    answers = await asyncio.gather(*(redeemed(api, ticket) for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(answer, Actor) for answer in answers) == 1


async def test_thirty_seconds(api: Api, reader: Api) -> None:
    start = now()
    with frozen(start):
        tickets = [await issued(reader) for _ in range(2)]
    with frozen(start + timedelta(seconds=29)):
        await redeemed(api, tickets[0])
    with frozen(start + timedelta(seconds=30)), pytest.raises(Problem, match="ticket_invalid"):
        await redeemed(api, tickets[1])


async def test_not_for_who_was_deactivated_meanwhile(api: Api, reader: Api) -> None:
    ticket = await issued(reader)
    async with api.work() as uow:
        await set_user_active(uow, api.world.accounts["reader"].user_id, False)
    with pytest.raises(Problem, match="unauthenticated"):
        await redeemed(api, ticket)


async def test_no_ticket_of_ours(api: Api) -> None:
    for ticket in ("", "unknown", "x" * 5000):
        with pytest.raises(Problem, match="ticket_invalid"):
            await redeemed(api, ticket)
