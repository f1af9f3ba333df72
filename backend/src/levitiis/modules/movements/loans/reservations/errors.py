"""What can go wrong with reservations."""

from levitiis.kit.problems import declare, declare_field

TOO_FEW_FREE = declare(
    "loans.too_few_free", 409,
    ("Não há bens livres que bastem", "Not enough assets are free"),
    ("De {category} há {free} livres nesses dias, e {wanted} foram pedidos.",
     "Of {category}, {free} are free on these days, and {wanted} were asked for."),
)  # fmt: skip
DESK_CLOSED = declare(
    "loans.desk_closed", 422,
    ("Balcão fechado", "Desk closed"),
    ("Em {day} o balcão não abre; o próximo dia é {next_day}.",
     "The desk is closed on {day}; the next day it opens is {next_day}."),
)  # fmt: skip
SERIES_CONFLICTS = declare(
    "loans.series_conflicts", 409,
    ("Há datas que não cabem", "Some dates do not fit"),
    ("Não dá para reservar em {count} das datas: {dates}.",
     "These dates cannot be reserved ({count}): {dates}."),
)  # fmt: skip
BAD_SERIES = declare(
    "loans.bad_series", 422,
    ("Repetição que não cabe", "Repetition that does not fit"),
    (("A repetição tem de 1 a {most} datas, cada uma termina antes da seguinte, com o intervalo entre "
      "empréstimos, e somam até {assets} bens."),
     ("A repetition has 1 to {most} dates, each ends before the next begins, with the buffer between loans, "
      "and they add up to {assets} assets at most.")),
)  # fmt: skip
OWN_LIMIT = declare(
    "loans.own_limit", 409,
    ("Limite de reservas próprias", "Limit of own reservations"),
    (("O limite de bens reservados ou emprestados é {most}, contando cada data. Você já tem {held} e pede "
      "mais {wanted}."),
     ("The limit of assets reserved or on loan is {most}, counting each date. You have {held} and ask for "
      "{wanted} more.")),
)  # fmt: skip
OWN_PERIOD = declare(
    "loans.own_period", 422,
    ("Período que não cabe", "Period that does not fit"),
    ("Para si mesmo se reserva por até {most} dias, com início em até {ahead} dias.",
     "One reserves for oneself for up to {most} days that begin within {ahead} days."),
)  # fmt: skip
NOT_A_PERSON = declare(
    "loans.not_a_person", 409,
    ("Conta sem pessoa", "Account without a person"),
    ("Esta conta não é de uma pessoa, que possa tomar emprestado.",
     "This account is not of a person, who could borrow."),
)  # fmt: skip
OTHER_CATEGORY = declare(
    "loans.other_category", 409,
    ("Outra categoria", "Another category"),
    ("O bem que entra no lugar tem de ser da mesma categoria.",
     "The asset that takes its place must be of the same category."),
)  # fmt: skip
TOO_MANY_FEEDS = declare(
    "loans.too_many_feeds", 409,
    ("Agendas demais", "Too many feeds"),
    ("Há {most} agendas assinadas; revogue uma antes.", "There are {most} feeds; revoke one first."),
)  # fmt: skip

NOT_AS_APPROVED = declare(
    "loans.not_as_approved", 409,
    ("Fora do que foi aprovado", "Not what was approved"),
    ("Depois da aprovação, um bem só se troca por outro do mesmo lugar que não valha mais; peça de novo.",
     "Once approved, an asset is swapped only for one of the same place that is not worth more; ask anew."),
)  # fmt: skip

CLOSED_DAY = declare_field("closed_day", "Fechado neste dia.", "Closed on this day.")
