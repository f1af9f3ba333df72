"""The mails of loans."""

from levitiis.infra.mail.templates import declare_mail

AHEAD = declare_mail(
    "loans.ahead",
    subject=("{number}: devolução até {due}", "{number}: due back by {due}"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O empréstimo {number} vence em {due}. Bens a devolver: {items}. Finalidade: {purpose}.",
         "Loan {number} is due on {due}. Assets to bring back: {items}. Purpose: {purpose}."),
        ("Se precisar de mais tempo, peça a prorrogação antes disso.",
         "If you need more time, ask for an extension before then."),
    ],
)  # fmt: skip
DUE = declare_mail(
    "loans.due",
    subject=("{number}: o prazo de devolução é {due}", "{number}: the due date is {due}"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O prazo do empréstimo {number} é {due}. Bens a devolver: {items}. Finalidade: {purpose}.",
         "Loan {number} is due on {due}. Assets to bring back: {items}. Purpose: {purpose}."),
        ("Faça a devolução ou peça a prorrogação.", "Bring back what is out, or ask for an extension."),
    ],
)  # fmt: skip
OVERDUE = declare_mail(
    "loans.overdue",
    subject=("{number} está atrasado desde {due}", "{number} is overdue since {due}"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O empréstimo {number} venceu em {due}. Bens a devolver: {items}. Finalidade: {purpose}.",
         "Loan {number} was due on {due}. Assets to bring back: {items}. Purpose: {purpose}."),
        ("Faça a devolução assim que possível.", "Bring back what is out as soon as possible."),
    ],
)  # fmt: skip
SEVERAL = declare_mail(
    "loans.several",
    subject=("{count} empréstimos a devolver", "{count} loans to bring back"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("Empréstimos em seu nome, com o prazo e, entre parênteses, o número de bens a devolver: {loans}.",
         "Loans in your name, with the due date and, in brackets, how many assets are still out: {loans}."),
        (("Devolva o que já venceu assim que possível, e o resto até o prazo. Para ter mais tempo, peça "
          "a prorrogação antes dele."),
         ("Bring back what is overdue as soon as possible, and the rest by its date. For more time, "
          "ask for an extension before it.")),
    ],
)  # fmt: skip
EXTENDED = declare_mail(
    "loans.extended",
    subject=("{number} foi prorrogado até {due}", "{number} was extended until {due}"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("A prorrogação que você pediu foi concedida: o empréstimo {number} agora vence em {due}.",
         "The extension that you asked for was granted: loan {number} is now due on {due}."),
    ],
    action=("Abrir", "Open"),
)  # fmt: skip
NOT_EXTENDED = declare_mail(
    "loans.not_extended",
    subject=("A prorrogação de {number} foi recusada", "The extension of {number} was refused"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("O empréstimo {number} não foi prorrogado até {due}: {note}",
         "Loan {number} was not extended until {due}: {note}"),
        ("O prazo continua o mesmo.", "The due date stays as it was."),
    ],
    action=("Abrir", "Open"),
)  # fmt: skip
