"""The term of responsibility of a transfer: issued at the last receipt; a refusal gives custody back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.assets import api as assets
from levitiis.modules.movements.actions.telling import tell
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.queries.rows import hold
from levitiis.modules.movements.queries.terms import items_still_with, place_name, term_lines
from levitiis.modules.movements.states import KIND
from levitiis.modules.people import api as people
from levitiis.modules.signatures import api as signatures
from levitiis.modules.signatures.states import TermKind


async def bring_terms(
    uow: UnitOfWork,
    desk: signatures.TermDesk,
    document: MovementDocument,
    items: Sequence[MovementDocumentItem],
) -> None:
    """Issue the term for what a new responsible person has received; what is undone loses its own.

    The document's row is locked.
    """
    if document.reverses_id is not None:
        await signatures.withdraw_terms(uow, KIND, document.reverses_id)
    signer = document.to_responsible_id
    handed = [item for item in items if item.from_responsible_id != signer]
    if signer is None or not handed:
        return
    place = document.to_location_id or _only({item.from_location_id for item in handed})
    await signatures.issue_term(
        uow,
        desk,
        signatures.WantedTerm(
            kind=TermKind.RESPONSIBILITY,
            subject_kind=KIND,
            subject_id=document.id,
            subject_number=document.number,
            signer_id=signer,
            location_id=place,
            place=await place_name(uow.session, place),
            reason=document.reason,
            lines=await term_lines(uow.session, document.id, [item.asset_id for item in handed]),
        ),
    )


def _only(places: set[int | None]) -> int | None:
    """Where everything is, if that is one place."""
    return next(iter(places)) if len(places) == 1 else None


class TransferTerms:
    """A transfer whose term is signed or refused."""

    kind = KIND

    async def hold(self, uow: UnitOfWork, document_id: int) -> None:
        """See :class:`levitiis.modules.signatures.policy.TermSubject`."""
        await hold(uow, document_id)

    async def settled(self, uow: UnitOfWork, document_id: int, *, signed: bool, note: str | None) -> None:
        """A refusal gives each asset back to who answered for it before; it stays where it has arrived.

        Assets that moved on meanwhile are somebody else's matter already.
        """
        document = await hold(uow, document_id)
        if not signed:
            uow.reason = note
            await _give_back(uow, document)
        await tell(uow, document)


async def _give_back(uow: UnitOfWork, document: MovementDocument) -> None:
    held = await items_still_with(uow.session, document)
    before: defaultdict[int | None, list[int]] = defaultdict(list)
    for asset_id, person in held:
        before[person].append(asset_id)
    for former, ids in before.items():
        person = await people.standing_record(uow.session, former)
        change = assets.CustodyChange(responsible_id=person, document_id=document.id)
        await assets.tell_of_moves(uow, await assets.move(uow, ids, change))
    given_back = [asset_id for asset_id, _ in held]
    uow.log("movement_document", document.id, "term_refused", {"given_back": given_back})
