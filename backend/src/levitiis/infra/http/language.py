"""Which of the two languages a request wants."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from levitiis.kit.problems import DEFAULT_LANGUAGE, Language


def language_of(request: HTTPConnection) -> Language:
    """The first of pt and en that ``Accept-Language`` names, in the order of their weights."""
    best: tuple[float, Language] | None = None
    for part in request.headers.get("accept-language", "")[:200].split(","):
        tag, _, weight = part.strip().partition(";q=")
        language: Language | None = {"pt": "pt-BR", "en": "en"}.get(tag[:2].lower())  # type: ignore[assignment]
        if language is None:
            continue
        quality = _quality(weight)
        if best is None or quality > best[0]:
            best = (quality, language)
    return best[1] if best else DEFAULT_LANGUAGE


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
