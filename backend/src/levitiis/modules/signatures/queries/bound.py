"""Terms that wait for a person's signature, as what binds him."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from levitiis.modules.people.api import Binding, columns
from levitiis.modules.signatures.models import Term
from levitiis.modules.signatures.policy import visible
from levitiis.modules.signatures.states import TermState


def _bound(records: Select[int]) -> Select[*tuple[Any, ...]]:
    shown = columns(
        id=Term.id, code=Term.number, document=Term.subject_number, target_id=Term.id, state=Term.kind
    )
    return select(*shown).where(Term.signer_id.in_(records), Term.state == TermState.PENDING.value)


TERMS_TO_SIGN = Binding("terms", True, _bound, visible)
