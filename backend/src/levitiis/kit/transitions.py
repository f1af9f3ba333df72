"""State machines as tables: every step that exists, and where it leads; what is not in one is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from levitiis.kit.problems import ProblemType

State = TypeVar("State", bound=StrEnum)
Step = TypeVar("Step", bound=StrEnum)


class Transitions(Generic[State, Step]):
    """The steps of one kind of thing. ``refused`` is raised for a step that its state does not have."""

    def __init__(self, table: Mapping[tuple[State, Step], State], refused: ProblemType) -> None:
        self._table = dict(table)
        self._refused = refused
        self._states: type[State] = type(next(iter(self._table))[0])

    def leads_to(self, state: str, step: Step) -> State | None:
        """Where ``step`` leads from ``state``; None when there is no such step."""
        return self._table.get((self._states(state), step))

    def after(self, state: str, step: Step) -> str:
        """The state after ``step``, as columns keep it. Raises the table's problem when there is none."""
        following = self.leads_to(state, step)
        if following is None:
            raise self._refused()
        return following.value
