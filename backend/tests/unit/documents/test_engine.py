"""The PDF engine: data stays data, nothing is reached outside, the same input gives the same bytes."""

from __future__ import annotations

import os
import re
import string
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import typst

from levitiis.infra.documents import engine
from levitiis.infra.documents.engine import FONTS, TEMPLATES, DocumentError, render
from levitiis.infra.documents.metrics import FILES, Face, advances, text_width
from tests.unit.documents.paper import INK, Paper

MARKUP = [
    '#import "common.typ": data',
    '#read("../engine.py")',
    "#panic()",
    "$ x^2 $ and *bold* and _italic_",
    "\\ \\u{41} \\",
    '"quoted" and `raw`',
    "<label> @reference",
    "// no comment /* none */",
    "= no heading",
    "- no list + none",
    "https://example.org/q/1",
    "]] }} )) ; #{",
]


def words(*lines: str, size: float = 4.0, face: str = "regular") -> dict[str, object]:
    """A page of the label template with lines of text, 10 mm apart."""
    marks = [
        {"kind": "text", "x": 10, "y": 10 * row, "size": size, "face": face, "align": "left", "text": line}
        for row, line in enumerate(lines, 1)
    ]
    return {"page": [210, 297], "label": [10, 10], "pages": [{"cells": [], "marks": marks}]}


def test_text_is_drawn_as_typed_never_as_markup() -> None:
    paper = Paper(render("labels", words(*MARKUP), title="Prova"))
    assert paper.text() == " ".join(" ".join(MARKUP).split())


def test_text_cannot_leave_its_string() -> None:
    nasty = '", "x": "y"}]} #let a = 1 \n\t\r\\" \\\\'
    assert Paper(render("labels", words(nasty), title=nasty)).text() == '", "x": "y"}]} #let a = 1 \\" \\\\'


def test_a_lone_surrogate_does_not_break_a_document() -> None:
    assert Paper(render("labels", words("a\ud800b"), title="x")).text() == "a?b"


@pytest.mark.parametrize("path", ["/etc/passwd", "../engine.py", "../../../../../../../../etc/passwd"])
def test_nothing_outside_the_template_folder_can_be_read(path: str) -> None:
    with (
        engine._compilers.borrow() as compiler,
        pytest.raises(RuntimeError, match=r"access|not found|denied|escape"),
    ):
        compiler.compile(input=f'#read("{path}")'.encode(), format="pdf")


def test_the_compiler_stays_usable_after_an_error() -> None:
    with engine._compilers.borrow() as compiler, pytest.raises(typst.TypstError):
        compiler.compile(input=b"#panic()", format="pdf")
    assert Paper(render("labels", words("ainda funciona"), title="x")).text() == "ainda funciona"


def test_templates_use_nothing_that_evaluates_or_reaches_out() -> None:
    templates = sorted(TEMPLATES.glob("*.typ"))
    assert len(templates) >= 3
    for template in templates:
        source = re.sub(r"//.*", "", template.read_text(encoding="utf-8"))
        assert not re.findall(
            r"\b(eval|read|plugin|include|csv|yaml|toml|xml|cbor|bibliography)\s*\(", source
        )
        assert set(re.findall(r"#import\s+(\S+)", source)) <= {'"common.typ":'}
        assert "@" not in source
        assert re.findall(r"\bjson\(", source) == (["json("] if template.name == "common.typ" else [])
        assert all(call.startswith("bytes(") for call in re.findall(r"\bimage\(([^)]*)", source))


def test_a_template_that_fails_names_itself() -> None:
    with pytest.raises(DocumentError, match="labels"):
        render("labels", {}, title="x")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert render("labels", words("a"), title="x") == render("labels", words("a"), title="x")
    code = (
        "import sys; from tests.unit.documents.test_engine import words;"
        "from levitiis.infra.documents.engine import render;"
        "sys.stdout.buffer.write(render('labels', words('a'), title='x'))"
    )
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        )
        assert made.stdout == render("labels", words("a"), title="x")


