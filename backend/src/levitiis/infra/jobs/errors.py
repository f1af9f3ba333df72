"""What can go wrong with jobs, and how a failure is kept until somebody reads it in his language."""

from __future__ import annotations

from typing import Any

from levitiis.kit.common_problems import BUSY, DATABASE_UNAVAILABLE, INTERNAL, TIMED_OUT
from levitiis.kit.problems import CATALOGUE, FieldError, Language, Problem, declare

GAVE_UP = declare(
    "jobs.gave_up", 500,
    ("Tarefa interrompida", "Job interrupted"),
    ("A tarefa foi interrompida {attempts} vezes e não será tentada de novo.",
     "The job was interrupted {attempts} times and will not be tried again."),
)  # fmt: skip
CANCELLED = declare(
    "jobs.cancelled", 409,
    ("Tarefa cancelada", "Job cancelled"),
    ("A tarefa foi cancelada antes de terminar.", "The job was cancelled before it finished."),
)  # fmt: skip
ALREADY_FINISHED = declare(
    "jobs.already_finished", 409,
    ("Tarefa já terminada", "Job already finished"),
    ("O que já terminou não pode ser cancelado.", "What has finished cannot be cancelled."),
)  # fmt: skip

_PASSING = (BUSY, DATABASE_UNAVAILABLE, TIMED_OUT)


class LeaseLost(Exception):
    """Another worker took the job over; nothing of this run may take effect."""


def may_pass(error: Exception) -> bool:
    """Tell whether trying again may help: everything but a problem that the work itself raised."""
    return not isinstance(error, Problem) or error.kind in _PASSING


def kept_problem(error: Exception) -> dict[str, Any]:
    """What the job row keeps of a failure: a code with its parameters, nothing of the inside."""
    problem = error if isinstance(error, Problem) else INTERNAL()
    return {
        "code": problem.code,
        "params": {name: str(value) for name, value in problem.params.items()},
        "errors": [
            {"pointer": e.pointer, "code": e.code, "params": {k: str(v) for k, v in e.params.items()}}
            for e in problem.errors
        ],
    }


def shown_problem(kept: dict[str, Any] | None, language: Language) -> dict[str, Any] | None:
    """The problem members of a kept failure, in ``language``."""
    if kept is None:
        return None
    kind = CATALOGUE.get(str(kept.get("code")), INTERNAL)
    errors = [FieldError(e["pointer"], e["code"], e.get("params", {})) for e in kept.get("errors", ())]
    return kind(errors=errors, **kept.get("params", {})).body(language)
