"""Personal data that must not slip into the free columns of an asset (LGPD, minimisation)."""

from __future__ import annotations

import re

from levitiis.infra.brazil import cpf_of
from levitiis.infra.tabular.reader import Cell
from levitiis.kit.text import search_key

_NAME = r"[^\s@;,<>()\"']"
# Begun only where a word begins: of a long word each letter would be tried as the first.
_EMAIL = re.compile(rf"(?<!{_NAME}){_NAME}+@{_NAME}+\.[A-Za-z]{{2,}}")
_CPF = re.compile(r"(?<![\d.])\d{3}[. ]\d{3}[. ]\d{3}[-/ ]\d{2}(?!\d)|(?<![\d.,/-])\d{11}(?![\d,/-])", re.A)
_CPF_DIGITS = 11
_WORDS = re.compile(r"[a-z]+")
_PERSONAL_WORDS = frozenset(
    [
        "cpf",
        "rg",
        "email",
        "mail",
        "login",
        "username",
        "telefone",
        "fone",
        "celular",
        "whatsapp",
        "nascimento",
        "pis",
        "pasep",
        "terceiro",
        "usuario",
        "senha",
        "conferente",
        "recebedor",
        "digitador",
        "phone",
        "mobile",
        "birthday",
        "password",
    ]
)
_COMPANY_WORDS = frozenset({"fornecedor", "empresa", "supplier", "vendor", "fabricante"})


def holds_personal_data(cell: Cell) -> bool:
    """Tell whether a cell holds an e-mail address or what can only be a CPF.

    With dots and dash it counts as it stands; bare digits only when the check digits fit.
    """
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _is_cpf(str(cell))
    if not isinstance(cell, str):
        return False
    if "@" in cell and _EMAIL.search(cell):
        return True
    return any(_is_written_cpf(match.group()) for match in _CPF.finditer(cell))


def without_personal_data(text: str) -> str:
    """Take e-mail addresses and CPFs (and the word CPF before them) out of a text."""
    text = _EMAIL.sub("", text)
    text = _CPF.sub(lambda match: "" if _is_written_cpf(match.group()) else match.group(), text)
    text = re.sub(r"\(\s*\)", "", text)
    return re.sub(
        r"(?<![\s\-–,;:(])[\s\-–,;:(]*\bCPF\b\s*(?:n[º°o.]*)?\s*[:.]?\s*\)?\s*$", "", text, flags=re.I
    ).strip(" -–,;:")


def is_personal_heading(header: str) -> bool:
    """Tell whether a column by its heading holds data about natural persons."""
    words = set(_WORDS.findall(search_key(header).replace("e-mail", "email")))
    return bool(words & _PERSONAL_WORDS) and not words & _COMPANY_WORDS


def _is_written_cpf(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return _is_cpf(digits) or digits != text


def _is_cpf(digits: str) -> bool:
    return len(digits) == _CPF_DIGITS and cpf_of(digits) is not None
