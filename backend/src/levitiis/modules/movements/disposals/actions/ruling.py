"""The rules of disposals change."""

from __future__ import annotations

from levitiis.infra.db.single import ensure_single
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.modules.movements.disposals.models import DisposalRules
from levitiis.modules.movements.disposals.policy import CONFIGURE
from levitiis.modules.movements.disposals.queries.rules import rules_of
from levitiis.modules.movements.disposals.schemas import DisposalRulesIn


async def ensure_disposal_rules(uow: UnitOfWork) -> None:
    """See that there are rules, which ask for nothing: part of setting up an installation."""
    await ensure_single(uow, DisposalRules)


async def set_rules(uow: UnitOfWork, data: DisposalRulesIn, expected: int | None) -> None:
    """From now on this is wanted; what was asked for stays as it is. Raises ``request.forbidden``."""
    uow.actor.require_at(CONFIGURE, None)
    rules = await rules_of(uow.session, locked=True)
    check_version(rules, expected)
    rules.report_required, rules.photos_required = data.report_required, data.photos_required
    rules.commission_members = data.commission_members
    await uow.flush()
