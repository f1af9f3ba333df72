"""Custody: the single writer of an asset's location, responsible person and status.

Each change writes one row of the ledger (``movements``) in the same call; a row exists only for what
took effect. Works on sets: one asset and five thousand take the same number of statements per
thousand. Nothing else in the program assigns these columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any, Final, cast

from sqlalchemy import BigInteger, Table, Update, bindparam, case, func, select, update

from levitiis.infra.db.insertion import Insertion
from levitiis.infra.db.lookup import Ids, Listed, Row
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.types import UtcDateTime
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.assets.models import Asset, Movement
from levitiis.modules.assets.states import AssetStatus, LifecycleState, MovementStatus, MovementType

_CHUNK = 1_000
_FEW = 4
_Custody = tuple[int | None, int | None, str]
_LEDGER = Insertion(Movement)
_TABLE = cast("Table", Asset.__table__)
_ASSETS = _TABLE.c


class _Unchanged:
    """The value of a part of custody that stays as it is."""


UNCHANGED: Final = _Unchanged()


class Turn(StrEnum):
    """What begins or ends for an asset, besides where it is and who answers for it."""

    SENT = "sent"
    LENT = "lent"
    GIVEN_BACK = "given_back"
    DISPOSED = "disposed"
    RESTORED = "restored"
    LOST = "lost"


_BEGINS: Mapping[Turn, AssetStatus] = {
    Turn.SENT: AssetStatus.IN_TRANSIT,
    Turn.LENT: AssetStatus.ON_LOAN,
    Turn.DISPOSED: AssetStatus.DISPOSED,
    Turn.LOST: AssetStatus.MISSING,
}
_LASTS = frozenset({AssetStatus.ON_LOAN, AssetStatus.DISPOSED, AssetStatus.MISSING})
"""What ends by its own turn only: whoever comes to answer for it meanwhile."""
_WRITTEN_AS: Mapping[Turn, MovementType] = {
    Turn.LENT: MovementType.LOAN,
    Turn.GIVEN_BACK: MovementType.RETURN,
    Turn.DISPOSED: MovementType.DISPOSAL,
    Turn.RESTORED: MovementType.REVERSAL,
    Turn.LOST: MovementType.ADJUSTMENT,
}


@dataclass(frozen=True, slots=True)
class CustodyChange:
    """Where assets go and who answers for them; ``None`` clears, ``UNCHANGED`` leaves.

    ``turn`` is what begins or ends for them besides. ``document_id``: the transfer that moves them,
    ``disposal_id`` the disposal that takes them out or back, and ``approver_id`` who approved it;
    ``reverses``: it undoes an earlier one.
    """

    location_id: int | _Unchanged | None = UNCHANGED
    responsible_id: int | _Unchanged | None = UNCHANGED
    turn: Turn | None = None
    document_id: int | None = None
    disposal_id: int | None = None
    approver_id: int | None = None
    reverses: bool = False


@dataclass(slots=True)
class CustodyResult:
    """What a change did: ids that moved, ids that were there already, ids refused with their reason."""

    moved: list[int] = field(default_factory=list[int])
    unchanged: list[int] = field(default_factory=list[int])
    places: set[int | None] = field(default_factory=set[int | None])


@dataclass(frozen=True, slots=True)
class _Step:
    asset_id: int
    seq: int
    type: MovementType
    before: _Custody
    after: _Custody
    life: str = LifecycleState.IN_SERVICE
    document_id: int | None = None
    approver_id: int | None = None
    disposal_id: int | None = None


def status_of(responsible_id: int | None) -> AssetStatus:
    """The status that the open facts give an asset that is neither out nor disposed of."""
    return AssetStatus.IN_USE if responsible_id is not None else AssetStatus.AVAILABLE


def first_custody(
    location_id: int | None, responsible_id: int | None, lifecycle_state: str = LifecycleState.IN_SERVICE
) -> dict[str, Any]:
    """The custody columns of an asset that enters the inventory, possibly as disposed of already."""
    disposed = lifecycle_state == LifecycleState.DISPOSED
    return {
        "location_id": location_id,
        "responsible_id": responsible_id,
        "status": (AssetStatus.DISPOSED if disposed else status_of(responsible_id)).value,
        "custody_seq": 1,
    }


def entry_row(uow: UnitOfWork, asset: Mapping[str, Any]) -> dict[str, Any]:
    """The ledger's first row for an asset given by its columns."""
    after = (asset["location_id"], asset["responsible_id"], asset["status"])
    return _ledger_row(uow, _Step(asset["id"], 1, MovementType.ENTRY, (None, None, ""), after))


