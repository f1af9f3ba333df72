"""Who may see and cancel jobs: everybody his own; others' with ``jobs.read`` and ``jobs.cancel``."""

from levitiis.kit.access import permission, permission_group

permission_group("jobs", "Tarefas em segundo plano", "Background jobs")
READ = permission(
    "jobs.read", "Ver as tarefas de todos", "See everybody's jobs",
    ("Acompanhar importações e outras tarefas que outras pessoas começaram.",
     "Follow imports and other jobs that other people began."),
)  # fmt: skip
CANCEL = permission(
    "jobs.cancel", "Cancelar tarefas de outros", "Cancel other people's jobs",
    ("Interromper importações e outras tarefas que outras pessoas começaram e que se podem ver.",
     "Stop imports and other jobs that other people began, of those that one may see."),
)  # fmt: skip
