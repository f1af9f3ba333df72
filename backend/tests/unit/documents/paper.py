"""What a printed page shows, measured from its pixels, without any code of the product."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pypdfium2
import zxingcpp
from PIL import Image

DPI = 300
PER_MM = DPI / 25.4
INK = 128  # darker than this is ink
HAIR = 235  # darker than this is at least a trace of ink


@dataclass(frozen=True)
class Page:
    """One page as grey pixels at 300 dpi; all positions in mm from the page's top left corner."""

    pixels: Image.Image

    @property
    def size_mm(self) -> tuple[float, float]:
        return self.pixels.width / PER_MM, self.pixels.height / PER_MM

    def area(self, x: float, y: float, width: float, height: float) -> Image.Image:
        """The pixels of a rectangle in mm."""
        return self.pixels.crop(
            (round(x * PER_MM), round(y * PER_MM), round((x + width) * PER_MM), round((y + height) * PER_MM))
        )

    def ink(
        self, x: float, y: float, width: float, height: float, level: int = INK
    ) -> tuple[float, float, float, float] | None:
        """Left, top, right, bottom, in mm on the page, of the ink in a rectangle; None if it is blank."""
        mask = self.area(x, y, width, height).point(lambda value: 255 if value < level else 0)
        box = mask.getbbox()
        if box is None:
            return None
        left, top = round(x * PER_MM), round(y * PER_MM)
        return (
            (left + box[0]) / PER_MM,
            (top + box[1]) / PER_MM,
            (left + box[2]) / PER_MM,
            (top + box[3]) / PER_MM,
        )

    def is_blank(self, x: float, y: float, width: float, height: float) -> bool:
        """No trace of ink in a rectangle."""
        return self.ink(x, y, width, height, HAIR) is None

    def symbol(self, x: float, y: float, width: float, height: float) -> Symbol:
        """The only QR code in a rectangle: its text, and its edges in mm on the page."""
        found = [
            code
            for code in zxingcpp.read_barcodes(self.area(x, y, width, height))
            if code.format == zxingcpp.BarcodeFormat.QRCode
        ]
        assert len(found) == 1, f"{len(found)} QR codes in the label at {x}, {y}"
        corners = found[0].position
        points = [corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right]
        xs = [point.x / PER_MM + x for point in points]
        ys = [point.y / PER_MM + y for point in points]
        loose = 0.4  # less than the quiet zone, more than the reader's uncertainty
        box = self.ink(
            min(xs) - loose, min(ys) - loose, max(xs) - min(xs) + 2 * loose, max(ys) - min(ys) + 2 * loose
        )
        assert box is not None
        return Symbol(found[0].text, *box)


@dataclass(frozen=True)
class Symbol:
    """A QR code found on paper; edges in mm."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Paper:
    """A PDF, read back."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def page(self, index: int = 0) -> Page:
        bitmap = self._document[index].render(scale=DPI / 72, grayscale=True)
        return Page(bitmap.to_pil().convert("L"))

    def text(self, index: int = 0) -> str:
        """The page's text, line ends as spaces, without invisible places to break."""
        return " ".join(self.lines(index))

    def lines(self, index: int = 0) -> list[str]:
        """The same line by line, as they stand on the paper."""
        raw = self._document[index].get_textpage().get_text_range()
        lines = raw.replace("\u200b", "").replace("\ufffe", "").splitlines()
        return [" ".join(line.split()) for line in lines if line.split()]

    @cached_property
    def metadata(self) -> dict[str, str]:
        return self._document.get_metadata_dict()
