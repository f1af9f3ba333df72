"""The mails of occurrences."""

from levitiis.infra.mail.templates import declare_mail

FOUND = declare_mail(
    "occurrences.found",
    subject=("{tag} foi encontrado", "{tag} was found"),
    opening=[
        ("Alguém leu a etiqueta do bem {tag} ({name}) e avisou onde ele está: {place}.",
         "Somebody read the label of asset {tag} ({name}) and told where it is: {place}."),
        ("A mensagem, e o contato de quem avisou, se foi deixado, estão na ocorrência.",
         "The message, and how to reach who sent it, if that was left, are on the occurrence."),
    ],
    action=("Ver a ocorrência", "See the occurrence"),
)  # fmt: skip
