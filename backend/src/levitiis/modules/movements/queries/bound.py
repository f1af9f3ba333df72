"""Transfers to and from a person that have not ended, as what binds him."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.policy import visible
from levitiis.modules.movements.states import HOLDING, KIND, DocumentState, ItemState
from levitiis.modules.people.api import Binding, columns
from levitiis.modules.signatures.models import Term
from levitiis.modules.signatures.states import TermState

_HOLDING = [state.value for state in sorted(HOLDING)]
UNSIGNED = "unsigned"
"""Received, and its term waits for the signature: a refusal gives the assets back to who had them."""


def _bound(records: Select[int]) -> Select[*tuple[Any, ...]]:
    """What he is to get, what leaves him, and what he gave to somebody who has not signed for it yet."""
    of_document = MovementDocumentItem.document_id == MovementDocument.id
    from_him = MovementDocumentItem.from_responsible_id.in_(records)
    leaves = exists().where(of_document, from_him, MovementDocumentItem.is_open)
    to_him = and_(MovementDocument.to_responsible_id.in_(records), MovementDocument.state.in_(_HOLDING))
    may_return = and_(
        MovementDocument.state == DocumentState.RECEIVED.value,
        exists().where(of_document, from_him, MovementDocumentItem.state == ItemState.RECEIVED.value),
        _unsigned(records),
    )
    state = case(
        (MovementDocument.state == DocumentState.RECEIVED.value, UNSIGNED), else_=MovementDocument.state
    )
    shown = columns(
        id=MovementDocument.id, code=MovementDocument.number, name=MovementDocument.reason,
        target_id=MovementDocument.id, state=state,
    )  # fmt: skip
    return select(*shown).where(or_(to_him, leaves, may_return))


def _unsigned(records: Select[int]) -> ColumnElement[bool]:
    return exists().where(
        Term.subject_kind == KIND,
        Term.subject_id == MovementDocument.id,
        Term.state == TermState.PENDING.value,
        Term.signer_id.not_in(records),
    )


TRANSFERS_OPEN = Binding("transfers", True, _bound, visible)
