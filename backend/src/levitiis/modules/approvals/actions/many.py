"""One decision on many approvals: each in a transaction of its own, so that one refusal hides no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError

from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import UnitOfWork, unit_of_work
from levitiis.kit.problems import Language, Problem
from levitiis.modules.approvals.actions.deciding import decide
from levitiis.modules.approvals.actions.mailing import bring_together
from levitiis.modules.approvals.actions.voiding import voiding_changed
from levitiis.modules.approvals.policy import Subject
from levitiis.modules.approvals.schemas import DecisionIn, ManyDecisionsIn, Outcome

log = structlog.get_logger(__name__)


async def decide_many(
    uow: UnitOfWork,
    database: Database,
    data: ManyDecisionsIn,
    subjects: Mapping[str, Subject],
    language: Language,
) -> list[Outcome]:
    """Decide each, in the order given. Refusals are told, not raised; letters come together at the end.

    The request's own connection is given back first: it is not needed, and nobody shall wait for a second.
    """
    await uow.session.rollback()
    one = DecisionIn(decision=data.decision, note=data.note)
    found: list[Outcome] = []
    letters: list[int] | None = [] if len(data.approval_ids) > 1 else None
    for approval_id in data.approval_ids:
        problem = await _one(uow, database, approval_id, one, subjects, letters)
        title = problem.kind.title.in_language(language) if problem else None
        found.append(Outcome(approval_id=approval_id, code=problem.code if problem else None, title=title))
    if letters:
        await _together(uow, database, letters)
    return found


async def _together(uow: UnitOfWork, database: Database, letters: Sequence[int]) -> None:
    """What was decided is told to who decided, also when the letters have to go by themselves."""
    try:
        async with unit_of_work(database, uow.actor, uow.origin, uow.trail_key) as own:
            await bring_together(own, letters)
            await own.commit()
    except (SQLAlchemyError, OSError, Problem):
        log.warning("letters_apart", exc_info=True)


async def _one(
    uow: UnitOfWork,
    database: Database,
    approval_id: int,
    data: DecisionIn,
    subjects: Mapping[str, Subject],
    letters: list[int] | None,
) -> Problem | None:
    try:
        async with unit_of_work(database, uow.actor, uow.origin, uow.trail_key) as own:
            async with voiding_changed(own, database, approval_id, subjects):
                await decide(own, approval_id, data, None, subjects, letters)
            await own.commit()
    except Problem as problem:
        return problem
    return None
