"""Use cases of approvals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.common_problems import FORBIDDEN
from levitiis.modules.approvals.actions.mailing import enqueue_mail
from levitiis.modules.approvals.actions.telling import tell
from levitiis.modules.approvals.choosing import Facts, choose, place_of
from levitiis.modules.approvals.errors import CHANGED, DECIDED, OWN_REQUEST
from levitiis.modules.approvals.models import (
    Approval,
    ApprovalDecision,
    ApprovalLevel,
    ApprovalLevelApprover,
)
from levitiis.modules.approvals.policy import DECIDE, Subject
from levitiis.modules.approvals.queries.asked import askers_of, bound_to, person_of, stands_in_for
from levitiis.modules.approvals.queries.rows import load_for_update, subject_of
from levitiis.modules.approvals.queries.rules import conditions, levels_of_rule, named_for
from levitiis.modules.approvals.schemas import DecisionIn
from levitiis.modules.approvals.states import ApprovalState, ApprovalStep, Decision, LevelPlace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a document asks for. ``default`` are the places that are asked where no rule holds.

    ``always``: they are asked also where a rule would ask nobody. ``in_series``: the caller lets them know of
    all documents of a series at once (``tell_of_series``). ``ruled_as``: the kind whose rules hold, if not
    its own. ``wanted_by``: whose wish the actor passes on, if not his own.
    """

    kind: str
    document_id: int
    number: str
    summary: str
    content_hash: str
    facts: Facts
    default: Sequence[int | None]
    always: bool = False
    in_series: bool = False
    ruled_as: str | None = None
    wanted_by: int | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    location_id: int | None
    approvers: Sequence[int] = ()
    substitutes: Sequence[int] = ()
    deadline_hours: int | None = None


async def request_approval(uow: UnitOfWork, wanted: Wanted) -> bool:
    """Ask the first level, if any; whether anybody is asked.

    The most specific rule that holds says whom; without one ``wanted.default`` does. The caller holds the
    document's row; the requester is the actor.
    """
    assert uow.actor.id is not None  # noqa: S101
    rule = choose(await conditions(uow.session, wanted.ruled_as or wanted.kind), wanted.facts)
    levels = [_Level(place) for place in wanted.default]
    if rule is not None:
        levels = await _levels_of(uow, rule.rule_id, wanted.facts) or (levels if wanted.always else [])
    if not levels:
        return False
    requester = await person_of(uow.session, uow.actor.id)
    assert requester is not None  # noqa: S101  (each user is a person)
    approval = Approval(
        kind=wanted.kind,
        document_id=wanted.document_id,
        number=wanted.number,
        summary=wanted.summary,
        location_id=levels[0].location_id,
        content_hash=wanted.content_hash,
        requester_id=uow.actor.id,
        wanted_by=wanted.wanted_by,
        requester_person_id=requester,
        wanted_by_person_id=await person_of(uow.session, wanted.wanted_by) if wanted.wanted_by else None,
        rule_id=rule.rule_id if rule else None,
    )
    uow.session.add(approval)
    await uow.flush()
    await _keep_levels(uow, approval, levels)
    if not wanted.in_series:
        await enqueue_mail(uow, approval, "asked")
    await tell(uow, approval)
    return True


async def _levels_of(uow: UnitOfWork, rule_id: int, facts: Facts) -> list[_Level]:
    return [
        _Level(
            place_of(LevelPlace(level.place), level.location_id, facts),
            [one.user_id for one in named if not one.is_substitute],
            [one.user_id for one in named if one.is_substitute],
            level.deadline_hours,
        )
        for level, named in await levels_of_rule(uow.session, rule_id)
    ]


async def _keep_levels(uow: UnitOfWork, approval: Approval, levels: Sequence[_Level]) -> None:
    rows = [
        ApprovalLevel(
            approval_id=approval.id,
            position=position,
            location_id=level.location_id,
            deadline_hours=level.deadline_hours,
        )
        for position, level in enumerate(levels)
    ]
    uow.session.add_all(rows)
    await uow.flush()
    for row, level in zip(rows, levels, strict=True):
        named = [(user, False) for user in level.approvers] + [(user, True) for user in level.substitutes]
        uow.session.add_all(
            ApprovalLevelApprover(level_id=row.id, user_id=user, is_substitute=stands_in)
            for user, stands_in in named
        )
    await uow.flush()


