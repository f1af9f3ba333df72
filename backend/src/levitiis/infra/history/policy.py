"""Who may read the trail."""

from levitiis.kit.access import permission, permission_group

permission_group("history", "Trilha de auditoria", "Audit trail")
READ = permission(
    "history.read", "Ver a trilha de auditoria", "See the audit trail",
    ("Ler quem mudou o quê; concedido em toda a organização, vale para tudo, usuários e papéis inclusive.",
     "Read who changed what; granted organisation-wide, it covers everything, users and roles included."),
)  # fmt: skip
EXPORT = permission(
    "history.export", "Exportar a trilha de auditoria", "Export the audit trail",
    ("Baixar em CSV ou XLSX o que a página da trilha mostra; cada exportação fica na trilha.",
     "Download as CSV or XLSX what the page of the trail shows; each export stands in the trail."),
)  # fmt: skip
VERIFY = permission(
    "history.verify", "Conferir a integridade da trilha", "Verify that the trail is whole",
    ("Ver até onde a trilha está selada e mandar conferir a cadeia inteira. Vale só em toda a organização.",
     "See how far the trail is sealed, have the whole chain verified. Holds organisation-wide only."),
)  # fmt: skip
