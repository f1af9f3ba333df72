"""Wire models of transfers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import Id, In, Out, QueryId, Ref, UtcOut, optional_line, required_line
from levitiis.modules.assets.states import Condition
from levitiis.modules.movements.states import DocumentState, ExtraResolution, ItemState

MOST_ASSETS = 500


def _once(value: list[int]) -> list[int]:
    if len(set(value)) != len(value):
        raise PydanticCustomError("sent_twice", "an asset is named twice")
    return value


AssetIds = Annotated[list[Id], Field(min_length=1, max_length=MOST_ASSETS), AfterValidator(_once)]


class DraftIn(In):
    """What a draft says: which assets, and a destination, a new responsible person, or both."""

    asset_ids: AssetIds
    to_location_id: Id | None = None
    to_responsible_id: Annotated[Id | None, Field(validate_default=True)] = None
    reason: required_line(500)  # type: ignore[valid-type]

    @field_validator("to_responsible_id")
    @classmethod
    def _somewhere(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is None and "to_location_id" in info.data and info.data["to_location_id"] is None:
            raise PydanticCustomError("required", "a destination, a responsible person, or both")
        return value


class TransferIn(DraftIn):
    """A new transfer, as a draft or, with ``submit``, asked for at once."""

    submit: bool = False


class ReceivedItem(In):
    """An asset that has arrived, and how."""

    asset_id: Id
    condition: Condition | None = None
    note: optional_line(500) = None  # type: ignore[valid-type]


class ExtraIn(In):
    """An asset that arrived without being expected."""

    asset_id: Id
    note: optional_line(500) = None  # type: ignore[valid-type]


class ReceiptIn(In):
    """What has arrived, what is known to be missing, and what came besides; the rest is still waited for."""

    received: Annotated[list[ReceivedItem], Field(max_length=MOST_ASSETS)] = []
    missing: Annotated[list[Id], Field(max_length=MOST_ASSETS)] = []
    extras: Annotated[list[ExtraIn], Field(max_length=100)] = []

    @model_validator(mode="after")
    def _something(self) -> ReceiptIn:
        named = [*(item.asset_id for item in (*self.received, *self.extras)), *self.missing]
        if not named:
            raise PydanticCustomError("required", "nothing is received or missing")
        _once(named)
        return self


class TakeBackIn(In):
    """Assets that are waited for or missing and stay where they came from."""

    asset_ids: AssetIds
    reason: required_line(500)  # type: ignore[valid-type]


class ReasonIn(In):
    """Why a transfer does not take place, or is undone."""

    reason: required_line(500)  # type: ignore[valid-type]


class ResolutionIn(In):
    """What is done about an asset that was not expected: moved here by a transfer of its own, or nothing."""

    resolution: ExtraResolution
    note: required_line(500)  # type: ignore[valid-type]


class TransferSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    CREATED = "created_at"
    CREATED_DESC = "-created_at"
    NUMBER = "number"
    NUMBER_DESC = "-number"


class TransferFilter(PageParams):
    """A page of transfers. ``q`` is a part of the number; a place means everything below it."""

    q: Annotated[str, Field(max_length=40)] | None = None
    state: list[DocumentState] = []
    to_location_id: QueryId | None = None
    asset_id: QueryId | None = None
    sort: TransferSort = TransferSort.CREATED_DESC


class TransferPlace(Ref):
    """A place with its full name."""

    full_name: str


class TransferRow(Out):
    """A line of the list. In an assignment nothing moves but who answers for it.

    ``hidden``: which of its place and its responsible person the reader does not get to see.
    """

    id: int
    number: str
    kind: Literal["transfer", "assignment"]
    state: DocumentState
    to_location: TransferPlace | None
    to_responsible: Ref | None
    hidden: list[Literal["to_location", "to_responsible"]]
    requester: Ref
    reason: str
    items: int
    received: int
    created_at: UtcOut
    version: int


class TransferItemOut(Out):
    """One asset of a transfer; places and people that do not exist for the reader are null.

    ``attachments`` counts the files that are attached to it: below ``/movimentacoes/itens/{id}/anexos``.
    """

    id: int
    asset_id: int
    tag: str
    name: str
    from_location: TransferPlace | None
    from_responsible: Ref | None
    state: ItemState
    condition: Condition | None
    note: str | None
    received_by: Ref | None
    received_at: UtcOut | None
    attachments: int


class ExtraOut(Out):
    """An asset that arrived without being expected, and what was done about it."""

    id: int
    asset_id: int
    tag: str
    name: str
    note: str | None
    found_at: UtcOut
    resolution: ExtraResolution | None
    resolution_note: str | None
    transfer: Ref | None
    allowed_actions: list[Literal["resolve"]]


TransferAction = Literal["edit", "submit", "cancel", "send", "effect", "receive", "take_back", "reverse"]


class TransferOut(TransferRow):
    """A transfer with its assets and what the reader may do next."""

    approver: Ref | None
    approval_id: int | None
    closing_note: str | None
    reverses: Ref | None
    reversed_by: Ref | None
    submitted_at: UtcOut | None
    decided_at: UtcOut | None
    sent_at: UtcOut | None
    closed_at: UtcOut | None
    lines: list[TransferItemOut]
    extras: list[ExtraOut]
    allowed_actions: list[TransferAction]
