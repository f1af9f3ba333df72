"""HTTP of term templates."""

from __future__ import annotations

from fastapi import Response

from levitiis.infra.http.context import IfMatch, Read, Write
from levitiis.infra.http.files import file_headers
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.modules.signatures import policy
from levitiis.modules.signatures.actions import templates as actions
from levitiis.modules.signatures.desk import PDF, desk_of
from levitiis.modules.signatures.queries.templates import get_template, list_templates
from levitiis.modules.signatures.routes.common import ADDRESS, TemplateId
from levitiis.modules.signatures.schemas import TemplateIn, TemplateOut, TemplatesOut

router = Router(f"{ADDRESS}/modelos", "terms")


@router.endpoint("GET", "", access=policy.CONFIGURE, operation_id="listTermTemplates", response=TemplatesOut)
async def list_(ctx: Read) -> TemplatesOut:
    """Every template with its versions, and the placeholders there are."""
    return await list_templates(ctx.session, ctx.language)


@router.endpoint(
    "POST", "/previa", access=policy.CONFIGURE, operation_id="previewTermTemplate", response=None,
    media_type=PDF,
)  # fmt: skip
async def preview(ctx: Write, data: TemplateIn) -> Response:
    """How a term with this text would look."""
    pdf = await actions.preview(desk_of(ctx), data)
    return Response(pdf, media_type=PDF, headers=file_headers("previa.pdf"))


@router.endpoint(
    "POST", "/{template_id}/versoes", access=policy.CONFIGURE, operation_id="publishTermTemplate",
    response=TemplateOut, problems=[NOT_FOUND, STALE_VERSION], idempotent=True,
)  # fmt: skip
async def publish(
    ctx: Write, template_id: TemplateId, data: TemplateIn, expected: IfMatch, response: Response
) -> TemplateOut:
    """From now on terms say this; what was issued stays as it is."""
    async with showing_current(lambda: get_template(ctx.session, template_id)):
        await actions.publish(ctx.uow, template_id, data, expected)
    found = await get_template(ctx.session, template_id)
    set_etag(response, found.version)
    return found
