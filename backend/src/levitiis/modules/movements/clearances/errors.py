"""What can go wrong when somebody leaves."""

from levitiis.kit.problems import constraint, declare

SOMETHING_LEFT = declare(
    "clearances.something_left", 409,
    ("Ainda há pendências", "Something is left"),
    ("Não se emite nada consta enquanto houver pendências; elas estão na lista.",
     "No clearance is issued as long as something is left; the list says what."),
)  # fmt: skip
IN_FORCE = declare(
    "clearances.in_force", 409,
    ("Nada consta já emitido", "Clearance issued already"),
    ("Esta pessoa já tem um nada consta em vigor.",
     "This person has a clearance in force already."),
)  # fmt: skip
WITHDRAWN = declare(
    "clearances.withdrawn", 409,
    ("Nada consta já revogado", "Clearance withdrawn already"),
    ("Este nada consta já não vale.", "This clearance is not in force any more."),
)  # fmt: skip
NOT_THEIRS = declare(
    "clearances.not_theirs", 409,
    ("Bem de outra pessoa", "Another person's asset"),
    ("Esta pessoa não responde por este bem.", "This person does not answer for this asset."),
)  # fmt: skip
MERGE_IN_FORCE = declare(
    "clearances.merge_in_force", 409,
    ("Há nada consta em vigor", "A clearance is in force"),
    ("Um dos cadastros tem nada consta em vigor; revogue-o antes de unir.",
     "One of the records has a clearance in force; withdraw it before merging."),
)  # fmt: skip

constraint("uq_clearances_in_force", IN_FORCE)
