"""Who may read the trail."""

from levitiis.kit.access import permission

READ = permission("history.read", "Ver a trilha de auditoria", "See the audit trail")
