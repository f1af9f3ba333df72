"""QR codes for screen and print: they decode, their quiet zone is there, their edges are exact."""

from __future__ import annotations

import io
import re

import pytest
import segno
import typst
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from levitiis.infra.documents import qr
from levitiis.infra.documents.qr import QrError, encode, min_size_mm, qr_png, qr_svg

URL = "https://patrimonio.exemplo.gov.br/q/A7K2M9PXQ4RT6WYZ3BCD12"


def seen(svg: str, pixels: int = 400) -> Image.Image:
    """The SVG as a browser would draw it."""
    page = f"#set page(width: {pixels}pt, height: {pixels}pt, margin: 0pt)"
    source = f"{page}\n#image(bytes(sys.inputs.svg), width: 100%)"
    png = typst.compile(source.encode(), format="png", ppi=72, sys_inputs={"svg": svg})
    assert isinstance(png, bytes)
    return Image.open(io.BytesIO(png)).convert("L")


@pytest.mark.parametrize("text", [URL, "a", "004217", "ação ✓ 資産", "x" * 500])
def test_svg_and_png_decode_to_the_text(text: str) -> None:
    for picture in (seen(qr_svg(text), 800), Image.open(io.BytesIO(qr_png(text)))):
        found = zxingcpp.read_barcodes(picture)
        assert [code.text for code in found] == [text]


def test_error_correction_is_at_least_m() -> None:
    for length in range(1, 120, 7):
        found = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr_png("x" * length))))
        assert found[0].ec_level in {"M", "Q", "H"}


def test_the_quiet_zone_is_four_modules_of_white() -> None:
    modules = encode(URL).modules
    side = modules + 8
    assert f'viewBox="0 0 {side} {side}"' in qr_svg(URL)
    picture = seen(qr_svg(URL), side * 10)
    ink = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert ink == (40, 40, 40 + modules * 10, 40 + modules * 10)


@settings(max_examples=40)
@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=150))
def test_the_outline_is_the_symbol_module_by_module(text: str) -> None:
    symbol = encode(text)
    matrix = segno.make_qr(text, error="m", mask=qr._MASK).matrix
    assert fill(symbol.path, symbol.modules) == [[bool(value & 1) for value in row] for row in matrix]


def fill(path: str, modules: int) -> list[list[bool]]:
    """Rasterise the path by the even-odd rule, one sample in the middle of each module."""
    flips: dict[int, list[int]] = {y: [] for y in range(modules)}
    x = y = 0
    for command, first, second in re.findall(r"([Mhvz])(-?\d+)?(?: (\d+))?", path):
        if command == "M":
            x, y = int(first), int(second)
        elif command == "h":
            x += int(first)
        elif command == "v":
            for row in range(min(y, y + int(first)), max(y, y + int(first))):
                flips[row].append(x)
            y += int(first)
    return [
        [sum(edge <= column for edge in flips[row]) % 2 == 1 for column in range(modules)]
        for row in range(modules)
    ]


def test_the_text_alternative_is_escaped() -> None:
    assert 'aria-label="&lt;b&gt;&quot;x&quot;"' in qr_svg(URL, label='<b>"x"')
    assert 'aria-hidden="true"' in qr_svg(URL)


@pytest.mark.parametrize("text", ["", "x" * 501, "ã" * 251])
def test_what_no_label_holds_is_refused(text: str) -> None:
    with pytest.raises(QrError):
        encode(text)


def test_smallest_sizes() -> None:
    assert min_size_mm(33) == pytest.approx(10.89)
    assert encode(URL).modules == 33
