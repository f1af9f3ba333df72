"""What a person has on loan or is promised, himself or for a third party, as what binds him."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select, union

from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.policy import visible
from levitiis.modules.movements.loans.states import TAKEN
from levitiis.modules.people.api import Binding, columns

_TAKEN = [status.value for status in sorted(TAKEN)]


def _bound(records: Select[int]) -> Select[*tuple[Any, ...]]:
    shown = columns(
        id=Loan.id, code=Asset.tag, name=Asset.name, document=LoanAgreement.number,
        target_id=LoanAgreement.id, asset_id=Asset.id, state=Loan.status,
    )  # fmt: skip
    borrowed = select(LoanAgreement.id).where(LoanAgreement.person_id.in_(records))
    signed_for = select(LoanAgreement.id).where(LoanAgreement.signer_id.in_(records))
    return (
        select(*shown)
        .join(LoanAgreement, LoanAgreement.id == Loan.agreement_id)
        .join(Asset, Asset.id == Loan.asset_id)
        .where(
            Loan.status.in_(_TAKEN),
            LoanAgreement.id.in_(union(borrowed, signed_for)),
        )
    )


LOANS_OUT = Binding("loans", True, _bound, visible)
