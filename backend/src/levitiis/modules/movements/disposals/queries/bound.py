"""Disposals that have not ended and whose commission a person sits in, as what binds him.

Whoever signs the term of a concluded one, the receiver or the chair, is bound by that term.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, or_, select

from levitiis.modules.movements.disposals.models import Disposal, DisposalMember
from levitiis.modules.movements.disposals.policy import visible
from levitiis.modules.movements.disposals.states import RUNNING
from levitiis.modules.people.api import Binding, columns

_RUNNING = [state.value for state in sorted(RUNNING)]


def _bound(records: Select[int]) -> Select[*tuple[Any, ...]]:
    """Those that name him: in the commission, or as who is to receive the assets."""
    sits = exists().where(DisposalMember.disposal_id == Disposal.id, DisposalMember.person_id.in_(records))
    shown = columns(
        id=Disposal.id, code=Disposal.number, name=Disposal.reason, target_id=Disposal.id,
        state=Disposal.state,
    )  # fmt: skip
    return select(*shown).where(Disposal.state.in_(_RUNNING), or_(sits, Disposal.receiver_id.in_(records)))


DISPOSALS_OPEN = Binding("disposals", True, _bound, visible)
