"""What can be wrong with a spreadsheet as a file, before any cell of it is understood."""

from levitiis.kit.problems import declare

WRONG_TYPE = declare(
    "tabular.wrong_type", 415,
    ("Este arquivo não é uma planilha", "This file is not a spreadsheet"),
    ("{filename} é {found}. Envie a planilha em XLSX ou CSV.",
     "{filename} is {found}. Send the spreadsheet as XLSX or CSV."),
)  # fmt: skip
LEGACY_XLS = declare(
    "tabular.legacy_xls", 415,
    ("Formato antigo do Excel", "Old Excel format"),
    (("{filename} está no formato XLS (Excel 97-2003). Abra no Excel ou no LibreOffice, "
     "use Arquivo › Salvar como › Pasta de Trabalho do Excel (.xlsx) e envie de novo."),
     ("{filename} is in the XLS format (Excel 97-2003). Open it in Excel or LibreOffice, "
     "use File › Save as › Excel Workbook (.xlsx) and send it again.")),
)  # fmt: skip
BINARY_XLSB = declare(
    "tabular.binary_xlsb", 415,
    ("Pasta de trabalho binária", "Binary workbook"),
    ("{filename} está no formato XLSB. Abra no Excel, salve como .xlsx e envie de novo.",
     "{filename} is in the XLSB format. Open it in Excel, save it as .xlsx and send it again."),
)  # fmt: skip
ENCRYPTED = declare(
    "tabular.encrypted", 422,
    ("Planilha protegida por senha", "Password-protected spreadsheet"),
    ("{filename} só abre com senha. Salve uma cópia sem senha e envie de novo.",
     "{filename} opens only with a password. Save a copy without it and send it again."),
)  # fmt: skip
EMPTY = declare(
    "tabular.empty", 422,
    ("Planilha vazia", "Empty spreadsheet"),
    ("{filename} não tem nenhuma célula preenchida.", "{filename} has no filled cell."),
)  # fmt: skip
MALFORMED = declare(
    "tabular.malformed", 422,
    ("Arquivo danificado", "Damaged file"),
    ("{filename} não pôde ser lido: {reason}.", "{filename} could not be read: {reason}."),
)  # fmt: skip
OPEN_QUOTE = declare(
    "tabular.open_quote", 422,
    ("Aspas sem fechar", "Quotation mark left open"),
    ("Em {filename}, as aspas abertas na linha {line} não fecham: o resto do arquivo viraria uma só célula.",
     ("In {filename}, the quotation mark opened on line {line} is never closed: "
     "the rest of the file would become one cell.")),
)  # fmt: skip
CELL_TOO_LONG = declare(
    "tabular.cell_too_long", 422,
    ("Célula grande demais", "Cell too long"),
    ("Em {filename}, uma célula da linha {line} passa de {limit} caracteres.",
     "In {filename}, a cell on line {line} exceeds {limit} characters."),
)  # fmt: skip
TOO_LARGE = declare(
    "tabular.too_large", 413,
    ("Planilha grande demais", "Spreadsheet too large"),
    ("{filename} passa do limite de {limit} {unit}.", "{filename} exceeds the limit of {limit} {unit}."),
)  # fmt: skip
TOO_MANY_ROWS = declare(
    "tabular.too_many_rows", 413,
    ("Linhas demais", "Too many rows"),
    (("{filename} tem conteúdo na linha {found}; o limite é {limit}. Apague o que sobra no fim "
     "ou divida o arquivo."),
     ("{filename} has content in row {found}; the limit is {limit}. Remove what is left over at the end "
     "or split the file.")),
)  # fmt: skip
TOO_MANY_COLUMNS = declare(
    "tabular.too_many_columns", 413,
    ("Colunas demais", "Too many columns"),
    ("{filename} tem {found} colunas na linha {row}; o limite é {limit}.",
     "{filename} has {found} columns in row {row}; the limit is {limit}."),
)  # fmt: skip
ZIP_BOMB = declare(
    "tabular.zip_bomb", 413,
    ("Arquivo recusado", "File refused"),
    ("{filename} se expande {ratio} vezes ao ser aberto; o limite é {limit}.",
     "{filename} expands {ratio} times when opened; the limit is {limit}."),
)  # fmt: skip
TOO_COSTLY = declare(
    "tabular.too_costly", 413,
    ("Planilha pesada demais", "Spreadsheet too heavy"),
    ("Ler {filename} passou do limite de memória ou de tempo. Divida o arquivo ou envie em CSV.",
     "Reading {filename} went beyond the limit of memory or time. Split the file or send it as CSV."),
)  # fmt: skip
NO_SUCH_SHEET = declare(
    "tabular.no_such_sheet", 422,
    ("Aba inexistente", "No such sheet"),
    ("{filename} não tem a aba “{sheet}”.", "{filename} has no sheet named “{sheet}”."),
)  # fmt: skip
