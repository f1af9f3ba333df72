"""The page of a lot, for printing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.documents.lots import LotLine, LotPaper, render_lot
from levitiis.infra.files.errors import FILE_MISSING
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.store import FileStore
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem
from levitiis.kit.wire import Ref
from levitiis.modules.movements.disposals.queries.lot import LotAsset, approved_hash, lot_assets
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
        facts=[
            *_facts(disposal, desk.settings.time_zone),
            ("Bens", _counted([line.classification for line in lines])),
            ("Conteúdo (SHA-256)", await approved_hash(session, disposal.approval_id)),
            ("Emitido em", f"{moment:%d/%m/%Y %H:%M}"),
        ],
        lines=[await _line(desk.files, asset) for asset in lines],
        totals=(_sum([one.purchase_value for one in lines]), _sum([one.appraised_value for one in lines])),
        created=moment,
    )
    return await run_blocking(render_lot, paper), f"{disposal.number}-lote.pdf"


def _facts(disposal: DisposalOut, zone: str) -> list[tuple[str, str]]:
    def moment(value: datetime | None) -> str:
        return f"{value.astimezone(ZoneInfo(zone)):%d/%m/%Y %H:%M}" if value else ""

    def by(whom: Ref | None, when: datetime | None) -> str:
        return ", ".join(filter(None, [whom.name if whom else "", moment(when)]))

    reported = disposal.police_report_date
    return [
        ("Situação", _STATES[disposal.state]),
        ("Destinação", DESTINATIONS[disposal.destination]),
        ("Destinatário", disposal.recipient.name if disposal.recipient else ""),
        ("Processo", disposal.process_number or ""),
        ("Motivo", disposal.reason),
        ("Laudo", disposal.report or ""),
        ("Comissão", _commission(disposal)),
        ("Boletim de ocorrência", ", ".join(
            filter(None, [disposal.police_report or "", f"{reported:%d/%m/%Y}" if reported else ""])
        )),
        ("Lixo eletrônico", "sim" if disposal.is_ewaste else ""),
        ("Pedida por", by(disposal.requester, disposal.submitted_at)),
        ("Aprovada por", by(disposal.approver, disposal.decided_at) if disposal.approver else ""),
        ("Concluída por", by(disposal.concluded_by, disposal.concluded_at)),
        ("Estornada por", by(disposal.reversed_by, disposal.reversed_at)),
        ("Nota ou recibo", disposal.document_number or ""),
        ("Valor recebido", money(disposal.received_value)),
    ]  # fmt: skip


def _commission(disposal: DisposalOut) -> str:
    """Who appointed it, then its people, its chair first and named as such."""
    chairing = {MemberRole.CHAIR: " (preside)"}
    seated = [f"{member.person.name}{chairing.get(member.role, '')}" for member in disposal.members]
    return "; ".join(filter(None, [disposal.commission_act or "", *seated]))


def _counted(classes: Sequence[str]) -> str:
    """How many there are, and of which classes: "5 (3 irrecuperável, 2 ocioso)"."""
    known = Counter(name.lower() for name in classes if name)
    told = ", ".join(f"{count} {name}" for name, count in known.most_common())
    return f"{len(classes)} ({told})" if told else str(len(classes))


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
