"""Who may read the trail."""

from levitiis.kit.access import permission

READ = permission("history.read", "Ver a trilha de auditoria", "See the audit trail")
VERIFY = permission("history.verify", "Conferir a integridade da trilha", "Verify that the trail is whole")
