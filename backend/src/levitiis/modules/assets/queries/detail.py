"""One asset: its page, its codes, its movements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, SQLColumnExpression, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.finding import Shapes
from levitiis.infra.db.prepared import Prepared
from levitiis.infra.db.reading import Source, fetch
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.where import Where
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import INVALID_REQUEST, NOT_FOUND
from levitiis.kit.paging import CursorPage, CursorParams
from levitiis.kit.problems import FieldError
from levitiis.kit.text import search_key, tag_key
from levitiis.kit.tree import path_items
from levitiis.kit.wire import utc_text
from levitiis.modules.assets.models import Asset, Movement
from levitiis.modules.assets.policy import ARCHIVE, EDIT, LABELS, MOVE, READ, visible
from levitiis.modules.assets.queries.conditions import seen_by
from levitiis.modules.assets.queries.rows import ROW_COLUMNS, joined, row_dict
from levitiis.modules.assets.schemas import AssetOut, CodeMatch, CodeMatches, MovementOut
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import READ as PLACES_READ
from levitiis.modules.locations.policy import place_within
from levitiis.modules.people.models import Person
from levitiis.modules.people.policy import READ as PEOPLE_READ

_DETAIL = joined(
    *ROW_COLUMNS,
    Location.path.label("location_path"),
    Asset.description,
    Asset.invoice_number,
    Asset.warranty_until,
    Asset.notes,
    Asset.extra,
    Asset.code,
    Asset.import_id,
    Asset.created_by,
    User.username.label("created_by_name"),
    Asset.updated_at,
    Asset.custody_seq,
).outerjoin(User, User.id == Asset.created_by)


_MORE = len(ROW_COLUMNS)
_MOMENTS = ("archived_at", "created_at", "updated_at")
_PAGES = Shapes[Prepared]()


async def get_asset(source: Source, actor: Actor, asset_id: int, public_url: str) -> AssetOut:
    """The page of an asset. Raises ``request.not_found`` when it does not exist for ``actor``."""
    return AssetOut.model_validate(await _page_values(source, actor, asset_id, public_url))


async def asset_json(source: Source, actor: Actor, asset_id: int, public_url: str) -> tuple[bytes, int]:
    """The same as the JSON of ``AssetOut``, made at once, and the version of the asset."""
    values = await _page_values(source, actor, asset_id, public_url)
    for name in _MOMENTS:
        values[name] = values[name] and utc_text(values[name])
    return msgspec.json.encode(values), values["version"]


async def _page_values(source: Source, actor: Actor, asset_id: int, public_url: str) -> dict[str, Any]:
    seen = seen_by(actor)
    prepared = _PAGES.get(seen.shape, lambda: Prepared(_page(seen)))
    rows = await fetch(source, prepared, asset_id=asset_id, **seen.values)
    if not rows:
        raise NOT_FOUND()
    row = rows[0]
    values = row_dict(row[:_MORE])
    path, description, invoice, warranty, notes, extra, code, import_id, *last = row[_MORE:]
    author_id, author, updated, movements = last
    if values["location"] is not None:
        values["location"]["path"] = path_items(path, values["location"]["full_name"])
    values |= {
        "description": description,
        "invoice_number": invoice,
        "warranty_until": warranty,
        "notes": notes,
        "extra": extra,
        "code": code,
        "qr_url": qr_url(public_url, code),
        "import_id": import_id,
        "created_by": {"id": author_id, "name": author} if author_id else None,
        "updated_at": updated,
        "movement_count": movements,
        "allowed_actions": _allowed(actor, values, path),
    }
    return values


def _page(seen: Where) -> AnySelect:
    return _DETAIL.where(Asset.id == bindparam("asset_id"), *seen.clauses())


def qr_url(public_url: str, code: str) -> str:
    """What an asset's QR says: an address with an opaque code, nothing about the asset."""
    return f"{public_url.rstrip('/')}/q/{code}"


_ELSEWHERE = (AssetStatus.ON_LOAN, AssetStatus.MISSING)
"""Something about it is open: it is not put away as long as that lasts."""


def _allowed(actor: Actor, values: Mapping[str, Any], here: str | None) -> list[str]:
    archived = values["archived_at"] is not None
    fixed = values["status"] in (AssetStatus.DISPOSED, AssetStatus.IN_TRANSIT, AssetStatus.MISSING)
    candidates = (
        ("edit", EDIT, not archived),
        ("move", MOVE, not archived and not fixed),
        ("archive", ARCHIVE, not archived and values["status"] not in _ELSEWHERE),
        ("unarchive", ARCHIVE, archived),
        ("print_label", LABELS, True),
    )
    return [name for name, wanted, fits in candidates if fits and actor.scope(wanted).covers(here)]


