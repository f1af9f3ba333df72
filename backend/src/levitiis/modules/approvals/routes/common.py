"""What the routes of approvals share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from levitiis.infra.http.context import Context
from levitiis.modules.approvals.policy import SUBJECTS, Subject

ADDRESS = "/movimentacoes/aprovacoes"


def subjects_of(ctx: Context) -> Mapping[str, Subject]:
    """What is decided on, by kind; the composition root put it there."""
    return cast("Mapping[str, Subject]", ctx.services.extras[SUBJECTS])
