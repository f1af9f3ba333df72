"""Rounds: the floor, the bare route and ours in turn, so that all three meet the same machine."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scenarios import PREFIX, Scenario
from wrk import CONNECTIONS, Loaded, load

from processes import Floor

WARM_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Targets:
    """What is loaded, and with whose token."""

    floor: Floor
    bare: Sequence[str]
    ours: Sequence[str]
    token: str


@dataclass(slots=True)
class Row:
    """A line of the report: medians over the rounds."""

    scenario: Scenario
    floor: float
    bare: float
    ours: Loaded
    rounds: list[dict[str, float]] = field(default_factory=list[dict[str, float]])

    @property
    def to_bare(self) -> float:
        """The share of the bare route that ours reaches: the median of the rounds' own shares."""
        return statistics.median(each["ours"] / each["bare"] for each in self.rounds)

    @property
    def to_floor(self) -> float:
        """The share of the floor that ours reaches."""
        return statistics.median(each["ours"] / each["floor"] for each in self.rounds)

    @property
    def passed(self) -> bool:
        """Whether every target of the scenario is met."""
        fast = self.scenario.share is None or self.to_bare >= self.scenario.share
        return fast and (self.scenario.p95_ms is None or self.ours.p95 <= self.scenario.p95_ms)


class Numbers:
    """Gives out numbers that no request has had."""

    def __init__(self, first: int) -> None:
        self._next = first

    def use(self, measure: Callable[[int], Loaded]) -> Loaded:
        """Let a measurement begin at the next free number; what was still under way at its end counts."""
        done = measure(self._next)
        self._next += 2 * (done.requests + 8 * CONNECTIONS)
        return done


def measure(scenario: Scenario, targets: Targets, rounds: int, seconds: float) -> Row:
    """Warm up, then measure the three in turn ``rounds`` times."""
    numbers = Numbers(scenario.first + 10)
    ours, bare, floor = _kinds(scenario, targets)
    for kind in (ours, bare):
        numbers.use(lambda start, kind=kind: kind(start, WARM_SECONDS))
    found: dict[str, list[Loaded]] = {"floor": [], "bare": [], "ours": []}
    for _ in range(rounds):
        for name, kind in (("floor", floor), ("bare", bare), ("ours", ours)):
            found[name].append(numbers.use(lambda start, kind=kind: kind(start, seconds)))
    row = Row(scenario, _middle(found["floor"]), _middle(found["bare"]), _typical(found["ours"]))
    row.rounds = [{name: found[name][index].per_second for name in found} for index in range(rounds)]
    _tell(row)
    return row


Kind = Callable[[int, float], Loaded]


def _kinds(scenario: Scenario, targets: Targets) -> Sequence[Kind]:
    def ours(start: int, seconds: float) -> Loaded:
        path = PREFIX + scenario.path
        return load(
            targets.ours, scenario.method, path, scenario.body,
            seconds=seconds, start=start, token=targets.token,
        )  # fmt: skip

    def bare(start: int, seconds: float) -> Loaded:
        path = f"/{scenario.name}?{{n}}"
        return load(
            targets.bare, scenario.method, path, scenario.body,
            seconds=seconds, start=start, token=targets.token,
        )  # fmt: skip

    def floor(start: int, seconds: float) -> Loaded:
        return targets.floor.measure(scenario.name, seconds=seconds, start=start)

    return ours, bare, floor


def _middle(found: Sequence[Loaded]) -> float:
    return statistics.median(each.per_second for each in found)


def _typical(found: Sequence[Loaded]) -> Loaded:
    def middle(name: str) -> float:
        return statistics.median(getattr(each, name) for each in found)

    return Loaded(
        sum(each.requests for each in found), _middle(found), middle("p50"), middle("p95"), middle("p99")
    )


def _tell(row: Row) -> None:
    sys.stdout.write(
        f"{row.scenario.title:45} floor {row.floor:7.0f}/s  bare {row.bare:7.0f}/s  "
        f"ours {row.ours.per_second:7.0f}/s  {row.to_bare:4.0%} of bare  {row.to_floor:4.0%} of floor  "
        f"p50 {row.ours.p50:6.1f}  p95 {row.ours.p95:6.1f}  p99 {row.ours.p99:6.1f} ms  "
        f"{'ok' if row.passed else 'BELOW TARGET'}  (load {os.getloadavg()[0]:.1f})\n"
    )
    sys.stdout.flush()
