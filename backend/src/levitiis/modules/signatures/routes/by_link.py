"""HTTP of terms for those without an account: by a one-time link, or with the code that is printed on them.

Tokens and codes come in the body, so that no address, log or history holds them.
"""

from __future__ import annotations

from fastapi import Response

from levitiis.infra.http.context import Write
from levitiis.infra.http.files import file_response, files_of
from levitiis.infra.http.route import PUBLIC, Router
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.identity.errors import TOO_MANY_ATTEMPTS
from levitiis.modules.signatures import errors
from levitiis.modules.signatures.actions import links
from levitiis.modules.signatures.desk import PDF, desk_of
from levitiis.modules.signatures.queries.linked import link_of, linked_term, verified_paper
from levitiis.modules.signatures.routes.common import ADDRESS, visitor_of
from levitiis.modules.signatures.schemas import CodeIn, LinkedSignIn, LinkedTermOut, LinkIn, VerifiedTermOut

router = Router(ADDRESS, "terms")


@router.endpoint(
    "POST", "/link/abertura", access=PUBLIC, operation_id="openTermLink", response=LinkedTermOut,
    problems=[errors.LINK_INVALID],
)  # fmt: skip
async def open_(ctx: Write, data: LinkIn) -> LinkedTermOut:
    """What the holder of a link has to read."""
    return await linked_term(ctx.session, await link_of(ctx.session, data.token))


@router.endpoint(
    "POST", "/link/pdf", access=PUBLIC, operation_id="downloadTermByLink", response=None, media_type=PDF,
    problems=[errors.LINK_INVALID],
)  # fmt: skip
async def pdf(ctx: Write, data: LinkIn) -> Response:
    """The PDF of a link's term."""
    stored, name = await links.paper_of_link(ctx.uow, desk_of(ctx), data.token)
    return await file_response(files_of(ctx.request), stored, filename=name)


@router.endpoint(
    "POST", "/link/codigo", access=PUBLIC, operation_id="sendTermCode", response=None, status=204,
    problems=[errors.LINK_INVALID, errors.MAIL_OFF, TOO_MANY_ATTEMPTS],
)  # fmt: skip
async def code(ctx: Write, data: LinkIn) -> None:
    """Send a code to the signer's e-mail."""
    await links.send_code(ctx.uow, desk_of(ctx), data.token, visitor_of(ctx))


@router.endpoint(
    "POST", "/link/assinatura", access=PUBLIC, operation_id="signTermByLink", response=LinkedTermOut,
    problems=[errors.LINK_INVALID, errors.CODE_WRONG, errors.SETTLED, TOO_MANY_ATTEMPTS],
)  # fmt: skip
async def sign(ctx: Write, data: LinkedSignIn) -> LinkedTermOut:
    """Sign or refuse with link and code."""
    link = await links.decide_by_link(ctx.uow, desk_of(ctx), data, visitor_of(ctx))
    await ctx.uow.flush()
    return await linked_term(ctx.session, link)


@router.endpoint(
    "POST", "/verificacao", access=PUBLIC, operation_id="verifyTerm", response=VerifiedTermOut,
    problems=[NOT_FOUND, TOO_MANY_ATTEMPTS],
)  # fmt: skip
async def verify(ctx: Write, data: CodeIn) -> VerifiedTermOut:
    """What anybody who holds the paper may know: that it exists, its state, and the hashes of its files."""
    await links.claim_look(ctx.uow, desk_of(ctx), visitor_of(ctx))
    return await verified_paper(ctx.session, data.code, desk_of(ctx).books)
