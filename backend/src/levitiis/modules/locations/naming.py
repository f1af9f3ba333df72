"""Places by their names, for imports: found, or made where missing, in sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.tree_names import Names, ensure_nodes, keys_of, nodes_by_names
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, Scope
from levitiis.kit.common_problems import FORBIDDEN
from levitiis.kit.tree import clean_names
from levitiis.modules.locations.actions import TREE
from levitiis.modules.locations.events import LocationsChanged
from levitiis.modules.locations.models import Location, LocationKind
from levitiis.modules.locations.policy import MANAGE, READ, visible
from levitiis.modules.locations.queries import kinds_by_code

_CHUNK = 1_000
_MAX_NAMED = 200
_USUAL = ("unit", "building", "floor", "room")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as a file names it: names from the root down; kind and code are those of the last one.

    Without ``kind``, or where it does not fit, a new place gets the usual kind of its level. The
    names are compared without case and accents; a new place is spelt as it is named first. Names that
    cannot be stored raise ValueError.
    """

    names: tuple[str, ...]
    kind: str | None = None
    code: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", clean_names(self.names))


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as far as an import needs it."""

    id: int
    path: str
    full_name: str
    created: bool = False


async def find_places(
    session: AsyncSession, actor: Actor, wanted: Iterable[PlaceName]
) -> dict[PlaceName, PlaceRef]:
    """Those of ``wanted`` that exist within the actor's reach: by their names, else by their code.

    A code counts for a place named without its parents, and only where just one place has it.
    """
    distinct = set(wanted)
    by_names = await nodes_by_names(session, Location, {place.names for place in distinct})
    found: dict[PlaceName, PlaceRef] = {}
    for place in distinct:
        node = by_names.get(place.names)
        if node is not None and actor.scope(READ).covers(node.path):
            found[place] = _ref(node)
    coded = {p: p.code for p in distinct if p.names not in by_names and p.code and len(p.names) == 1}
    by_code = await _by_code(session, actor, set(coded.values()))
    return found | {place: by_code[code] for place, code in coded.items() if code in by_code}


async def find_or_create_places(uow: UnitOfWork, wanted: Iterable[PlaceName]) -> dict[PlaceName, PlaceRef]:
    """Every place of ``wanted``; what is missing is made, with the places above it.

    Holds the tree until the transaction ends. Raises ``request.forbidden`` when a place must be made
    where the actor may not, or exists out of his reach.
    """
    distinct = dict.fromkeys(wanted)
    await TREE.lock(uow.session)
    found = await find_places(uow.session, uow.actor, distinct)
    missing = [place for place in distinct if place not in found]
    if not missing:
        return found
    finals = {keys_of(place.names): place for place in reversed(missing)}
    kinds = await kinds_by_code(uow.session)
    made: list[Location] = []

    def make(names: Names, parent: Location | None) -> Location:
        uow.actor.require_at(MANAGE, parent.path if parent else None)
        final = finals.get(keys_of(names))
        kind = kind_below(kinds, parent.type if parent else None, final.kind if final else None, len(names))
        made.append(Location(name=names[-1], type=kind, code=final.code if final else None))
        return made[-1]

    resolved = await ensure_nodes(uow, TREE, (place.names for place in missing), make)
    if not all(uow.actor.scope(READ).covers(entry.node.path) for entry in resolved.values()):
        raise FORBIDDEN()
    _tell(uow, made)
    for place in missing:
        entry = resolved[place.names]
        found[place] = _ref(entry.node, created=entry.created)
    return found


def kind_below(kinds: dict[str, LocationKind], above: str | None, wanted: str | None, level: int) -> str:
    """The kind of a new place: the wanted one if it fits, else the usual one, else the first that fits."""
    usual = _USUAL[min(level, len(_USUAL)) - 1]
    fitting = [k for k in kinds.values() if k.active and (above is None or k.fits_below(kinds[above]))]
    codes = [kind.code for kind in fitting] or [code for code, kind in kinds.items() if kind.active]
    return next((code for code in (wanted, usual) if code in codes), codes[0])


def _tell(uow: UnitOfWork, made: list[Location]) -> None:
    if made:
        ids = tuple(place.id for place in made) if len(made) <= _MAX_NAMED else ()
        paths = Scope.of(place.path for place in made).prefixes
        uow.emit(LocationsChanged(object_ids=ids, location_paths=paths if len(paths) <= _MAX_NAMED else ()))


def _ref(place: Location, *, created: bool = False) -> PlaceRef:
    return PlaceRef(place.id, place.path, place.full_name, created)


async def _by_code(session: AsyncSession, actor: Actor, codes: set[str]) -> dict[str, PlaceRef]:
    """Places by their codes, where just one within reach has it."""
    found: dict[str, list[PlaceRef]] = {}
    ordered = sorted(codes)
    for start in range(0, len(ordered), _CHUNK):
        statement = select(Location).where(Location.code.in_(ordered[start : start + _CHUNK]), visible(actor))
        for place in await session.scalars(statement):
            found.setdefault(place.code or "", []).append(_ref(place))
    return {code: places[0] for code, places in found.items() if len(places) == 1}
