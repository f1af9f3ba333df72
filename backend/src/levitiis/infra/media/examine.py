"""The asking side: what an uploaded file is, its clean form and its preview."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from levitiis.infra.confined.process import EndedEarly, frames
from levitiis.infra.media.errors import TOO_COSTLY
from levitiis.infra.media.kinds import Kind, kind_of
from levitiis.infra.media.limits import LIMITS, MediaLimits

_WORKER = "levitiis.infra.media.worker"


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found. ``content`` replaces a picture's own bytes; a preview is a JPEG; sizes in pixels."""

    kind: Kind
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    content: bytes | None = None
    preview: bytes | None = None


def examine(path: Path, filename: str, limits: MediaLimits = LIMITS) -> Examined:
    """Recognise a file and open it in a confined process. Blocks.

    Raises ``media.not_accepted``, ``media.too_many_pixels``, ``media.damaged``, ``media.too_costly`` and
    ``media.macros``.
    """
    kind = kind_of(path, filename)
    if kind.form == "office":
        return Examined(kind)
    command = "picture" if kind.form == "picture" else "pdf"
    found = _ask({"command": command, "media_type": kind.media_type}, path, filename, limits)
    return Examined(kind, **found)


def page_picture(path: Path, filename: str, page: int, limits: MediaLimits = LIMITS) -> bytes:
    """A page of a PDF as a JPEG; pages count from 1. Blocks. Raises ``media.no_such_page``."""
    return _ask({"command": "page", "page": page}, path, filename, limits)["content"]


def _ask(request: dict[str, Any], path: Path, filename: str, limits: MediaLimits) -> dict[str, Any]:
    request |= {"path": str(path), "filename": filename, "limits": asdict(limits)}
    try:
        return next(iter(list(frames(_WORKER, request, limits.confines))))
    except EndedEarly as error:
        raise TOO_COSTLY(filename=filename) from error
