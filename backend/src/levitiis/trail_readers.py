"""What the modules tell the trail: users' names, which rows an actor sees, what ids are called."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from levitiis.infra.history.queries import Label, Labels, TrailReaders
from levitiis.kit.access import PERMISSIONS, Actor
from levitiis.kit.problems import Texts
from levitiis.modules.approvals import policy as approval_policy
from levitiis.modules.approvals.models import Approval
from levitiis.modules.assets import policy as asset_policy
from levitiis.modules.assets.models import Asset, AssetImport
from levitiis.modules.catalogue import policy as catalogue_policy
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.identity import policy as identity_policy
from levitiis.modules.identity.models import PermissionRow, Role, User
from levitiis.modules.locations import policy as location_policy
from levitiis.modules.locations.models import Location
from levitiis.modules.movements import policy as movement_policy
from levitiis.modules.movements.clearances import policy as clearance_policy
from levitiis.modules.movements.clearances.models import Clearance
from levitiis.modules.movements.disposals import policy as disposal_policy
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem
from levitiis.modules.movements.loans import policy as loan_policy
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.models import MovementDocument
from levitiis.modules.movements.occurrences import policy as occurrence_policy
from levitiis.modules.movements.occurrences.models import AssetOccurrence
from levitiis.modules.people import policy as people_policy
from levitiis.modules.people.models import Person
from levitiis.modules.signatures import policy as term_policy
from levitiis.modules.signatures.models import Term
from levitiis.modules.suppliers.models import Supplier

Visible = Callable[[Actor], ColumnElement[bool]]


def _ids(column: InstrumentedAttribute[int], visible: Visible) -> Callable[[Actor], Select[Any]]:
    return lambda actor: select(column).where(visible(actor))


def _labels(key: InstrumentedAttribute[int], label: InstrumentedAttribute[str], visible: Visible) -> Labels:
    async def read(session: AsyncSession, actor: Actor, ids: Collection[int]) -> Mapping[int, Label]:
        statement = select(key, label).where(key.in_(ids), visible(actor))
        return {row[0]: row[1] for row in (await session.execute(statement)).all()}

    return read


async def _lent_tags(session: AsyncSession, actor: Actor, ids: Collection[int]) -> Mapping[int, Label]:
    """The assets of loans by their tags, to whoever sees the agreement."""
    seen = select(LoanAgreement.id).where(loan_policy.visible(actor))
    statement = (
        select(Loan.id, Asset.tag)
        .join(Asset, Asset.id == Loan.asset_id)
        .where(Loan.id.in_(ids), Loan.agreement_id.in_(seen))
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def _disposed_tags(session: AsyncSession, actor: Actor, ids: Collection[int]) -> Mapping[int, Label]:
    """The assets of disposals by their tags, to whoever sees the disposal."""
    seen = select(Disposal.id).where(disposal_policy.visible(actor))
    statement = (
        select(DisposalItem.id, Asset.tag)
        .join(Asset, Asset.id == DisposalItem.asset_id)
        .where(DisposalItem.id.in_(ids), DisposalItem.disposal_id.in_(seen))
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def _role_labels(session: AsyncSession, _: Actor, ids: Collection[int]) -> Mapping[int, Label]:
    """Roles are no secret to who reads the trail of grants."""
    statement = select(Role.id, Role.label_pt, Role.label_en).where(Role.id.in_(ids))
    return {row[0]: Texts(row[1], row[2]) for row in (await session.execute(statement)).all()}


async def _permission_labels(session: AsyncSession, _: Actor, ids: Collection[int]) -> Mapping[int, Label]:
    """What the code calls a permission; one that only another version declares goes by its code."""
    statement = select(PermissionRow.id, PermissionRow.name).where(PermissionRow.id.in_(ids))
    rows = (await session.execute(statement)).all()
    return {row[0]: PERMISSIONS[row[1]].label if row[1] in PERMISSIONS else row[1] for row in rows}


async def _user_labels(session: AsyncSession, _: Actor, ids: Collection[int]) -> Mapping[int, Label]:
    return await _user_names(session, ids)


async def _user_names(session: AsyncSession, ids: Collection[int]) -> Mapping[int, str]:
    """Users by the names of the people they are."""
    statement = select(User.id, Person.name).join(Person, Person.id == User.person_id).where(User.id.in_(ids))
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


def _importers(actor: Actor) -> ColumnElement[bool]:
    """Imports have no place: all of them for who may import everywhere, none otherwise."""
    return true() if actor.scope(asset_policy.IMPORT).everywhere else false()


def _subjects(place: Labels, person: Labels, category: Labels, supplier: Labels) -> Mapping[str, Labels]:
    """What the things themselves are called."""
    return {
        "asset": _labels(Asset.id, Asset.tag, asset_policy.visible),
        "location": place,
        "person": person,
        "asset_category": category,
        "supplier": supplier,
        "user": _labels(User.id, User.username, identity_policy.visible),
        "role": _role_labels,
        "asset_import": _labels(AssetImport.id, AssetImport.filename, _importers),
        "movement_document": _labels(MovementDocument.id, MovementDocument.number, movement_policy.visible),
        "loan": _lent_tags,
        "loan_agreement": _labels(LoanAgreement.id, LoanAgreement.number, loan_policy.visible),
        "disposal": _labels(Disposal.id, Disposal.number, disposal_policy.visible),
        "disposal_item": _disposed_tags,
        "clearance": _labels(Clearance.id, Clearance.number, clearance_policy.visible),
        "approval": _labels(Approval.id, Approval.number, approval_policy.visible),
    }


def _fields(place: Labels, person: Labels, category: Labels, supplier: Labels) -> Mapping[str, Labels]:
    """What the ids in changed fields are called."""
    return {
        "asset.location_id": place,
        "asset.responsible_id": person,
        "asset.category_id": category,
        "asset.supplier_id": supplier,
        "location.parent_id": place,
        "calendar.location_id": place,
        "person.location_id": place,
        "person.merged_into_id": person,
        "asset_category.parent_id": category,
        "user.person_id": person,
        "asset_import.created_by": _user_labels,
        **_document_fields(place, person, category),
        **_loan_fields(person, supplier),
        **_disposal_fields(person, supplier),
        "session.user_id": _user_labels,
        "grant.user_id": _user_labels,
        "grant.role_id": _role_labels,
        "grant.location_id": place,
        "role_permission.role_id": _role_labels,
        "role_permission.permission_id": _permission_labels,
    }


def _document_fields(place: Labels, person: Labels, category: Labels) -> Mapping[str, Labels]:
    """Those of transfers, approvals and terms."""
    return {
        "movement_document.to_location_id": place,
        "movement_document.to_responsible_id": person,
        "movement_document.requester_id": _user_labels,
        "movement_document.approver_id": _user_labels,
        "approval.location_id": place,
        "approval.requester_id": _user_labels,
        "approval_level.location_id": place,
        "approval_decision.user_id": _user_labels,
        "approval_decision.on_behalf_of": _user_labels,
        "approval_level_approver.user_id": _user_labels,
        "approval_rule.origin_id": place,
        "approval_rule.destination_id": place,
        "approval_rule.category_id": category,
        "approval_rule_level.location_id": place,
        "approval_rule_approver.user_id": _user_labels,
        "approval_delegation.user_id": _user_labels,
        "approval_delegation.delegate_id": _user_labels,
        "term.signer_id": person,
        "term.location_id": place,
        "term.issued_by": _user_labels,
        "clearance.person_id": person,
        "clearance.location_id": place,
        "clearance.issued_by": _user_labels,
        "clearance.withdrawn_by": _user_labels,
        "term_signature.signer_id": person,
        "term_signature.collected_by": _user_labels,
    }


def _loan_fields(person: Labels, supplier: Labels) -> Mapping[str, Labels]:
    """Those of loans and of what happens to assets."""
    asset = _labels(Asset.id, Asset.tag, asset_policy.visible)
    return {
        "loan_agreement.person_id": person,
        "loan_agreement.supplier_id": supplier,
        "loan_agreement.signer_id": person,
        "loan_agreement.requester_id": _user_labels,
        "loan_agreement.approver_id": _user_labels,
        "loan_extension.requester_id": _user_labels,
        "loan_extension.decided_by": _user_labels,
        "loan.asset_id": asset,
        "loan.handed_over_by": _user_labels,
        "loan.ended_by": _user_labels,
        "asset_occurrence.asset_id": asset,
        "asset_occurrence.opened_by": _user_labels,
        "asset_occurrence.resolved_by": _user_labels,
    }


def _disposal_fields(person: Labels, supplier: Labels) -> Mapping[str, Labels]:
    """Those of disposals."""
    agreement = _labels(LoanAgreement.id, LoanAgreement.number, loan_policy.visible)
    return {
        "disposal.supplier_id": supplier,
        "disposal.receiver_id": person,
        "disposal.loan_agreement_id": agreement,
        "disposal.requester_id": _user_labels,
        "disposal.approver_id": _user_labels,
        "disposal.concluded_by": _user_labels,
        "disposal.reversed_by": _user_labels,
        "disposal_item.asset_id": _labels(Asset.id, Asset.tag, asset_policy.visible),
        "disposal_member.person_id": person,
    }


def trail_readers() -> TrailReaders:
    """The readers for all modules."""
    place = _labels(Location.id, Location.full_name, location_policy.visible)
    person = _labels(Person.id, Person.name, people_policy.visible)
    category = _labels(AssetCategory.id, AssetCategory.full_name, catalogue_policy.visible)
    supplier = _labels(Supplier.id, Supplier.name, catalogue_policy.visible)
    return TrailReaders(
        names=_user_names,
        visible={
            "asset": _ids(Asset.id, asset_policy.visible),
            "location": _ids(Location.id, location_policy.visible),
            "person": _ids(Person.id, people_policy.visible),
            "asset_category": _ids(AssetCategory.id, catalogue_policy.visible),
            "supplier": _ids(Supplier.id, catalogue_policy.visible),
            "movement_document": _ids(MovementDocument.id, movement_policy.visible),
            "loan_agreement": _ids(LoanAgreement.id, loan_policy.visible),
            "disposal": _ids(Disposal.id, disposal_policy.visible),
            "term": _ids(Term.id, term_policy.visible),
            "clearance": _ids(Clearance.id, clearance_policy.visible),
            "asset_occurrence": _ids(AssetOccurrence.id, occurrence_policy.visible),
        },
        labels=_fields(place, person, category, supplier),
        subjects=_subjects(place, person, category, supplier),
        parts={
            "user": {"grant": "user_id"},
            "role": {"role_permission": "role_id"},
            "calendar": {"calendar_day": "calendar_id"},
            "loan_agreement": {"loan": "agreement_id", "loan_extension": "agreement_id"},
            "disposal": {"disposal_item": "disposal_id", "disposal_member": "disposal_id"},
            "approval_rule": {"approval_rule_level": "rule_id"},
            "approval_rule_level": {"approval_rule_approver": "level_id"},
        },
    )
