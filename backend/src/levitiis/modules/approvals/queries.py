"""Reads of approvals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.paging import fetch_page
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.wire import Ref
from levitiis.modules.approvals.models import Approval, ApprovalDecision, ApprovalLevel
from levitiis.modules.approvals.policy import DECIDE, visible
from levitiis.modules.approvals.schemas import ApprovalFilter, ApprovalOut, DecisionOut, LevelOut
from levitiis.modules.approvals.states import ApprovalState, Decision
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import READ as PLACES_READ
from levitiis.modules.locations.policy import place_within
from levitiis.modules.people.models import Person


async def list_approvals(session: AsyncSession, actor: Actor, params: ApprovalFilter) -> Page[ApprovalOut]:
    """A page of approvals that exist for ``actor``."""
    where = [visible(actor)]
    if params.state is not None:
        where.append(Approval.state == params.state.value)
    if params.mine:
        where.append(_waits_for(actor))
    order = (Approval.created_at, Approval.id)
    if params.sort.value.startswith("-"):
        order = (Approval.created_at.desc(), Approval.id.desc())
    rows = select(Approval.id).where(*where).order_by(*order)
    found, total = await fetch_page(session, rows, select(Approval.id).where(*where), params)
    ids = [row[0] for row in found]
    return Page[ApprovalOut](
        items=await _shown(session, actor, ids),
        page=params.page,
        page_size=params.page_size,
        total=total.count,
        total_is_estimate=total.estimate,
    )


async def get_approval(session: AsyncSession, actor: Actor, approval_id: int) -> ApprovalOut:
    """One approval. Raises ``request.not_found``."""
    known = await session.scalar(select(Approval.id).where(Approval.id == approval_id, visible(actor)))
    if known is None:
        raise NOT_FOUND()
    return (await _shown(session, actor, [approval_id]))[0]


async def subject_of(uow: UnitOfWork, approval_id: int) -> tuple[str, int]:
    """Kind and id of the document that asks. Raises ``request.not_found``."""
    statement = select(Approval.kind, Approval.document_id).where(
        Approval.id == approval_id, visible(uow.actor)
    )
    row = (await uow.session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return row[0], row[1]


async def load_for_update(uow: UnitOfWork, approval_id: int) -> tuple[Approval, str | None]:
    """An approval, locked, and the path of the place that is asked now. Raises ``request.not_found``."""
    approval = await uow.session.scalar(
        select(Approval)
        .where(Approval.id == approval_id, visible(uow.actor))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if approval is None:
        raise NOT_FOUND()
    path = await uow.session.scalar(select(Location.path).where(Location.id == approval.location_id))
    return approval, path


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    """Pending, asked where ``actor`` decides, and not asked by himself."""
    here = place_within(Approval.location_id, actor.scope(DECIDE))
    return and_(Approval.state == ApprovalState.PENDING.value, Approval.requester_id != actor.id, here)


async def _shown(session: AsyncSession, actor: Actor, ids: Sequence[int]) -> list[ApprovalOut]:
    statement = (
        select(Approval, Person.name, Location.path)
        .join(User, User.id == Approval.requester_id)
        .join(Person, Person.id == User.person_id)
        .outerjoin(Location, Location.id == Approval.location_id)
        .where(Approval.id.in_(ids))
    )
    rows = {row[0].id: row for row in (await session.execute(statement)).all()}
    levels, decisions = await _levels(session, actor, ids), await _decisions(session, ids)
    return [_out(actor, rows[number], levels[number], decisions[number]) for number in ids]


def _out(actor: Actor, row: Any, levels: list[LevelOut], decisions: list[DecisionOut]) -> ApprovalOut:
    approval, requester, path = row
    pending = approval.state == ApprovalState.PENDING
    may = pending and approval.requester_id != actor.id and actor.scope(DECIDE).covers(path)
    return ApprovalOut(
        id=approval.id,
        kind=approval.kind,
        document_id=approval.document_id,
        number=approval.number,
        summary=approval.summary,
        state=ApprovalState(approval.state),
        position=approval.position,
        requester=Ref(id=approval.requester_id, name=requester),
        levels=levels,
        decisions=decisions,
        created_at=approval.created_at,
        decided_at=approval.decided_at,
        version=approval.version,
        allowed_actions=["decide"] if may else [],
    )


async def _levels(
    session: AsyncSession, actor: Actor, ids: Sequence[int]
) -> defaultdict[int, list[LevelOut]]:
    """Places that do not exist for ``actor`` have no name here either."""
    seen = or_(
        place_within(Location.id, actor.scope(DECIDE)), place_within(Location.id, actor.scope(PLACES_READ))
    )
    statement = (
        select(ApprovalLevel.approval_id, ApprovalLevel.position, Location.id, Location.name)
        .outerjoin(Location, and_(Location.id == ApprovalLevel.location_id, seen))
        .where(ApprovalLevel.approval_id.in_(ids))
        .order_by(ApprovalLevel.approval_id, ApprovalLevel.position)
    )
    found: defaultdict[int, list[LevelOut]] = defaultdict(list)
    for approval_id, position, place, name in (await session.execute(statement)).all():
        found[approval_id].append(
            LevelOut(position=position, location=Ref(id=place, name=name) if place else None)
        )
    return found


async def _decisions(session: AsyncSession, ids: Sequence[int]) -> defaultdict[int, list[DecisionOut]]:
    statement = (
        select(ApprovalDecision, Person.name)
        .join(User, User.id == ApprovalDecision.user_id)
        .join(Person, Person.id == User.person_id)
        .where(ApprovalDecision.approval_id.in_(ids))
        .order_by(ApprovalDecision.approval_id, ApprovalDecision.position)
    )
    found: defaultdict[int, list[DecisionOut]] = defaultdict(list)
    for decision, name in (await session.execute(statement)).all():
        found[decision.approval_id].append(
            DecisionOut(
                position=decision.position,
                decision=Decision(decision.decision),
                by=Ref(id=decision.user_id, name=name),
                note=decision.note,
                at=decision.created_at,
            )
        )
    return found
