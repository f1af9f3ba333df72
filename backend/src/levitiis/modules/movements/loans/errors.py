"""What can go wrong with loans."""

from levitiis.kit.problems import constraint, declare

WRONG_STATE = declare(
    "loans.wrong_state", 409,
    ("Não cabe agora", "Not possible now"),
    ("O empréstimo está em outra situação; veja o que mudou e tente de novo.",
     "The loan is in another state; see what has changed and try again."),
)  # fmt: skip
CONFLICT = declare(
    "loans.conflict", 409,
    ("Período ocupado", "Period taken"),
    ("Há bens reservados ou emprestados nesses dias: {taken}.",
     "Some assets are reserved or on loan on these days: {taken}."),
)  # fmt: skip
PERIOD_TAKEN = declare(
    "loans.period_taken", 409,
    ("Período ocupado", "Period taken"),
    ("Outra pessoa reservou um destes bens para os mesmos dias nesse meio-tempo.",
     "Somebody else has reserved one of these assets for the same days meanwhile."),
)  # fmt: skip
NOT_LENDABLE = declare(
    "loans.not_lendable", 409,
    ("Bem que não pode ser emprestado", "Asset that cannot be lent"),
    ("Estes bens estão arquivados, baixados, extraviados, em trânsito ou em outro empréstimo: {tags}.",
     "These assets are archived, disposed of, missing, in transit or on another loan: {tags}."),
)  # fmt: skip
NOT_IN_LOAN = declare(
    "loans.not_in_loan", 409,
    ("Bem que não se espera", "Asset not expected"),
    ("Estes bens não são deste empréstimo, ou já não estão fora: {assets}.",
     "These assets do not belong to this loan, or are not out any more: {assets}."),
)  # fmt: skip
BAD_PERIOD = declare(
    "loans.bad_period", 422,
    ("Período que não cabe", "Period that does not fit"),
    ("O período começa hoje ou depois, termina no dia em que começa ou depois, e dura até {most} dias.",
     "The period starts today or later, ends on the day it starts or later, and lasts up to {most} days."),
)  # fmt: skip
BLOCKED = declare(
    "loans.borrower_blocked", 409,
    ("Tomador impedido", "Borrower blocked"),
    ("{name} tem empréstimos atrasados: {count}, desde {oldest}{numbers}. Um novo, só depois da devolução.",
     "{name} has overdue loans: {count}, since {oldest}{numbers}. A new one only after they are returned."),
)  # fmt: skip
SAME_DUE_DATE = declare(
    "loans.same_due_date", 422,
    ("Nada muda", "Nothing changes"),
    ("O novo prazo é o que já vale, ou é anterior a hoje.",
     "The new due date is the present one, or before today."),
)  # fmt: skip
EXTENSION_OPEN = declare(
    "loans.extension_open", 409,
    ("Já há uma prorrogação em aberto", "An extension is open already"),
    ("Já se pediu outro prazo para este empréstimo; responda a esse pedido ou retire-o primeiro.",
     "Another due date has been asked for already; answer that request or take it back first."),
)  # fmt: skip
MERGE_OPEN = declare(
    "loans.merge_open", 409,
    ("Há empréstimos em aberto", "Loans are open"),
    ("Quem sai tem empréstimos que ainda não terminaram; receba-os ou cancele-os antes de unir.",
     "Who leaves has loans that have not ended; take them back or cancel them before merging."),
)  # fmt: skip
NO_ADDRESS = declare(
    "loans.no_address", 409,
    ("Sem e-mail", "No e-mail"),
    ("O tomador não tem e-mail cadastrado, ou esta instalação não envia e-mails.",
     "The borrower has no e-mail address, or this installation sends no mail."),
)  # fmt: skip
REMINDED_TODAY = declare(
    "loans.reminded_today", 409,
    ("Já lembrado hoje", "Reminded today already"),
    ("O tomador já foi lembrado hoje deste empréstimo.",
     "The borrower was reminded of this loan today already."),
)  # fmt: skip

constraint("ex_loans_period", PERIOD_TAKEN, "/due_date")
constraint("uq_loans_active", PERIOD_TAKEN, "/items")
constraint("uq_loan_extensions_open", EXTENSION_OPEN, "")
constraint("uq_loan_reminders_occurrence", REMINDED_TODAY, "")
