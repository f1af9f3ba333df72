"""Print as JSON the QR codes on each page of a PDF, rendered as a printer would: ``[[text, …], …]``."""

from __future__ import annotations

import json
import sys

import pypdfium2
import zxingcpp

DPI = 300


def main() -> None:
    """Read the file named on the command line."""
    document = pypdfium2.PdfDocument(sys.argv[1])
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in document]
    print(json.dumps([[code.text for code in zxingcpp.read_barcodes(page)] for page in pages]))


if __name__ == "__main__":
    main()
