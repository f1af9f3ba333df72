"""HTTP of the page of found things, for whoever is not signed in. No address holds a code."""

from __future__ import annotations

from typing import cast

from levitiis.infra.http.client import client_address
from levitiis.infra.http.context import Context, Read, Write
from levitiis.infra.http.route import PUBLIC, Router
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.identity.api import Identity
from levitiis.modules.identity.errors import TOO_MANY_ATTEMPTS
from levitiis.modules.movements.occurrences.actions import found
from levitiis.modules.movements.occurrences.schemas import FoundIn, PublicFoundPage

router = Router("/achados", "occurrences")


@router.endpoint("GET", "", access=PUBLIC, operation_id="getPublicFoundPage", response=PublicFoundPage)
async def page(ctx: Read) -> PublicFoundPage:
    """Whether there is a page of found things, and the organisation's contact: the same for every code."""
    return await found.public_page(ctx.session, _identity(ctx))


@router.endpoint(
    "POST", "", access=PUBLIC, operation_id="reportFound", response=None, status=204,
    problems=[NOT_FOUND, TOO_MANY_ATTEMPTS],
)  # fmt: skip
async def report(ctx: Write, data: FoundIn) -> None:
    """Tell the organisation that something of its was found: the same answer for every code."""
    address = client_address(ctx.request, ctx.settings.proxies)
    await found.report(ctx.uow, _identity(ctx), data, address)


def _identity(ctx: Context) -> Identity:
    return cast("Identity", ctx.services.extras["identity"])
