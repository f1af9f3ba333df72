"""What can go wrong with occurrences."""

from levitiis.kit.problems import declare

RESOLVED = declare(
    "occurrences.resolved", 409,
    ("Ocorrência já resolvida", "Occurrence resolved already"),
    ("Esta ocorrência já foi resolvida; se algo mais aconteceu, registre outra.",
     "This occurrence was resolved already; if something else happened, record another."),
)  # fmt: skip