async def find_by_code(session: AsyncSession, actor: Actor, code: str) -> CodeMatches:
    """Assets that ``code`` names exactly: QR code or its address, tag, patrimonio or serial number.

    Archived and disposed ones are found too. Raises ``request.not_found`` when there is none.
    """
    bare = code.strip().rstrip("/").rsplit("/q/", 1)[-1]
    key, serial = tag_key(bare), search_key(bare)
    statement = (
        select(Asset.id, Asset.tag, Asset.name, Asset.code, Asset.tag_key, Asset.patrimonio, Asset.serial_key)
        .where(
            or_(
                Asset.code == bare.lower(),
                Asset.tag_key == key,
                Asset.patrimonio == bare.strip(),
                Asset.serial_key == serial,
            ),
            visible(actor, READ),
        )
        .order_by(Asset.id)
        .limit(20)
    )
    matches = []
    for row in (await session.execute(statement)).all():
        by = "code" if row.code == bare.lower() else "tag" if row.tag_key == key else None
        by = by or ("patrimonio" if row.patrimonio == bare.strip() else "serial_number")
        matches.append(CodeMatch(id=row.id, tag=row.tag, name=row.name, matched_by=by))  # type: ignore[arg-type]
    if not matches:
        raise NOT_FOUND()
    exact = [match for match in matches if match.matched_by in ("code", "tag")]
    return CodeMatches(matches=exact or matches)


async def list_movements(
    session: AsyncSession, actor: Actor, asset_id: int, params: CursorParams
) -> CursorPage[MovementOut]:
    """The ledger of an asset, newest first; the cursor is the ``seq`` of the last row shown.

    Places and people that do not exist for ``actor`` have no name here either; who answers for the asset
    now is named on its page, and so here.
    """
    before_place, after_place = aliased(Location), aliased(Location)
    before_person, after_person = aliased(Person), aliased(Person)
    statement = (
        select(
            Movement,
            before_place.name, before_place.full_name, after_place.name, after_place.full_name,
            before_person.name, after_person.name, User.username,
        )
        .join(Asset, Asset.id == Movement.asset_id)
        .outerjoin(before_place, _seen_place(actor, before_place, Movement.from_location_id))
        .outerjoin(after_place, _seen_place(actor, after_place, Movement.to_location_id))
        .outerjoin(before_person, _seen_person(actor, before_person, Movement.from_responsible_id))
        .outerjoin(after_person, _seen_person(actor, after_person, Movement.to_responsible_id))
        .outerjoin(User, User.id == Movement.requester_id)
        .where(Movement.asset_id == asset_id, visible(actor))
        .order_by(Movement.seq.desc())
        .limit(params.page_size + 1)
    )  # fmt: skip
    if params.cursor is not None:
        statement = statement.where(Movement.seq < _seq(params.cursor))
    found = (await session.execute(statement)).all()
    if not found:
        await require_visible(session, actor, asset_id)
    items = [_movement(row) for row in found[: params.page_size]]
    more = len(found) > params.page_size
    return CursorPage[MovementOut](items=items, next_cursor=str(items[-1].seq) if more else None)


def _seen_place(actor: Actor, place: type[Location], number: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    return and_(place.id == number, place_within(place.id, actor.scope(PLACES_READ)))


def _seen_person(actor: Actor, person: type[Person], number: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    near = place_within(person.location_id, actor.scope(PEOPLE_READ))
    return and_(person.id == number, or_(person.id == Asset.responsible_id, near))


def _seq(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 9):
        raise INVALID_REQUEST(errors=[FieldError("?cursor", "invalid")])
    return int(cursor)


def _movement(row: Any) -> MovementOut:
    move, from_name, from_full, to_name, to_full, from_person, to_person, requester = row
    named = {
        "from_location": (move.from_location_id, from_name),
        "to_location": (move.to_location_id, to_name),
        "from_responsible": (move.from_responsible_id, from_person),
        "to_responsible": (move.to_responsible_id, to_person),
    }
    return MovementOut.model_validate(
        {
            "id": move.id, "seq": move.seq, "type": move.type, "status": move.status,
            "from_location": _place(move.from_location_id, from_name, from_full),
            "to_location": _place(move.to_location_id, to_name, to_full),
            "from_responsible": _ref(move.from_responsible_id, from_person),
            "to_responsible": _ref(move.to_responsible_id, to_person),
            "from_status": move.from_status, "to_status": move.to_status,
            "hidden": [field for field, (number, name) in named.items() if number and name is None],
            "requester": _ref(move.requester_id, requester),
            "disposal_id": move.disposal_id, "reason": move.reason, "created_at": move.created_at,
        }
    )  # fmt: skip


def _ref(number: int | None, name: str | None) -> dict[str, Any] | None:
    return {"id": number, "name": name} if number is not None and name is not None else None


def _place(number: int | None, name: str | None, full: str | None) -> dict[str, Any] | None:
    return (
        {"id": number, "name": name, "full_name": full} if number is not None and name is not None else None
    )


async def require_visible(session: AsyncSession, actor: Actor, asset_id: int) -> None:
    """Raise ``request.not_found`` unless the asset exists for ``actor``."""
    if await session.scalar(select(Asset.id).where(Asset.id == asset_id, visible(actor))) is None:
        raise NOT_FOUND()
