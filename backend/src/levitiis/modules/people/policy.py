"""Who may do what with people, and which people exist for whom."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from levitiis.kit.access import Actor, Permission, permission, permission_group
from levitiis.modules.locations.api import place_within
from levitiis.modules.people.models import Person

permission_group("people", "Pessoas", "People")
READ = permission(
    "people.read", "Ver pessoas", "See people",
    ("Consultar quem responde pelos ativos; do CPF só aparece o meio.",
     "Read who answers for assets; of the CPF only the middle is shown."),
)  # fmt: skip
MANAGE = permission(
    "people.manage", "Gerenciar pessoas", "Manage people",
    ("Cadastrar e editar pessoas, com CPF e lotação.", "Register and edit people, with CPF and workplace."),
)  # fmt: skip
READ_DOCUMENT = permission(
    "people.read_document", "Ver o CPF inteiro", "See the whole CPF",
    ("Mostrar todos os números do CPF de uma pessoa; cada leitura fica na trilha.",
     "Show every digit of a person's CPF; each reading stands in the trail."),
)  # fmt: skip
MERGE = permission(
    "people.merge", "Unir pessoas duplicadas", "Merge duplicate people",
    (("Juntar dois cadastros da mesma pessoa; os ativos passam para o que fica. "
      "Vale só em toda a organização."),
     ("Join two records of the same person; the assets go to the one that stays. "
      "Holds organisation-wide only.")),
)  # fmt: skip


def visible(actor: Actor, wanted: Permission = READ) -> ColumnElement[bool]:
    """The people who work in places where ``actor`` has ``wanted``; those without a place when everywhere."""
    return place_within(Person.location_id, actor.scope(wanted))
