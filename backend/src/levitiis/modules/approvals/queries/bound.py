"""Decisions that wait for a person, and who stands in for whom, as what binds him."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from levitiis.kit.access import Actor
from levitiis.kit.clock import today
from levitiis.modules.approvals.models import (
    Approval,
    ApprovalDelegation,
    ApprovalLevel,
    ApprovalLevelApprover,
    ApprovalRule,
    ApprovalRuleApprover,
    ApprovalRuleLevel,
)
from levitiis.modules.approvals.policy import CONFIGURE, visible
from levitiis.modules.approvals.states import ApprovalState
from levitiis.modules.identity.models import User
from levitiis.modules.people.api import Binding, columns
from levitiis.modules.people.models import Person


def _users(records: Select[int]) -> Select[int]:
    return select(User.id).where(User.person_id.in_(records))


def _waiting(records: Select[int]) -> Select[*tuple[Any, ...]]:
    """Those whose present level names his user, as long as names bind there."""
    named = and_(
        ApprovalLevel.approval_id == Approval.id,
        ApprovalLevel.position == Approval.position,
        ApprovalLevel.escalated_at.is_(None),
        ApprovalLevelApprover.level_id == ApprovalLevel.id,
        ApprovalLevelApprover.user_id.in_(_users(records)),
    )
    shown = columns(
        id=Approval.id, code=Approval.number, name=Approval.summary, target_id=Approval.document_id,
        state=Approval.kind,
    )  # fmt: skip
    return select(*shown).where(Approval.state == ApprovalState.PENDING.value, exists().where(named))


def _delegations(records: Select[int]) -> Select[*tuple[Any, ...]]:
    """Those that have not ended, in either direction: by whom, and who stands in."""
    mine = _users(records)
    standing_in, stands_in = aliased(User), aliased(Person)
    shown = columns(
        id=ApprovalDelegation.id, code=Person.name, name=stands_in.name, target_id=ApprovalDelegation.id
    )
    return (
        select(*shown)
        .join(User, User.id == ApprovalDelegation.user_id)
        .join(Person, Person.id == User.person_id)
        .join(standing_in, standing_in.id == ApprovalDelegation.delegate_id)
        .join(stands_in, stands_in.id == standing_in.person_id)
        .where(
            or_(ApprovalDelegation.user_id.in_(mine), ApprovalDelegation.delegate_id.in_(mine)),
            ApprovalDelegation.ends_on >= today(),
        )
    )


def _rules(records: Select[int]) -> Select[*tuple[Any, ...]]:
    """Rules in force that name his user; they ask others when he cannot decide any more."""
    named = and_(
        ApprovalRuleLevel.rule_id == ApprovalRule.id,
        ApprovalRuleApprover.level_id == ApprovalRuleLevel.id,
        ApprovalRuleApprover.user_id.in_(_users(records)),
    )
    shown = columns(id=ApprovalRule.id, code=ApprovalRule.name, target_id=ApprovalRule.id)
    return select(*shown).where(ApprovalRule.is_active == true(), exists().where(named))


def _for_who_configures(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.scope(CONFIGURE).everywhere else false()


APPROVALS_WAITING = Binding("approvals", True, _waiting, visible)
DELEGATIONS = Binding("delegations", False, _delegations, _for_who_configures)
RULES_NAMING = Binding("approval_rules", False, _rules, _for_who_configures)
