"""Which rule a document falls under: a pure function of its facts and the rules there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from levitiis.modules.approvals.states import LevelPlace


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules ask of a document: paths of its places, its value, its categories with those above.

    ``origins`` are the paths of the places that its assets leave (None: without a place); an assignment has
    no ``destination``.
    """

    origins: frozenset[str | None]
    destination: str | None
    value: Decimal = Decimal(0)
    categories: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of a rule, its places by their paths; None holds for every document."""

    rule_id: int
    origin: str | None = None
    destination: str | None = None
    category_id: int | None = None
    minimum_value: Decimal | None = None

    def hold(self, facts: Facts) -> bool:
        """Whether the rule speaks of such a document; one asset from within its origin is enough."""
        return (
            (self.origin is None or any((path or "").startswith(self.origin) for path in facts.origins))
            and (self.destination is None or (facts.destination or "").startswith(self.destination))
            and (self.category_id is None or self.category_id in facts.categories)
            and (self.minimum_value is None or facts.value >= self.minimum_value)
        )

    @property
    def weight(self) -> tuple[int, int, bool, Decimal, int]:
        """How much it says: deeper places first, then a category, the higher value, the older rule."""
        return (
            len(self.destination or ""),
            len(self.origin or ""),
            self.category_id is not None,
            self.minimum_value if self.minimum_value is not None else Decimal(-1),
            -self.rule_id,
        )


def choose(rules: Iterable[Conditions], facts: Facts) -> Conditions | None:
    """The most specific rule that holds; None when none does."""
    return max((rule for rule in rules if rule.hold(facts)), key=lambda rule: rule.weight, default=None)


def place_of(place: LevelPlace, location_id: int | None, facts: Facts) -> int | None:
    """The place that a level asks, None for the organisation.

    Several origins ask the place that they have in common; an assignment's destination is its origin.
    """
    if place is LevelPlace.PLACE:
        return location_id
    if place is LevelPlace.ORGANISATION:
        return None
    if place is LevelPlace.DESTINATION and facts.destination is not None:
        return _last(facts.destination)
    return _last_in_common([(path or "/").split("/")[1:-1] for path in facts.origins])


def _last_in_common(paths: Sequence[Sequence[str]]) -> int | None:
    """The deepest place that lies on every path; None when not even the unit does."""
    found: str | None = None
    for steps in zip(*paths, strict=False):
        if len(set(steps)) > 1:
            break
        found = steps[0]
    return int(found) if found is not None else None


def _last(path: str) -> int:
    """The place itself: ``/7/12/`` is 12."""
    return int(path.split("/")[-2])
