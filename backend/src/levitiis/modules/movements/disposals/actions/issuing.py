"""The term of a disposal is issued."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.movements.disposals.models import Disposal
from levitiis.modules.movements.disposals.queries.terms import (
    DESTINATIONS,
    disposal_lines,
    place_of,
    recipient_of,
)
from levitiis.modules.movements.disposals.states import KIND, Destination
from levitiis.modules.movements.queries.terms import place_name
from levitiis.modules.people import api as people
from levitiis.modules.signatures import api as signatures
from levitiis.modules.signatures.states import TermKind


async def issue(uow: UnitOfWork, desk: signatures.TermDesk, disposal: Disposal, signer_id: int) -> None:
    """Issue the term of a disposal whose row is locked; who receives the assets, or the chair, signs it."""
    place = await place_of(uow.session, disposal.id)
    signer = await people.standing_record(uow.session, signer_id)
    wanted = signatures.WantedTerm(
        kind=TermKind.DISPOSAL,
        subject_kind=KIND,
        subject_id=disposal.id,
        subject_number=disposal.number,
        signer_id=signer or signer_id,
        location_id=place,
        place=await place_name(uow.session, place),
        reason=disposal.reason,
        lines=await disposal_lines(uow.session, disposal.id),
        more={
            "destinacao": DESTINATIONS[Destination(disposal.destination)],
            "recebedor": await recipient_of(uow.session, disposal),
            "processo": disposal.process_number or "",
            "comissao": disposal.commission_act or "",
            "recibo": disposal.document_number or "",
            "valor_recebido": signatures.money(disposal.received_value),
        },
    )
    await signatures.issue_term(uow, desk, wanted)
