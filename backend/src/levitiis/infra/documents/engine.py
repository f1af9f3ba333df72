"""The PDF engine: a fixed set of templates, compiled by typst, fed with data that is never markup.

Templates and fonts are the files beside this module. Callers choose a template by name and hand over data,
which reaches it as one JSON string: whatever a user typed is a string value and is drawn as it stands. No
template evaluates, imports a package, or reads a file other than its neighbours (a test holds them to it),
and the compiler refuses paths outside the template folder, so a document needs neither network nor disk.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst

TemplateName = Literal["labels", "lot", "table_report", "term"]

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"


class DocumentError(RuntimeError):
    """A template did not compile: a defect of ours, never the fault of the data's author."""


class _Compilers:
    """Idle compilers. One serves one thread at a time; each costs little, as fonts and caches are shared."""

    def __init__(self) -> None:
        self._idle: list[typst.Compiler] = []
        self._lock = threading.Lock()

    @contextmanager
    def borrow(self) -> Iterator[typst.Compiler]:
        """Lend a compiler to the calling thread."""
        with self._lock:
            compiler = self._idle.pop() if self._idle else None
        compiler = compiler or _new_compiler()
        try:
            yield compiler
        finally:
            with self._lock:
                self._idle.append(compiler)


@cache
def _fonts() -> typst.Fonts:
    """Our fonts, and typst's own as a fallback for other scripts; never the machine's, which differ."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def _new_compiler() -> typst.Compiler:
    return typst.Compiler(
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=TEMPLATES,
        package_cache_path=TEMPLATES,
    )


_compilers = _Compilers()


def render(
    template: TemplateName,
    data: Mapping[str, object],
    *,
    title: str,
    language: str = "pt-BR",
    created: datetime | None = None,
    tagged: bool = True,
) -> bytes:
    """Compile ``template`` with ``data`` into a PDF. Safe in any thread; the GIL is free while typst
    works.

    The same arguments give the same bytes: the file carries a creation date only if ``created`` (with a
    time zone) is given. ``title`` and ``language`` (``pt-BR``, ``en``) go into the metadata. ``tagged``
    adds the structure that screen readers use; sheets of labels do without.
    """
    lang, _, region = language.partition("-")
    document = {"title": title, "lang": lang, "region": region or None, "dated": created is not None}
    text = json.dumps({**data, "document": document}, ensure_ascii=False)
    with _compilers.borrow() as compiler:
        try:
            pdf = compiler.compile(
                input=TEMPLATES / f"{template}.typ",
                format="pdf",
                sys_inputs={"data": text.encode("utf-8", "replace").decode()},
                timestamp=int(created.timestamp()) if created else 0,
                pdf_tags=tagged,
            )
        except typst.TypstError as error:
            raise DocumentError(f"template {template}: {error.message}") from error
    if not isinstance(pdf, bytes):
        raise DocumentError(f"template {template}: no single document came out")
    return pdf
