"""What can go wrong with files."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from levitiis.kit.problems import declare

STORAGE_FULL = declare(
    "files.storage_full", 507,
    ("Sem espaço para arquivos", "No space for files"),
    ("O servidor não tem espaço para guardar o arquivo. Nada foi gravado; avise o suporte.",
     "The server has no space to keep the file. Nothing was written; tell support."),
)  # fmt: skip
STORAGE_UNAVAILABLE = declare(
    "files.storage_unavailable", 503,
    ("Arquivos indisponíveis", "Files unavailable"),
    ("Não foi possível gravar ou ler o arquivo no servidor.",
     "The file could not be written or read on the server."),
)  # fmt: skip
FILE_MISSING = declare(
    "files.missing", 500,
    ("Arquivo perdido", "File lost"),
    ("O conteúdo deste arquivo não está mais no servidor. Avise o suporte.",
     "The content of this file is no longer on the server. Tell support."),
)  # fmt: skip
FILE_TOO_LARGE = declare(
    "files.too_large", 413,
    ("Arquivo grande demais", "File too large"),
    ("O limite é de {limit} bytes.", "The limit is {limit} bytes."),
)  # fmt: skip
FILE_EMPTY = declare(
    "files.empty", 422,
    ("Arquivo vazio", "Empty file"),
    ("O arquivo enviado não tem conteúdo.", "The file that was sent has no content."),
)  # fmt: skip
NOT_ONE_FILE = declare(
    "files.not_one_file", 422,
    ("Envie um arquivo", "Send one file"),
    ("Envie exatamente um arquivo, no campo “{field}”.", "Send exactly one file, in the field “{field}”."),
)  # fmt: skip
BAD_UPLOAD = declare(
    "files.bad_upload", 400,
    ("Envio malformado", "Malformed upload"),
    ("O envio não é multipart/form-data válido ou foi interrompido.",
     "The upload is not valid multipart/form-data or was cut short."),
)  # fmt: skip
UPLOAD_STALLED = declare(
    "files.upload_stalled", 408,
    ("Envio parado", "Upload stalled"),
    ("O envio parou por tempo demais.", "The upload stood still for too long."),
)  # fmt: skip

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

log = structlog.get_logger(__name__)


@contextmanager
def disk_errors() -> Iterator[None]:
    """Within the block, what the disk refuses is raised as its problem."""
    try:
        yield
    except OSError as error:
        log.error("disk_error", errno=error.errno, reason=error.strerror)  # noqa: TRY400  (the code says it all)
        problem = STORAGE_FULL if error.errno in _FULL else STORAGE_UNAVAILABLE
        raise problem() from error
