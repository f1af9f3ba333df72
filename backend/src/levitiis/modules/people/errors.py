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

INVALID_CPF = declare_field("invalid_cpf", "Informe um CPF válido.", "Enter a valid CPF.")

constraint("uq_people_registration_key", REGISTRATION_TAKEN, "/registration")
constraint("uq_people_cpf_index", CPF_TAKEN, "/cpf")
