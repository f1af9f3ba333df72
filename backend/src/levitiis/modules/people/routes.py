"""HTTP of people. The composition root gives ``services.extras["keys"]``, the keys of CPF."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Path, Query
from starlette.responses import Response

from levitiis.infra.crypto import Keys
from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.common_problems import STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.kit.wire import MAX_ID
from levitiis.modules.people import actions, errors, queries
from levitiis.modules.people.policy import MANAGE, READ
from levitiis.modules.people.schemas import PersonFilter, PersonIn, PersonOut, PersonPatch

router = Router("/pessoas", "people")
PersonId = Annotated[int, Path(ge=1, le=MAX_ID)]


def _keys(ctx: Context) -> Keys:
    return cast("Keys", ctx.services.extras["keys"])


async def _shown(ctx: Context, person_id: int) -> PersonOut:
    return await queries.get_person(ctx.session, ctx.actor, person_id, _keys(ctx))


@router.endpoint("GET", "", access=READ, operation_id="listPeople", response=Page[PersonOut])
async def list_people(ctx: Read, params: Annotated[PersonFilter, Query()]) -> Page[PersonOut]:
    """List people."""
    return await queries.list_people(ctx.session, ctx.actor, params, _keys(ctx))


@router.endpoint(
    "POST", "", access=MANAGE, operation_id="createPerson", response=PersonOut, status=201,
    problems=(errors.REGISTRATION_TAKEN, errors.CPF_TAKEN), idempotent=True,
)  # fmt: skip
async def create_person(ctx: Write, data: PersonIn, response: Response) -> PersonOut:
    """Register a person."""
    person = await actions.create_person(ctx.uow, data, _keys(ctx))
    shown = await _shown(ctx, person.id)
    set_etag(response, shown.version)
    return shown


@router.endpoint("GET", "/{person_id}", access=READ, operation_id="getPerson", response=PersonOut)
async def get_person(ctx: Read, person_id: PersonId, response: Response) -> PersonOut:
    """Show a person."""
    shown = await _shown(ctx, person_id)
    set_etag(response, shown.version)
    return shown


@router.endpoint(
    "PATCH", "/{person_id}", access=MANAGE, operation_id="editPerson", response=PersonOut,
    problems=(errors.REGISTRATION_TAKEN, errors.CPF_TAKEN, STALE_VERSION),
)  # fmt: skip
async def edit_person(
    ctx: Write, person_id: PersonId, data: PersonPatch, expected: IfMatch, response: Response
) -> PersonOut:
    """Change a person."""
    async with showing_current(lambda: _shown(ctx, person_id)):
        await actions.edit_person(ctx.uow, person_id, data, expected, _keys(ctx))
    shown = await _shown(ctx, person_id)
    set_etag(response, shown.version)
    return shown
