"""Reads of approvals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.paging import fetch_page
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.wire import Ref
from levitiis.modules.approvals.models import (
    Approval,
    ApprovalDecision,
    ApprovalLevel,
    ApprovalLevelApprover,
    ApprovalRule,
)
from levitiis.modules.approvals.policy import DECIDE, visible
from levitiis.modules.approvals.queries.asked import waits_for
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
        where.append(waits_for(actor))
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


async def _shown(session: AsyncSession, actor: Actor, ids: Sequence[int]) -> list[ApprovalOut]:
    mine = case((waits_for(actor), 1), else_=0)
    statement = (
        select(Approval, Person.name, mine, ApprovalRule.name)
        .outerjoin(ApprovalRule, ApprovalRule.id == Approval.rule_id)
        .join(User, User.id == Approval.requester_id)
        .join(Person, Person.id == User.person_id)
        .where(Approval.id.in_(ids))
    )
    rows = {row[0].id: row for row in (await session.execute(statement)).all()}
    levels, decisions = await _levels(session, actor, ids), await _decisions(session, ids)
    return [_out(rows[number], levels[number], decisions[number]) for number in ids]


def _out(row: Any, levels: list[LevelOut], decisions: list[DecisionOut]) -> ApprovalOut:
    approval, requester, may, rule = row
    return ApprovalOut(
        id=approval.id,
        kind=approval.kind,
        document_id=approval.document_id,
        number=approval.number,
        summary=approval.summary,
        state=ApprovalState(approval.state),
        position=approval.position,
        requester=Ref(id=approval.requester_id, name=requester),
        rule=rule,
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
        select(
            ApprovalLevel.id,
            ApprovalLevel.approval_id,
            ApprovalLevel.position,
            Location.id,
            Location.name,
            ApprovalLevel.due_at,
            ApprovalLevel.escalated_at,
        )
        .outerjoin(Location, and_(Location.id == ApprovalLevel.location_id, seen))
        .where(ApprovalLevel.approval_id.in_(ids))
        .order_by(ApprovalLevel.approval_id, ApprovalLevel.position)
    )
    found: defaultdict[int, list[LevelOut]] = defaultdict(list)
    rows = (await session.execute(statement)).all()
    named = await _named(session, [row[0] for row in rows])
    for level_id, approval_id, position, place, name, due_at, escalated_at in rows:
        level = LevelOut(
            position=position,
            location=Ref(id=place, name=name) if place else None,
            approvers=named[level_id],
            due_at=due_at,
            escalated_at=escalated_at,
        )
        found[approval_id].append(level)
    return found


async def _named(session: AsyncSession, level_ids: Sequence[int]) -> defaultdict[int, list[Ref]]:
    statement = (
        select(ApprovalLevelApprover.level_id, User.id, Person.name)
        .join(User, User.id == ApprovalLevelApprover.user_id)
        .join(Person, Person.id == User.person_id)
        .where(ApprovalLevelApprover.level_id.in_(level_ids))
        .order_by(ApprovalLevelApprover.is_substitute, Person.sort_key)
    )
    found: defaultdict[int, list[Ref]] = defaultdict(list)
    for level_id, user_id, name in (await session.execute(statement)).all():
        found[level_id].append(Ref(id=user_id, name=name))
    return found


async def _decisions(session: AsyncSession, ids: Sequence[int]) -> defaultdict[int, list[DecisionOut]]:
    principal, account = aliased(Person), aliased(User)
    statement = (
        select(ApprovalDecision, Person.name, account.id, principal.name)
        .join(User, User.id == ApprovalDecision.user_id)
        .join(Person, Person.id == User.person_id)
        .outerjoin(account, account.id == ApprovalDecision.on_behalf_of)
        .outerjoin(principal, principal.id == account.person_id)
        .where(ApprovalDecision.approval_id.in_(ids))
        .order_by(ApprovalDecision.approval_id, ApprovalDecision.position)
    )
    found: defaultdict[int, list[DecisionOut]] = defaultdict(list)
    for decision, name, principal_id, other in (await session.execute(statement)).all():
        found[decision.approval_id].append(
            DecisionOut(
                position=decision.position,
                decision=Decision(decision.decision),
                by=Ref(id=decision.user_id, name=name),
                on_behalf_of=Ref(id=principal_id, name=other) if principal_id else None,
                note=decision.note,
                at=decision.created_at,
            )
        )
    return found


async def last_note(session: AsyncSession, approval_id: int) -> str | None:
    """What was written with the last decision."""
    statement = select(ApprovalDecision.note).where(ApprovalDecision.approval_id == approval_id)
    return await session.scalar(statement.order_by(ApprovalDecision.position.desc()).limit(1))


async def name_of(session: AsyncSession, user_id: int) -> str:
    """A user's name."""
    statement = select(Person.name).join(User, User.person_id == Person.id).where(User.id == user_id)
    return await session.scalar(statement) or ""


async def running_levels(session: AsyncSession) -> Sequence[int]:
    """The levels that are asked now, have a deadline, and were not escalated."""
    statement = (
        select(ApprovalLevel.id)
        .join(Approval, Approval.id == ApprovalLevel.approval_id)
        .where(
            Approval.state == ApprovalState.PENDING.value,
            ApprovalLevel.position == Approval.position,
            ApprovalLevel.deadline_hours.is_not(None),
            ApprovalLevel.escalated_at.is_(None),
        )
        .order_by(ApprovalLevel.id)
    )
    return (await session.scalars(statement)).all()


async def asked_since(session: AsyncSession, approval: Approval) -> datetime:
    """Since when the present level is asked: the decision before it, or the request."""
    statement = select(func.max(ApprovalDecision.created_at)).where(
        ApprovalDecision.approval_id == approval.id, ApprovalDecision.position < approval.position
    )
    return await session.scalar(statement) or approval.created_at
