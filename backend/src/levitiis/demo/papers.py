"""What goes on in the demo organisation: loans, reservations, a transfer, disposals and occurrences.

All of it is done by its users through the actions that everybody uses, so that every step has its trail,
its approval and its term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import frozen, now, today
from levitiis.modules.approvals.actions.deciding import decide
from levitiis.modules.approvals.api import Subject
from levitiis.modules.approvals.models import Approval
from levitiis.modules.approvals.schemas import DecisionIn
from levitiis.modules.approvals.states import Decision
from levitiis.modules.assets.models import Asset
from levitiis.modules.identity import api as identity
from levitiis.modules.movements.actions.drafting import create_transfer
from levitiis.modules.movements.disposals.actions.asking import ask
from levitiis.modules.movements.disposals.actions.drafting import create_disposal
from levitiis.modules.movements.disposals.actions.ruling import set_rules
from levitiis.modules.movements.disposals.schemas import DisposalIn, DisposalRulesIn
from levitiis.modules.movements.disposals.states import KIND as DISPOSAL
from levitiis.modules.movements.loans.actions.handing_over import hand_over
from levitiis.modules.movements.loans.actions.reserving import create_loan
from levitiis.modules.movements.loans.reservations.actions.recurring import create_series
from levitiis.modules.movements.loans.reservations.schemas import LoanSeriesIn
from levitiis.modules.movements.loans.schemas import HandOverIn, LoanIn
from levitiis.modules.movements.occurrences.actions.opening import record
from levitiis.modules.movements.occurrences.actions.resolving import resolve
from levitiis.modules.movements.occurrences.schemas import OccurrenceIn, ResolveIn
from levitiis.modules.movements.schemas import TransferIn
from levitiis.modules.signatures.api import TermDesk

_PROJECTOR, _SOUND, _NOTEBOOK = "Projetor multimídia", "Caixa de som amplificada", "Notebook"
_CHAIR, _PRINTER, _TOWER = "Cadeira giratória com braço", "Impressora laser", "Computador de mesa"
_LATE_SINCE, _LENT_SINCE = timedelta(days=2), timedelta(days=9)


@dataclass(frozen=True, slots=True)
class Office:
    """Who does it, where, and with what: the user that asks and the one that decides, and who borrows."""

    desk: TermDesk
    subjects: Mapping[str, Subject]
    asker_id: int
    decider_id: int
    people: list[int]
    rooms: list[int]


async def load(uow: UnitOfWork, office: Office) -> None:
    """Do all of it. The actor is whoever did the last step afterwards."""
    stock = await _stock(uow, office.rooms[: len(office.rooms) // 2])
    uow.actor = await identity.present_actor(uow.session, office.asker_id)
    await _loans(uow, office, stock)
    await _reservations(uow, office, stock)
    await _transfer(uow, office, stock)
    await _occurrences(uow, stock)
    await _disposals(uow, office, stock)


async def _stock(uow: UnitOfWork, rooms: list[int]) -> dict[str, Iterator[int]]:
    """The assets of each name in these rooms, by tag; each is taken once."""
    found: dict[str, list[int]] = {}
    wanted = (_PROJECTOR, _SOUND, _NOTEBOOK, _CHAIR, _PRINTER, _TOWER)
    statement = select(Asset.name, Asset.id).where(Asset.name.in_(wanted), Asset.location_id.in_(rooms))
    statement = statement.order_by(Asset.tag_sort, Asset.id)
    for name, number in (await uow.session.execute(statement)).all():
        found.setdefault(name, []).append(number)
    return {name: iter(ids) for name, ids in found.items()}


def _loan(assets: list[int], borrower: int, purpose: str, start: int, days: int) -> dict[str, Any]:
    """A loan that begins ``start`` days from today and lasts ``days`` more."""
    first = today() + timedelta(days=start)
    return {
        "items": [{"asset_id": number} for number in assets],
        "borrower_type": "person",
        "borrower_id": borrower,
        "start_date": first,
        "due_date": first + timedelta(days=days),
        "purpose": purpose,
    }


async def _lend(uow: UnitOfWork, office: Office, wanted: dict[str, Any]) -> None:
    """Reserved and handed over at once."""
    zone = office.desk.settings.time_zone
    made = await create_loan(uow, LoanIn.model_validate(wanted), zone)
    items = [{"asset_id": item["asset_id"], "condition": "good"} for item in wanted["items"]]
    await hand_over(uow, office.desk, made, HandOverIn.model_validate({"items": items}), None)


async def _loans(uow: UnitOfWork, office: Office, stock: dict[str, Iterator[int]]) -> None:
    """One is late, one is out, one is reserved."""
    late = [next(stock[_PROJECTOR]), next(stock[_SOUND])]
    with frozen(now() - _LENT_SINCE):
        lasting = (_LENT_SINCE - _LATE_SINCE).days
        await _lend(uow, office, _loan(late, office.people[3], "Reunião de pais e mestres", 0, lasting))
    out = [next(stock[_NOTEBOOK]), next(stock[_NOTEBOOK])]
    await _lend(uow, office, _loan(out, office.people[7], "Recadastramento no distrito", 0, 6))
    wanted = _loan([next(stock[_PROJECTOR])], office.people[11], "Audiência pública do orçamento", 3, 1)
    await create_loan(uow, LoanIn.model_validate(wanted), office.desk.settings.time_zone)


async def _reservations(uow: UnitOfWork, office: Office, stock: dict[str, Iterator[int]]) -> None:
    """One of the coming weeks, and one that comes back every week."""
    zone = office.desk.settings.time_zone
    wanted = _loan([next(stock[_SOUND])], office.people[15], "Campanha de vacinação", 12, 4)
    await create_loan(uow, LoanIn.model_validate(wanted), zone)
    weekly = _loan([next(stock[_PROJECTOR])], office.people[19], "Oficina de leitura", 5, 0)
    weekdays = [weekly["start_date"].weekday()]
    recurring = {"frequency": "weekly", "weekdays": weekdays, "times": 4}
    await create_series(uow, LoanSeriesIn.model_validate(weekly | {"recurrence": recurring}), zone)


async def _transfer(uow: UnitOfWork, office: Office, stock: dict[str, Iterator[int]]) -> None:
    """Two computers wait for whoever decides in another unit."""
    ids = [next(stock[_TOWER]), next(stock[_TOWER])]
    wanted = {
        "asset_ids": ids,
        "to_location_id": office.rooms[-1],
        "reason": "Reforço do atendimento",
        "submit": True,
    }
    await create_transfer(uow, TransferIn.model_validate(wanted))


async def _occurrences(uow: UnitOfWork, stock: dict[str, Iterator[int]]) -> None:
    """One is open, one is resolved."""
    told = {"kind": "damage", "description": "Encosto quebrado; risco de queda."}
    await record(uow, OccurrenceIn.model_validate(told | {"asset_id": next(stock[_CHAIR])}))
    told = {"kind": "other", "description": "Atola papel a cada dez folhas."}
    done = await record(uow, OccurrenceIn.model_validate(told | {"asset_id": next(stock[_PRINTER])}))
    await resolve(uow, done, ResolveIn(resolution="Rolete trocado; testada com cem folhas."), None)


async def _disposals(uow: UnitOfWork, office: Office, stock: dict[str, Iterator[int]]) -> None:
    """By the classes of Decreto 9.373/2018, with a report and a commission of three.

    One is a draft, one waits for its approval, one is approved.
    """
    ruled = DisposalRulesIn(report_required=True, commission_members=3, photos_required=False)
    await set_rules(uow, ruled, None)
    members = [
        {"person_id": office.people[23], "role": "chair"},
        {"person_id": office.people[27]},
        {"person_id": office.people[31]},
    ]
    report = "Examinados pela comissão, que concluiu que não compensa recuperá-los."
    act = {"members": members, "commission_act": "Portaria nº 41/2026", "report": report}
    await _disposal(uow, stock, _TOWER, 3, {"destination": "donation", "reason": "Substituídos"}, None)
    chairs = {"destination": "auction", "reason": "Conserto mais caro que cadeiras novas"} | act
    await _asked(uow, await _disposal(uow, stock, _CHAIR, 4, chairs, "uneconomic"))
    printers = {"destination": "discard", "reason": "Sem peças de reposição"} | act
    approval = await _asked(uow, await _disposal(uow, stock, _PRINTER, 2, printers, "irrecoverable"))
    uow.actor = await identity.present_actor(uow.session, office.decider_id)
    agreed = DecisionIn(decision=Decision.APPROVE, note="Conforme o laudo")
    await decide(uow, approval, agreed, None, office.subjects)


async def _disposal(
    uow: UnitOfWork,
    stock: dict[str, Iterator[int]],
    name: str,
    count: int,
    wanted: dict[str, Any],
    classification: str | None,
) -> int:
    value = "35.00" if classification else None
    items = [
        {"asset_id": next(stock[name]), "classification": classification, "appraised_value": value}
        for _ in range(count)
    ]
    return await create_disposal(uow, DisposalIn.model_validate(wanted | {"items": items}))


async def _asked(uow: UnitOfWork, disposal_id: int) -> int:
    """Ask for a disposal; the approval that waits."""
    await ask(uow, disposal_id, None)
    statement = select(Approval.id).where(Approval.kind == DISPOSAL, Approval.document_id == disposal_id)
    return (await uow.session.execute(statement)).scalar_one()
