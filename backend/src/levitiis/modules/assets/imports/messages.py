"""What a finding means, in both languages. The code is what programs see; the text is for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from levitiis.kit.problems import DEFAULT_LANGUAGE, Language, Texts
from levitiis.modules.assets.imports.fields import FIELDS
from levitiis.modules.assets.imports.issues import CellIssue

MESSAGES: dict[str, Texts] = {
    "required": Texts(
        "Falta {label}: sem isso a linha não entra.", "{label} is missing: the row cannot enter without it."
    ),
    "too_long": Texts(
        "{label}: {length} caracteres; o limite é {limit}.",
        "{label}: {length} characters; the limit is {limit}.",
    ),
    "invalid_date": Texts(
        "“{value}” não é uma data no formato {format}.", "“{value}” is not a date in the format {format}."
    ),
    "implausible_year": Texts(
        "O ano {year} não é plausível (de {first} a {last}).",
        "The year {year} is not plausible ({first} to {last}).",
    ),
    "invalid_number": Texts(
        "“{value}” não é um valor no formato {format}.", "“{value}” is not an amount in the format {format}."
    ),
    "not_a_number": Texts("“{value}” não é um número.", "“{value}” is not a number."),
    "negative_value": Texts(
        "{label} não pode ser negativo ({value}).", "{label} cannot be negative ({value})."
    ),
    "value_out_of_range": Texts(
        "{label} passa do máximo de {limit}.", "{label} exceeds the maximum of {limit}."
    ),
    "rounded": Texts("“{value}” foi arredondado para centavos.", "“{value}” was rounded to cents."),
    "repeated_tag": Texts(
        "A plaqueta {value} já aparece na linha {first_row}.",
        "The tag {value} already appears in row {first_row}.",
    ),
    "repeated_serial": Texts(
        "O nº de série {value} aparece {count} vezes: linhas {rows}.",
        "The serial number {value} appears {count} times: rows {rows}.",
    ),
    "suspicious_serial": Texts(
        "“{value}” parece parte do nome de uma empresa, não um nº de série: a linha pode ter se deslocado.",
        "“{value}” looks like part of a company name, not a serial number: the row may have shifted.",
    ),
    "control_characters": Texts(
        "Caracteres de controle invisíveis foram retirados.", "Invisible control characters were removed."
    ),
    "unknown_choice": Texts(
        "“{value}” não é reconhecido em {label}; o texto foi guardado.",
        "“{value}” is not recognised in {label}; the text was kept.",
    ),
    "formula_without_value": Texts(
        "Fórmula sem valor calculado: abra e salve a planilha no Excel ou LibreOffice.",
        "Formula without a computed value: open and save the spreadsheet in Excel or LibreOffice.",
    ),
    "error_value": Texts(
        "A célula contém o erro {value} da planilha.", "The cell holds the spreadsheet error {value}."
    ),
    "unreadable_cells": Texts(
        "Mais {count} células têm fórmula sem valor ou erro.",
        "{count} more cells hold a formula without value or an error.",
    ),
    "scientific_notation": Texts(
        "“{value}” está em notação científica: a planilha perdeu dígitos da plaqueta.",
        "“{value}” is in scientific notation: the spreadsheet lost digits of the tag.",
    ),
    "row_too_long": Texts(
        "A linha tem células além do cabeçalho ({value}): provável separador sem aspas.",
        "The row has cells beyond the headings ({value}): probably an unquoted separator.",
    ),
    "total_row": Texts("Linha de total deixada de fora.", "Row of totals left out."),
    "header_again": Texts("Cabeçalho repetido deixado de fora.", "Repeated headings left out."),
    "personal_data": Texts(
        "{count} valores com aparência de dado pessoal (CPF, e-mail …) não foram guardados.",
        "{count} values that look like personal data (CPF, e-mail …) were not kept.",
    ),
    "shortened": Texts(
        "{label}: o texto de {length} caracteres foi cortado em {limit}; inteiro, ficou na descrição.",
        "{label}: the text of {length} characters was cut at {limit}; all of it went to the description.",
    ),
    "extra_shortened": Texts(
        "O texto de {length} caracteres foi cortado em {limit}.",
        "The text of {length} characters was cut at {limit}.",
    ),
    "invalid_email": Texts("“{value}” não é um e-mail.", "“{value}” is not an e-mail address."),
    "invalid_tax_id": Texts(
        "“{value}” não é um CNPJ ou CPF válido.", "“{value}” is not a valid CNPJ or CPF."
    ),
    "place_name_differs": Texts(
        "O código {code} aparece com os nomes “{first}” e “{value}”; ficou o primeiro.",
        "The code {code} appears with the names “{first}” and “{value}”; the first was kept.",
    ),
    "header_found": Texts("Cabeçalho na linha {row}.", "Headings in row {row}."),
    "no_header": Texts(
        "Nenhuma linha de cabeçalho: as colunas levam letras.",
        "No row of headings: columns are named by letters.",
    ),
    "instruction_row": Texts(
        "A linha {row} traz instruções de preenchimento, não um bem: foi deixada de fora.",
        "Row {row} holds instructions for filling in, not an asset: it is left out.",
    ),
    "rows_above_header": Texts(
        "{count} linhas acima do cabeçalho não são dados.", "{count} rows above the headings are not data."
    ),
    "sheet_chosen": Texts("Aba “{sheet}” escolhida entre {count}.", "Sheet “{sheet}” chosen among {count}."),
    "tag_composed": Texts(
        "A plaqueta é composta de “{prefix}” e “{number}”.", "The tag is made of “{prefix}” and “{number}”."
    ),
    "width_kept": Texts(
        "Números da coluna “{header}” são completados com zeros até {width} dígitos, como os demais.",
        "Numbers in column “{header}” are filled with zeros to {width} digits, like the others.",
    ),
    "format_unsure": Texts(
        "O formato da coluna “{header}” cabe em mais de uma leitura; confira a amostra.",
        "The format of column “{header}” can be read in more than one way; check the sample.",
    ),
    "personal_column": Texts(
        "A coluna “{header}” traz dados pessoais e não é guardada.",
        "Column “{header}” holds personal data and is not kept.",
    ),
}

FORMAT_NAMES: dict[str, Texts] = {
    "decimal_comma": Texts("1.234,56", "1.234,56"),
    "decimal_point": Texts("1,234.56", "1,234.56"),
    "dmy": Texts("dd/mm/aaaa", "dd/mm/yyyy"),
    "mdy": Texts("mm/dd/aaaa", "mm/dd/yyyy"),
    "ymd": Texts("aaaa-mm-dd", "yyyy-mm-dd"),
    "my": Texts("mm/aaaa", "mm/yyyy"),
    "y": Texts("aaaa", "yyyy"),
    "ymd_compact": Texts("aaaammdd", "yyyymmdd"),
    "dmy_compact": Texts("ddmmaaaa", "ddmmyyyy"),
    "serial": Texts("número de dias do Excel", "Excel day number"),
    "name": Texts("nome", "name"),
    "name_detail": Texts("nome (matrícula ou setor)", "name (number or sector)"),
}


def message(code: str, language: Language = DEFAULT_LANGUAGE, params: Mapping[str, Any] | None = None) -> str:
    """Return the text of a code with its parameters filled in."""
    filled = dict(params or {})
    if "format" in filled:
        filled["format"] = format_name(str(filled["format"]), language)
    if "rows" in filled:
        filled["rows"] = ", ".join(str(row) for row in filled["rows"])
    return MESSAGES[code].in_language(language, filled)


def format_name(form: str, language: Language) -> str:
    """The name of a column format as people write it."""
    texts = FORMAT_NAMES.get(form)
    return texts.in_language(language) if texts else form


def issue_message(issue: CellIssue, language: Language = DEFAULT_LANGUAGE) -> str:
    """Return the text of a finding."""
    label = FIELDS[issue.field].label.in_language(language) if issue.field in FIELDS else issue.header or ""
    return message(issue.code, language, {"label": label, "value": issue.value, **issue.params})


def issue_dict(issue: CellIssue, language: Language = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """Return a finding as plain data, with its text: what the command line and the web app show."""
    return {
        "row": issue.row,
        "column": issue.letter,
        "header": issue.header,
        "field": issue.field,
        "value": issue.value,
        "code": issue.code,
        "severity": issue.severity,
        "message": issue_message(issue, language),
    }
