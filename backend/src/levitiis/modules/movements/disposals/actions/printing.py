"""The page of a lot, for printing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.documents.lots import LotLine, LotPaper, render_lot
from levitiis.infra.files.errors import FILE_MISSING
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.store import FileStore
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem
from levitiis.modules.movements.disposals.queries.lot import LotAsset, lot_assets
from levitiis.modules.movements.disposals.queries.page import get_disposal
from levitiis.modules.movements.disposals.queries.terms import DESTINATIONS
from levitiis.modules.movements.disposals.schemas import DisposalOut
from levitiis.modules.movements.disposals.states import DisposalState, MemberRole
from levitiis.modules.signatures.api import TermDesk, money

_STATES = {
    DisposalState.DRAFT: "rascunho",
    DisposalState.PENDING: "aguarda aprovação",
    DisposalState.APPROVED: "aprovada",
    DisposalState.CONCLUDED: "concluída",
    DisposalState.REVERSED: "estornada",
    DisposalState.REJECTED: "recusada",
    DisposalState.CANCELLED: "cancelada",
}
"""As paper names them: it is Portuguese, whoever prints it."""


async def print_lot(
    session: AsyncSession, actor: Actor, desk: TermDesk, disposal_id: int
) -> tuple[bytes, str]:
    """The PDF of a disposal's lot and its name. Raises ``request.not_found``."""
    disposal = await get_disposal(session, actor, disposal_id)
    lines = await lot_assets(session, actor, disposal_id)
    moment = desk.local_now()
    paper = LotPaper(
        organisation=desk.settings.organisation,
        title="Lote de bens para baixa",
        number=disposal.number,
        facts=[*_facts(disposal), ("Emitido em", f"{moment:%d/%m/%Y %H:%M}")],
        lines=[await _line(desk.files, asset) for asset in lines],
        totals=(_sum([one.purchase_value for one in lines]), _sum([one.appraised_value for one in lines])),
        created=moment,
    )
    return await run_blocking(render_lot, paper), f"{disposal.number}-lote.pdf"


def _facts(disposal: DisposalOut) -> list[tuple[str, str]]:
    chair = [member.person.name for member in disposal.members if member.role is MemberRole.CHAIR]
    others = [member.person.name for member in disposal.members if member.role is not MemberRole.CHAIR]
    return [
        ("Situação", _STATES[disposal.state]),
        ("Destinação", DESTINATIONS[disposal.destination]),
        ("Destinatário", disposal.recipient.name if disposal.recipient else ""),
        ("Processo", disposal.process_number or ""),
        ("Motivo", disposal.reason),
        ("Comissão", "; ".join(filter(None, [disposal.commission_act or "", *chair, *others]))),
        ("Boletim de ocorrência", disposal.police_report or ""),
        ("Lixo eletrônico", "sim" if disposal.is_ewaste else ""),
        ("Quantidade", str(disposal.items)),
        ("Valor recebido", money(disposal.received_value)),
    ]


async def _line(files: FileStore, asset: LotAsset) -> LotLine:
    values = money(asset.purchase_value), money(asset.appraised_value)
    picture = await _picture(files, asset.picture) if asset.picture is not None else None
    return LotLine((asset.tag, asset.name, asset.classification, *values), picture)


async def _picture(files: FileStore, stored: StoredFile) -> bytes | None:
    """A photo that the disk has lost leaves its place empty: the page is printed all the same."""
    try:
        parts = [part async for part in await files.open(stored)]
    except Problem as problem:
        if problem.code != FILE_MISSING.code:
            raise
        return None
    return b"".join(parts)


def _sum(values: Sequence[Decimal | None]) -> str:
    known = [value for value in values if value is not None]
    return money(sum(known, Decimal(0))) if known else ""
