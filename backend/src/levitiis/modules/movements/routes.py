"""HTTP of transfers."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import IfMatch, Read, Write
from levitiis.infra.http.route import Router, Steps
from levitiis.infra.http.versions import Shown, showing_current
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.kit.problems import pointers_to
from levitiis.kit.wire import MAX_ID
from levitiis.modules.movements import errors, policy
from levitiis.modules.movements.actions import asking, drafting, extras, moving, reversing
from levitiis.modules.movements.queries.page import get_transfer
from levitiis.modules.movements.queries.rows import list_transfers
from levitiis.modules.movements.schemas import (
    DraftIn,
    ReasonIn,
    ReceiptIn,
    ResolutionIn,
    TakeBackIn,
    TransferFilter,
    TransferIn,
    TransferOut,
    TransferRow,
)
from levitiis.modules.signatures.api import desk_of

router = Router("/movimentacoes", "movements")
DocumentId = Annotated[int, Path(ge=1, le=MAX_ID)]
ExtraId = Annotated[int, Path(ge=1, le=MAX_ID)]
_ASKING = (errors.NOT_TRANSFERABLE, errors.IN_OPEN_DOCUMENT, errors.NOTHING_CHANGES)
_CHANGING = (NOT_FOUND, STALE_VERSION, errors.WRONG_STATE)
_step = Steps(router, "/{document_id}", TransferOut, _CHANGING)
_shown = Shown(get_transfer)


@router.endpoint(
    "GET", "", access=policy.READ, operation_id="listTransfers", response=Page[TransferRow]
)  # fmt: skip
async def list_(ctx: Read, params: Annotated[TransferFilter, Query()]) -> Page[TransferRow]:
    """List transfers."""
    return await list_transfers(ctx.session, ctx.actor, params)


@router.endpoint(
    "POST", "", access=policy.REQUEST, operation_id="createTransfer", response=TransferOut, status=201,
    problems=[NOT_FOUND, *_ASKING], idempotent=True,
)  # fmt: skip
async def create(ctx: Write, data: TransferIn, response: Response) -> TransferOut:
    """Make a transfer, as a draft or asked for at once."""
    pointers = pointers_to("/asset_ids/{}", data.asset_ids)
    document_id = await drafting.create_transfer(ctx.uow, data, pointers=pointers)
    response.headers["Location"] = f"/api/v1/movimentacoes/{document_id}"
    return await _shown(ctx, document_id, response)


@router.endpoint(
    "GET", "/{document_id}", access=policy.READ, operation_id="getTransfer", response=TransferOut,
    problems=[NOT_FOUND],
)  # fmt: skip
async def get(ctx: Read, document_id: DocumentId, response: Response) -> TransferOut:
    """A transfer with its assets."""
    return await _shown(ctx, document_id, response)


@_step("envio", access=policy.REQUEST, operation_id="submitTransfer", problems=_ASKING)
async def submit(ctx: Write, document_id: DocumentId, expected: IfMatch, response: Response) -> TransferOut:
    """Ask for a draft."""
    return await _shown(ctx, document_id, response, after=asking.submit(ctx.uow, document_id, expected))


@router.endpoint(
    "PATCH", "/{document_id}", access=policy.REQUEST, operation_id="editTransfer", response=TransferOut,
    problems=_CHANGING,
)  # fmt: skip
async def edit(
    ctx: Write, document_id: DocumentId, data: DraftIn, expected: IfMatch, response: Response
) -> TransferOut:
    """Say anew what a draft is about."""
    step = drafting.edit_draft(ctx.uow, document_id, data, expected)
    return await _shown(ctx, document_id, response, after=step)


@_step("efetivacao", access=policy.RECEIVE, operation_id="effectTransfer", problems=[errors.MOVED_MEANWHILE])
async def effect(ctx: Write, document_id: DocumentId, expected: IfMatch, response: Response) -> TransferOut:
    """An assignment takes effect."""
    step = moving.effect(ctx.uow, desk_of(ctx), document_id, expected)
    return await _shown(ctx, document_id, response, after=step)


@router.endpoint(
    "POST", "/{document_id}/estorno", access=policy.REQUEST, operation_id="reverseTransfer",
    response=TransferOut, status=201, idempotent=True,
    problems=[*_CHANGING, *_ASKING, errors.ALREADY_REVERSED, errors.NOT_REVERSIBLE],
)  # fmt: skip
async def reverse(
    ctx: Write, document_id: DocumentId, data: ReasonIn, expected: IfMatch, response: Response
) -> TransferOut:
    """Ask for what undoes a transfer; the answer is the first of the new ones."""
    async with showing_current(lambda: get_transfer(ctx.session, ctx.actor, document_id)):
        made = await reversing.reverse(ctx.uow, document_id, data, expected)
    response.headers["Location"] = f"/api/v1/movimentacoes/{made[0]}"
    return await _shown(ctx, made[0], response)


@_step("saida", access=policy.REQUEST, operation_id="sendTransfer", problems=[errors.MOVED_MEANWHILE])
async def send(ctx: Write, document_id: DocumentId, expected: IfMatch, response: Response) -> TransferOut:
    """The assets leave."""
    return await _shown(ctx, document_id, response, after=moving.send(ctx.uow, document_id, expected))


@_step(
    "recebimento", access=policy.RECEIVE, operation_id="receiveTransfer",
    problems=[errors.NOT_EXPECTED, errors.EXPECTED],
)  # fmt: skip
async def receive(
    ctx: Write, document_id: DocumentId, data: ReceiptIn, expected: IfMatch, response: Response
) -> TransferOut:
    """Record what has arrived, and what is missing."""
    step = moving.receive(ctx.uow, desk_of(ctx), document_id, data, expected)
    return await _shown(ctx, document_id, response, after=step)


@_step(
    "sobras/{extra_id}/resolucao", access=policy.RECEIVE, operation_id="resolveTransferExtra",
    problems=[*_ASKING, errors.RESOLVED],
)  # fmt: skip
async def resolve_extra(
    ctx: Write,
    document_id: DocumentId,
    extra_id: ExtraId,
    data: ResolutionIn,
    expected: IfMatch,
    response: Response,
) -> TransferOut:
    """Say what is done about an asset that arrived without being expected."""
    step = extras.resolve_extra(ctx.uow, document_id, extra_id, data, expected)
    return await _shown(ctx, document_id, response, after=step)


@_step("devolucao", access=policy.REQUEST, operation_id="takeBackTransfer", problems=[errors.NOT_EXPECTED])
async def take_back(
    ctx: Write, document_id: DocumentId, data: TakeBackIn, expected: IfMatch, response: Response
) -> TransferOut:
    """Take assets back that did not arrive."""
    step = moving.take_back(ctx.uow, desk_of(ctx), document_id, data, expected)
    return await _shown(ctx, document_id, response, after=step)


@_step("cancelamento", access=policy.REQUEST, operation_id="cancelTransfer")
async def cancel(
    ctx: Write, document_id: DocumentId, data: ReasonIn, expected: IfMatch, response: Response
) -> TransferOut:
    """Call off what has not left yet."""
    step = asking.cancel(ctx.uow, document_id, data.reason, expected)
    return await _shown(ctx, document_id, response, after=step)
