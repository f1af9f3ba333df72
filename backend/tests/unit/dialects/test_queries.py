"""Every query function of every module, compiled for both databases without a server.

Each public coroutine of a ``queries`` (or ``checks``) file is called with made-up arguments on a
session that remembers statements and answers that nothing was found. (Statements further on, which
need rows, are compiled in the tests that have a database.)
"""

from __future__ import annotations

import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import Integer, MetaData, Table, column, func, select, table, true
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session
from sqlalchemy.sql import ClauseElement

import levitiis
from levitiis.bootstrap import routers
from levitiis.infra.crypto import load_keys
from levitiis.infra.db.prepared import Prepared, Rows, Values
from levitiis.infra.db.reading import Reader
from levitiis.infra.db.totals import LargeTotals
from levitiis.infra.db.uow import Origin, UnitOfWork
from levitiis.infra.settings import Settings
from levitiis.kit.access import PERMISSIONS, Actor, ActorKind, Scope
from levitiis.modules.identity.actions import limits, roles, sign_in, tickets
from levitiis.modules.identity.queries.sessions import Owner
from levitiis.modules.identity.sessions import Client, Identity
from tests.api.client import SECRETS
from tests.portability import DIALECTS, fault_of

MOMENT = datetime(2026, 11, 3, 12, tzinfo=UTC)


class NothingFound:
    """The result of any statement."""

    rowcount = 0

    def all(self) -> list[Any]:
        return []

    def one_or_none(self) -> None:
        return None

    scalar_one_or_none = first = scalar = one_or_none

    def scalars(self) -> NothingFound:
        return self

    mappings = unique = tuples = scalars

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class Recorder:
    """A session that remembers statements. It stands for no database: only compiling is tested."""

    def __init__(self) -> None:
        self.statements: list[ClauseElement] = []
        self.sync_session = Session()
        told = SimpleNamespace(before_execute=[self.hear], before_cursor_execute=[])
        self.bind = SimpleNamespace(dialect=DIALECTS["postgresql"], dispatch=told)

    def get_bind(self) -> Any:
        return self.bind

    def hear(self, _: Any, statement: ClauseElement, *__: Any) -> None:
        self.statements.append(statement)

    async def execute(self, statement: ClauseElement, *_: Any, **__: Any) -> NothingFound:
        self.statements.append(statement)
        return NothingFound()

    scalars = stream_scalars = execute

    async def scalar(self, statement: ClauseElement, *_: Any, **__: Any) -> None:
        await self.execute(statement)

    async def rollback(self) -> None:
        return None


class RecordingReader(Reader):
    """A reader that remembers prepared statements, and whose session is a recorder."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.database = SimpleNamespace(large_totals=LargeTotals())  # type: ignore[assignment]

    @property
    def session(self) -> Any:
        return self.recorder

    async def fetch(self, prepared: Prepared, values: Values) -> Rows:
        prepared.compiled(DIALECTS["postgresql"]).arguments(values)
        self.recorder.statements.append(prepared.statement)
        return ()


def actors() -> list[Actor]:
    """Everywhere, in two subtrees, nowhere."""
    whole = {code: Scope(everywhere=True) for code in PERMISSIONS}
    parts = {code: Scope.of(["/1/4/", "/2/"]) for code in PERMISSIONS}
    return [Actor(ActorKind.USER, 1, "", scopes, 1, 1) for scopes in (whole, parts, {})]


def query_functions() -> dict[str, Callable[..., Any]]:
    """The public coroutines of every file named queries or checks."""
    routers()
    found: dict[str, Callable[..., Any]] = {}
    for info in pkgutil.walk_packages(levitiis.__path__, "levitiis."):
        if not {"queries", "checks"} & set(info.name.split(".")) or ".commands." in info.name:
            continue
        module = import_module(info.name)
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            if not name.startswith("_") and function.__module__ == info.name:
                found[f"{info.name}.{name}"] = function
    return found


async def nothing_inside(*_: Any) -> dict[int, Any]:
    return {}


NAMED: dict[str, Any] = {
    "counts": nothing_inside, "q": "ação 10%_", "limit": 5, "pointer": "/x", "language": "en",
    "moment": MOMENT, "oldest": MOMENT, "keys": load_keys(Settings(**SECRETS)), "within": 4, "path": "/1/4/",
    "code": "000123", "name": "somebody@example.org", "role_name": "administrator", "cursor": None,
}  # fmt: skip


def arguments(function: Callable[..., Any], session: Recorder, actor: Actor) -> list[dict[str, Any]] | None:
    """Sets of arguments: one per order of a list, or a single one; None for what cannot be made up."""
    hints = typing.get_type_hints(function)
    given: dict[str, Any] = {}
    variants: list[dict[str, Any]] = [{}]
    for name, parameter in inspect.signature(function).parameters.items():
        kind = hints.get(name)
        if name == "session":
            given[name] = session
        elif name in ("reader", "source"):
            given[name] = RecordingReader(session)
        elif name == "actor":
            given[name] = actor
        elif kind is UnitOfWork:
            given[name] = UnitOfWork(session, actor, Origin("job"), b"k" * 32)  # type: ignore[arg-type]
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            variants = [{name: made} for made in filled(kind)]
        elif name in NAMED or name.endswith(("_id", "_ids")):
            given[name] = NAMED.get(name, [1, 2] if name.endswith("_ids") else 1)
        elif parameter.default is inspect.Parameter.empty:
            return None
    return [{**given, **variant} for variant in variants]


def filled(model: type[BaseModel]) -> list[BaseModel]:
    """The model with every field given, once per order that it offers."""
    values = {
        field.alias or name: sample(name, field.annotation) for name, field in model.model_fields.items()
    }
    values = {name: value for name, value in values.items() if value is not None}
    sort = model.model_fields.get("sort")
    orders = list(sort.annotation) if sort and inspect.isclass(sort.annotation) else [None]  # type: ignore[call-overload]
    return [model.model_validate({**values, **({"sort": order} if order else {})}) for order in orders]


def sample(name: str, kind: Any) -> Any:
    """A value of a kind; None leaves the field out."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        kind = next(part for part in typing.get_args(kind) if part is not type(None))
    if typing.get_origin(kind) is typing.Annotated:
        return sample(name, typing.get_args(kind)[0])
    if typing.get_origin(kind) is list:
        inner = sample(name, typing.get_args(kind)[0])
        return [inner] if inner is not None else None
    if typing.get_origin(kind) is typing.Literal:
        return typing.get_args(kind)[0]
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return next(iter(kind))
    if name == "q":
        return "ação 10%"
    samples: dict[Any, Any] = {int: 2, bool: True, Decimal: "1.50", date: "2026-01-31", datetime: MOMENT}
    return samples.get(kind)


