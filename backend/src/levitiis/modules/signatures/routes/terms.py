"""HTTP of terms for those who are signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Response

from levitiis.infra.documents.errors import PDF_UNREADABLE
from levitiis.infra.files.errors import FILE_TOO_LARGE
from levitiis.infra.http.context import IfMatch, Read, Write
from levitiis.infra.http.files import file_response, files_of
from levitiis.infra.http.route import Router
from levitiis.infra.http.upload import UploadLimits, receive_upload
from levitiis.kit.access import SELF
from levitiis.kit.common_problems import FORBIDDEN, NOT_FOUND, STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.modules.signatures import errors, policy
from levitiis.modules.signatures.actions.certified import MOST_BYTES, add_signed_pdf
from levitiis.modules.signatures.actions.links import send_link
from levitiis.modules.signatures.actions.signing import decide
from levitiis.modules.signatures.desk import PDF, desk_of
from levitiis.modules.signatures.queries.rows import get_term, list_terms, pdf_of
from levitiis.modules.signatures.routes.common import ADDRESS, TermId, shown, visitor_of
from levitiis.modules.signatures.schemas import SignIn, TermFilter, TermOut, TermRow

router = Router(ADDRESS, "terms")
_SETTLING = (NOT_FOUND, FORBIDDEN, STALE_VERSION, errors.SETTLED)


@router.endpoint("GET", "", access=SELF, operation_id="listTerms", response=Page[TermRow])
async def list_(ctx: Read, params: Annotated[TermFilter, Query()]) -> Page[TermRow]:
    """Terms of the places within reach, and one's own."""
    return await list_terms(ctx.session, ctx.actor, params)


@router.endpoint(
    "GET", "/{term_id}", access=SELF, operation_id="getTerm", response=TermOut, problems=[NOT_FOUND]
)
async def get(ctx: Read, term_id: TermId, response: Response) -> TermOut:
    """A term: its text, its assets, and what its signer said."""
    return await shown(ctx, term_id, response)


@router.endpoint(
    "GET", "/{term_id}/pdf", access=SELF, operation_id="downloadTerm", response=None, problems=[NOT_FOUND],
    media_type=PDF,
)  # fmt: skip
async def download(ctx: Read, term_id: TermId) -> Response:
    """The PDF as it was issued."""
    stored, name = await pdf_of(ctx.session, ctx.actor, term_id, signed=False)
    return await file_response(files_of(ctx.request), stored, filename=name)


@router.endpoint(
    "GET", "/{term_id}/pdf-assinado", access=SELF, operation_id="downloadSignedTerm", response=None,
    problems=[NOT_FOUND], media_type=PDF,
)  # fmt: skip
async def download_signed(ctx: Read, term_id: TermId) -> Response:
    """The PDF with its signature."""
    stored, name = await pdf_of(ctx.session, ctx.actor, term_id, signed=True)
    return await file_response(files_of(ctx.request), stored, filename=name)


@router.endpoint(
    "POST", "/{term_id}/assinatura", access=SELF, operation_id="signTerm", response=TermOut,
    problems=_SETTLING, idempotent=True,
)  # fmt: skip
async def sign(ctx: Write, term_id: TermId, data: SignIn, expected: IfMatch, response: Response) -> TermOut:
    """Sign or refuse: in one's own account, or on the screen of who collects it."""
    step = decide(ctx.uow, desk_of(ctx), term_id, data, expected, visitor_of(ctx))
    return await shown(ctx, term_id, response, after=step)


@router.endpoint(
    "POST", "/{term_id}/link", access=policy.COLLECT, operation_id="sendTermLink", response=TermOut,
    problems=[*_SETTLING, errors.NO_EMAIL, errors.MAIL_OFF], idempotent=True,
)  # fmt: skip
async def link(ctx: Write, term_id: TermId, expected: IfMatch, response: Response) -> TermOut:
    """Send the signer a one-time link by e-mail."""
    return await shown(ctx, term_id, response, after=send_link(ctx.uow, desk_of(ctx), term_id, expected))


@router.endpoint(
    "POST", "/{term_id}/pdf-assinado", access=SELF, operation_id="addSignedTerm", response=TermOut,
    problems=[
        *_SETTLING, errors.NOT_THIS_PDF, errors.NOT_SIGNED, errors.OTHER_SIGNER, PDF_UNREADABLE,
        FILE_TOO_LARGE,
    ],
    body="raw", upload="file",
)  # fmt: skip
async def add_signed(ctx: Write, term_id: TermId, expected: IfMatch, response: Response) -> TermOut:
    """Record the PDF that its signer signed with a certificate (gov.br, ICP-Brasil)."""
    await get_term(ctx.session, ctx.actor, term_id)
    async with receive_upload(ctx.request, UploadLimits(MOST_BYTES)) as received:
        await add_signed_pdf(ctx.uow, desk_of(ctx), term_id, received.incoming, expected, visitor_of(ctx))
    return await shown(ctx, term_id, response)
