"""What can go wrong with suppliers."""

from levitiis.kit.problems import constraint, declare, declare_field

TAX_ID_TAKEN = declare(
    "suppliers.tax_id_taken", 409,
    ("CNPJ ou CPF já usado", "Tax number already used"),
    ("Outro fornecedor tem este CNPJ ou CPF.", "Another supplier has this tax number."),
)  # fmt: skip

INVALID_TAX_ID = declare_field(
    "invalid_tax_id", "Informe um CNPJ ou CPF válido.", "Enter a valid CNPJ or CPF."
)

constraint("uq_suppliers_tax_id", TAX_ID_TAKEN, "/tax_id")
constraint("uq_suppliers_cpf_index", TAX_ID_TAKEN, "/tax_id")
