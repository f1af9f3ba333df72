"""Sends a captured request's statements again, prepared, by the bare driver.

What must differ from request to request does: the number that stands in it (in a tag, or the id of
the asset that moves), the opaque code of a new asset, and the id that the database gives it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from capture import Captured, Statement

_TRANSACTION = re.compile(r"^\s*(BEGIN|COMMIT|ROLLBACK)\b", re.IGNORECASE)
_CODE = re.compile(r"^[2-9a-z]{26}$")
_MAKES_ASSET = re.compile(r"^\s*INSERT INTO assets\b", re.IGNORECASE)
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz0"


@dataclass(slots=True)
class Turn:
    """What one repetition puts in place of what was captured."""

    number: int
    code: str
    asset_id: int


Make = Callable[[Turn], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One statement on one connection; ``makers`` gives those of its arguments that change."""

    statement: Statement
    prepared: Any
    makers: dict[int, Make]

    def arguments(self, turn: Turn) -> Sequence[Any]:
        """The arguments of one repetition."""
        given = self.statement.args[0] if self.statement.many else self.statement.args
        if not self.makers:
            return given
        found = list(given)
        for index, make in self.makers.items():
            found[index] = make(turn)
        return found


class Replay:
    """A captured request on one connection."""

    def __init__(self, connection: asyncpg.Connection, captured: Captured) -> None:
        self._connection = connection
        self._captured = captured
        self._steps: list[Step] = []
        self._writes = any(_TRANSACTION.match(statement.sql) for statement in captured.statements)

    async def prepare(self) -> None:
        """Prepare every statement once."""
        for statement in self._captured.statements:
            plain = statement.many or _TRANSACTION.match(statement.sql)
            prepared = None if plain else await self._connection.prepare(statement.sql)
            given = statement.args[0] if statement.many else statement.args
            makers = {index: make for index, value in enumerate(given) if (make := self._maker(value))}
            self._steps.append(Step(statement, prepared, makers))

    async def run(self, number: int) -> None:
        """Send it all, as the request ``number`` would."""
        turn = Turn(number, "", number)
        if self._writes:
            turn.code = _fresh_code()
        for step in self._steps:
            if step.prepared is not None:
                rows = await step.prepared.fetch(*step.arguments(turn))
                if rows and _MAKES_ASSET.match(step.statement.sql):
                    turn.asset_id = rows[0][0]
            elif step.statement.many:
                await self._connection.executemany(step.statement.sql, [step.arguments(turn)])
            else:
                await self._connection.execute(step.statement.sql)

    def _maker(self, value: Any) -> Make | None:
        """How an argument is made anew; None for one that stays as it was."""
        if not self._writes or isinstance(value, bool):
            return None
        created, number = self._captured.created_id, self._captured.number
        asset = created or number
        if isinstance(value, int):
            return (lambda turn: turn.asset_id) if value == asset else None
        if not isinstance(value, str):
            return None
        if _CODE.match(value):
            return lambda turn: turn.code
        if str(number) in value or str(asset) in value:
            return lambda turn: value.replace(str(number), str(turn.number)).replace(
                str(asset), str(turn.asset_id)
            )
        return None


def _fresh_code() -> str:
    value = secrets.randbits(130)
    return "".join(_ALPHABET[(value >> (5 * place)) & 31] for place in range(26))
