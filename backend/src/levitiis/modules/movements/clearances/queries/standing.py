"""What contradicts a clearance that is in force."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, or_, select

from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.movements.clearances.models import Clearance
from levitiis.modules.movements.clearances.states import ClearanceState
from levitiis.modules.movements.disposals.models import Disposal, DisposalMember
from levitiis.modules.movements.disposals.states import RUNNING
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.states import TAKEN
from levitiis.modules.people.models import Person

_RUNNING = [state.value for state in sorted(RUNNING)]
_TAKEN = [status.value for status in sorted(TAKEN)]


def _in_force(*conditions: Any) -> Select[Any]:
    return (
        select(Clearance.id)
        .join(Person, Person.id == Clearance.person_id)
        .where(Clearance.state == ClearanceState.VALID.value, *conditions)
    )


_HOLDS = exists().where(
    Asset.responsible_id == Clearance.person_id, Asset.status != AssetStatus.DISPOSED.value
)
_BORROWS = exists().where(
    Loan.agreement_id == LoanAgreement.id,
    Loan.status.in_(_TAKEN),
    or_(LoanAgreement.person_id == Clearance.person_id, LoanAgreement.signer_id == Clearance.person_id),
)
_SITS = exists().where(
    DisposalMember.person_id == Clearance.person_id,
    DisposalMember.disposal_id == Disposal.id,
    Disposal.state.in_(_RUNNING),
)
STANDING = (
    ("who was cleared answers for assets", _in_force(_HOLDS)),
    ("who was cleared has something on loan", _in_force(_BORROWS)),
    ("who was cleared sits in the commission of an open disposal", _in_force(_SITS)),
    ("who was cleared is not as having left", _in_force(Person.left_on.is_(None))),
)
"""Message and statement of each."""