async def recorded(call: Callable[[], Any], session: Recorder) -> list[ClauseElement]:
    # Nothing was found, which is no answer to every question: what was asked is what counts.
    with suppress(Exception):
        await call()
    return session.statements


FUNCTIONS = query_functions()
CALLABLE = {name: made for name, made in FUNCTIONS.items() if arguments(made, Recorder(), actors()[0])}


def test_most_functions_can_be_called() -> None:
    assert len(CALLABLE) >= 0.6 * len(FUNCTIONS) > 25, sorted(set(FUNCTIONS) - set(CALLABLE))


@pytest.mark.parametrize("name", sorted(CALLABLE))
async def test_both_databases_understand(name: str) -> None:
    faults: list[str] = []
    seen = 0
    for actor in actors():
        for number in range(len(arguments(FUNCTIONS[name], Recorder(), actor) or ())):
            session = Recorder()
            given = (arguments(FUNCTIONS[name], session, actor) or [])[number]
            for statement in await recorded(lambda given=given: FUNCTIONS[name](**given), session):
                seen += 1
                faults += [fault] if (fault := fault_of(statement)) else []
    assert not faults, "\n\n".join(dict.fromkeys(faults))
    assert seen, "asked nothing"


async def test_writes_of_signing_in() -> None:
    settings = Settings(**SECRETS)
    service = Identity(settings, SimpleNamespace(), load_keys(settings))  # type: ignore[arg-type]
    client = Client("198.51.100.1", None)
    owner = Owner(1, "somebody", "somebody", "somebody@example.org", None, "Somebody")
    counted = limits.typed(service, "somebody", client)
    calls: list[Callable[[UnitOfWork], Any]] = [
        lambda uow: sign_in.refresh(uow, service, "token", Client("198.51.100.1", None)),
        lambda uow: sign_in.sign_out(uow, "token", None),
        lambda uow: limits.forgive(uow, service, owner, client, MOMENT),
        lambda uow: limits._refuse(uow, "account-name:x", 1, service, MOMENT),
        lambda uow: limits._counts(uow, counted, service, MOMENT),
        tickets.issue_ticket,
        lambda uow: tickets.redeem_ticket(uow.session, service, "ticket"),
        roles._is_out_of_date,
    ]
    for call in calls:
        session = Recorder()
        uow = UnitOfWork(session, actors()[0], Origin("job"), b"k" * 32)  # type: ignore[arg-type]
        statements = await recorded(lambda uow=uow, call=call: call(uow), session)
        assert statements
        assert [fault for statement in statements if (fault := fault_of(statement))] == []


def test_the_check_bites() -> None:
    things = table("things", column("id", Integer), column("name"), column("active"))
    portable = select(things.c.id).where(things.c.active == true()).order_by(things.c.id).limit(5).offset(5)
    assert fault_of(portable) is None
    for statement in (
        select(things).where(things.c.active.is_(True)),
        select(things).offset(5),
        select(things).where(things.c.name.op("ILIKE")("x")),
        select(func.greatest(things.c.id, 1)),
        select(things).order_by(things.c.id.nulls_last()),
        postgresql.insert(Table("things", MetaData())).on_conflict_do_nothing(),
    ):
        assert fault_of(statement) is not None, str(statement)
