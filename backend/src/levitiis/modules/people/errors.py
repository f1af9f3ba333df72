"""What can go wrong with people."""

from levitiis.kit.problems import constraint, declare, declare_field

REGISTRATION_TAKEN = declare(
    "people.registration_taken", 409,
    ("Matrícula já usada", "Registration already used"),
    ("Outra pessoa tem esta matrícula.", "Another person has this registration."),
)  # fmt: skip
CPF_TAKEN = declare(
    "people.cpf_taken", 409,
    ("CPF já usado", "CPF already used"),
    ("Outra pessoa tem este CPF.", "Another person has this CPF."),
)  # fmt: skip
NO_CPF = declare(
    "people.no_cpf", 404,
    ("Sem CPF", "No CPF"),
    ("O cadastro desta pessoa não tem CPF.", "This person is registered without a CPF."),
)  # fmt: skip
MERGED = declare(
    "people.merged", 409,
    ("Cadastro unido a outro", "Merged into another record"),
    ("Este cadastro foi unido ao de outra pessoa e não muda mais.",
     "This record was merged into another person's and does not change any more."),
)  # fmt: skip
MERGE_SAME = declare(
    "people.merge_same", 409,
    ("A mesma pessoa", "The same person"),
    ("Escolha outra pessoa: um cadastro não se une a si mesmo.",
     "Choose another person: a record is not merged into itself."),
)  # fmt: skip
DIFFERENT_CPF = declare(
    "people.different_cpf", 409,
    ("CPFs diferentes", "Different CPFs"),
    (("Os dois cadastros têm CPF, e não é o mesmo: são duas pessoas. "
      "Se um deles está errado, corrija-o antes."),
     ("Both records have a CPF, and not the same one: they are two people. "
      "If one of them is wrong, correct it first.")),
)  # fmt: skip

HAS_LEFT = declare(
    "people.has_left", 409,
    ("Pessoa desligada", "Person has left"),
    (("Há nada consta em vigor de {names}: não recebe bens nem empréstimos. "
      "Se a pessoa voltou, revogue-o no desligamento dela."),
     ("A clearance is in force of {names}: no assets or loans go there. "
      "If the person is back, withdraw it on the page of leaving.")),
)  # fmt: skip

INVALID_CPF = declare_field("invalid_cpf", "Informe um CPF válido.", "Enter a valid CPF.")

constraint("uq_people_registration_key", REGISTRATION_TAKEN, "/registration")
constraint("uq_people_cpf_index", CPF_TAKEN, "/cpf")
