"""Who may do what with loans, and which exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, or_, select, true
from sqlalchemy.orm import aliased

from levitiis.kit.access import Actor, permission, permission_group
from levitiis.modules.assets.models import Asset
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.people import api as people

permission_group("loans", "Empréstimos", "Loans")
READ = permission(
    "loans.read", "Ver empréstimos", "See loans",
    ("Consultar empréstimos e reservas de bens dos locais; os próprios, todos veem.",
     "Read loans and reservations of assets of the places; everybody sees their own."),
)  # fmt: skip
REQUEST = permission(
    "loans.request", "Reservar e emprestar", "Reserve and lend",
    ("Reservar bens dos locais para alguém, prorrogar e cancelar.",
     "Reserve assets of the places for somebody, extend and cancel."),
)  # fmt: skip
SELF_SERVICE = permission(
    "loans.self_service", "Reservar para si", "Reserve for oneself",
    ("Reservar para si mesmo bens dos locais, dentro dos limites das regras, e cancelar o que reservou.",
     "Reserve assets of the places for oneself, within the limits of the rules, and cancel one's own."),
)  # fmt: skip
DESK = permission(
    "loans.desk", "Entregar e receber de volta", "Hand over and take back",
    ("Entregar bens dos locais a quem os reservou, recebê-los de volta e lembrar quem atrasa.",
     "Hand assets of the places over to who reserved them, take them back, remind who is late."),
)  # fmt: skip
CONFIGURE = permission(
    "loans.configure", "Definir regras de empréstimo", "Define loan rules",
    ("Dizer por quanto tempo se empresta, com que intervalo e a quem não. Vale só em toda a organização.",
     "Say for how long things are lent, with what buffer and to whom not. Holds organisation-wide only."),
)  # fmt: skip


def is_own(actor: Actor) -> ColumnElement[bool] | None:
    """What ``actor`` himself borrowed or signs for; None when he is nobody."""
    if actor.person_id is None:
        return None
    records = people.records_of(actor.person_id)
    return or_(LoanAgreement.person_id.in_(records), LoanAgreement.signer_id.in_(records))


def visible(actor: Actor) -> ColumnElement[bool]:
    """Loans of assets within reach, those one asked for, and one's own."""
    scope = actor.scope(READ)
    if scope.everywhere:
        return true()
    within = (
        select(Loan.agreement_id)
        .join(Asset, Asset.id == Loan.asset_id)
        .where(place_within(Asset.location_id, scope))
    )
    return or_(LoanAgreement.id.in_(within), concerned(actor))


def visible_by_row(actor: Actor) -> ColumnElement[bool]:
    """The same, for a query that has each loan with its asset: that asset settles it for most of them.

    The others of its agreement are looked at only where it does not.
    """
    scope = actor.scope(READ)
    if scope.everywhere:
        return true()
    other, there = aliased(Loan), aliased(Asset)
    within = exists().where(
        other.agreement_id == LoanAgreement.id,
        other.id != Loan.id,
        there.id == other.asset_id,
        place_within(there.location_id, scope),
    )
    return or_(place_within(Asset.location_id, scope), concerned(actor), within)


def concerned(actor: Actor) -> ColumnElement[bool]:
    """What ``actor`` asked for, and what is his own."""
    own = is_own(actor)
    asked = LoanAgreement.requester_id == actor.id
    return asked if own is None else or_(asked, own)
