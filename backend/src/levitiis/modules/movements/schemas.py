"""Wire models of transfers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import Id, In, Out, QueryId, Ref, UtcOut, optional_line, required_line
from levitiis.modules.assets.states import Condition
from levitiis.modules.movements.states import DocumentState, ItemState

MOST_ASSETS = 500


def _once(value: list[int]) -> list[int]:
    if len(set(value)) != len(value):
        raise PydanticCustomError("sent_twice", "an asset is named twice")
    return value


AssetIds = Annotated[list[Id], Field(min_length=1, max_length=MOST_ASSETS), AfterValidator(_once)]


class TransferIn(In):
    """A new transfer, as a draft or, with ``submit``, asked for at once."""

    asset_ids: AssetIds
    to_location_id: Id
    to_responsible_id: Id | None = None
    reason: required_line(500)  # type: ignore[valid-type]
    submit: bool = False


class ReceivedItem(In):
    """An asset that has arrived, and how."""

    asset_id: Id
    condition: Condition | None = None
    note: optional_line(500) = None  # type: ignore[valid-type]


class ReceiptIn(In):
    """What has arrived, and what is known to be missing; the rest is still waited for."""

    received: Annotated[list[ReceivedItem], Field(max_length=MOST_ASSETS)] = []
    missing: Annotated[list[Id], Field(max_length=MOST_ASSETS)] = []

    @model_validator(mode="after")
    def _something(self) -> ReceiptIn:
        named = [*(item.asset_id for item in self.received), *self.missing]
        if not named:
            raise PydanticCustomError("required", "nothing is received or missing")
        _once(named)
        return self


class TakeBackIn(In):
    """Assets that are waited for or missing and stay where they came from."""

    asset_ids: AssetIds
    reason: required_line(500)  # type: ignore[valid-type]


class CancelIn(In):
    """Why a transfer does not take place."""

    reason: required_line(500)  # type: ignore[valid-type]


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
    """A line of the list."""

    id: int
    number: str
    state: DocumentState
    to_location: TransferPlace | None
    to_responsible: Ref | None
    requester: Ref
    reason: str
    items: int
    received: int
    created_at: UtcOut
    version: int


class TransferItemOut(Out):
    """One asset of a transfer; places and people that do not exist for the reader are null."""

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


TransferAction = Literal["submit", "cancel", "send", "receive", "take_back"]


class TransferOut(TransferRow):
    """A transfer with its assets and what the reader may do next."""

    approver: Ref | None
    approval_id: int | None
    closing_note: str | None
    submitted_at: UtcOut | None
    decided_at: UtcOut | None
    sent_at: UtcOut | None
    closed_at: UtcOut | None
    lines: list[TransferItemOut]
    allowed_actions: list[TransferAction]