async def record_entry(uow: UnitOfWork, asset: Mapping[str, Any]) -> None:
    """Write the ledger's first row for an asset given by its columns."""
    await _LEDGER.add(uow.session, [entry_row(uow, asset)])


async def move(uow: UnitOfWork, asset_ids: Sequence[int], change: CustodyChange) -> CustodyResult:
    """Move assets; the caller has checked visibility, permission and state.

    Rows are locked in the order of their ids. Assets that are already there are left alone.
    """
    return (await move_each(uow, [(asset_ids, change)]))[0]


async def move_each(
    uow: UnitOfWork, changes: Sequence[tuple[Sequence[int], CustodyChange]]
) -> list[CustodyResult]:
    """Move assets of which not all go the same way, as :func:`move` does; no asset is named twice."""
    results = [CustodyResult() for _ in changes]
    goes = {number: at for at, (ids, _) in enumerate(changes) for number in ids}
    ordered = sorted(goes)
    for start in range(0, len(ordered), _CHUNK):
        steps: list[tuple[int, _Step]] = []
        for row in await _LOCKING.fetch(uow.session, ordered[start : start + _CHUNK]):
            at = goes[row[0]]
            step = _step(row, changes[at][1])
            if step is None:
                results[at].unchanged.append(row[0])
            else:
                steps.append((at, step))
                results[at].moved.append(step.asset_id)
                results[at].places |= {step.before[0], step.after[0]}
        await _write(uow, [step for _, step in sorted(steps, key=itemgetter(0))])
    return results


async def hand_over(uow: UnitOfWork, leaving: int, staying: int) -> CustodyResult:
    """Let ``staying`` answer for all that ``leaving`` answers for; their statuses stay, as it is one person.

    The caller has locked both people, so nothing can be given to ``leaving`` meanwhile.
    """
    result = CustodyResult()
    held = select(Asset.id).where(Asset.responsible_id == leaving).order_by(Asset.id)
    ordered = list(await uow.session.scalars(held))
    for start in range(0, len(ordered), _CHUNK):
        rows = await _LOCKING.fetch(uow.session, ordered[start : start + _CHUNK])
        steps = [_handed_over(row, staying) for row in rows if row[2] == leaving]
        await _write(uow, steps)
        result.moved += [step.asset_id for step in steps]
        result.places.update(step.after[0] for step in steps)
    return result


def _handed_over(row: Row, staying: int) -> _Step:
    asset_id, place, answerable, status, seq, life = row
    before, after = (place, answerable, status), (place, staying, status)
    return _Step(asset_id, seq + 1, MovementType.ASSIGNMENT, before, after, life)


def _locking(ids: Ids) -> AnySelect:
    return (
        select(
            Asset.id,
            Asset.location_id,
            Asset.responsible_id,
            Asset.status,
            Asset.custody_seq,
            Asset.lifecycle_state,
        )
        .where(Asset.id.in_(ids))
        .order_by(Asset.id)
        .with_for_update()
    )


_LOCKING = Listed(_locking)


def _step(row: Row, change: CustodyChange) -> _Step | None:
    asset_id, place, answerable, status, seq, life = row
    location = place if isinstance(change.location_id, _Unchanged) else change.location_id
    person = answerable if isinstance(change.responsible_id, _Unchanged) else change.responsible_id
    arrives = status == AssetStatus.IN_TRANSIT
    if (location, person) == (place, answerable) and not arrives and change.turn is None:
        return None
    before = (place, answerable, status)
    after = (location, person, _status_after(change.turn, AssetStatus(status), person).value)
    kind = _kind(change, before, after)
    return _Step(
        asset_id,
        seq + 1,
        kind,
        before,
        after,
        life,
        change.document_id,
        change.approver_id,
        change.disposal_id,
    )


