"""The attacker: a manager of one building alone, things of another building, and a count of everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select

from levitiis.bootstrap import metadata
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.approvals.models import Approval, ApprovalLevel
from levitiis.modules.calendars.models import Calendar
from levitiis.modules.catalogue.api import CategoryIn, create_category
from levitiis.modules.identity.models import User
from levitiis.modules.movements.clearances.models import Clearance
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.occurrences.models import AssetOccurrence
from levitiis.modules.signatures.actions.templates import ensure_template
from levitiis.modules.signatures.models import Term
from levitiis.modules.signatures.states import TermKind
from tests.api.client import Api
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.attachments import attachment
from tests.builders.people import person
from tests.builders.users import account

REMEMBERED = {"audit_logs", "auth_attempts"}
"""Where refusals are remembered: the only tables that an attack may add to."""


@dataclass(frozen=True, slots=True)
class Ids:
    """What lies in building A, which the attacker may see, and in building B, which he may not."""

    asset_a: int
    asset_b: int
    room_a: int
    room_b: int
    building_b: int
    person_a: int
    person_b: int
    attachment_a: int
    attachment_b: int
    calendar_a: int
    calendar_b: int
    draft_a: int
    transfer_b: int
    item_b: int
    approval_b: int
    term_b: int
    loan_a: int
    loan_b: int
    lent_b: int
    disposal_a: int
    disposal_b: int
    disposed_b: int
    waiting_a: int
    reserved_a: int
    category: int
    occurrence_b: int
    clearance_b: int
    held_a: int
    other_a: int


@pytest.fixture
async def ids(api: Api) -> Ids:
    world = api.world
    async with api.work() as uow:
        mine = await asset(uow, "Mesa", tag="A-1", location_id=world.room_a)
        other = await asset(uow, "Cofre", tag="B-1", location_id=world.room_b)
        near = await person(uow, "Ana Lima", location_id=world.room_a)
        far = await person(uow, "Bento Rocha", location_id=world.room_b)
        attached: list[Any] = [await attachment(uow, one.id, f"{one.tag}.pdf") for one in (mine, other)]
        hours: dict[str, list[list[str]]] = {"0": [["08:00", "12:00"]]}
        calendars = [Calendar(location_id=at, hours=hours) for at in (world.building_a, world.building_b)]
        uow.session.add_all(calendars)
        await uow.flush()
        attached = [*attached, *calendars]
        places = (world.room_a, world.room_b, world.building_b)
        draft = await _draft_in_a(uow, world, mine.id)
        documents = (draft, *await _transfer_in_b(uow, world, other.id))
        term = await _term_in_b(uow, world, far.id, attached[1].file_id)
        mine_out, _ = await _loan(uow, world, "EM-2026-900002", mine.id, near.id)
        loans = (mine_out, *await _loan(uow, world, "EM-2026-900001", other.id, far.id))
        disposal, _ = await _disposal(uow, world, "BX-2026-900002", mine.id)
        disposals = (disposal, *await _disposal(uow, world, "BX-2026-900001", other.id))
        category = (await create_category(uow, CategoryIn(name="Mesas"))).id
        third = await asset(uow, "Banca", tag="A-2", location_id=world.room_a, category_id=category)
        waiting, _ = await _loan(uow, world, "EM-2026-900003", third.id, near.id, waits=True)
        things = (one.id for one in attached)
        occurrence = await _occurrence_of(uow, other.id)
        people = (near.id, far.id)
        beside = await person(uow, "Carla Mota", location_id=world.room_a)
        kept = await asset(uow, "Armário", tag="A-3", location_id=world.room_a, responsible_id=near.id)
        held = (kept.id, beside.id)
        clearance = await _clearance_of(uow, far.id, world.room_b, attached[1].file_id)
        papers = (*documents, term, *loans, *disposals, waiting, third.id, category)
        return Ids(mine.id, other.id, *places, *people, *things, *papers, occurrence, clearance, *held)


async def _draft_in_a(uow: UnitOfWork, world: World, asset_id: int) -> int:
    """A draft of a transfer within building A."""
    made = MovementDocument(
        number="TR-2026-900002", state="draft", to_location_id=world.building_a, reason="Mudança",
        requester_id=world.accounts["administrator"].user_id,
    )  # fmt: skip
    uow.session.add(made)
    await uow.flush()
    uow.session.add(
        MovementDocumentItem(document_id=made.id, asset_id=asset_id, from_location_id=world.room_a)
    )
    await uow.flush()
    return made.id


async def _transfer_in_b(uow: UnitOfWork, world: World, asset_id: int) -> tuple[int, int, int]:
    """A transfer from building B to building B that waits for its approval, its item, and the approval."""
    requester = world.accounts["administrator"].user_id
    made = MovementDocument(
        number="TR-2026-900001", state="pending", to_location_id=world.building_b, requester_id=requester,
        reason="Mudança",
    )  # fmt: skip
    uow.session.add(made)
    await uow.flush()
    item = MovementDocumentItem(document_id=made.id, asset_id=asset_id, from_location_id=world.room_b)
    asked = Approval(
        kind="transfer", document_id=made.id, number=made.number, summary="Mudança",
        location_id=world.building_b, content_hash="0" * 64, requester_id=requester,
        requester_person_id=(await uow.session.get_one(User, requester)).person_id,
    )  # fmt: skip
    uow.session.add_all([item, asked])
    await uow.flush()
    uow.session.add(ApprovalLevel(approval_id=asked.id, position=0, location_id=world.building_b))
    await uow.flush()
    return made.id, item.id, asked.id


async def _loan(
    uow: UnitOfWork, world: World, number: str, asset_id: int, borrower: int, *, waits: bool = False
) -> tuple[int, int]:
    """A loan of one asset that is out, or reserved, and the row of that asset."""
    first, last = dt.date(2026, 1, 1), dt.date(2099, 1, 1)
    made = LoanAgreement(
        number=number, state="reserved" if waits else "active", borrower_type="person", person_id=borrower,
        signer_id=borrower,
        start_date=first, due_date=last, purpose="Evento",
        requester_id=world.accounts["administrator"].user_id,
    )  # fmt: skip
    uow.session.add(made)
    await uow.flush()
    lent = Loan(
        agreement_id=made.id, asset_id=asset_id, borrower_type="person", borrower_id=borrower,
        start_date=first, due_date=last, free_from=dt.date(2099, 1, 2),
        status="reserved" if waits else "active",
    )  # fmt: skip
    uow.session.add(lent)
    await uow.flush()
    return made.id, lent.id


async def _disposal(uow: UnitOfWork, world: World, number: str, asset_id: int) -> tuple[int, int]:
    """A draft that disposes of one asset, and the row of that asset."""
    made = Disposal(
        number=number, state="draft", destination="discard", reason="Quebrado",
        requester_id=world.accounts["administrator"].user_id,
    )  # fmt: skip
    uow.session.add(made)
    await uow.flush()
    item = DisposalItem(disposal_id=made.id, asset_id=asset_id)
    uow.session.add(item)
    await uow.flush()
    return made.id, item.id


async def _occurrence_of(uow: UnitOfWork, asset_id: int) -> int:
    """Something that happened to an asset."""
    made = AssetOccurrence(asset_id=asset_id, kind="damage", description="Cofre riscado")
    uow.session.add(made)
    await uow.flush()
    return made.id


async def _clearance_of(uow: UnitOfWork, person_id: int, place: int, file_id: int) -> int:
    """A clearance of somebody who works in building B."""
    made = Clearance(
        number="NC-2026-900001", person_id=person_id, location_id=place, left_on=dt.date(2026, 1, 1),
        state="withdrawn", withdrawn_at=now(), withdrawal_reason="x", content_json={}, content_hash="0" * 64,
        code="x" * 26, pdf_id=file_id, pdf_sha256="0" * 64, was_active=True,
    )  # fmt: skip
    uow.session.add(made)
    await uow.flush()
    return made.id


async def _term_in_b(uow: UnitOfWork, world: World, signer_id: int, file_id: int) -> int:
    """A term about assets in building B that waits for its signer."""
    template = await ensure_template(uow, TermKind.RESPONSIBILITY)
    made = Term(
        number="TM-2026-900001", kind="responsibility", subject_kind="transfer", subject_id=1,
        subject_number="TR-2026-900001", template_version_id=template.id, signer_id=signer_id,
        location_id=world.room_b, items=1, content_json={}, content_hash="0" * 64, code="c" * 26,
        pdf_id=file_id, pdf_sha256="0" * 64,
    )  # fmt: skip
    uow.session.add(made)
    await uow.flush()
    return made.id


@pytest.fixture
async def local_manager(api: Api) -> Api:
    """Everything a manager may do, in building A alone."""
    async with api.work() as uow:
        made = await account(uow, "chefe", role="manager", at=api.world.building_a)
    return api.as_account(made)


@asynccontextmanager
async def nothing_written(api: Api) -> AsyncIterator[None]:
    """After the block every table holds what it held, but for remembered refusals."""
    before = await _state(api)
    yield
    assert await _state(api) == before


async def _state(api: Api) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    async with api.database.reading() as session:
        for name, table in metadata().tables.items():
            if name in REMEMBERED:
                continue
            figures = [func.count(), *([func.sum(table.c.version)] if "version" in table.c else [])]
            found[name] = tuple((await session.execute(select(*figures).select_from(table))).one())
    return found