async def withdraw_approval(uow: UnitOfWork, kind: str, document_id: int) -> None:
    """Nothing more is asked of anybody. The caller holds the document's row."""
    approval = await uow.session.scalar(
        select(Approval)
        .where(
            Approval.kind == kind,
            Approval.document_id == document_id,
            Approval.state == ApprovalState.PENDING.value,
        )
        .with_for_update()
    )
    if approval is not None:
        approval.take(ApprovalStep.WITHDRAW)
        approval.decided_at = now()
        await uow.flush()
        await tell(uow, approval)


async def decide(
    uow: UnitOfWork,
    approval_id: int,
    data: DecisionIn,
    expected: int | None,
    subjects: Mapping[str, Subject],
    letters: list[int] | None = None,
) -> None:
    """Decide the present level, with the right that the actor has at this moment.

    ``letters``: those that the caller brings together, where he decides on several.
    Raises ``approvals.decided``, ``approvals.own_request``, ``approvals.changed``, ``request.forbidden``.
    """
    kind, document_id = await subject_of(uow, approval_id)
    subject = subjects[kind]
    present = await subject.content_hash(uow, document_id)  # the document's row first, as everywhere
    approval, path = await load_for_update(uow, approval_id)
    uow.actor.require_at(DECIDE, path)
    if approval.state != ApprovalState.PENDING:
        raise DECIDED()
    askers = await askers_of(uow.session, approval)
    if uow.actor.id in askers:
        raise OWN_REQUEST()
    principal = await _principal(uow, approval, askers)
    check_version(approval, expected)
    if present != approval.content_hash:
        raise CHANGED()
    await _record(uow, approval, data, principal)
    finished = await _advance(uow, approval, data.decision)
    if finished:
        approved = data.decision is Decision.APPROVE
        await subject.decided(uow, document_id, approved=approved, note=data.note)
    await enqueue_mail(uow, approval, "decided" if finished else "asked", letters)
    await tell(uow, approval)


async def _principal(uow: UnitOfWork, approval: Approval, askers: set[int]) -> int | None:
    """In whose name the actor decides, if not in his own. Raises ``request.forbidden`` when he is not asked.

    Who is named decides, and so do the substitutes that the level names. Whoever stands in for somebody
    decides in that name, but not on what that person asked for. Where nobody who is named can decide,
    whoever may at the place does.
    """
    named = await named_for(uow.session, approval.id, approval.position)
    if not named or uow.actor.id in named:
        return None
    others = set(named) - askers
    principal = await stands_in_for(uow.session, uow.actor.id or 0, others)
    if principal is None and await bound_to(uow.session, approval.id):
        raise FORBIDDEN()
    return principal


async def _record(uow: UnitOfWork, approval: Approval, data: DecisionIn, on_behalf_of: int | None) -> None:
    assert uow.actor.id is not None  # noqa: S101
    uow.session.add(
        ApprovalDecision(
            approval_id=approval.id,
            position=approval.position,
            decision=data.decision.value,
            user_id=uow.actor.id,
            on_behalf_of=on_behalf_of,
            note=data.note,
            content_hash=approval.content_hash,
            created_at=now(),
        )
    )
    await uow.flush()


async def _advance(uow: UnitOfWork, approval: Approval, decision: Decision) -> bool:
    """Ask the next level, or end; whether it has ended."""
    following = await uow.session.scalar(
        select(ApprovalLevel).where(
            ApprovalLevel.approval_id == approval.id, ApprovalLevel.position == approval.position + 1
        )
    )
    if decision is Decision.APPROVE and following is not None:
        approval.position, approval.location_id = following.position, following.location_id
        await uow.flush()
        return False
    rejected = decision is Decision.REJECT
    approval.take(ApprovalStep.REJECT if rejected else ApprovalStep.APPROVE)
    approval.decided_at = now()
    await uow.flush()
    return True