def _status_after(turn: Turn | None, status: AssetStatus, person: int | None) -> AssetStatus:
    if turn is None and status in _LASTS:
        return status
    begins = _BEGINS.get(turn) if turn is not None else None
    return begins or status_of(person)


def _kind(change: CustodyChange, before: _Custody, after: _Custody) -> MovementType:
    if change.reverses:
        return MovementType.REVERSAL
    if change.turn is not None and change.turn in _WRITTEN_AS:
        return _WRITTEN_AS[change.turn]
    handed_over = before[0] == after[0] and before[1] != after[1]
    return MovementType.ASSIGNMENT if handed_over else MovementType.TRANSFER


async def _write(uow: UnitOfWork, steps: Sequence[_Step]) -> None:
    moment = now()
    targets = _by_target(steps)
    if len(targets) > _FEW:
        await uow.session.execute(
            _CHANGING_EACH, [_target(step.after, moment) | {"moved": step.asset_id} for step in steps]
        )
    else:
        for after, group in targets.items():
            ids = [step.asset_id for step in group]
            await _CHANGING.fetch(uow.session, ids, **_target(after, moment))
    await _LEDGER.add(uow.session, [_ledger_row(uow, step) for step in steps])
    for step in steps:
        uow.log("asset", step.asset_id, "move", {"changes": _changes(step), "movement": step.type.value})


def _target(after: _Custody, moment: datetime) -> dict[str, Any]:
    """The parameters of :func:`_changing`."""
    location, person, status = after
    life = LifecycleState.DISPOSED.value if status == AssetStatus.DISPOSED else None
    return {"place": location, "person": person, "state": status, "life": life, "moment": moment}


def _changing() -> Update:
    back_in_service = case(
        (_ASSETS.status == AssetStatus.DISPOSED.value, LifecycleState.IN_SERVICE.value),
        else_=_ASSETS.lifecycle_state,
    )
    life = bindparam("life", type_=_ASSETS.lifecycle_state.type)
    return update(_TABLE).values(
        location_id=bindparam("place", type_=BigInteger),
        responsible_id=bindparam("person", type_=BigInteger),
        status=bindparam("state", type_=_ASSETS.status.type),
        lifecycle_state=func.coalesce(life, back_in_service),
        custody_seq=_ASSETS.custody_seq + 1,
        version=_ASSETS.version + 1,
        updated_at=bindparam("moment", type_=UtcDateTime),
    )


_CHANGING = Listed(lambda ids: _changing().where(_ASSETS.id.in_(ids)))
_CHANGING_EACH = _changing().where(_ASSETS.id == bindparam("moved", type_=BigInteger))


def _by_target(steps: Sequence[_Step]) -> Mapping[_Custody, list[_Step]]:
    groups: dict[_Custody, list[_Step]] = defaultdict(list)
    for step in steps:
        groups[step.after].append(step)
    return groups


def _changes(step: _Step) -> dict[str, list[Any]]:
    names = ("location_id", "responsible_id", "status")
    pairs = zip(names, step.before, step.after, strict=True)
    changes: dict[str, list[Any]] = {
        name: [before, after] for name, before, after in pairs if before != after
    }
    if (step.before[2] == AssetStatus.DISPOSED) != (step.after[2] == AssetStatus.DISPOSED):
        gone = step.after[2] == AssetStatus.DISPOSED
        life = LifecycleState.DISPOSED if gone else LifecycleState.IN_SERVICE
        changes["lifecycle_state"] = [step.life, life.value]
    return changes


def _ledger_row(uow: UnitOfWork, step: _Step) -> dict[str, Any]:
    return {
        "asset_id": step.asset_id,
        "seq": step.seq,
        "type": step.type.value,
        "status": MovementStatus.EFFECTIVE.value,
        "from_location_id": step.before[0],
        "to_location_id": step.after[0],
        "from_responsible_id": step.before[1],
        "to_responsible_id": step.after[1],
        "from_status": step.before[2] or None,
        "to_status": step.after[2],
        "requester_id": uow.actor.id,
        "approver_id": step.approver_id,
        "document_id": step.document_id,
        "disposal_id": step.disposal_id,
        "reason": uow.reason,
        "created_at": now(),
    }
