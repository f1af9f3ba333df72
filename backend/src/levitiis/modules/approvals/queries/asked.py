"""Who is asked: whom a level names, who stands in for them, and who may decide at a place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.search import matches, within
from levitiis.kit.access import EVERYWHERE, Actor, Scope
from levitiis.kit.clock import today
from levitiis.kit.wire import Ref
from levitiis.modules.approvals.models import (
    Approval,
    ApprovalDelegation,
    ApprovalLevel,
    ApprovalLevelApprover,
)
from levitiis.modules.approvals.policy import CONFIGURE, DECIDE
from levitiis.modules.approvals.states import ApprovalState, LevelPlace
from levitiis.modules.identity.models import PermissionRow, RolePermission, User, UserRole
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import place_within
from levitiis.modules.people.models import Person

_ACCOUNTS = (Approval.requester_id, func.coalesce(Approval.wanted_by, Approval.requester_id))
_PEOPLE = (
    Approval.requester_person_id,
    func.coalesce(Approval.wanted_by_person_id, Approval.requester_person_id),
)
"""Who asked, and whose wish that was: neither decides, with this account or another."""


def waits_for(actor: Actor) -> ColumnElement[bool]:
    """Pending, asked where ``actor`` decides and of him, and not asked by himself."""
    return and_(
        Approval.state == ApprovalState.PENDING.value,
        ~_is_asker(literal(actor.id or 0)),
        place_within(Approval.location_id, actor.scope(DECIDE)),
        is_asked(actor),
    )


def is_asked(actor: Actor) -> ColumnElement[bool]:
    """The present level names ``actor``, one that he stands in for today, or nobody who can decide."""
    named = aliased(ApprovalLevelApprover)
    stood_in_for = and_(named.user_id.in_(_delegators(actor.id or 0, today())), ~_is_asker(named.user_id))
    mine = exists().where(_named_now(named), or_(named.user_id == actor.id, stood_in_for))
    return or_(mine, ~exists().where(_named_now(named), _can_decide(named)))


async def bound_to(session: AsyncSession, approval_id: int) -> dict[int, bool]:
    """Those who are named and can decide: user id, and whether as a substitute. Empty: names do not bind.

    Whoever lost the right, left, or asked himself, cannot: a level that names only such people would wait
    for ever, so it asks whoever may decide at its place.
    """
    named = aliased(ApprovalLevelApprover)
    statement = (
        select(named.user_id, named.is_substitute)
        .select_from(Approval)
        .join(ApprovalLevel, ApprovalLevel.approval_id == Approval.id)
        .join(named, named.level_id == ApprovalLevel.id)
        .where(Approval.id == approval_id, _named_now(named), _can_decide(named))
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def askers_of(session: AsyncSession, approval: Approval) -> set[int]:
    """Users who decide nothing of it: who asked, whose wish that was, and the accounts of these people."""
    records = {approval.requester_person_id, approval.wanted_by_person_id}
    present = select(func.coalesce(Person.merged_into_id, Person.id)).where(Person.id.in_(records - {None}))
    accounts = await session.scalars(select(User.id).where(User.person_id.in_(present)))
    return {approval.requester_id, approval.wanted_by or approval.requester_id, *accounts}


async def person_of(session: AsyncSession, user_id: int) -> int | None:
    """Which person a user is."""
    return await session.scalar(select(User.person_id).where(User.id == user_id))


def _is_asker(user_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """A user asked, or it was his wish: by this account, or as the person that he is, by whatever record."""
    account, record = aliased(User), aliased(Person)
    records = (
        select(record.id)
        .join(account, or_(record.id == account.person_id, record.merged_into_id == account.person_id))
        .where(account.id == user_id)
        .correlate_except(account, record)
    )
    return or_(user_id.in_(_ACCOUNTS), *(one.in_(records) for one in _PEOPLE))


def _named_now(named: Any) -> ColumnElement[bool]:
    """A row of those whom the present level of an approval names, as long as it was not escalated."""
    return and_(
        ApprovalLevel.approval_id == Approval.id,
        ApprovalLevel.position == Approval.position,
        ApprovalLevel.escalated_at.is_(None),
        named.level_id == ApprovalLevel.id,
    )


def _can_decide(named: Any) -> ColumnElement[bool]:
    """Who is named is not who asked, and may decide at the place that the approval asks now."""
    granted, asked = aliased(Location), aliased(Location)
    here = select(asked.path).where(asked.id == Approval.location_id).correlate(Approval).scalar_subquery()
    able = (
        _deciders()
        .outerjoin(granted, granted.id == UserRole.location_id)
        .where(
            User.id == named.user_id,
            or_(UserRole.location_id.is_(None), here.like(granted.path.concat("%"))),
        )
        .correlate(Approval, named)
    )
    return and_(~_is_asker(named.user_id), able.exists())


async def count_waiting(session: AsyncSession, actor: Actor) -> int:
    """How many approvals wait for ``actor``."""
    if not actor.scope(DECIDE):
        return 0
    statement = select(func.count()).select_from(Approval).where(waits_for(actor))
    return int(await session.scalar(statement) or 0)


async def stands_in_for(session: AsyncSession, user_id: int, named: Collection[int]) -> int | None:
    """Which of those who are named a user stands in for today; None for nobody."""
    statement = _delegators(user_id, today()).where(ApprovalDelegation.user_id.in_(named))
    return await session.scalar(statement.order_by(ApprovalDelegation.user_id).limit(1))


async def delegates_of(session: AsyncSession, user_ids: Collection[int]) -> set[int]:
    """Who stands in for any of these users today."""
    day = today()
    statement = select(ApprovalDelegation.delegate_id).where(
        ApprovalDelegation.user_id.in_(user_ids),
        ApprovalDelegation.starts_on <= day,
        ApprovalDelegation.ends_on >= day,
    )
    return set(await session.scalars(statement))


async def deciders_at(session: AsyncSession, path: str | None, limit: int) -> list[int]:
    """Active users who may decide at the place ``path`` (None: the organisation), nearest grants first."""
    statement = (
        _deciders_at(path)
        .group_by(User.id)
        .order_by(func.max(func.coalesce(Location.depth, -1)).desc(), User.id)
        .limit(limit)
    )
    return list(await session.scalars(statement))


async def all_deciders(
    session: AsyncSession, actor: Actor, q: str | None, user_id: int | None, limit: int
) -> list[Ref]:
    """Whom ``actor`` may name, by name: words of ``q`` are parts of it, ``user_id`` is one of them."""
    statement = (
        select(User.id, Person.name)
        .join(Person, Person.id == User.person_id)
        .where(User.id.in_(_beside(actor)))
        .order_by(Person.sort_key, User.id)
        .limit(limit)
    )
    if user_id is not None:
        statement = statement.where(User.id == user_id)
    if q and q.strip():
        statement = statement.where(matches(Person.name_key, q))
    return [Ref(id=row[0], name=row[1]) for row in (await session.execute(statement)).all()]


async def may_stand_in(session: AsyncSession, actor: Actor, user_id: int) -> bool:
    """Whether a user may decide at any place where ``actor`` does."""
    return await session.scalar(_beside(actor).where(User.id == user_id).limit(1)) is not None


async def without_the_right(
    session: AsyncSession, user_ids: Collection[int], place: LevelPlace, path: str | None
) -> set[int]:
    """Which of these are no active users who may decide where a level asks.

    ``path`` is that of its place; where each document chooses the place, that of all these (None: any).
    """
    known = _deciders_at(path)
    if place in (LevelPlace.ORIGIN, LevelPlace.DESTINATION):
        known = _deciders() if path is None else _meeting(Scope(prefixes=(path,)))
    return set(user_ids) - set(await session.scalars(known.where(User.id.in_(user_ids))))


def _deciders() -> Select[int]:
    """Active users who may decide somewhere; whoever was cleared is nobody to be named or told any more."""
    return (
        select(User.id)
        .join(Person, Person.id == User.person_id)
        .join(UserRole, UserRole.user_id == User.id)
        .join(RolePermission, RolePermission.role_id == UserRole.role_id)
        .join(PermissionRow, PermissionRow.id == RolePermission.permission_id)
        .where(User.active == true(), Person.left_on.is_(None), PermissionRow.name == DECIDE.code)
    )


def _beside(actor: Actor) -> Select[int]:
    """Deciders whose grants meet those of ``actor``; all of them for who says for everybody who decides."""
    scope = EVERYWHERE if actor.scope(CONFIGURE).everywhere else actor.scope(DECIDE)
    return _deciders() if scope.everywhere else _meeting(scope)


def _deciders_at(path: str | None) -> Select[int]:
    """Deciders whose grants reach the place ``path`` (None: the organisation)."""
    reached = UserRole.location_id.is_(None)
    if path is not None:
        reached = or_(reached, literal(path).like(Location.path.concat("%")))
    return _deciders().outerjoin(Location, Location.id == UserRole.location_id).where(reached)


def _meeting(scope: Scope) -> Select[int]:
    """Deciders whose grants reach into ``scope``."""
    above = [literal(prefix).like(Location.path.concat("%")) for prefix in scope.prefixes]
    met = or_(UserRole.location_id.is_(None), within(Location.path, scope), *above)
    return _deciders().outerjoin(Location, Location.id == UserRole.location_id).where(met)


def _delegators(delegate_id: int, day: date) -> Select[int]:
    return select(ApprovalDelegation.user_id).where(
        ApprovalDelegation.delegate_id == delegate_id,
        ApprovalDelegation.starts_on <= day,
        ApprovalDelegation.ends_on >= day,
    )
