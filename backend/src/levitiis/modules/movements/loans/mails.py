"""The mails of loans."""

from levitiis.infra.mail.templates import declare_mail

AHEAD = declare_mail(
    "loans.ahead",
    subject=("{number}: devolução até {due}", "{number}: due back by {due}"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O empréstimo {number}, de {items} bem(ns), vence em {due}. Finalidade: {purpose}.",
         "Loan {number}, of {items} asset(s), is due on {due}. Purpose: {purpose}."),
        ("Se precisar de mais tempo, peça a prorrogação antes disso.",
         "If you need more time, ask for an extension before then."),
    ],
)  # fmt: skip
DUE = declare_mail(
    "loans.due",
    subject=("{number}: o prazo de devolução é {due}", "{number}: the due date is {due}"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O prazo do empréstimo {number}, de {items} bem(ns), é {due}. Finalidade: {purpose}.",
         "Loan {number}, of {items} asset(s), is due on {due}. Purpose: {purpose}."),
        ("Devolva os bens ou peça a prorrogação.", "Bring the assets back, or ask for an extension."),
    ],
)  # fmt: skip
OVERDUE = declare_mail(
    "loans.overdue",
    subject=("{number} está atrasado desde {due}", "{number} is overdue since {due}"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O empréstimo {number} venceu em {due}; {items} bem(ns) ainda não voltaram. Finalidade: {purpose}.",
         "Loan {number} was due on {due}, and {items} asset(s) are not back yet. Purpose: {purpose}."),
        ("Devolva-os assim que possível.", "Bring them back as soon as possible."),
    ],
)  # fmt: skip
