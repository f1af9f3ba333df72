"""HTTP of approval rules and of who stands in for whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.wire import MAX_ID
from levitiis.modules.approvals import errors, policy
from levitiis.modules.approvals.actions import delegating, rules
from levitiis.modules.approvals.queries.asked import all_deciders
from levitiis.modules.approvals.queries.rules import get_rule, list_delegations, list_rules
from levitiis.modules.approvals.routes.common import ADDRESS, subjects_of
from levitiis.modules.approvals.schemas import (
    DecidersOut,
    DelegationIn,
    DelegationsOut,
    RuleIn,
    RuleOut,
    RulesOut,
)

router = Router(ADDRESS, "approvals")
RuleId = Annotated[int, Path(ge=1, le=MAX_ID)]
DelegationId = Annotated[int, Path(ge=1, le=MAX_ID)]
_MOST_DECIDERS = 20


@router.endpoint(
    "GET", "/regras", access=policy.CONFIGURE, operation_id="listApprovalRules", response=RulesOut
)
async def list_(ctx: Read) -> RulesOut:
    """Every rule."""
    return RulesOut(items=await list_rules(ctx.session, ctx.actor))


@router.endpoint(
    "POST", "/regras", access=policy.CONFIGURE, operation_id="createApprovalRule", response=RuleOut,
    status=201, problems=[NOT_FOUND, errors.NO_DECIDER], idempotent=True,
)  # fmt: skip
async def create(ctx: Write, data: RuleIn, response: Response) -> RuleOut:
    """Make a rule."""
    rule_id = await rules.create_rule(ctx.uow, data, _kinds(ctx))
    response.headers["Location"] = f"/api/v1{ADDRESS}/regras/{rule_id}"
    return await _shown(ctx, rule_id, response)


@router.endpoint(
    "PATCH", "/regras/{rule_id}", access=policy.CONFIGURE, operation_id="editApprovalRule", response=RuleOut,
    problems=[NOT_FOUND, STALE_VERSION, errors.NO_DECIDER],
)  # fmt: skip
async def edit(ctx: Write, rule_id: RuleId, data: RuleIn, expected: IfMatch, response: Response) -> RuleOut:
    """Say a rule anew."""
    async with showing_current(lambda: get_rule(ctx.session, rule_id)):
        await rules.edit_rule(ctx.uow, rule_id, data, expected, _kinds(ctx))
    return await _shown(ctx, rule_id, response)


@router.endpoint(
    "DELETE", "/regras/{rule_id}", access=policy.CONFIGURE, operation_id="deleteApprovalRule", response=None,
    status=204, problems=[NOT_FOUND, STALE_VERSION],
)  # fmt: skip
async def delete(ctx: Write, rule_id: RuleId, expected: IfMatch) -> None:
    """Remove a rule."""
    async with showing_current(lambda: get_rule(ctx.session, rule_id)):
        await rules.delete_rule(ctx.uow, rule_id, expected)


@router.endpoint(
    "GET", "/aprovadores", access=policy.DECIDE, operation_id="listDeciders", response=DecidersOut
)
async def deciders(
    ctx: Read,
    q: Annotated[str | None, Query(max_length=100)] = None,
    user_id: Annotated[int | None, Query(ge=1, le=MAX_ID)] = None,
) -> DecidersOut:
    """Who may decide where the caller does: to stand in, or to be named in a rule."""
    return DecidersOut(items=await all_deciders(ctx.session, ctx.actor, q, user_id, _MOST_DECIDERS))


@router.endpoint(
    "GET", "/delegacoes", access=policy.DECIDE, operation_id="listDelegations", response=DelegationsOut
)
async def delegations(ctx: Read) -> DelegationsOut:
    """Who stands in for the caller."""
    return DelegationsOut(items=await list_delegations(ctx.session, ctx.actor.id or 0))


@router.endpoint(
    "POST", "/delegacoes", access=policy.DECIDE, operation_id="createDelegation", response=DelegationsOut,
    status=201, problems=[errors.DELEGATION_OVERLAPS, errors.NO_DECIDER], idempotent=True,
)  # fmt: skip
async def delegate(ctx: Write, data: DelegationIn) -> DelegationsOut:
    """Let somebody decide in one's place for some days."""
    await delegating.delegate(ctx.uow, data)
    return DelegationsOut(items=await list_delegations(ctx.session, ctx.actor.id or 0))


@router.endpoint(
    "DELETE", "/delegacoes/{delegation_id}", access=policy.DECIDE, operation_id="deleteDelegation",
    response=None, status=204, problems=[NOT_FOUND],
)  # fmt: skip
async def end(ctx: Write, delegation_id: DelegationId) -> None:
    """Take a delegation back."""
    await delegating.end_delegation(ctx.uow, delegation_id)


async def _shown(ctx: Read, rule_id: int, response: Response) -> RuleOut:
    found = await get_rule(ctx.session, rule_id)
    set_etag(response, found.version)
    return found


def _kinds(ctx: Context) -> list[str]:
    """What rules may speak of."""
    return [kind for kind, subject in subjects_of(ctx).items() if subject.has_rules]
