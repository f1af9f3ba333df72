"""Wire models of disposals."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import (
    Id,
    In,
    MoneyIn,
    MoneyOut,
    Out,
    QueryId,
    Ref,
    UtcOut,
    optional_line,
    optional_text,
    required_line,
)
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.movements.disposals.states import (
    Classification,
    Destination,
    DisposalState,
    MemberRole,
)

MOST_ASSETS = 500
MOST_MEMBERS = 30


class DisposalItemIn(In):
    """An asset of the lot; its class may be left for later as long as the disposal is a draft."""

    asset_id: Id
    classification: Classification | None = None
    appraised_value: MoneyIn | None = None
    note: optional_line(500) = None  # type: ignore[valid-type]


class DisposalMemberIn(In):
    """A person of the commission."""

    person_id: Id
    role: MemberRole = MemberRole.MEMBER


def _assets_once(value: list[DisposalItemIn]) -> list[DisposalItemIn]:
    if len({item.asset_id for item in value}) != len(value):
        raise PydanticCustomError("sent_twice", "an asset is named twice")
    return value


def _one_chair(value: list[DisposalMemberIn]) -> list[DisposalMemberIn]:
    if len({member.person_id for member in value}) != len(value):
        raise PydanticCustomError("sent_twice", "a person is named twice")
    if sum(member.role is MemberRole.CHAIR for member in value) > 1:
        raise PydanticCustomError("sent_twice", "there are two chairs")
    return value


class DisposalIn(In):
    """A draft, whole: what is left out of it is empty.

    ``report`` is the technical report, ``commission_act`` what appoints the commission, ``supplier_id`` the
    recipient if he is known already.
    """

    items: Annotated[
        list[DisposalItemIn], Field(min_length=1, max_length=MOST_ASSETS), AfterValidator(_assets_once)
    ]
    destination: Destination
    reason: required_line(500)  # type: ignore[valid-type]
    report: optional_text(10_000) = None  # type: ignore[valid-type]
    commission_act: optional_line(200) = None  # type: ignore[valid-type]
    members: Annotated[
        list[DisposalMemberIn], Field(max_length=MOST_MEMBERS), AfterValidator(_one_chair)
    ] = []
    process_number: optional_line(60) = None  # type: ignore[valid-type]
    police_report: optional_line(60) = None  # type: ignore[valid-type]
    police_report_date: dt.date | None = None
    supplier_id: Id | None = None
    is_ewaste: bool = False


class ReceivedItem(In):
    """What was received for one asset (R$)."""

    asset_id: Id
    received_value: MoneyIn


class ConclusionIn(In):
    """How the assets left.

    ``supplier_id`` names the recipient if the draft did not; ``receiver_id`` is the person who signs the
    term, the chair of the commission if none. ``received_value`` is for all assets; where each has its own,
    it is their sum. ``certificate_id`` is the attachment of the disposal by which e-waste was taken.
    """

    supplier_id: Id | None = None
    receiver_id: Id | None = None
    document_number: optional_line(60) = None  # type: ignore[valid-type]
    received_value: MoneyIn | None = None
    items: Annotated[list[ReceivedItem], Field(max_length=MOST_ASSETS)] = []
    certificate_id: Id | None = None


class AssetDisposalOut(Out):
    """Whether an asset waits to be disposed of, or has left, and since when.

    ``state`` and ``since`` are null while neither is so; ``disposal`` is named to whom it exists for.
    """

    state: Literal["waiting", "gone"] | None
    since: UtcOut | None
    destination: Destination | None
    disposal: Ref | None


class DisposalRulesIn(In):
    """What is wanted before a disposal is asked for, loss and theft apart; see ``DisposalRulesOut``."""

    report_required: bool
    commission_members: Annotated[int, Field(ge=0, le=10)]
    photos_required: bool


class DisposalRulesOut(Out):
    """What is wanted before a disposal is asked for, loss and theft apart.

    The technical report, a commission of ``commission_members`` people at least (0: none), and a photo of
    each asset, attached to the disposal.
    """

    report_required: bool
    commission_members: int
    photos_required: bool
    version: int


class DisposalReasonIn(In):
    """Why a disposal does not take place, or is undone."""

    reason: required_line(500)  # type: ignore[valid-type]


class DisposalSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    CREATED = "created_at"
    CREATED_DESC = "-created_at"
    CONCLUDED = "concluded_at"
    CONCLUDED_DESC = "-concluded_at"
    NUMBER = "number"
    NUMBER_DESC = "-number"


class DisposalFilter(PageParams):
    """A page of disposals. ``q`` is a part of the number or of the process's; a place means its subtree."""

    q: Annotated[str, Field(max_length=60)] | None = None
    state: list[DisposalState] = []
    destination: list[Destination] = []
    asset_id: QueryId | None = None
    location_id: QueryId | None = None
    supplier_id: QueryId | None = None
    sort: DisposalSort = DisposalSort.CREATED_DESC


class DisposalRow(Out):
    """A line of the list. Values are those of all its assets together, null when none is known."""

    id: int
    number: str
    state: DisposalState
    destination: Destination
    recipient: Ref | None
    requester: Ref
    reason: str
    process_number: str | None
    is_ewaste: bool
    items: int
    appraised_value: MoneyOut | None
    received_value: MoneyOut | None
    concluded_at: UtcOut | None
    created_at: UtcOut
    version: int


class DisposalLineOut(Out):
    """One asset of a disposal. ``attachments`` lie below ``/movimentacoes/baixas/itens/{id}/anexos``.

    ``has_photo``: one of them is a picture.
    """

    id: int
    asset_id: int
    tag: str
    name: str
    status: AssetStatus
    classification: Classification | None
    purchase_value: MoneyOut | None
    appraised_value: MoneyOut | None
    received_value: MoneyOut | None
    note: str | None
    attachments: int
    has_photo: bool


class DisposalMemberOut(Out):
    """A person of the commission, named to whoever sees the disposal."""

    person: Ref
    role: MemberRole


DisposalAction = Literal["edit", "ask", "cancel", "conclude", "reverse"]


class DisposalOut(DisposalRow):
    """A disposal with its assets and what the reader may do next.

    ``loan`` is the loan in which its assets were lost, by number; ``attachments`` are those of the document.
    """

    report: str | None
    commission_act: str | None
    members: list[DisposalMemberOut]
    police_report: str | None
    police_report_date: dt.date | None
    receiver: Ref | None
    document_number: str | None
    certificate_id: int | None
    loan: Ref | None
    approver: Ref | None
    approval_id: int | None
    submitted_at: UtcOut | None
    decided_at: UtcOut | None
    concluded_by: Ref | None
    reversed_at: UtcOut | None
    reversed_by: Ref | None
    closing_note: str | None
    attachments: int
    lines: list[DisposalLineOut]
    allowed_actions: list[DisposalAction]
