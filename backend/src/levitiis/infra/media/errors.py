"""What can be wrong with a picture or a document."""

from levitiis.kit.problems import declare

NOT_ACCEPTED = declare(
    "media.not_accepted", 415,
    ("Tipo de arquivo não aceito", "Type of file not accepted"),
    (("“{filename}” não é um dos tipos aceitos: JPEG, PNG, WebP, PDF, DOCX, XLSX, PPTX, ODT, ODS e ODP. "
     "Vale o conteúdo do arquivo, não o nome."),
     ("“{filename}” is none of the accepted types: JPEG, PNG, WebP, PDF, DOCX, XLSX, PPTX, ODT, ODS and ODP. "
     "What counts is the content of the file, not its name.")),
)  # fmt: skip
TOO_MANY_PIXELS = declare(
    "media.too_many_pixels", 422,
    ("Imagem grande demais", "Picture too large"),
    ("“{filename}” tem {width} × {height} pontos; o limite é de {limit} milhões de pontos.",
     "“{filename}” has {width} × {height} pixels; the limit is {limit} million pixels."),
)  # fmt: skip
DAMAGED = declare(
    "media.damaged", 422,
    ("Arquivo danificado", "Damaged file"),
    ("“{filename}” não pôde ser aberto: está danificado ou incompleto.",
     "“{filename}” could not be opened: it is damaged or incomplete."),
)  # fmt: skip
TOO_COSTLY = declare(
    "media.too_costly", 422,
    ("Arquivo pesado demais", "File too costly"),
    ("Abrir “{filename}” pede memória ou tempo demais.",
     "Opening “{filename}” takes too much memory or time."),
)  # fmt: skip
MACROS = declare(
    "media.macros", 422,
    ("Arquivo com macros", "File with macros"),
    ("“{filename}” contém macros ou objetos executáveis. Salve uma cópia sem eles.",
     "“{filename}” holds macros or executable objects. Save a copy without them."),
)  # fmt: skip
NO_SUCH_PAGE = declare(
    "media.no_such_page", 404,
    ("Página não existe", "No such page"),
    ("O documento não tem esta página.", "The document has no such page."),
)  # fmt: skip
