"""Every state of a transfer against every step: what is not in the table is refused, and nothing else."""

from __future__ import annotations

import pytest

from levitiis.kit.problems import Problem
from levitiis.modules.movements.models import MovementDocument
from levitiis.modules.movements.states import ENDED, HOLDING, UNDER_WAY, DocumentState, Step

LEADS: dict[str, dict[str, str]] = {
    "draft": {"ask": "pending", "pass": "approved", "cancel": "cancelled"},
    "pending": {"approve": "approved", "reject": "rejected", "cancel": "cancelled"},
    "approved": {"send": "in_transit", "cancel": "cancelled"},
    "in_transit": {
        "receive_some": "partially_received",
        "receive_all": "received",
        "take_back_all": "cancelled",
    },
    "partially_received": {
        "receive_some": "partially_received",
        "receive_all": "received",
        "take_back_all": "cancelled",
    },
    "received": {},
    "rejected": {},
    "cancelled": {},
}


@pytest.mark.parametrize("state", list(DocumentState))
@pytest.mark.parametrize("step", list(Step))
def test_every_step_from_every_state(state: DocumentState, step: Step) -> None:
    document = MovementDocument(state=state.value)
    wanted = LEADS[state.value].get(step.value)
    if wanted is None:
        with pytest.raises(Problem) as refused:
            document.take(step)
        assert refused.value.code == "movements.wrong_state"
        assert document.state == state
    else:
        document.take(step)
        assert document.state == wanted


def test_a_transfer_holds_its_assets_from_submission_to_its_end() -> None:
    assert {*HOLDING, *ENDED, DocumentState.DRAFT} == set(DocumentState)
    assert not HOLDING & ENDED
    assert UNDER_WAY < HOLDING
    assert {state for state in DocumentState if not LEADS[state.value]} == ENDED
