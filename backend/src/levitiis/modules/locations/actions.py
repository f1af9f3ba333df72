"""Use cases of places."""

from __future__ import annotations

from sqlalchemy import select

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.tree import Tree
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.common_problems import INVALID_REQUEST, NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.locations.errors import CYCLE, KIND_NOT_ALLOWED, TOO_DEEP
from levitiis.modules.locations.events import LocationsChanged, LocationsMoved
from levitiis.modules.locations.models import Location, LocationKind
from levitiis.modules.locations.moves import MoveGuard
from levitiis.modules.locations.policy import MANAGE, visible
from levitiis.modules.locations.queries import kinds_by_code, load_for_update
from levitiis.modules.locations.schemas import LocationIn, LocationMoveIn, LocationPatch

TREE = Tree(Location, CYCLE, TOO_DEEP)

_SEEDED = (
    ("unit", "Unidade", "Unit", 10, False),
    ("administrative_unit", "Unidade administrativa", "Administrative unit", 20, True),
    ("building", "Prédio", "Building", 30, False),
    ("floor", "Andar", "Floor", 40, False),
    ("sector", "Setor", "Sector", 50, True),
    ("room", "Sala", "Room", 60, True),
)
_STRUCTURAL = frozenset({"name", "code", "type"})


async def ensure_kinds(uow: UnitOfWork) -> None:
    """Add the kinds that every installation starts with, where they are missing; harmless when repeated."""
    await dialect_of(uow.session).lock(uow.session, "location_kinds")
    known = await kinds_by_code(uow.session)
    for code, name_pt, name_en, rank, nests in _SEEDED:
        if code not in known:
            kind = LocationKind(code=code, name_pt=name_pt, name_en=name_en, rank=rank, nests=nests)
            uow.session.add(kind)
    await uow.flush()


async def create_location(uow: UnitOfWork, data: LocationIn) -> Location:
    """Create a place. Raises ``locations.name_taken``, ``.kind_not_allowed``, ``.too_deep``."""
    await TREE.lock(uow.session)
    parent = await _parent(uow, data.parent_id)
    uow.actor.require_at(MANAGE, parent.path if parent else None)
    kinds = await kinds_by_code(uow.session)
    _require_choice(kinds, data.type)
    _require_fit(kinds, data.type, parent)
    place = Location(**data.model_dump(exclude={"parent_id"}))
    _require_both_coordinates(place)
    await TREE.add(uow, [(place, parent)])
    uow.emit(LocationsChanged(object_ids=(place.id,), location_paths=(place.path,)))
    return place


async def edit_location(
    uow: UnitOfWork, location_id: int, data: LocationPatch, expected: int | None
) -> Location:
    """Change what was sent; a new name or code is carried to everything below.

    Raises ``request.stale_version``, ``locations.name_taken``, ``locations.kind_not_allowed``.
    """
    sent = data.model_dump(include=data.model_fields_set)
    if structural := bool(_STRUCTURAL & sent.keys()):
        await TREE.lock(uow.session)
    place = await load_for_update(uow, location_id)
    uow.actor.require_at(MANAGE, place.path)
    check_version(place, expected)
    parent = await _above(uow, place) if structural else None
    if sent.get("type", place.type) != place.type:
        kinds = await kinds_by_code(uow.session)
        _require_choice(kinds, sent["type"])
        _require_fit(kinds, sent["type"], parent)
        await _require_fit_of_children(uow, kinds, place, sent["type"])
    for name, value in sent.items():
        setattr(place, name, value)
    _require_both_coordinates(place)
    if structural:
        await TREE.settle(uow, place, parent)
    await uow.flush()
    uow.emit(LocationsChanged(object_ids=(place.id,), location_paths=(place.path,)))
    return place


async def move_location(
    uow: UnitOfWork, location_id: int, data: LocationMoveIn, expected: int | None, guard: MoveGuard
) -> Location:
    """Put a place, with everything below it, below another one or at the root.

    Raises ``request.stale_version``, ``locations.cycle``, ``.name_taken``, ``.kind_not_allowed``,
    ``.too_deep``, ``.move_changes_rights``.
    """
    await guard.take_turn(uow)
    await TREE.lock(uow.session)
    place = await load_for_update(uow, location_id)
    uow.actor.require_at(MANAGE, place.path)
    check_version(place, expected)
    parent = await _parent(uow, data.parent_id)
    uow.actor.require_at(MANAGE, parent.path if parent else None)
    left = place.path
    if parent is not None and place.standing.holds(parent.standing):
        raise CYCLE()
    _require_fit(await kinds_by_code(uow.session), place.type, parent, "/parent_id")
    above = await _above(uow, place)
    await guard.require_move(uow, left, above.path if above else None, parent.path if parent else None)
    await TREE.settle(uow, place, parent)
    uow.emit(LocationsMoved(object_ids=(place.id,), location_paths=(left, place.path)))
    return place


async def delete_location(uow: UnitOfWork, location_id: int, expected: int | None) -> None:
    """Delete a place that holds nothing and never did.

    Raises ``request.stale_version``, ``locations.has_children``, ``.has_assets``, ``.has_movements``,
    ``.has_people``, ``.has_grants``: the foreign keys refuse, so nothing can slip in meanwhile.
    """
    await TREE.lock(uow.session)
    place = await load_for_update(uow, location_id)
    uow.actor.require_at(MANAGE, place.path)
    check_version(place, expected)
    await uow.session.delete(place)
    await uow.flush()
    uow.emit(LocationsChanged(object_ids=(location_id,), location_paths=(place.path,)))


async def _parent(uow: UnitOfWork, parent_id: int | None) -> Location | None:
    """The place that a body names as parent. Raises ``request.not_found`` when it is not within reach."""
    if parent_id is None:
        return None
    statement = select(Location).where(Location.id == parent_id, visible(uow.actor))
    parent = await uow.session.scalar(statement.execution_options(populate_existing=True))
    if parent is None:
        raise NOT_FOUND(errors=[FieldError("/parent_id", "not_found")])
    return parent


async def _above(uow: UnitOfWork, place: Location) -> Location | None:
    if place.parent_id is None:
        return None
    statement = select(Location).where(Location.id == place.parent_id)
    return await uow.session.scalar(statement.execution_options(populate_existing=True))


def _require_choice(kinds: dict[str, LocationKind], code: str) -> None:
    """A kind out of use stays on the places that have it and is not given to others."""
    if code not in kinds or not kinds[code].active:
        raise INVALID_REQUEST(errors=[FieldError("/type", "not_an_option")])


def _require_fit(
    kinds: dict[str, LocationKind], code: str, parent: Location | None, pointer: str = "/type"
) -> None:
    if parent is not None and not kinds[code].fits_below(kinds[parent.type]):
        raise KIND_NOT_ALLOWED(errors=[FieldError(pointer, "invalid")])


async def _require_fit_of_children(
    uow: UnitOfWork, kinds: dict[str, LocationKind], place: Location, code: str
) -> None:
    below = await uow.session.scalars(select(Location.type).where(Location.parent_id == place.id).distinct())
    if not all(kinds[child].fits_below(kinds[code]) for child in below):
        raise KIND_NOT_ALLOWED(errors=[FieldError("/type", "invalid")])


def _require_both_coordinates(place: Location) -> None:
    if (place.latitude is None) != (place.longitude is None):
        missing = "/latitude" if place.latitude is None else "/longitude"
        raise INVALID_REQUEST(errors=[FieldError(missing, "required")])
