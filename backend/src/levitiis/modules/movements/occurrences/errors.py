"""What can go wrong with occurrences."""

from levitiis.kit.problems import declare

NO_CONTACT = declare(
    "occurrences.no_contact", 422,
    ("Falta o contato", "Contact missing"),
    ("Para ligar a página, diga ao menos um contato: texto, telefone ou e-mail.",
     "To switch the page on, give at least one contact: text, phone or e-mail."),
)  # fmt: skip
RESOLVED = declare(
    "occurrences.resolved", 409,
    ("Ocorrência já resolvida", "Occurrence resolved already"),
    ("Esta ocorrência já foi resolvida; se algo mais aconteceu, registre outra.",
     "This occurrence was resolved already; if something else happened, record another."),
)  # fmt: skip
