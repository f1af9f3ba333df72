"""HTTP of people. The composition root gives ``services.extras["keys"]``, the keys of CPF,
and ``services.extras[HOLDERS]``: people stand below what is theirs, so they are told rather than asking.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from levitiis.modules.people.holders import HOLDERS, Holder
from levitiis.modules.people.policy import MANAGE, MERGE, READ, READ_DOCUMENT
from levitiis.modules.people.schemas import (
    CpfOut,
    MergeIn,
    MergePreview,
    MergeTarget,
    PersonFilter,
    PersonIn,
    PersonOut,
    PersonPatch,
)

router = Router("/pessoas", "people")
PersonId = Annotated[int, Path(ge=1, le=MAX_ID)]


def _keys(ctx: Context) -> Keys:
    return cast("Keys", ctx.services.extras["keys"])


def _holders(ctx: Context) -> Sequence[Holder]:
    return cast("Sequence[Holder]", ctx.services.extras[HOLDERS])


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
    problems=(errors.REGISTRATION_TAKEN, errors.CPF_TAKEN, errors.MERGED, errors.HAS_LEFT, STALE_VERSION),
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


@router.endpoint(
    "POST", "/{person_id}/cpf", access=READ_DOCUMENT, operation_id="readPersonCpf", response=CpfOut,
    problems=(errors.NO_CPF, errors.MERGED),
)  # fmt: skip
async def read_person_cpf(ctx: Write, person_id: PersonId) -> CpfOut:
    """Show every digit of a CPF; the trail keeps who asked. (No Idempotency-Key: the answer is personal.)"""
    return CpfOut(cpf=await actions.read_cpf(ctx.uow, person_id, _keys(ctx)))


@router.endpoint(
    "GET", "/{person_id}/fusao", access=MERGE, operation_id="previewPersonMerge", response=MergePreview,
    problems=(errors.MERGE_SAME,),
)  # fmt: skip
async def preview_person_merge(
    ctx: Read, person_id: PersonId, params: Annotated[MergeTarget, Query()]
) -> MergePreview:
    """Tell what merging a person into another would do; changes nothing."""
    view = queries.View(_keys(ctx), ctx.language)
    ids = (person_id, params.into_id)
    return await queries.preview_merge(ctx.session, ctx.actor, ids, _holders(ctx), view)


@router.endpoint(
    "POST", "/{person_id}/fusao", access=MERGE, operation_id="mergePerson", response=PersonOut,
    problems=(errors.MERGE_SAME, errors.MERGED, errors.DIFFERENT_CPF, STALE_VERSION), idempotent=True,
)  # fmt: skip
async def merge_person(
    ctx: Write, person_id: PersonId, data: MergeIn, expected: IfMatch, response: Response
) -> PersonOut:
    """Merge a person into another, who stays and answers for everything; the answer is who stays."""
    async with showing_current(lambda: _shown(ctx, person_id)):
        staying = await actions.merge_people(ctx.uow, person_id, data, expected, _holders(ctx))
    shown = await _shown(ctx, staying.id)
    set_etag(response, shown.version)
    return shown
