"""What can go wrong with documents that strangers made."""

from levitiis.kit.problems import declare

PDF_UNREADABLE = declare(
    "documents.pdf_unreadable", 422,
    ("PDF que não se consegue ler", "PDF that cannot be read"),
    ("O arquivo não é um PDF, está danificado ou é complexo demais para ser conferido.",
     "The file is no PDF, is damaged, or is too complex to be checked."),
)  # fmt: skip
