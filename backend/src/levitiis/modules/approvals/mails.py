"""The mails of approvals."""

from levitiis.infra.mail.templates import declare_mail

ASKED = declare_mail(
    "approvals.asked",
    subject=("{number} espera pela sua decisão", "{number} waits for your decision"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("{requester} pediu aprovação de {number}: {summary}",
         "{requester} asks for approval of {number}: {summary}"),
    ],
    action=("Ver e decidir", "See and decide"),
)  # fmt: skip
SERIES_ASKED = declare_mail(
    "approvals.series_asked",
    subject=("{count} datas esperam pela sua decisão", "{count} dates wait for your decision"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("{requester} pediu aprovação de uma série de {count} datas, de {first} a {last}: {summary}",
         "{requester} asks for approval of a series of {count} dates, from {first} to {last}: {summary}"),
    ],
    action=("Ver e decidir", "See and decide"),
)  # fmt: skip
REMINDER = declare_mail(
    "approvals.reminder",
    subject=("{number} ainda espera por uma decisão", "{number} still waits for a decision"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("Ninguém decidiu ainda o que {requester} pediu em {number}: {summary}",
         "Nobody has decided yet on what {requester} asks for in {number}: {summary}"),
    ],
    action=("Ver e decidir", "See and decide"),
)  # fmt: skip
APPROVED = declare_mail(
    "approvals.approved",
    subject=("{number} foi aprovado", "{number} was approved"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O que você pediu em {number} foi aprovado.", "What you asked for in {number} was approved."),
    ],
    action=("Abrir", "Open"),
)  # fmt: skip
VOID = declare_mail(
    "approvals.void",
    subject=("{number} precisa ser pedido de novo", "{number} has to be asked for anew"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O documento {number} mudou depois do seu pedido, que por isso perdeu a validade. Faça um novo.",
         "The document {number} has changed since you asked, so the request is void. Make a new one."),
    ],
    action=("Abrir", "Open"),
)  # fmt: skip
REJECTED = declare_mail(
    "approvals.rejected",
    subject=("{number} foi recusado", "{number} was rejected"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O que você pediu em {number} foi recusado: {note}",
         "What you asked for in {number} was rejected: {note}"),
    ],
    action=("Abrir", "Open"),
)  # fmt: skip
OF_MANY = {
    ASKED.code: declare_mail(
        "approvals.many_asked",
        subject=("{count} pedidos esperam pela sua decisão", "{count} requests wait for your decision"),
        opening=[
            ("Olá, {name}.", "Hello, {name}."),
            ("Esperam pela sua decisão: {requests}", "These wait for your decision: {requests}"),
        ],
        action=("Ver e decidir", "See and decide"),
    ),
    REMINDER.code: declare_mail(
        "approvals.many_reminder",
        subject=("{count} pedidos ainda esperam por uma decisão",
                 "{count} requests still wait for a decision"),
        opening=[
            ("Olá, {name}.", "Hello, {name}."),
            ("Ninguém decidiu ainda sobre estes pedidos: {requests}",
             "Nobody has decided yet on these requests: {requests}"),
        ],
        action=("Ver e decidir", "See and decide"),
    ),
    APPROVED.code: declare_mail(
        "approvals.many_approved",
        subject=("{count} pedidos foram aprovados", "{count} requests were approved"),
        opening=[
            ("Olá, {name}.", "Hello, {name}."),
            ("Foi aprovado o que você pediu: {numbers}", "What you asked for was approved: {numbers}"),
        ],
        action=("Abrir", "Open"),
    ),
    REJECTED.code: declare_mail(
        "approvals.many_rejected",
        subject=("{count} pedidos foram recusados", "{count} requests were rejected"),
        opening=[
            ("Olá, {name}.", "Hello, {name}."),
            ("O que você pediu em {numbers} foi recusado: {note}",
             "What you asked for in {numbers} was rejected: {note}"),
        ],
        action=("Abrir", "Open"),
    ),
}  # fmt: skip
"""The same, about several at once."""