def test_metadata() -> None:
    pdf = render("labels", words("a"), title="Etiquetas · Prova", language="pt-BR")
    paper = Paper(pdf)
    assert paper.metadata["Title"] == "Etiquetas · Prova"
    assert not paper.metadata["CreationDate"]
    assert b"/Lang (pt-BR)" in pdf or b"/Lang(pt-BR)" in pdf
    assert b"/Lang(en)" in render("labels", words("a"), title="x", language="en").replace(
        b"/Lang (", b"/Lang("
    )
    dated = Paper(render("labels", words("a"), title="x", created=datetime(2026, 11, 23, 17, 5, tzinfo=UTC)))
    assert dated.metadata["CreationDate"].startswith("D:20261123170500")


def test_many_threads_at_once_do_not_mix_documents() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(
            pool.map(lambda number: render("labels", words(f"documento {number}"), title="x"), range(60))
        )
    assert [Paper(pdf).text() for pdf in made] == [f"documento {number}" for number in range(60)]


def test_only_our_fonts_and_the_compilers_own_are_used() -> None:
    families = set(engine._fonts().families())
    assert {"Atkinson Hyperlegible Next", "Atkinson Hyperlegible Mono", "Levitiis Figures"} <= families
    machine = {
        font.path for font in engine._fonts().fonts() if font.path and not font.path.startswith(str(FONTS))
    }
    assert machine == set()
    assert (FONTS / "OFL.txt").read_text(encoding="utf-8").count("SIL OPEN FONT LICENSE") >= 1


PORTUGUESE = string.ascii_letters + string.digits + "ÇçÁÀÂÃÄÉÊÍÓÔÕÖÚÜáàâãäéêíóôõöúüºª°§€$–—“”‘’…·›"


@pytest.mark.parametrize("face", FILES)
def test_the_faces_have_every_letter_of_portuguese(face: Face) -> None:
    assert set(PORTUGUESE) <= set(advances(face))


def test_latin_1_and_latin_extended_a_are_never_shown_as_a_missing_glyph() -> None:
    letters = [chr(code) for code in (*range(0xA1, 0x180),) if unicodedata.category(chr(code)) != "Cf"]
    missing = Paper(render("labels", words("\U00013000"), title="x")).page()
    box = missing.area(9, 5, 5, 7)
    assert box.getextrema()[0] < INK, "a missing glyph leaves a mark"
    nothing = box.tobytes()
    for start in range(0, len(letters), 28):
        part = letters[start : start + 28]
        page = Paper(render("labels", words(*part), title="x")).page()
        for row, letter in enumerate(part, 1):
            shape = page.area(9, 10 * row - 5, 5, 7)
            assert shape.getextrema()[0] < 200, f"{letter} is not drawn"
            assert shape.tobytes() != nothing, f"{letter} is drawn as a missing glyph"


@pytest.mark.parametrize("face", FILES)
def test_measured_widths_are_those_on_paper(face: Face) -> None:
    lines = [
        "Notebook Dell Latitude 5440",
        "AVAV Toyota WAVE ação",
        "iiiiiiiiiillllllllll",
        "MMMMMMWWWWWW",
        "R$ 1.200,00",
    ]
    page = Paper(render("labels", words(*lines, size=4, face=face), title="x")).page()
    for row, line in enumerate(lines, 1):
        box = page.ink(0, 10 * row - 5, 210, 8)
        assert box is not None
        drawn, expected = box[2] - 10, text_width(line, face, 4)
        assert drawn <= expected + 0.1, f"{line}: {drawn:.2f} mm drawn, {expected:.2f} expected"
        assert drawn >= expected * 0.93, f"{line}: {drawn:.2f} mm drawn, {expected:.2f} expected"


@pytest.mark.parametrize(
    ("face", "slashed"), [("regular", False), ("semibold", False), ("code", True), ("code_light", True)]
)
def test_the_slashed_zero_is_for_codes_only(face: Face, slashed: bool) -> None:
    """In the middle of a plain zero is white, in the middle of a slashed one ink."""
    sheet = words(size=40)
    sheet["pages"] = [
        {
            "cells": [],
            "marks": [
                {"kind": "text", "x": 20, "y": 60, "size": 40, "face": face, "align": "left", "text": "0"},
            ],
        }
    ]
    page = Paper(render("labels", sheet, title="x")).page()
    box = page.ink(0, 0, 210, 297)
    assert box is not None
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    assert page.is_blank(x - 0.5, y - 0.5, 1, 1) is not slashed
