"""Who may see jobs: everybody his own; all of them with ``jobs.read``."""

from levitiis.kit.access import permission

READ = permission("jobs.read", "Ver as tarefas de todos", "See everybody's jobs")
