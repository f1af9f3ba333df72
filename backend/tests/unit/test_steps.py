"""Every state against every step, of everything that has states: what is not listed here is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

import pytest

from levitiis.kit.problems import Problem
from levitiis.modules.approvals.models import Approval
from levitiis.modules.approvals.states import ApprovalState, ApprovalStep
from levitiis.modules.movements.disposals import states as disposals
from levitiis.modules.movements.disposals.models import Disposal
from levitiis.modules.movements.disposals.states import DisposalState, DisposalStep
from levitiis.modules.movements.loans.models import Loan, LoanAgreement, LoanExtension
from levitiis.modules.movements.loans.states import (
    OPEN_EXTENSIONS,
    RUNNING,
    TAKEN,
    AgreementState,
    AgreementStep,
    ExtensionState,
    ExtensionStep,
    LoanStatus,
    LoanStep,
)
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.states import (
    ENDED,
    HOLDING,
    UNDER_WAY,
    DocumentState,
    ItemState,
    ItemStep,
    Step,
)
from levitiis.modules.signatures.models import Term
from levitiis.modules.signatures.states import TermState, TermStep


class Kind(NamedTuple):
    """A table with states, its steps, where each leads, and what the rest is refused with."""

    table: type[Any]
    column: str
    states: type[StrEnum]
    steps: type[StrEnum]
    leads: Mapping[str, Mapping[str, str]]
    refused: str


OUT = {"receive": "received", "miss": "missing", "take_back": "returned"}
KINDS = (
    Kind(MovementDocument, "state", DocumentState, Step, {
        "draft": {"ask": "pending", "pass": "approved", "cancel": "cancelled"},
        "pending": {"approve": "approved", "reject": "rejected", "cancel": "cancelled"},
        "approved": {"send": "in_transit", "effect": "received", "cancel": "cancelled"},
        "in_transit": {"receive_some": "partially_received", "receive_all": "received",
                       "take_back_all": "cancelled"},
        "partially_received": {"receive_some": "partially_received", "receive_all": "received",
                               "take_back_all": "cancelled"},
    }, "movements.wrong_state"),
    Kind(MovementDocumentItem, "state", ItemState, ItemStep, {"waiting": OUT, "missing": OUT},
         "movements.wrong_state"),
    Kind(LoanAgreement, "state", AgreementState, AgreementStep, {
        "pending": {"approve": "reserved", "reject": "rejected", "cancel": "cancelled"},
        "reserved": {"hand_over": "active", "cancel": "cancelled"},
        "active": {"close": "closed"},
    }, "loans.wrong_state"),
    Kind(Loan, "status", LoanStatus, LoanStep, {
        "reserved": {"hand_over": "active", "cancel": "cancelled"},
        "active": {"give_back": "returned", "lose": "lost"},
        "lost": {"give_back": "returned"},
    }, "loans.wrong_state"),
    Kind(LoanExtension, "state", ExtensionState, ExtensionStep, {
        "asked": {"submit": "pending", "grant": "granted", "refuse": "refused", "cancel": "cancelled"},
        "pending": {"grant": "granted", "refuse": "refused", "cancel": "cancelled"},
    }, "loans.wrong_state"),
    Kind(Disposal, "state", DisposalState, DisposalStep, {
        "draft": {"ask": "pending", "cancel": "cancelled"},
        "pending": {"approve": "approved", "reject": "rejected", "cancel": "cancelled"},
        "approved": {"conclude": "concluded", "cancel": "cancelled"},
        "concluded": {"reverse": "reversed"},
    }, "disposals.wrong_state"),
    Kind(Approval, "state", ApprovalState, ApprovalStep, {
        "pending": {"approve": "approved", "reject": "rejected", "withdraw": "void"},
    }, "approvals.decided"),
    Kind(Term, "state", TermState, TermStep, {
        "pending": {"sign": "signed", "refuse": "refused", "withdraw": "void"},
    }, "signatures.settled"),
)  # fmt: skip


def every() -> Iterator[Any]:
    """Each kind in each state with each step."""
    for kind in KINDS:
        for state in kind.states:
            for step in kind.steps:
                yield pytest.param(kind, state, step, id=f"{kind.table.__name__}-{state}-{step}")


@pytest.mark.parametrize(("kind", "state", "step"), list(every()))
def test_every_step_from_every_state(kind: Kind, state: StrEnum, step: StrEnum) -> None:
    row = kind.table(**{kind.column: state.value})
    wanted = kind.leads.get(state.value, {}).get(step.value)
    if wanted is None:
        with pytest.raises(Problem) as refused:
            row.take(step)
        assert (refused.value.code, refused.value.status) == (kind.refused, 409)
    else:
        row.take(step)
    assert getattr(row, kind.column) == (wanted or state.value)


def test_what_is_missing_alone_is_still_out() -> None:
    for step, is_open in ((ItemStep.RECEIVE, False), (ItemStep.MISS, True), (ItemStep.TAKE_BACK, False)):
        item = MovementDocumentItem(state="waiting", is_open=True)
        item.take(step)
        assert item.is_open is is_open


def test_the_groups_of_states_are_what_the_tables_say() -> None:
    ways = {kind.table: set(kind.leads) for kind in KINDS}
    assert {state.value for state in DocumentState} - ways[MovementDocument] == {
        state.value for state in ENDED
    }
    assert ways[MovementDocument] - {"draft"} == {state.value for state in HOLDING}
    assert UNDER_WAY <= HOLDING
    assert ways[LoanAgreement] == {state.value for state in RUNNING}
    assert ways[LoanExtension] == {state.value for state in OPEN_EXTENSIONS}
    assert ways[Loan] - {"lost"} == {status.value for status in TAKEN}
    assert ways[Disposal] - {"concluded"} == {state.value for state in disposals.RUNNING}
    assert {state.value for state in disposals.HOLDING} == ways[Disposal] - {"draft", "concluded"}
