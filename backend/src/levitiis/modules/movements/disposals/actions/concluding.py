"""The assets of an approved disposal leave for good."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.common_problems import INVALID_REQUEST, NOT_FOUND
from levitiis.kit.money import MAX_MONEY
from levitiis.kit.problems import FieldError
from levitiis.modules.assets import api as assets
from levitiis.modules.movements.actions.asking import locked
from levitiis.modules.movements.disposals.actions.asking import close_items, refuse_unfit
from levitiis.modules.movements.disposals.actions.issuing import issue
from levitiis.modules.movements.disposals.actions.telling import tell
from levitiis.modules.movements.disposals.errors import (
    CERTIFICATE_REQUIRED,
    INCOMPLETE,
    NOT_IN_DISPOSAL,
    OTHER_RECIPIENT,
    VALUES_DIFFER,
)
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem
from levitiis.modules.movements.disposals.policy import DESK
from levitiis.modules.movements.disposals.queries.rows import has_attachment, items_of, load_for_update
from levitiis.modules.movements.disposals.queries.terms import chair_of
from levitiis.modules.movements.disposals.schemas import ConclusionIn, ReceivedItem
from levitiis.modules.movements.disposals.states import RECEIVED, Destination, DisposalStep
from levitiis.modules.people import api as people
from levitiis.modules.signatures.api import TermDesk, money
from levitiis.modules.suppliers import api as suppliers


async def conclude(
    uow: UnitOfWork, desk: TermDesk, disposal_id: int, data: ConclusionIn, expected: int | None
) -> None:
    """Every asset is disposed of, and nobody answers for it any more; the term is issued.

    Raises ``disposals.wrong_state``, ``disposals.incomplete``, ``disposals.not_disposable``,
    ``disposals.certificate_required``, ``disposals.other_recipient``, ``disposals.values_differ``,
    ``disposals.not_in_disposal``, ``request.forbidden``, ``request.not_found``.
    """
    disposal = await load_for_update(uow, disposal_id)
    items = await items_of(uow.session, disposal_id)
    rows = await locked(uow, [item.asset_id for item in items])
    for row in rows:
        uow.actor.require_at(DESK, row.path)
    check_version(disposal, expected)
    disposal.take(DisposalStep.CONCLUDE)
    refuse_unfit(disposal, rows)
    await _name_recipient(uow, disposal, data)
    _receive(disposal, items, data)
    await _certify(uow, disposal, data)
    signer = await _signer(uow, disposal, data)
    disposal.concluded_at, disposal.concluded_by = now(), uow.actor.id
    await close_items(uow, disposal_id)
    uow.reason = f"{disposal.number}: {disposal.reason}"[:500]
    change = assets.CustodyChange(
        responsible_id=None,
        turn=assets.Turn.DISPOSED,
        approver_id=disposal.approver_id,
        disposal_id=disposal_id,
    )
    gone = [item.asset_id for item in items]
    await assets.tell_of_moves(uow, await assets.move(uow, gone, change))
    await issue(uow, desk, disposal, signer)
    await tell(uow, disposal)


async def _name_recipient(uow: UnitOfWork, disposal: Disposal, data: ConclusionIn) -> None:
    await suppliers.require_supplier(uow.session, uow.actor, data.supplier_id, "/supplier_id")
    if data.supplier_id is not None and disposal.supplier_id not in (None, data.supplier_id):
        raise OTHER_RECIPIENT(errors=[FieldError("/supplier_id", "invalid")])
    disposal.supplier_id = disposal.supplier_id or data.supplier_id
    if disposal.supplier_id is None and disposal.destination in RECEIVED:
        raise INCOMPLETE(errors=[FieldError("/supplier_id", "required")])


def _receive(disposal: Disposal, items: Sequence[DisposalItem], data: ConclusionIn) -> None:
    """Keep what was received; where each asset has its own value, the total is their sum."""
    told = _told(items, data.items)
    for item in items:
        item.received_value = told.get(item.asset_id)
    total = data.received_value
    if told:
        known = sum(told.values(), Decimal(0))
        if known > MAX_MONEY:
            raise INVALID_REQUEST(errors=[FieldError("/items", "too_large", {"limit": money(MAX_MONEY)})])
        total = known if total is None and len(told) == len(items) else total
        if total is None or known > total or (len(told) == len(items) and known != total):
            raise VALUES_DIFFER(sum=money(known), errors=[FieldError("/received_value", "invalid")])
    if total is None and disposal.destination == Destination.AUCTION:
        raise INCOMPLETE(errors=[FieldError("/received_value", "required")])
    disposal.received_value, disposal.document_number = total, data.document_number


def _told(items: Sequence[DisposalItem], received: Sequence[ReceivedItem]) -> dict[int, Decimal]:
    """The value received for each asset. Raises ``disposals.not_in_disposal``."""
    known = {item.asset_id for item in items}
    told = {one.asset_id: one.received_value for one in received}
    strange = [number for number in told if number not in known]
    if strange or len(told) != len(received):
        raise NOT_IN_DISPOSAL(assets=", ".join(str(number) for number in strange[:10]))
    return told


async def _certify(uow: UnitOfWork, disposal: Disposal, data: ConclusionIn) -> None:
    if data.certificate_id is not None:
        if not await has_attachment(uow.session, disposal.id, data.certificate_id):
            raise NOT_FOUND(errors=[FieldError("/certificate_id", "not_found")])
        disposal.certificate_id = data.certificate_id
    elif disposal.is_ewaste:
        raise CERTIFICATE_REQUIRED(errors=[FieldError("/certificate_id", "required")])


async def _signer(uow: UnitOfWork, disposal: Disposal, data: ConclusionIn) -> int:
    """Who signs the term: who receives the assets, or else the chair of the commission."""
    await people.require_person(uow.session, uow.actor, data.receiver_id, "/receiver_id")
    disposal.receiver_id = data.receiver_id
    signer = data.receiver_id or await chair_of(uow.session, disposal.id)
    if signer is None:
        raise INCOMPLETE(errors=[FieldError("/receiver_id", "required")])
    return signer
