"""A disposal is put together, and changed as long as nobody was asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from levitiis.infra.db.counting import document_number
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now, today
from levitiis.kit.common_problems import INVALID_REQUEST, NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.movements.actions.asking import locked, named, require_assets
from levitiis.modules.movements.disposals.actions.telling import tell
from levitiis.modules.movements.disposals.errors import HAS_PHOTOS, WRONG_STATE
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem, DisposalMember
from levitiis.modules.movements.disposals.policy import REQUEST
from levitiis.modules.movements.disposals.queries.checking import tags_with_photos
from levitiis.modules.movements.disposals.queries.rows import (
    items_of,
    load_for_update,
    members_of,
    paths_of_assets,
)
from levitiis.modules.movements.disposals.schemas import DisposalIn, DisposalItemIn, DisposalMemberIn
from levitiis.modules.movements.disposals.states import PREFIX, DisposalState
from levitiis.modules.movements.queries.rows import seen_assets
from levitiis.modules.people import api as people
from levitiis.modules.suppliers import api as suppliers

_COPIED = (
    "reason", "report", "commission_act", "process_number", "police_report", "police_report_date",
    "supplier_id", "is_ewaste",
)  # fmt: skip


async def create_disposal(uow: UnitOfWork, data: DisposalIn) -> int:
    """Make a draft with its number; returns its id. Raises ``request.not_found``, ``request.forbidden``."""
    ids = [item.asset_id for item in data.items]
    await _require(uow, data, frozenset())
    await require_assets(uow, ids, "/items/{}/asset_id")
    await _require_places(uow, ids)
    return await open_draft(uow, data)


async def open_draft(uow: UnitOfWork, data: DisposalIn, loan_agreement_id: int | None = None) -> int:
    """Write a draft whose parts are known to exist for the actor; returns its id."""
    assert uow.actor.id is not None  # noqa: S101
    disposal = Disposal(
        number=await document_number(uow, PREFIX),
        requester_id=uow.actor.id,
        loan_agreement_id=loan_agreement_id,
    )
    _copy(disposal, data)
    uow.session.add(disposal)
    await uow.flush()
    uow.session.add_all(_item(disposal.id, item) for item in _by_asset(data))
    uow.session.add_all(_member(disposal.id, member) for member in data.members)
    await tell(uow, disposal)
    return disposal.id


async def edit_draft(uow: UnitOfWork, disposal_id: int, data: DisposalIn, expected: int | None) -> None:
    """Say anew, as a whole, what a draft is about. What was asked for is not changed any more.

    Raises ``disposals.wrong_state``, ``disposals.has_photos``, ``request.forbidden``, ``request.not_found``.
    """
    disposal = await load_for_update(uow, disposal_id)
    await require_asker(uow, disposal)
    check_version(disposal, expected)
    if disposal.state != DisposalState.DRAFT:
        raise WRONG_STATE()
    items = {item.asset_id: item for item in await items_of(uow.session, disposal_id)}
    members = await members_of(uow.session, disposal_id)
    await _require(uow, data, frozenset(member.person_id for member in members))
    wanted = [item.asset_id for item in data.items]
    await _require_fresh(uow, wanted, items.keys())
    await take_out(uow, [item for number, item in items.items() if number not in wanted])
    for told in _by_asset(data):
        known = items.get(told.asset_id)
        if known is None:
            uow.session.add(_item(disposal_id, told))
        else:
            known.classification = told.classification and told.classification.value
            known.appraised_value, known.note = told.appraised_value, told.note
    await _seat(uow, disposal_id, members, data.members)
    _copy(disposal, data)
    disposal.updated_at = now()  # also when only its assets changed
    await tell(uow, disposal)


async def require_asker(uow: UnitOfWork, disposal: Disposal) -> None:
    """The actor asks for disposals wherever these assets belong, or it was he who did."""
    if disposal.requester_id == uow.actor.id:
        return
    for path in await paths_of_assets(uow.session, disposal.id):
        uow.actor.require_at(REQUEST, path)


async def _require(uow: UnitOfWork, data: DisposalIn, seated: frozenset[int]) -> None:
    """Everything that is named exists for the actor, as who sits in the commission already does.

    Nor was anything reported to the police tomorrow.
    """
    if data.police_report_date is not None and data.police_report_date > today():
        limit = f"{today():%d/%m/%Y}"
        raise INVALID_REQUEST(errors=[FieldError("/police_report_date", "too_large", {"limit": limit})])
    await suppliers.require_supplier(uow.session, uow.actor, data.supplier_id, "/supplier_id")
    for index, member in enumerate(data.members):
        if member.person_id not in seated:
            at = f"/members/{index}/person_id"
            await people.require_person(uow.session, uow.actor, member.person_id, at)


async def _require_fresh(uow: UnitOfWork, wanted: Sequence[int], known: Collection[int]) -> None:
    """What was not in the draft yet exists for the actor, where he asks for disposals."""
    fresh = [number for number in wanted if number not in known]
    seen = await seen_assets(uow.session, uow.actor, fresh)
    unknown = [at for at, number in enumerate(wanted) if number not in known and number not in seen]
    if unknown:
        raise NOT_FOUND(errors=[FieldError(f"/items/{at}/asset_id", "not_found") for at in unknown[:20]])
    await _require_places(uow, fresh)


async def _require_places(uow: UnitOfWork, ids: Sequence[int]) -> None:
    for row in await locked(uow, ids):
        uow.actor.require_at(REQUEST, row.path)


async def take_out(uow: UnitOfWork, gone: Sequence[DisposalItem]) -> None:
    """These assets belong to the draft no more. Raises ``disposals.has_photos``."""
    tags = await tags_with_photos(uow.session, [item.id for item in gone])
    if tags:
        raise HAS_PHOTOS(tags=named(tags))
    for item in gone:
        await uow.session.delete(item)
    await uow.flush()


async def _seat(
    uow: UnitOfWork,
    disposal_id: int,
    members: Sequence[DisposalMember],
    wanted: Sequence[DisposalMemberIn],
) -> None:
    """Who leaves goes first, then whoever stays as a member: there is one chair at every moment."""
    roles = {member.person_id: member.role.value for member in wanted}
    for member in members:
        if member.person_id not in roles:
            await uow.session.delete(member)
    await uow.flush()
    staying = [member for member in members if member.person_id in roles]
    for member in sorted(staying, key=lambda one: roles[one.person_id] == "chair"):
        member.role = roles[member.person_id]
        await uow.flush()
    known = {member.person_id for member in members}
    uow.session.add_all(_member(disposal_id, member) for member in wanted if member.person_id not in known)
    await uow.flush()


def _copy(disposal: Disposal, data: DisposalIn) -> None:
    disposal.destination = data.destination.value
    for name in _COPIED:
        setattr(disposal, name, getattr(data, name))


def _by_asset(data: DisposalIn) -> list[DisposalItemIn]:
    return sorted(data.items, key=lambda item: item.asset_id)


def _item(disposal_id: int, told: DisposalItemIn) -> DisposalItem:
    return DisposalItem(
        disposal_id=disposal_id,
        asset_id=told.asset_id,
        classification=told.classification and told.classification.value,
        appraised_value=told.appraised_value,
        note=told.note,
    )


def _member(disposal_id: int, told: DisposalMemberIn) -> DisposalMember:
    return DisposalMember(disposal_id=disposal_id, person_id=told.person_id, role=told.role.value)
