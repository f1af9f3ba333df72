"""Rules are made, changed and removed by who may do so for the whole organisation."""

from __future__ import annotations

from collections.abc import Collection

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.common_problems import INVALID_REQUEST
from levitiis.kit.problems import FieldError
from levitiis.modules.approvals.errors import NO_DECIDER
from levitiis.modules.approvals.models import ApprovalRule, ApprovalRuleApprover, ApprovalRuleLevel
from levitiis.modules.approvals.policy import CONFIGURE
from levitiis.modules.approvals.queries.asked import without_the_right
from levitiis.modules.approvals.queries.rules import levels_of_rule, load_rule
from levitiis.modules.approvals.schemas import RuleIn, RuleLevelIn
from levitiis.modules.approvals.states import LevelPlace
from levitiis.modules.locations import api as locations


async def create_rule(uow: UnitOfWork, data: RuleIn, kinds: Collection[str]) -> int:
    """Make a rule; it holds for what is asked for from now on. Returns its id."""
    await _require(uow, data, kinds)
    rule = ApprovalRule(**_columns(data))
    uow.session.add(rule)
    await uow.flush()
    await _add_levels(uow, rule.id, data.levels)
    return rule.id


async def edit_rule(
    uow: UnitOfWork, rule_id: int, data: RuleIn, expected: int | None, kinds: Collection[str]
) -> None:
    """Say a rule anew; what was asked for already keeps the levels that it got."""
    await _require(uow, data, kinds)
    rule = await load_rule(uow, rule_id)
    check_version(rule, expected)
    for name, value in _columns(data).items():
        setattr(rule, name, value)
    await _drop_levels(uow, rule_id)
    await _add_levels(uow, rule_id, data.levels)


async def delete_rule(uow: UnitOfWork, rule_id: int, expected: int | None) -> None:
    """Remove a rule; what it has decided so far stays."""
    uow.actor.require_at(CONFIGURE, None)
    rule = await load_rule(uow, rule_id)
    check_version(rule, expected)
    await _drop_levels(uow, rule_id)
    await uow.session.delete(rule)
    await uow.flush()


def _columns(data: RuleIn) -> dict[str, object]:
    return data.model_dump(exclude={"levels"})


async def _add_levels(uow: UnitOfWork, rule_id: int, levels: list[RuleLevelIn]) -> None:
    for position, level in enumerate(levels):
        row = ApprovalRuleLevel(
            rule_id=rule_id,
            position=position,
            place=level.place.value,
            location_id=level.location_id,
            deadline_hours=level.deadline_hours,
        )
        uow.session.add(row)
        await uow.flush()
        named = [(user, False) for user in level.approver_ids]
        named += [(user, True) for user in level.substitute_ids]
        uow.session.add_all(
            ApprovalRuleApprover(level_id=row.id, user_id=user, is_substitute=stands_in)
            for user, stands_in in named
        )
    await uow.flush()


async def _drop_levels(uow: UnitOfWork, rule_id: int) -> None:
    for level, named in await levels_of_rule(uow.session, rule_id):
        for one in named:
            await uow.session.delete(one)
        await uow.flush()
        await uow.session.delete(level)
    await uow.flush()


async def _require(uow: UnitOfWork, data: RuleIn, kinds: Collection[str]) -> None:
    """Everything that is named exists, and whoever is to decide may decide."""
    uow.actor.require_at(CONFIGURE, None)
    if data.kind not in kinds:
        raise INVALID_REQUEST(errors=[FieldError("/kind", "not_an_option")])
    places = [(data.origin_id, "/origin_id"), (data.destination_id, "/destination_id")]
    places += [(level.location_id, f"/levels/{n}/location_id") for n, level in enumerate(data.levels)]
    for place, pointer in places:
        if place is not None:
            await locations.require_place(uow.session, uow.actor, place, pointer)
    for number, level in enumerate(data.levels):
        await _require_deciders(uow, data, number, level)


async def _require_deciders(uow: UnitOfWork, data: RuleIn, number: int, level: RuleLevelIn) -> None:
    """Who is named may decide where the level asks, as far as the rule itself says where that is."""
    place = data.destination_id if level.place is LevelPlace.DESTINATION else level.location_id
    path = await locations.path_of(uow.session, place)
    for name, users in (("approver_ids", level.approver_ids), ("substitute_ids", level.substitute_ids)):
        wrong = await without_the_right(uow.session, users, level.place, path) if users else set[int]()
        if wrong:
            at = [f"/levels/{number}/{name}/{users.index(user)}" for user in sorted(wrong, key=users.index)]
            raise NO_DECIDER(errors=[FieldError(pointer, "not_an_option") for pointer in at])
