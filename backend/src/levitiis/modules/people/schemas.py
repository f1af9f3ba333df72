"""Wire models of people."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.infra.brazil import OptionalCpf
from levitiis.kit.contact import OptionalEmail
from levitiis.kit.paging import PageParams
from levitiis.kit.text import search_key, tag_key
from levitiis.kit.wire import Id, In, Out, QueryId, UtcOut, optional_line, required_line

NAME_LIMIT = 160
REGISTRATION_LIMIT = 40

PersonAction = Literal["edit", "merge", "read_document"]
MergeField = Literal["name", "registration", "email", "location_id"]


def _registration(value: str | None) -> str | None:
    if value is not None and len(tag_key(value)) > REGISTRATION_LIMIT:
        raise PydanticCustomError("too_long", "too long once normalised", {"max_length": REGISTRATION_LIMIT})
    return value


def _readable(value: str) -> str:
    if not search_key(value):
        raise PydanticCustomError("required", "blank")
    return value


PersonName = Annotated[required_line(NAME_LIMIT), AfterValidator(_readable)]  # type: ignore[valid-type]
Registration = Annotated[optional_line(REGISTRATION_LIMIT), AfterValidator(_registration)]  # type: ignore[valid-type]


class PersonFields(In):
    """What may be typed about a person."""

    registration: Registration = None
    email: OptionalEmail = None
    cpf: OptionalCpf = None
    location_id: Id | None = None
    active: bool = True


class PersonIn(PersonFields):
    """A new person."""

    name: PersonName


class PersonPatch(PersonFields):
    """Changes of a person: only what is sent changes."""

    name: PersonName = ""

    @model_validator(mode="after")
    def _something(self) -> PersonPatch:
        if not self.model_fields_set:
            raise PydanticCustomError("required", "nothing to change")
        return self


class PersonSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    NAME = "name"
    NAME_DESC = "-name"
    REGISTRATION = "registration"
    REGISTRATION_DESC = "-registration"
    LOCATION = "location"
    LOCATION_DESC = "-location"
    CREATED = "created_at"
    CREATED_DESC = "-created_at"


class PersonFilter(PageParams):
    """A page of people. ``q`` may be a whole CPF; a place means its subtree."""

    q: Annotated[str, Field(max_length=200)] | None = None
    location_id: QueryId | None = None
    active: bool | None = None
    sort: PersonSort = PersonSort.NAME


class PersonPlace(Out):
    """Where a person works."""

    id: int
    name: str
    full_name: str


class PersonBrief(Out):
    """Another person, by name."""

    id: int
    name: str


class PersonOut(Out):
    """A person; of the CPF only the middle is shown. ``merged_into``: the record that stands for this one.

    ``left_on``: the day on which the person left, while a clearance is in force.
    """

    id: int
    name: str
    registration: str | None
    email: str | None
    cpf_masked: str | None
    location_id: int | None
    location: PersonPlace | None
    active: bool
    left_on: dt.date | None = None
    merged: bool = False
    merged_into: PersonBrief | None = None
    version: int
    created_at: UtcOut
    updated_at: UtcOut
    allowed_actions: list[PersonAction]


class CpfOut(Out):
    """A CPF, with every digit."""

    cpf: str


class MergeTarget(In):
    """The person who stays."""

    into_id: QueryId


class MergeIn(In):
    """Merge into another person, who stays: ``take`` names fields in which the leaving record is right.

    What the one who stays has not (CPF included) comes from the leaving record anyway.
    """

    into_id: Id
    into_version: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)] | None = None
    take: Annotated[list[MergeField], Field(max_length=4)] = []


class MergeObstacle(Out):
    """Why two people cannot be merged as they are."""

    code: str
    title: str
    detail: str


class MergePreview(Out):
    """What a merge would do, and what is in its way."""

    leaving: PersonOut
    staying: PersonOut
    assets: int
    users: int
    obstacles: list[MergeObstacle]
