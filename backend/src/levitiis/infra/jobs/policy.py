"""Who may see jobs: everybody his own; all of them with ``jobs.read``."""

from levitiis.kit.access import permission, permission_group

permission_group("jobs", "Tarefas em segundo plano", "Background jobs")
READ = permission(
    "jobs.read", "Ver as tarefas de todos", "See everybody's jobs",
    ("Acompanhar importações e outras tarefas que outras pessoas começaram.",
     "Follow imports and other jobs that other people began."),
)  # fmt: skip
