"""What can go wrong with an import as a whole."""

from levitiis.kit.problems import declare

WRONG_STATE = declare(
    "imports.wrong_state", 409,
    ("Não é possível agora", "Not possible now"),
    ("Esta importação está em “{state}” e não permite isso.",
     "This import is “{state}” and does not allow that."),
)  # fmt: skip
INVALID_ROWS = declare(
    "imports.invalid_rows", 409,
    ("Há linhas inválidas", "There are invalid rows"),
    ("{count} linhas não podem entrar. Corrija o arquivo ou importe só as válidas.",
     "{count} rows cannot enter. Correct the file or import only the valid ones."),
)  # fmt: skip
NOTHING_VALID = declare(
    "imports.nothing_valid", 409,
    ("Nada a importar", "Nothing to import"),
    ("Nenhuma linha do arquivo pode entrar.", "No row of the file can enter."),
)  # fmt: skip
