"""Reads of rules, and who is named where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.wire import Ref
from levitiis.modules.approvals.choosing import Conditions
from levitiis.modules.approvals.models import (
    ApprovalDelegation,
    ApprovalLevel,
    ApprovalLevelApprover,
    ApprovalRule,
    ApprovalRuleApprover,
    ApprovalRuleLevel,
)
from levitiis.modules.approvals.policy import CONFIGURE
from levitiis.modules.approvals.schemas import DelegationOut, RuleLevelOut, RuleOut
from levitiis.modules.approvals.states import LevelPlace
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.people.models import Person


async def list_rules(session: AsyncSession, actor: Actor) -> list[RuleOut]:
    """Every rule with its levels, active ones first; there are few.

    They name places and people of all the organisation: raises ``request.forbidden`` unless ``actor`` may
    configure for all of it.
    """
    actor.require_at(CONFIGURE, None)
    return await _rules(session)


async def get_rule(session: AsyncSession, rule_id: int) -> RuleOut:
    """One rule, for who has been let change it. Raises ``request.not_found``."""
    found = await _rules(session, rule_id)
    if not found:
        raise NOT_FOUND()
    return found[0]


async def _rules(session: AsyncSession, rule_id: int | None = None) -> list[RuleOut]:
    origin, destination = aliased(Location), aliased(Location)
    statement = (
        select(ApprovalRule, origin.full_name, destination.full_name)
        .outerjoin(origin, origin.id == ApprovalRule.origin_id)
        .outerjoin(destination, destination.id == ApprovalRule.destination_id)
        .order_by(ApprovalRule.is_active.desc(), ApprovalRule.name, ApprovalRule.id)
    )
    if rule_id is not None:
        statement = statement.where(ApprovalRule.id == rule_id)
    rows = (await session.execute(statement)).all()
    levels = await _levels(session, [row[0].id for row in rows])
    return [
        RuleOut(
            id=rule.id,
            name=rule.name,
            kind=rule.kind,
            origin=_ref(rule.origin_id, came),
            destination=_ref(rule.destination_id, goes),
            category_id=rule.category_id,
            minimum_value=rule.minimum_value,
            is_active=rule.is_active,
            levels=levels[rule.id],
            version=rule.version,
        )
        for rule, came, goes in rows
    ]


async def load_rule(uow: UnitOfWork, rule_id: int) -> ApprovalRule:
    """A rule, locked. Raises ``request.not_found``."""
    statement = select(ApprovalRule).where(ApprovalRule.id == rule_id).with_for_update()
    found = await uow.session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NOT_FOUND()
    return found


async def conditions(session: AsyncSession, kind: str) -> list[Conditions]:
    """What the active rules of a kind ask of a document."""
    origin, destination = aliased(Location), aliased(Location)
    statement = (
        select(
            ApprovalRule.id, origin.path, destination.path, ApprovalRule.category_id,
            ApprovalRule.minimum_value,
        )
        .outerjoin(origin, origin.id == ApprovalRule.origin_id)
        .outerjoin(destination, destination.id == ApprovalRule.destination_id)
        .where(ApprovalRule.kind == kind, ApprovalRule.is_active == true())
    )  # fmt: skip
    return [Conditions(*row) for row in (await session.execute(statement)).all()]


async def levels_of_rule(
    session: AsyncSession, rule_id: int
) -> list[tuple[ApprovalRuleLevel, list[ApprovalRuleApprover]]]:
    """The levels of a rule in order, each with those who are named."""
    statement = (
        select(ApprovalRuleLevel)
        .where(ApprovalRuleLevel.rule_id == rule_id)
        .order_by(ApprovalRuleLevel.position)
    )
    levels = (await session.scalars(statement)).all()
    named = select(ApprovalRuleApprover).where(ApprovalRuleApprover.level_id.in_([one.id for one in levels]))
    people: defaultdict[int, list[ApprovalRuleApprover]] = defaultdict(list)
    for one in (await session.scalars(named)).all():
        people[one.level_id].append(one)
    return [(level, people[level.id]) for level in levels]


async def named_for(session: AsyncSession, approval_id: int, position: int) -> dict[int, bool]:
    """Who is named for a level: user id, and whether as a substitute. Empty: nobody, or not any more."""
    statement = (
        select(ApprovalLevelApprover.user_id, ApprovalLevelApprover.is_substitute)
        .join(ApprovalLevel, ApprovalLevel.id == ApprovalLevelApprover.level_id)
        .where(
            ApprovalLevel.approval_id == approval_id,
            ApprovalLevel.position == position,
            ApprovalLevel.escalated_at.is_(None),
        )
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def list_delegations(session: AsyncSession, user_id: int) -> list[DelegationOut]:
    """Who stands in for a user, the latest first."""
    statement = (
        select(ApprovalDelegation, Person.name)
        .join(User, User.id == ApprovalDelegation.delegate_id)
        .join(Person, Person.id == User.person_id)
        .where(ApprovalDelegation.user_id == user_id)
        .order_by(ApprovalDelegation.starts_on.desc(), ApprovalDelegation.id.desc())
    )
    return [
        DelegationOut(
            id=one.id,
            delegate=Ref(id=one.delegate_id, name=name),
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            reason=one.reason,
        )
        for one, name in (await session.execute(statement)).all()
    ]


def _ref(location_id: int | None, full_name: str | None) -> Ref | None:
    return Ref(id=location_id, name=full_name or "") if location_id is not None else None


async def _levels(session: AsyncSession, rule_ids: Sequence[int]) -> defaultdict[int, list[RuleLevelOut]]:
    statement = (
        select(ApprovalRuleLevel, Location.full_name)
        .outerjoin(Location, Location.id == ApprovalRuleLevel.location_id)
        .where(ApprovalRuleLevel.rule_id.in_(rule_ids))
        .order_by(ApprovalRuleLevel.rule_id, ApprovalRuleLevel.position)
    )
    rows = (await session.execute(statement)).all()
    named = await _named(session, [row[0].id for row in rows])
    found: defaultdict[int, list[RuleLevelOut]] = defaultdict(list)
    for level, place in rows:
        found[level.rule_id].append(
            RuleLevelOut(
                place=LevelPlace(level.place),
                location=_ref(level.location_id, place),
                approvers=named[level.id, False],
                substitutes=named[level.id, True],
                deadline_hours=level.deadline_hours,
            )
        )
    return found


async def _named(session: AsyncSession, level_ids: Sequence[int]) -> defaultdict[tuple[int, bool], list[Ref]]:
    statement = (
        select(ApprovalRuleApprover, Person.name)
        .join(User, User.id == ApprovalRuleApprover.user_id)
        .join(Person, Person.id == User.person_id)
        .where(ApprovalRuleApprover.level_id.in_(level_ids))
        .order_by(Person.sort_key, Person.id)
    )
    found: defaultdict[tuple[int, bool], list[Ref]] = defaultdict(list)
    for one, name in (await session.execute(statement)).all():
        found[one.level_id, one.is_substitute].append(Ref(id=one.user_id, name=name))
    return found
